#include "base/money.h"

namespace base {

namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::expected<std::int64_t, AmountError> parse_amount(std::string_view text, NumberFormat format) {
  text = trim(text);
  if (text.empty()) return std::unexpected(AmountError::kEmpty);
  bool negative = false;
  if (text.front() == '-' || text.front() == '+') {
    negative = text.front() == '-';
    text.remove_prefix(1);
  }
  std::int64_t whole = 0;
  std::size_t digits = 0;
  std::size_t at = 0;
  for (; at < text.size() && text[at] != format.decimal; ++at) {
    char const c = text[at];
    if (format.thousands != '\0' && c == format.thousands) {
      // A separator stands before exactly three digits: "1.5" with '.' as separator is no amount.
      bool const three = at > 0 && at + 3 < text.size() + 0 && is_digit(text[at + 1]) && is_digit(text[at + 2]) &&
                         is_digit(text[at + 3]) && (at + 4 >= text.size() || !is_digit(text[at + 4]));
      if (!three) return std::unexpected(AmountError::kNotANumber);
      continue;
    }
    if (!is_digit(c)) return std::unexpected(AmountError::kNotANumber);
    whole = whole * 10 + (c - '0');
    ++digits;
    if (whole > kMoneyLimitMinor) return std::unexpected(AmountError::kOutOfRange);
  }
  std::int64_t fraction = 0;
  std::size_t decimals = 0;
  if (at < text.size()) {
    for (++at; at < text.size(); ++at) {
      if (!is_digit(text[at])) return std::unexpected(AmountError::kNotANumber);
      ++decimals;
      if (decimals <= 2) {
        fraction = fraction * 10 + (text[at] - '0');
      } else if (text[at] != '0') {
        return std::unexpected(AmountError::kTooManyDecimals);
      }
    }
    if (decimals == 0) return std::unexpected(AmountError::kNotANumber);
    if (decimals == 1) fraction *= 10;
  }
  if (digits == 0 && decimals == 0) return std::unexpected(AmountError::kNotANumber);
  std::int64_t const minor = whole * 100 + fraction;
  if (minor > kMoneyLimitMinor) return std::unexpected(AmountError::kOutOfRange);
  return negative ? -minor : minor;
}

std::string format_amount(std::int64_t minor) {
  std::int64_t const magnitude = minor < 0 ? -minor : minor;
  std::string cents = std::to_string(magnitude % 100);
  if (cents.size() < 2) cents.insert(0, 1, '0');
  return (minor < 0 ? "-" : "") + std::to_string(magnitude / 100) + "." + cents;
}

}  // namespace base
