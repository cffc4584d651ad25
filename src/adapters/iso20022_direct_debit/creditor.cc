#include "adapters/iso20022_direct_debit/creditor.h"

#include <algorithm>

namespace adapters::iso20022_direct_debit {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter_or_digit(char c) { return is_digit(c) || is_capital(c) || (c >= 'a' && c <= 'z'); }

bool is_code(std::string_view text) {
  return text.size() <= 4 && std::ranges::all_of(text, [](char c) { return is_digit(c) || is_capital(c); });
}

/// Four of the bank, two of the country, two of the place, and three of the branch or none.
bool is_bic(std::string_view text) {
  if (text.size() != 8 && text.size() != 11) return false;
  return is_capital(text[4]) && is_capital(text[5]) &&
         std::ranges::all_of(text, [](char c) { return is_digit(c) || is_capital(c); });
}

}  // namespace

bool is_iban(std::string_view text) {
  if (text.size() < 15 || text.size() > 34) return false;
  if (!is_capital(text[0]) || !is_capital(text[1]) || !is_digit(text[2]) || !is_digit(text[3])) return false;
  int remainder = 0;
  std::string const turned = std::string{text.substr(4)} + std::string{text.substr(0, 4)};
  for (char const c : turned) {
    if (!is_digit(c) && !is_capital(c)) return false;
    remainder = is_digit(c) ? remainder * 10 + (c - '0') : remainder * 100 + (c - 'A' + 10);
    remainder %= 97;
  }
  return remainder == 1;
}

std::string mistake_in(Creditor const& creditor) {
  if (creditor.version != "pain.008.001.08" && creditor.version != "pain.008.001.02") {
    return "version must be pain.008.001.08 or pain.008.001.02";
  }
  bool const id = !creditor.scheme_id.empty() && creditor.scheme_id.size() <= 35 &&
                  std::ranges::all_of(creditor.scheme_id, is_letter_or_digit);
  if (!id) return "creditor_scheme_id must be the identifier from the agreement: at most 35 letters and digits";
  bool const name = !creditor.scheme_name.empty() && creditor.scheme_name.size() <= 35 &&
                    std::ranges::all_of(creditor.scheme_name, is_letter_or_digit);
  if (!name) return "scheme_name must be at most 35 letters and digits, such as SEPA";
  if (!is_iban(creditor.account)) return "creditor_account must be an IBAN without blanks, with right check digits";
  if (!creditor.agent.empty() && !is_bic(creditor.agent)) return "creditor_agent must be a BIC of 8 or 11 letters";
  if (!is_code(creditor.service_level)) return "service_level must be a code of at most four letters, such as SEPA";
  if (!is_code(creditor.local_instrument)) return "local_instrument must be a code of at most four, such as CORE";
  if (creditor.sequence != "RCUR" && creditor.sequence != "FRST" && creditor.sequence != "FNAL" &&
      creditor.sequence != "OOFF") {
    return "sequence must be RCUR, FRST, FNAL or OOFF";
  }
  return {};
}

}  // namespace adapters::iso20022_direct_debit
