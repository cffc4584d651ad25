#include "adapters/bank_files/vipps_settlement.h"

#include <algorithm>
#include <set>
#include <utility>

#include "adapters/bank_files/xml_fields.h"

namespace adapters::bank_files {

namespace {

using enum BankFileFault;

constexpr std::string_view kNamespace = "http://vipps.no/xmlschema/SettlementReport-3.0.xsd";

class SettlementReader {
 public:
  explicit SettlementReader(base::Date today) : today_(today) {}

  std::expected<std::vector<Payout>, BankFileError> read(std::istream& input, XmlLimits const& limits) {
    std::string const unit = "SettlementReport/SettlementDetailsInfo";
    XmlHandler handler;
    handler.given = {unit, unit + "/PaymentsInfo/SettlementInfo",
                     unit + "/PaymentsInfo/SettlementInfo/TransactionInfo"};
    handler.root = [](std::string_view space, std::string_view name) -> std::optional<BankFileError> {
      if (space == kNamespace && name == "SettlementReport") return std::nullopt;
      return BankFileError{kUnknownMessage, std::string{name}, 1, "only settlement reports of version 3.0 are read"};
    };
    handler.element = [this](Element&& element) -> std::optional<BankFileError> {
      if (element.name == "TransactionInfo") {
        take_line(element);
      } else if (element.name == "SettlementInfo") {
        take_payout(element);
      } else {
        take_sales_unit(element);
      }
      return fields_.error();
    };
    if (auto error = read_xml(input, limits, handler)) return std::unexpected(*std::move(error));
    if (payouts_.empty())
      return std::unexpected(BankFileError{kMissing, "SettlementInfo", 0, "there is no payout in the file"});
    return std::move(payouts_);
  }

 private:
  std::string text(Element const& parent, std::string_view name) {
    Element const* const element = fields_.only(parent, name);
    if (element == nullptr) return {};
    if (element->text.empty()) fields_.fail(kMissing, element->name, element->line, "it is empty");
    return element->text;
  }
  std::int64_t amount(Element const& parent, std::string_view name) {
    Element const* const element = fields_.only(parent, name);
    return element == nullptr ? 0 : fields_.signed_decimal(*element);
  }
  base::Date day(Element const& parent, std::string_view name) {
    std::string const written = text(parent, name);
    auto const date = base::parse_date(std::string_view{written}.substr(0, 10));
    if (!date) fields_.fail(kInvalid, name, parent.line, "there is no such day");
    return date.value_or(base::Date{});
  }
  base::Currency currency(Element const& parent) {
    auto const parsed = base::Currency::parse(text(parent, "SettlementCurrencyCode"));
    if (!parsed) fields_.fail(kInvalid, "SettlementCurrencyCode", parent.line, "that is not a currency");
    return parsed.value_or(base::Currency{});
  }
  void expect(std::int64_t given, std::int64_t right, Element const& parent, std::string_view name,
              BankFileFault fault) {
    if (given == right) return;
    fields_.fail(fault, parent.name + "/" + std::string{name}, parent.line,
                 "it says " + base::format_amount(given) + ", its parts give " + base::format_amount(right) +
                     ": ask the provider for the file again");
  }

  void take_line(Element const& element) {
    PayoutLine line;
    line.line = element.line;
    line.date = day(element, "TransactionTime");
    line.transaction_id = text(element, "TransactionID");
    line.reference = text(element, "OrderID");
    line.capture_minor = amount(element, "TransactionCaptureAmount");
    line.refund_minor = amount(element, "TransactionRefundAmount");
    line.gross_minor = amount(element, "TransactionGrossAmount");
    line.fee_minor = amount(element, "TransactionFeeAmount");
    line.net_minor = amount(element, "TransactionNetAmount");
    if (line.capture_minor < 0 || line.refund_minor > 0 || line.fee_minor < 0)
      fields_.fail(kInvalid, element.name, element.line, "captures and fees are never below zero, refunds never above");
    expect(line.gross_minor, line.capture_minor + line.refund_minor, element, "TransactionGrossAmount", kDetails);
    expect(line.net_minor, line.gross_minor - line.fee_minor, element, "TransactionNetAmount", kDetails);
    currencies_.insert(currency(element));
    lines_.push_back(std::move(line));
  }

  void take_payout(Element const& element) {
    Payout payout;
    payout.lines = std::exchange(lines_, {});
    payout.id = text(element, "SettlementID");
    payout.date = day(element, "SettlementDate");
    payout.currency = currency(element);
    payout.gross_minor = amount(element, "GrossSettlementAmount");
    payout.fees_minor = amount(element, "FeeSettlementAmount");
    payout.net_minor = amount(element, "NetSettlementAmount");
    payout.settled_minor = amount(element, "SettledAmount");
    std::string const kind = text(element, "SettlementType");
    payout.kind = kind == "Gross" ? PayoutKind::kGross : PayoutKind::kNet;
    if (kind != "Gross" && kind != "Net")
      fields_.fail(kInvalid, "SettlementType", element.line, "it must be Gross or Net");
    check_sums(payout, element);
    currencies_.insert(payout.currency);
    if (std::exchange(currencies_, {}).size() > 1)
      fields_.fail(kCurrency, element.name, element.line, "the payout has lines in another currency");
    if (payout.date > today_)
      fields_.fail(kFutureDate, "SettlementDate", element.line,
                   base::format_date(payout.date) + " has not come yet: import the file again on that day");
    payouts_.push_back(std::move(payout));
  }

  void check_sums(Payout const& payout, Element const& element) {
    std::int64_t capture = 0;
    std::int64_t refund = 0;
    std::int64_t gross = 0;
    std::int64_t fee = 0;
    std::int64_t net = 0;
    std::set<std::string_view> ids;
    for (PayoutLine const& line : payout.lines) {
      capture += line.capture_minor;
      refund += line.refund_minor;
      gross += line.gross_minor;
      fee += line.fee_minor;
      net += line.net_minor;
      if (!base::in_money_range(capture) || !base::in_money_range(refund) || !base::in_money_range(fee))
        return fields_.fail(kInvalid, element.name, element.line, "the amounts together are too large");
      if (!ids.insert(line.transaction_id).second)
        fields_.fail(kRepeated, "TransactionID", line.line, "the transaction is twice in the payout");
    }
    if (Element const* const count = fields_.only(element, "NumOfTransactions");
        count != nullptr && fields_.count(*count) != static_cast<std::int64_t>(payout.lines.size())) {
      fields_.fail(kSummary, "NumOfTransactions", count->line,
                   "it says " + count->text + ", there are " + std::to_string(payout.lines.size()));
    }
    expect(amount(element, "CaptureSettlementAmount"), capture, element, "CaptureSettlementAmount", kSummary);
    expect(amount(element, "RefundSettlementAmount"), refund, element, "RefundSettlementAmount", kSummary);
    expect(payout.gross_minor, gross, element, "GrossSettlementAmount", kSummary);
    expect(payout.fees_minor, fee, element, "FeeSettlementAmount", kSummary);
    expect(payout.net_minor, net, element, "NetSettlementAmount", kSummary);
    expect(payout.settled_minor, payout.kind == PayoutKind::kGross ? gross : net, element, "SettledAmount", kSummary);
  }

  void take_sales_unit(Element const& element) {
    std::string const sales_unit = text(element, "SerialNumber");
    Element const* const payments = fields_.only(element, "PaymentsInfo");
    if (payments == nullptr) return;
    std::string const account = text(*payments, "SettlementAccountNum");
    std::size_t const here = payouts_.size() - first_of_unit_;
    if (Element const* const count = fields_.only(*payments, "NumOfSettlements");
        count != nullptr && fields_.count(*count) != static_cast<std::int64_t>(here)) {
      fields_.fail(kSummary, "NumOfSettlements", count->line,
                   "it says " + count->text + ", there are " + std::to_string(here));
    }
    for (; first_of_unit_ < payouts_.size(); ++first_of_unit_) {
      Payout& payout = payouts_[first_of_unit_];
      payout.sales_unit = sales_unit;
      payout.account = account;
      payout.key = "vipps_mobilepay/" + sales_unit + "/" + payout.id;
      for (PayoutLine& line : payout.lines) line.key = payout.key + "/" + line.transaction_id;
      if (!seen_.insert(payout.key).second)
        fields_.fail(kRepeated, "SettlementID", element.line, "the payout is twice in the file");
    }
  }

  base::Date today_;
  XmlFields fields_;
  std::vector<PayoutLine> lines_;
  std::set<base::Currency> currencies_;  // of the lines and the payout being read
  std::vector<Payout> payouts_;
  std::size_t first_of_unit_ = 0;
  std::set<std::string> seen_;
};

}  // namespace

std::expected<std::vector<Payout>, BankFileError> read_vipps_settlement(std::istream& input, base::Date today,
                                                                        XmlLimits const& limits) {
  return SettlementReader{today}.read(input, limits);
}

}  // namespace adapters::bank_files
