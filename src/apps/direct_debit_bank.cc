#include "apps/direct_debit_bank.h"

#include <algorithm>

#include "apps/direct_debit_settings.h"
#include "apps/installation.h"

namespace apps {

namespace {

using adapters::iso20022_direct_debit::Creditor;

constexpr char const* kKey = "direct_debit_bank";
constexpr std::string_view kSwitch = "pain_008";

struct Field {
  std::string_view name;
  std::string_view help;
  std::string Creditor::* value;
};
constexpr Field kFields[] = {
    {"creditor_scheme_id", "the creditor's identifier with the scheme", &Creditor::scheme_id},
    {"scheme_name", "the scheme of that identifier", &Creditor::scheme_name},
    {"creditor_account", "the IBAN to which the money comes", &Creditor::account},
    {"creditor_agent", "the BIC of its bank; empty: not said", &Creditor::agent},
    {"service_level", "a code, or empty", &Creditor::service_level},
    {"local_instrument", "a code, or empty", &Creditor::local_instrument},
    {"sequence", "FRST, RCUR, FNAL or OOFF", &Creditor::sequence},
    {"version", "pain.008.001.08 or pain.008.001.02", &Creditor::version},
};

constexpr std::string_view on_or_off(bool on) { return on ? "on" : "off"; }

}  // namespace

Creditor direct_debit_creditor(ports::Authority const& authority, payments::DirectDebitPolicy const& policy) {
  Creditor creditor;
  creditor.number = policy.creditor_number;
  creditor.name = authority.name;
  creditor.currency = authority.currency;
  boost::json::object const settings = settings_of(authority);
  boost::json::value const* const stored = settings.if_contains(kKey);
  if (stored == nullptr || !stored->is_object()) return creditor;
  auto const text = [&](std::string_view name) { return stored->get_object().if_contains(name); };
  for (Field const& field : kFields) {
    boost::json::value const* const value = text(field.name);
    if (value != nullptr && value->is_string()) creditor.*field.value = std::string{value->get_string()};
  }
  boost::json::value const* const on = text(kSwitch);
  creditor.on = on != nullptr && on->is_string() && on->get_string() == "on" && mistake_in(creditor).empty();
  return creditor;
}

bool is_about_bank(std::string_view change) {
  std::string_view const name = change.substr(0, change.find('='));
  return name == kSwitch || std::ranges::find(kFields, name, &Field::name) != std::end(kFields);
}

void change_direct_debit_bank(engine::BooksService& books, ports::Authority const& authority,
                              payments::DirectDebitPolicy const& policy, std::span<std::string const> changes) {
  Creditor creditor = direct_debit_creditor(authority, policy);
  boost::json::object settings = settings_of(authority);
  boost::json::value& stored = settings[kKey];
  if (!stored.is_object()) stored = boost::json::object{};
  for (std::string const& change : changes) {
    std::size_t const equals = std::min(change.find('='), change.size());
    std::string const name = change.substr(0, equals);
    std::string const value = change.substr(std::min(equals + 1, change.size()));
    auto const field = std::ranges::find(kFields, name, &Field::name);
    if (field != std::end(kFields)) {
      creditor.*field->value = value;
    } else if (value == "on" || value == "off") {
      creditor.on = value == "on";
    } else {
      throw CommandRefused("'" + change + "' cannot be used: " + name + " is on or off");
    }
    stored.get_object()[name] = value;
  }
  if (std::string const wrong = mistake_in(creditor); creditor.on && !wrong.empty()) {
    throw CommandRefused("pain_008 cannot be on as it is: " + wrong);
  }
  store_settings(books, authority, settings);
}

void forget_direct_debit_bank(engine::BooksService& books, ports::Authority const& authority) {
  boost::json::object settings = settings_of(authority);
  settings.erase(kKey);
  store_settings(books, authority, settings);
}

void print_direct_debit_bank(std::ostream& out, Creditor const& creditor) {
  out << kSwitch << " = " << on_or_off(creditor.on) << "  (deliveries as ISO 20022, through the authority's bank)\n";
  for (Field const& field : kFields)
    out << field.name << " = " << creditor.*field.value << "  (" << field.help << ")\n";
}

void write_direct_debit_bank(http::JsonWriter& json, Creditor const& creditor) {
  json.member(kSwitch, on_or_off(creditor.on));
  for (Field const& field : kFields) json.member(field.name, creditor.*field.value);
}

std::vector<std::string> direct_debit_marks(ports::Authority const& authority) {
  auto const policy = direct_debit_policy(authority);
  if (!policy.has_agreement()) return {};
  std::string const number = std::to_string(policy.creditor_number);
  std::vector<std::string> marks{number};
  if (number.size() < 8) marks.push_back(std::string(8 - number.size(), '0') + number);
  Creditor const creditor = direct_debit_creditor(authority, policy);
  if (creditor.on) marks.push_back(creditor.scheme_id);
  return marks;
}

}  // namespace apps
