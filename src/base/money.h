// Money: a whole number of minor units (øre, cent) and the currency it is in.
//
// Units: minor units. Every currency here has two decimals except those that `minor_digits` says otherwise of.
// Range: |minor| <= kMoneyLimit, far above any public authority's books and far below what 64 bits overflow at, so
//   that a sum of some thousand amounts can be checked once at its end.
// Pure; no locale: parsing and printing here are for machines, pages format for people.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace base {

/// ISO 4217 code, three upper-case letters.
class Currency {
 public:
  constexpr Currency() = default;
  /// Nothing if `code` is not three letters A-Z.
  [[nodiscard]] static constexpr std::optional<Currency> parse(std::string_view code) {
    if (code.size() != 3) return std::nullopt;
    Currency currency;
    for (std::size_t i = 0; i < 3; ++i) {
      if (code[i] < 'A' || code[i] > 'Z') return std::nullopt;
      currency.letters_[i] = code[i];
    }
    return currency;
  }
  [[nodiscard]] constexpr std::string_view code() const { return {letters_.data(), letters_.size()}; }
  friend constexpr auto operator<=>(Currency const&, Currency const&) = default;

 private:
  std::array<char, 3> letters_{'X', 'X', 'X'};  // ISO 4217: no currency
};

inline constexpr Currency kDanishKrone = *Currency::parse("DKK");
inline constexpr Currency kEuro = *Currency::parse("EUR");

/// 10^15 minor units: ten thousand billion kroner. Not the money supply; a bound that makes overflow impossible.
inline constexpr std::int64_t kMoneyLimitMinor = 1'000'000'000'000'000;

[[nodiscard]] constexpr bool in_money_range(std::int64_t minor) {
  return minor >= -kMoneyLimitMinor && minor <= kMoneyLimitMinor;
}

/// a + b, or nothing if the sum leaves the range of money.
[[nodiscard]] constexpr std::optional<std::int64_t> add_minor(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum) || !in_money_range(sum)) return std::nullopt;
  return sum;
}

struct Money {
  std::int64_t minor = 0;
  Currency currency;
  friend constexpr bool operator==(Money const&, Money const&) = default;
};

/// How a file writes decimals.
struct NumberFormat {
  char decimal = '.';
  char thousands = '\0';  // '\0': no separator is allowed
};

enum class AmountError : std::uint8_t {
  kEmpty,
  kNotANumber,       // a character that has no place in an amount
  kTooManyDecimals,  // more decimals than the currency has, and not zeros
  kOutOfRange,       // beyond kMoneyLimitMinor
};

/// "1.234,50" with {',', '.'} is 123450. Leading and trailing blanks are allowed; so are a sign and missing decimals.
/// Decimals beyond two are accepted only if they are zeros: rounding is never silent.
[[nodiscard]] std::expected<std::int64_t, AmountError> parse_amount(std::string_view text, NumberFormat format);

/// "1234.50": for machines and logs.
[[nodiscard]] std::string format_amount(std::int64_t minor);

}  // namespace base
