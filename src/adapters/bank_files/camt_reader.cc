#include "adapters/bank_files/camt_reader.h"

#include <algorithm>
#include <map>
#include <set>
#include <spanstream>
#include <utility>

#include "adapters/bank_files/camt_checks.h"
#include "adapters/bank_files/camt_entry.h"
#include "adapters/bank_files/xml_fields.h"

namespace adapters::bank_files {

namespace {

using enum BankFileFault;

struct Message {
  std::string_view name;
  StatementKind kind;
};

constexpr std::string_view kNamespace = "urn:iso:std:iso:20022:tech:xsd:";
constexpr Message kMessages[] = {{"camt.053.001.02", StatementKind::kStatement},
                                 {"camt.053.001.08", StatementKind::kStatement},
                                 {"camt.054.001.02", StatementKind::kNotification},
                                 {"camt.054.001.04", StatementKind::kNotification},
                                 {"camt.054.001.08", StatementKind::kNotification}};

class CamtReader {
 public:
  explicit CamtReader(base::Date today) : today_(today) {}

  std::expected<std::vector<BankStatement>, BankFileError> read(std::istream& input, XmlLimits const& limits) {
    XmlHandler handler;
    for (std::string const body : {"Document/BkToCstmrStmt/", "Document/BkToCstmrDbtCdtNtfctn/"}) {
      std::string const statement = body + (body.contains("Ntfctn") ? "Ntfctn" : "Stmt");
      handler.given.insert(handler.given.end(), {body + "GrpHdr", statement, statement + "/Ntry",
                                                 statement + "/Ntry/NtryDtls", statement + "/Ntry/NtryDtls/TxDtls"});
    }
    handler.root = [this](std::string_view space, std::string_view name) { return choose_message(space, name); };
    handler.element = [this](Element&& element) { return take(element); };
    if (auto error = read_xml(input, limits, handler)) return std::unexpected(*std::move(error));
    if (statements_.empty())
      return std::unexpected(BankFileError{kMissing, "Stmt", 0, "there is no statement or notification in the file"});
    return std::move(statements_);
  }

 private:
  std::optional<BankFileError> choose_message(std::string_view space, std::string_view name) {
    if (name == "Document" && space.starts_with(kNamespace)) {
      auto const found = std::ranges::find(kMessages, space.substr(kNamespace.size()), &Message::name);
      if (found != std::end(kMessages)) {
        kind_ = found->kind;
        return std::nullopt;
      }
    }
    return BankFileError{kUnknownMessage, std::string{name}, 1,
                         "only camt.053.001.02 and .08 and camt.054.001.02, .04 and .08 are read"};
  }

  std::optional<BankFileError> take(Element const& element) {
    if (element.name == "TxDtls") {
      details_.push_back(read_detail(element, fields_));
    } else if (element.name == "NtryDtls") {
      groups_.push_back(read_group(element, std::exchange(details_, {}), fields_));
    } else if (element.name == "Ntry") {
      entries_.push_back(read_entry(element, std::exchange(groups_, {}), fields_));
    } else if (element.name == "GrpHdr") {
      message_id_ = element.text_at("MsgId");
    } else {
      take_statement(element);
    }
    return fields_.error();
  }

  void take_statement(Element const& element) {
    BankStatement statement;
    statement.kind = kind_;
    bool const notification = element.name == "Ntfctn";
    if (notification != (kind_ == StatementKind::kNotification))
      fields_.fail(kUnknownMessage, element.name, element.line, "the content is of another message than the root says");
    statement.message_id = message_id_;
    statement.entries = std::exchange(entries_, {});
    read_header(statement, element);
    if (!notification) read_balances(statement, element);
    check_entries(statement, today_, fields_);
    if (fields_.failed()) return;
    check_summary(statement, element, fields_);
    if (!notification) check_balance(statement, element, fields_);
    if (!seen_.insert({statement.account, statement.id}).second)
      fields_.fail(kRepeated, element.name + "/Id", element.line, "the statement is twice in the file");
    give_keys(statement);
    statements_.push_back(std::move(statement));
  }

  void read_header(BankStatement& statement, Element const& element) {
    if (Element const* const id = fields_.only(element, "Id")) statement.id = id->text;
    statement.copy = element.text_at("CpyDplctInd");
    if (Element const* const number = element.child("ElctrncSeqNb"))
      statement.electronic_sequence = fields_.count(*number);
    if (Element const* const number = element.child("LglSeqNb")) statement.legal_sequence = fields_.count(*number);
    Element const* const account = fields_.only(element, "Acct");
    if (account == nullptr) return;
    statement.account = account->text_at("Id/IBAN");
    if (statement.account.empty()) statement.account = account->text_at("Id/Othr/Id");
    if (statement.id.empty() || statement.account.empty()) {
      fields_.fail(kMissing, element.name + (statement.id.empty() ? "/Id" : "/Acct/Id"), element.line,
                   "without it the lines have no lasting name");
    }
    if (Element const* const currency = account->child("Ccy")) {
      auto const parsed = base::Currency::parse(currency->text);
      if (!parsed) fields_.fail(kInvalid, "Acct/Ccy", currency->line, "that is not a currency");
      statement.currency = parsed.value_or(base::Currency{});
    } else if (!statement.entries.empty()) {
      statement.currency = statement.entries.front().currency;
    }
  }

  void read_balances(BankStatement& statement, Element const& element) {
    // The day's opening balance is the previous day's closing one, where only that is given.
    auto opening = balance(element, "OPBD");
    if (!opening) opening = balance(element, "PRCD");
    auto const closing = balance(element, "CLBD");
    if (!opening || !closing) {
      return fields_.fail(kMissing, "Stmt/Bal", element.line,
                          opening ? "there is no closing balance (CLBD): ask the bank for the whole statement"
                                  : "there is no opening balance (OPBD or PRCD): ask the bank for the whole statement");
    }
    if (statement.currency == base::Currency{}) statement.currency = opening->currency;
    if (opening->currency != statement.currency || closing->currency != statement.currency)
      fields_.fail(kCurrency, "Bal/Amt", element.line, "a balance is in another currency than the account");
    statement.opening_minor = opening->minor;
    statement.closing_minor = closing->minor;
  }

  std::optional<base::Money> balance(Element const& element, std::string_view code) {
    std::optional<base::Money> found;
    for (Element const& candidate : element.children) {
      if (candidate.name != "Bal" || candidate.text_at("Tp/CdOrPrtry/Cd") != code) continue;
      if (found) {
        fields_.fail(kRepeated, "Stmt/Bal", candidate.line, "there are two balances " + std::string{code});
        return found;
      }
      Element const* const amount = fields_.only(candidate, "Amt");
      if (amount == nullptr) return std::nullopt;
      found = fields_.money(*amount);
      if (fields_.direction(candidate) == Direction::kDebit) found->minor = -found->minor;
    }
    return found;
  }

  static void give_keys(BankStatement& statement) {
    std::map<std::string, std::int64_t> occurrences;
    std::int64_t position = 0;
    for (BankEntry& entry : statement.entries) {
      std::string const first = entry_key(statement, entry, ++position, 1);
      entry.key = entry_key(statement, entry, position, ++occurrences[first]);
      for (BankTransaction& transaction : entry.transactions) transaction.key = transaction_key(entry, transaction);
    }
  }

  base::Date today_;
  StatementKind kind_ = StatementKind::kStatement;
  std::string message_id_;
  XmlFields fields_;
  std::vector<CamtDetail> details_;
  std::vector<CamtGroup> groups_;
  std::vector<BankEntry> entries_;
  std::vector<BankStatement> statements_;
  std::set<std::pair<std::string, std::string>> seen_;
};

}  // namespace

std::expected<std::vector<BankStatement>, BankFileError> read_camt(std::istream& input, base::Date today,
                                                                   XmlLimits const& limits) {
  return CamtReader{today}.read(input, limits);
}

std::expected<std::vector<BankStatement>, BankFileError> read_camt(std::string_view bytes, base::Date today,
                                                                   XmlLimits const& limits) {
  std::ispanstream input{bytes};
  return read_camt(input, today, limits);
}

}  // namespace adapters::bank_files
