#include "apps/payment_slip.h"

#include "payments/reference_line.h"

namespace apps {

namespace {

using contact::SlipKind;

/// "9000 0000 0010 4417": in fours, as banks print it.
std::string in_fours(std::string const& text) {
  std::string spaced;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && i % 4 == 0) spaced += ' ';
    spaced += text[i];
  }
  return spaced;
}

std::string without_blanks(std::string const& text) {
  std::string result;
  for (char const c : text) {
    if (c != ' ') result += c;
  }
  return result;
}

/// An account as people of the country know it, out of its IBAN; anything else as it stands in the settings.
contact::SlipLine account_line(std::string const& country, std::string const& account) {
  constexpr std::size_t kDanishIban = 18;     // DK, 2 check digits, 4 of the branch, 10 of the account
  constexpr std::size_t kNorwegianIban = 15;  // NO, 2 check digits, 11 of the account
  std::string const plain = without_blanks(account);
  bool const own = plain.starts_with(country);
  if (country == "DK" && own && plain.size() == kDanishIban) {
    return {SlipKind::kBankAccount, plain.substr(4, 4) + " " + plain.substr(8)};
  }
  if (country == "NO" && own && plain.size() == kNorwegianIban) {
    return {SlipKind::kBankAccount, plain.substr(4, 4) + " " + plain.substr(8, 2) + " " + plain.substr(10)};
  }
  if (country == "DK" || country == "NO") return {SlipKind::kBankAccount, account};
  return {SlipKind::kIban, in_fours(plain)};
}

/// "71" of the schemes that are printed as a payment line; empty: it is none of them.
std::string card_type(payments::ReferenceScheme scheme) {
  constexpr std::string_view kStart = "fik_";
  std::string_view const name = payments::name_of(scheme);
  return name.starts_with(kStart) ? std::string{name.substr(kStart.size())} : std::string{};
}

bool is_kid(payments::ReferenceScheme scheme) {
  return scheme == payments::ReferenceScheme::kKidModulus10 || scheme == payments::ReferenceScheme::kKidModulus11;
}

}  // namespace

std::optional<payments::PaymentReference> slip_reference(MessageSettings const& settings,
                                                         std::span<claims::Claim const> claims, base::DebtorId debtor) {
  if (!settings.reference_scheme || claims.empty()) return std::nullopt;
  auto reference = claims.size() == 1 ? payments::reference_of(*settings.reference_scheme, claims.front().id)
                                      : payments::reference_of(*settings.reference_scheme, debtor);
  return reference ? std::optional{*std::move(reference)} : std::nullopt;
}

std::vector<contact::SlipLine> payment_slip(std::string const& country, MessageSettings const& settings,
                                            std::optional<payments::PaymentReference> const& reference) {
  std::vector<contact::SlipLine> slip;
  if (reference) {
    std::string const type = card_type(reference->scheme);
    auto const line = type.empty() || settings.payment_creditor.empty()
                          ? std::unexpected(payments::ReferenceError::kNotAPaymentLine)
                          : payments::print_payment_line({type, *reference, settings.payment_creditor});
    // It names the creditor: with it nobody needs the account.
    if (line) return {{SlipKind::kPaymentLine, *line}};
  }
  if (settings.bank_account.empty()) return slip;
  slip.push_back(account_line(country, settings.bank_account));
  if (reference) {
    slip.push_back({is_kid(reference->scheme) ? SlipKind::kKid : SlipKind::kPaymentReference,
                    payments::print_reference(*reference)});
  }
  return slip;
}

}  // namespace apps
