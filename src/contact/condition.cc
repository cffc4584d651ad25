#include "contact/condition.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace contact {

namespace {

using Sign = Comparison::Sign;

constexpr std::pair<std::string_view, Sign> kSigns[] = {
    {"<", Sign::kLess},          {"<=", Sign::kAtMost},     {"=", Sign::kEqual},
    {"!=", Sign::kUnequal},      {">=", Sign::kAtLeast},    {">", Sign::kMore},
    {"present", Sign::kPresent}, {"absent", Sign::kAbsent}, {"is", Sign::kIs},
};

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; (at = text.find_first_not_of(' ', at)) != std::string_view::npos;) {
    std::size_t const end = std::min(text.find(' ', at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

std::expected<std::int64_t, std::string> read_number(std::string_view word, FieldType type) {
  if (type == FieldType::kMoney) {
    if (auto const amount = base::parse_amount(word, {'.', '\0'})) return *amount;
    return std::unexpected("'" + std::string{word} + "' is no amount: write 500.00");
  }
  std::int64_t number = 0;
  auto const [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error == std::errc{} && end == word.data() + word.size()) return number;
  return std::unexpected("'" + std::string{word} + "' is no whole number");
}

std::int64_t number_of(FieldValue const& value) {
  if (auto const* money = std::get_if<base::Money>(&value)) return money->minor;
  if (auto const* count = std::get_if<std::int64_t>(&value)) return *count;
  return 0;
}

bool compare(Comparison const& comparison, FieldValue const& value) {
  std::int64_t const number = number_of(value);
  switch (comparison.sign) {
    case Sign::kLess:
      return number < comparison.value;
    case Sign::kAtMost:
      return number <= comparison.value;
    case Sign::kEqual:
      return number == comparison.value;
    case Sign::kUnequal:
      return number != comparison.value;
    case Sign::kAtLeast:
      return number >= comparison.value;
    case Sign::kMore:
      return number > comparison.value;
    case Sign::kPresent:
      return is_present(value);
    case Sign::kAbsent:
      return !is_present(value);
    case Sign::kIs:
      return std::holds_alternative<std::string>(value) && std::get<std::string>(value) == comparison.word;
  }
  return false;
}

}  // namespace

std::expected<std::vector<Comparison>, std::string> read_comparisons(std::string_view text) {
  std::vector<Comparison> all;
  std::vector<std::string_view> const words = words_of(text);
  for (std::size_t at = 0; at < words.size();) {
    if (!all.empty() && words[at++] != "and") return std::unexpected("two comparisons are joined by 'and'");
    if (at + 1 >= words.size()) break;
    auto const field = field_named(words[at]);
    if (!field || scope_of(*field) != Scope::kMessage) {
      return std::unexpected("'" + std::string{words[at]} + "' is no field that a rule can ask about");
    }
    auto const* sign = std::ranges::find(kSigns, words[at + 1], &std::pair<std::string_view, Sign>::first);
    if (sign == std::end(kSigns)) {
      return std::unexpected("'" + std::string{words[at + 1]} + "' is not one of < <= = != >= > is present absent");
    }
    Comparison comparison{*field, sign->second, 0};
    at += 2;
    if (comparison.sign == Sign::kIs) {
      if (definition_of(*field).type != FieldType::kText) {
        return std::unexpected("'" + std::string{definition_of(*field).name} + "' is no text, and so no word");
      }
      if (at == words.size()) return std::unexpected("the comparison has no word behind 'is'");
      comparison.word = words[at++];
    } else if (comparison.sign < Sign::kPresent) {
      FieldType const type = definition_of(*field).type;
      if (type != FieldType::kMoney && type != FieldType::kCount) {
        return std::unexpected("'" + std::string{definition_of(*field).name} + "' can only be present or absent");
      }
      if (at == words.size()) return std::unexpected("the comparison has no number behind its sign");
      auto const number = read_number(words[at++], type);
      if (!number) return std::unexpected(number.error());
      comparison.value = *number;
    }
    all.push_back(comparison);
    if (at == words.size()) return all;
  }
  return std::unexpected("a rule is of the form  claim_count > 1  or  fee present");
}

bool holds(Condition const& condition, Values const& values) {
  bool const all = std::ranges::all_of(
      condition.all, [&](Comparison const& comparison) { return compare(comparison, values.get(comparison.field)); });
  return all != condition.otherwise;
}

}  // namespace contact
