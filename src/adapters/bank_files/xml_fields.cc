#include "adapters/bank_files/xml_fields.h"

#include <algorithm>

namespace adapters::bank_files {

namespace {

using enum BankFileFault;

/// ISO 4217 currencies in use that have another number of decimals than two.
constexpr std::string_view kOtherDecimals[] = {"BHD", "BIF", "CLF", "CLP", "DJF", "GNF", "IQD", "ISK", "JOD",
                                               "JPY", "KMF", "KRW", "KWD", "LYD", "OMR", "PYG", "RWF", "TND",
                                               "UGX", "UYI", "UYW", "VND", "VUV", "XAF", "XOF", "XPF"};

}  // namespace

void XmlFields::fail(BankFileFault fault, std::string_view element, std::int64_t line, std::string message) {
  if (!error_) error_ = BankFileError{fault, std::string{element}, line, std::move(message)};
}

Element const* XmlFields::at_most_one(Element const& parent, std::string_view name) {
  Element const* found = nullptr;
  for (Element const& child : parent.children) {
    if (child.name != name) continue;
    if (found != nullptr) {
      fail(kRepeated, parent.name + "/" + child.name, child.line,
           "it stands there twice, so it is not clear which holds");
      return nullptr;
    }
    found = &child;
  }
  return found;
}

Element const* XmlFields::only(Element const& parent, std::string_view name) {
  Element const* const found = at_most_one(parent, name);
  if (found == nullptr) fail(kMissing, parent.name + "/" + std::string{name}, parent.line, "it is missing");
  return found;
}

std::int64_t XmlFields::decimal(Element const& element) {
  std::int64_t const minor = signed_decimal(element);
  if (minor < 0 || element.text.starts_with('-'))
    fail(kInvalid, element.name, element.line, "the amount must not be below zero");
  return minor;
}

std::int64_t XmlFields::signed_decimal(Element const& element) {
  auto const minor = base::parse_amount(element.text, {});
  if (minor) return *minor;
  if (minor.error() == base::AmountError::kTooManyDecimals) {
    fail(kTooManyDecimals, element.name, element.line,
         "the amount has parts smaller than the minor unit: nothing is rounded, ask the sender");
  } else {
    fail(kInvalid, element.name, element.line, "that is not an amount, or one too large");
  }
  return 0;
}

base::Money XmlFields::money(Element const& element) {
  std::optional<base::Currency> const currency = base::Currency::parse(element.currency);
  if (!currency) {
    fail(kInvalid, element.name, element.line, "the amount has no currency (Ccy)");
    return {};
  }
  if (std::ranges::find(kOtherDecimals, currency->code()) != std::end(kOtherDecimals)) {
    fail(kCurrency, element.name, element.line,
         std::string{currency->code()} + " does not have two decimals: accounts in it are not read");
    return {};
  }
  return {decimal(element), *currency};
}

std::int64_t XmlFields::count(Element const& element) {
  std::int64_t value = 0;
  bool good = !element.text.empty() && element.text.size() <= 15;
  for (char const c : element.text) {
    good = good && c >= '0' && c <= '9';
    if (good) value = value * 10 + (c - '0');
  }
  if (!good) fail(kInvalid, element.name, element.line, "that is not a count");
  return good ? value : 0;
}

std::optional<base::Date> XmlFields::date(Element const* choice) {
  if (choice == nullptr) return std::nullopt;
  Element const* const day = choice->child("Dt");
  Element const* const moment = choice->child("DtTm");
  Element const* const either = day != nullptr ? day : moment;
  if (either == nullptr) {
    fail(kMissing, choice->name + "/Dt", choice->line, "it is missing");
    return std::nullopt;
  }
  // A day may have a zone behind it, a moment has the time.
  std::string_view const text = either->text;
  std::string_view const behind = text.size() > 10 ? text.substr(10, 1) : "";
  bool const form = day != nullptr ? behind.empty() || behind == "Z" || behind == "+" || behind == "-" : behind == "T";
  std::optional<base::Date> const date = form ? base::parse_date(text.substr(0, 10)) : std::nullopt;
  if (!date) fail(kInvalid, choice->name + "/" + either->name, either->line, "there is no such day");
  return date;
}

Direction XmlFields::direction(Element const& parent) {
  Element const* const element = only(parent, "CdtDbtInd");
  if (element == nullptr || element->text == "CRDT") return Direction::kCredit;
  if (element->text != "DBIT") fail(kInvalid, parent.name + "/CdtDbtInd", element->line, "it must be CRDT or DBIT");
  return Direction::kDebit;
}

std::optional<Direction> XmlFields::direction_if_any(Element const& parent) {
  if (parent.child("CdtDbtInd") == nullptr) return std::nullopt;
  return direction(parent);
}

bool XmlFields::flag(Element const* element) {
  if (element == nullptr || element->text == "false" || element->text == "0") return false;
  if (element->text != "true" && element->text != "1")
    fail(kInvalid, element->name, element->line, "it must be true or false");
  return true;
}

EntryStatus XmlFields::status(Element const& entry) {
  Element const* const status = only(entry, "Sts");
  if (status == nullptr) return EntryStatus::kInformation;
  std::string const code = status->children.empty() ? status->text : status->text_at("Cd");
  if (code == "BOOK") return EntryStatus::kBooked;
  if (code == "PDNG") return EntryStatus::kPending;
  if (code == "FUTR") return EntryStatus::kFuture;
  if (code != "INFO") fail(kInvalid, entry.name + "/Sts", status->line, "it must be BOOK, PDNG, FUTR or INFO");
  return EntryStatus::kInformation;
}

std::vector<BankCharge> read_charges(Element const& parent, XmlFields& fields) {
  std::vector<BankCharge> charges;
  auto const add = [&](Element const& record) {
    Element const* const amount = fields.only(record, "Amt");
    if (amount == nullptr) return;
    BankCharge charge;
    charge.amount = fields.money(*amount);
    charge.direction = fields.direction_if_any(record).value_or(Direction::kDebit);
    if (Element const* const included = record.child("ChrgInclInd")) charge.included = fields.flag(included);
    charges.push_back(charge);
  };
  for (Element const& element : parent.children) {
    if (element.name != "Chrgs") continue;
    if (element.child("Amt") != nullptr) add(element);
    for (Element const& record : element.children) {
      if (record.name == "Rcrd") add(record);
    }
  }
  return charges;
}

}  // namespace adapters::bank_files
