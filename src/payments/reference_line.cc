#include "payments/reference_line.h"

#include <algorithm>
#include <iterator>

#include "payments/reference_characters.h"

namespace payments {

namespace {

using enum ReferenceScheme;

/// One row a card type of the payment line.
struct CardType {
  std::string_view code;
  std::optional<ReferenceScheme> scheme;  // none: carries no reference
  std::size_t creditor_least;
};

constexpr CardType kCardTypes[] = {{"71", kFik71, 8},       {"73", std::nullopt, 8}, {"75", kFik75, 8},
                                   {"01", std::nullopt, 7}, {"04", kFik04, 7},       {"15", kFik15, 7}};

CardType const* card_type(std::string_view code) {
  auto const found = std::ranges::find(kCardTypes, code, &CardType::code);
  return found == std::end(kCardTypes) ? nullptr : found;
}

std::optional<ReferenceError> creditor_error(CardType const& card, std::string_view creditor) {
  bool const good = all_digits(creditor) && creditor.size() >= card.creditor_least && creditor.size() <= 8;
  return good ? std::nullopt : std::optional{ReferenceError::kCreditor};
}

}  // namespace

std::expected<PaymentLine, ReferenceError> read_payment_line(std::string_view text) {
  std::string const plain = without_blanks(text);
  std::string_view rest = plain;
  if (rest.empty()) return std::unexpected(ReferenceError::kEmpty);
  PaymentLine line;
  std::string_view reference;
  if (std::size_t const hash = rest.find('#'); hash == 2) {
    line.card_type = rest.substr(0, 2);
    reference = rest.substr(3);
  } else {
    if (rest.front() != '+' || rest.find('<') != 3) return std::unexpected(ReferenceError::kNotAPaymentLine);
    line.card_type = rest.substr(1, 2);
    rest.remove_prefix(4);
    std::size_t const plus = rest.find('+');
    if (plus == std::string_view::npos) return std::unexpected(ReferenceError::kNotAPaymentLine);
    reference = rest.substr(0, plus);
    rest.remove_prefix(plus + 1);
    if (rest.ends_with('<')) rest.remove_suffix(1);
    if (rest.empty() || !all_digits(rest)) return std::unexpected(ReferenceError::kNotAPaymentLine);
    line.creditor = rest;
  }
  CardType const* const card = card_type(line.card_type);
  if (card == nullptr) return std::unexpected(ReferenceError::kCardType);
  if (!line.creditor.empty()) {
    if (auto const error = creditor_error(*card, line.creditor)) return std::unexpected(*error);
  }
  if (card->scheme.has_value() != !reference.empty()) return std::unexpected(ReferenceError::kNoReference);
  if (!card->scheme) return line;
  // A reference that still holds '+' or '#' is two lines in one.
  if (!all_digits(reference)) return std::unexpected(ReferenceError::kWrongCharacter);
  std::expected<PaymentReference, ReferenceError> read = read_reference(*card->scheme, reference);
  if (!read) return std::unexpected(read.error());
  line.reference = *std::move(read);
  return line;
}

std::expected<std::string, ReferenceError> print_payment_line(PaymentLine const& line) {
  CardType const* const card = card_type(line.card_type);
  if (card == nullptr) return std::unexpected(ReferenceError::kCardType);
  if (auto const error = creditor_error(*card, line.creditor)) return std::unexpected(*error);
  if (card->scheme.has_value() != line.reference.has_value()) return std::unexpected(ReferenceError::kNoReference);
  std::string out = "+" + line.card_type + "<";
  if (line.reference) {
    auto const checked = check_reference(*card->scheme, line.reference->text);
    if (!checked) return std::unexpected(checked.error());
    out += checked->text;
  }
  return out + "+" + line.creditor + "<";
}

}  // namespace payments
