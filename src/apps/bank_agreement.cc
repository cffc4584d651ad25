#include "apps/bank_agreement.h"

#include <boost/json.hpp>

#include "apps/installation.h"

namespace apps {

namespace {

std::vector<std::string> texts(boost::json::object const& bank, std::string const& name) {
  auto const* const value = bank.if_contains(name);
  if (value == nullptr) return {};
  std::vector<std::string> result;
  auto const* const list = value->if_array();
  if (list == nullptr) throw CommandRefused("the authority's settings: bank." + name + " must be a list of texts");
  for (boost::json::value const& item : *list) {
    auto const* const text = item.if_string();
    if (text == nullptr) throw CommandRefused("the authority's settings: bank." + name + " must be a list of texts");
    result.emplace_back(text->data(), text->size());
  }
  return result;
}

}  // namespace

BankAgreement read_bank_agreement(ports::Authority const& authority, std::vector<std::string> const& schemes,
                                  std::vector<std::string> const& creditors) {
  boost::system::error_code error;
  boost::json::value const settings = boost::json::parse(authority.settings, error);
  boost::json::object bank;
  if (!error && settings.is_object()) {
    if (auto const* const value = settings.get_object().if_contains("bank")) {
      if (!value->is_object()) throw CommandRefused("the authority's settings: 'bank' must be an object");
      bank = value->get_object();
    }
  }
  BankAgreement agreement;
  agreement.rules.currency = authority.currency;
  agreement.rules.creditors = creditors.empty() ? texts(bank, "creditors") : creditors;
  agreement.accounts = texts(bank, "accounts");
  for (std::string const& name : schemes.empty() ? texts(bank, "schemes") : schemes) {
    auto const scheme = payments::reference_scheme(name);
    if (!scheme) {
      throw CommandRefused("there is no reference scheme '" + name +
                           "': take fik_71, fik_75, fik_15, fik_04, kid_modulus_10, kid_modulus_11, creditor_reference"
                           " or betalingskenmerk");
    }
    agreement.rules.schemes.push_back(*scheme);
  }
  return agreement;
}

}  // namespace apps
