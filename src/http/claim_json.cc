#include "http/claim_json.h"

namespace http {

std::string_view component_name(ledger::Component component) {
  switch (component) {
    case ledger::Component::kPrincipal:
      return "principal";
    case ledger::Component::kFee:
      return "fee";
    case ledger::Component::kInterest:
      return "interest";
  }
  return "";
}

std::string_view means_name(ledger::Means means) {
  switch (means) {
    case ledger::Means::kSource:
      return "source";
    case ledger::Means::kMobilePay:
      return "mobilepay";
    case ledger::Means::kBank:
      return "bank";
    case ledger::Means::kCard:
      return "card";
    case ledger::Means::kCounter:
      return "counter";
    case ledger::Means::kDirectDebit:
      return "direct_debit";
  }
  return "";
}

void write_component_amounts(JsonWriter& out, claims::Amounts const& amounts) {
  out.member("principal_minor", amounts[ledger::Component::kPrincipal]);
  out.member("fee_minor", amounts[ledger::Component::kFee]);
  out.member("interest_minor", amounts[ledger::Component::kInterest]);
}

void write_dates(JsonWriter& out, claims::ClaimDates const& dates) {
  if (dates.period_first) out.member("period_first", *dates.period_first);
  if (dates.period_last) out.member("period_last", *dates.period_last);
  out.member("issued", dates.issued);
  out.member("due", dates.due);
  out.member("last_payment_day", dates.last_payment_day);
}

}  // namespace http
