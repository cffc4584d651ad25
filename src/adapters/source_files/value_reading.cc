#include "adapters/source_files/value_reading.h"

#include <array>
#include <utility>

namespace adapters::source_files {

namespace {

constexpr std::size_t kShownLetters = 40;

template <class T, std::size_t N>
std::optional<T> find_word(std::array<std::pair<std::string_view, T>, N> const& words, std::string_view text) {
  for (auto const& [word, value] : words) {
    if (word == text) return value;
  }
  return std::nullopt;
}

}  // namespace

std::string show(std::string_view text, Shown shown) {
  if (shown == Shown::kNo) return "the value";
  std::string result = "'";
  for (char const c : text.substr(0, kShownLetters)) result += c >= ' ' && c <= '~' ? c : '?';
  if (text.size() > kShownLetters) result += "...";
  return result + "'";
}

std::expected<std::int64_t, std::string> read_amount(std::string_view text, base::NumberFormat format, Shown shown) {
  auto const minor = base::parse_amount(text, format);
  if (minor) return *minor;
  switch (minor.error()) {
    case base::AmountError::kEmpty:
      return std::unexpected("an amount is needed here, and there is none");
    case base::AmountError::kTooManyDecimals:
      return std::unexpected(show(text, shown) + " has more decimals than the currency");
    case base::AmountError::kOutOfRange:
      return std::unexpected(show(text, shown) + " is beyond what the books can hold");
    case base::AmountError::kNotANumber:
      break;
  }
  std::string reason = show(text, shown) + " is no amount with the decimal sign '" + format.decimal + "'";
  if (format.thousands != '\0') reason += std::string{" and the thousands sign '"} + format.thousands + "'";
  return std::unexpected(reason);
}

std::expected<base::Date, std::string> read_date(std::string_view text, std::string_view format, Shown shown) {
  if (text.empty()) return std::unexpected("a date is needed here, and there is none");
  if (auto const date = base::parse_date(text, format)) return *date;
  return std::unexpected(show(text, shown) + " is no date of the form " + std::string{format});
}

std::optional<ledger::Component> read_component(std::string_view text) {
  using enum ledger::Component;
  static constexpr std::array kWords{std::pair{std::string_view{"principal"}, kPrincipal},
                                     std::pair{std::string_view{"fee"}, kFee},
                                     std::pair{std::string_view{"interest"}, kInterest}};
  return find_word(kWords, text);
}

std::optional<engine::ObjectionOutcome> read_outcome(std::string_view text) {
  using enum engine::ObjectionOutcome;
  static constexpr std::array kWords{
      std::pair{std::string_view{"rejected"}, kRejected}, std::pair{std::string_view{"partly_upheld"}, kPartlyUpheld},
      std::pair{std::string_view{"upheld"}, kUpheld}, std::pair{std::string_view{"withdrawn"}, kWithdrawn}};
  return find_word(kWords, text);
}

std::optional<ledger::Means> read_means(std::string_view text) {
  using enum ledger::Means;
  static constexpr std::array kWords{
      std::pair{std::string_view{"source"}, kSource}, std::pair{std::string_view{"mobilepay"}, kMobilePay},
      std::pair{std::string_view{"bank"}, kBank}, std::pair{std::string_view{"card"}, kCard},
      std::pair{std::string_view{"counter"}, kCounter}};
  return find_word(kWords, text);
}

std::string_view component_words() { return "principal, fee or interest"; }
std::string_view outcome_words() { return "rejected, partly_upheld, upheld or withdrawn"; }
std::string_view means_words() { return "source, mobilepay, bank, card or counter"; }

bool is_date_format(std::string_view format) {
  int years = 0;
  int months = 0;
  int days = 0;
  while (!format.empty()) {
    std::size_t taken = 1;
    if (format.starts_with("YYYY")) {
      ++years, taken = 4;
    } else if (format.starts_with("YY")) {
      ++years, taken = 2;
    } else if (format.starts_with("MM")) {
      ++months, taken = 2;
    } else if (format.starts_with("DD")) {
      ++days, taken = 2;
    } else if (std::string_view{"-/. "}.find(format.front()) == std::string_view::npos) {
      return false;
    }
    format.remove_prefix(taken);
  }
  return years == 1 && months == 1 && days == 1;
}

}  // namespace adapters::source_files
