#include "payments/reference.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "payments/reference_characters.h"
#include "payments/reference_line.h"

namespace payments {

namespace {

using enum ReferenceScheme;

int digit_of(char c) { return c - '0'; }
char as_digit(int value) { return static_cast<char>('0' + value); }

bool all_zeros(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c == '0'; });
}

/// Positions of the whole reference.
struct Length {
  std::size_t least;
  std::size_t most;
};

Length length_of(ReferenceScheme scheme) {
  switch (scheme) {
    case kFik71:
      return {15, 15};
    case kFik75:
    case kFik15:
    case kFik04:
    case kBetalingskenmerk:
      return {16, 16};
    case kKidModulus10:
    case kKidModulus11:
      return {2, 25};
    case kCreditorReference:
      return {5, 25};
  }
  return {0, 0};
}

std::size_t check_size(ReferenceScheme scheme) { return scheme == kCreditorReference ? 4 : 1; }

bool has_one_length(ReferenceScheme scheme) {
  Length const length = length_of(scheme);
  return length.least == length.most;
}

/// Weights 2, 1, 2, 1 ... from the right; the digits of each product are added.
char modulus_10(std::string_view payload) {
  int sum = 0;
  int weight = 2;
  for (auto at = payload.rbegin(); at != payload.rend(); ++at) {
    int const product = digit_of(*at) * weight;
    sum += product / 10 + product % 10;
    weight = 3 - weight;
  }
  return as_digit((10 - sum % 10) % 10);
}

/// Weights 2 to 7 from the right, over and over. Remainder 1 has no digit and is written '-'.
char kid_modulus_11(std::string_view payload) {
  int sum = 0;
  int weight = 2;
  for (auto at = payload.rbegin(); at != payload.rend(); ++at) {
    sum += digit_of(*at) * weight;
    weight = weight == 7 ? 2 : weight + 1;
  }
  int const remainder = sum % 11;
  if (remainder == 1) return '-';
  return as_digit(remainder == 0 ? 0 : 11 - remainder);
}

/// Weights from the right as below, over and over; 10 becomes 1 and 11 becomes 0.
char kenmerk_modulus_11(std::string_view payload) {
  static constexpr std::array<int, 10> kWeights{2, 4, 8, 5, 10, 9, 7, 3, 6, 1};
  int sum = 0;
  std::size_t position = 0;
  for (auto at = payload.rbegin(); at != payload.rend(); ++at)
    sum += digit_of(*at) * kWeights[position++ % kWeights.size()];
  int const check = 11 - sum % 11;
  if (check == 10) return '1';
  return as_digit(check == 11 ? 0 : check);
}

/// ISO 7064 modulus 97-10: letters count as 10 to 35, "RF00" stands behind.
std::string modulus_97(std::string_view payload) {
  int remainder = 0;
  auto const take = [&remainder](char c) {
    remainder = is_digit(c) ? (remainder * 10 + digit_of(c)) % 97 : (remainder * 100 + (c - 'A' + 10)) % 97;
  };
  for (char const c : payload) take(c);
  for (char const c : std::string_view{"RF00"}) take(c);
  int const check = 98 - remainder;
  return {as_digit(check / 10), as_digit(check % 10)};
}

std::string with_check_digits(ReferenceScheme scheme, std::string_view payload) {
  std::string out{payload};
  switch (scheme) {
    case kFik71:
    case kFik75:
    case kFik15:
    case kFik04:
    case kKidModulus10:
      out += modulus_10(payload);
      break;
    case kKidModulus11:
      out += kid_modulus_11(payload);
      break;
    case kBetalingskenmerk:
      out.insert(out.begin(), kenmerk_modulus_11(payload));
      break;
    case kCreditorReference:
      out.insert(0, "RF" + modulus_97(payload));
      break;
  }
  return out;
}

std::string_view payload_of(ReferenceScheme scheme, std::string_view text) {
  if (scheme == kCreditorReference || scheme == kBetalingskenmerk) return text.substr(check_size(scheme));
  return text.substr(0, text.size() - check_size(scheme));
}

bool payload_characters(ReferenceScheme scheme, std::string_view payload) {
  if (scheme != kCreditorReference) return all_digits(payload);
  return std::ranges::all_of(payload, [](char c) { return is_digit(c) || is_upper(c); });
}

bool check_characters(ReferenceScheme scheme, std::string_view text) {
  if (scheme == kCreditorReference) return text.starts_with("RF") && is_digit(text[2]) && is_digit(text[3]);
  if (scheme == kKidModulus11 && text.back() == '-') return true;
  return is_digit(scheme == kBetalingskenmerk ? text.front() : text.back());
}

std::string filled_up(std::string_view text, std::size_t size) {
  std::string out(text.size() < size ? size - text.size() : 0, '0');
  return out += text;
}

std::expected<PaymentReference, ReferenceError> numbered(ReferenceScheme scheme, std::int64_t id, char kind) {
  if (id <= 0) return std::unexpected(ReferenceError::kZero);
  return make_reference(scheme, std::to_string(id) + kind);
}

struct SchemeName {
  ReferenceScheme scheme;
  std::string_view name;
};

constexpr SchemeName kSchemeNames[] = {
    {kFik71, "fik_71"},
    {kFik75, "fik_75"},
    {kFik15, "fik_15"},
    {kFik04, "fik_04"},
    {kKidModulus10, "kid_modulus_10"},
    {kKidModulus11, "kid_modulus_11"},
    {kCreditorReference, "creditor_reference"},
    {kBetalingskenmerk, "betalingskenmerk"},
};

}  // namespace

std::string_view name_of(ReferenceScheme scheme) {
  return std::ranges::find(kSchemeNames, scheme, &SchemeName::scheme)->name;
}

std::optional<ReferenceScheme> reference_scheme(std::string_view name) {
  auto const found = std::ranges::find(kSchemeNames, name, &SchemeName::name);
  if (found == std::end(kSchemeNames)) return std::nullopt;
  return found->scheme;
}

std::string_view advice_of(ReferenceError error) {
  switch (error) {
    case ReferenceError::kEmpty:
      return "there is no reference: copy it from the letter or the page";
    case ReferenceError::kWrongCharacter:
      return "the reference has a character that does not belong in it: copy it again";
    case ReferenceError::kTooShort:
      return "the reference is too short: copy all of it";
    case ReferenceError::kTooLong:
      return "the reference is too long: copy it without what stands around it";
    case ReferenceError::kZero:
      return "a reference of zeros is never issued: copy it from the letter or the page";
    case ReferenceError::kCheckDigit:
      return "the check digit does not fit: at least one digit is wrong, compare them one by one";
    case ReferenceError::kNotAPaymentLine:
      return "a payment line looks like +71<15 digits+8 digits<: copy all of it";
    case ReferenceError::kCardType:
      return "the card type must be the one on the payment slip: 01, 04, 15, 71, 73 or 75";
    case ReferenceError::kNoReference:
      return "card types 01 and 73 carry no reference, the others need one";
    case ReferenceError::kCreditor:
      return "the creditor number has 8 digits, a giro account 7 or 8: copy it again";
  }
  return "";
}

std::expected<PaymentReference, ReferenceError> make_reference(ReferenceScheme scheme, std::string_view payload) {
  if (payload.empty()) return std::unexpected(ReferenceError::kEmpty);
  if (!payload_characters(scheme, payload)) return std::unexpected(ReferenceError::kWrongCharacter);
  if (all_zeros(payload)) return std::unexpected(ReferenceError::kZero);
  std::size_t const most = length_of(scheme).most - check_size(scheme);
  if (payload.size() > most) return std::unexpected(ReferenceError::kTooLong);
  if (scheme == kCreditorReference) payload.remove_prefix(payload.find_first_not_of('0'));
  std::string const filled = has_one_length(scheme) ? filled_up(payload, most) : std::string{payload};
  return PaymentReference{scheme, with_check_digits(scheme, filled)};
}

std::expected<PaymentReference, ReferenceError> reference_of(ReferenceScheme scheme, base::ClaimId claim) {
  return numbered(scheme, claim.value, '1');
}

std::expected<PaymentReference, ReferenceError> reference_of(ReferenceScheme scheme, base::DebtorId debtor) {
  return numbered(scheme, debtor.value, '2');
}

std::optional<IssuedFor> issued_for(PaymentReference const& reference) {
  if (!check_reference(reference.scheme, reference.text)) return std::nullopt;
  std::string_view const payload = payload_of(reference.scheme, reference.text);
  std::int64_t id = 0;
  char const* const end = payload.data() + payload.size() - 1;
  auto const read = std::from_chars(payload.data(), end, id);
  if (read.ec != std::errc{} || read.ptr != end || id <= 0) return std::nullopt;
  IssuedFor issued;
  if (payload.back() == '1') {
    issued.claim = {id};
  } else if (payload.back() == '2') {
    issued.debtor = {id};
  } else {
    return std::nullopt;
  }
  auto const again =
      issued.claim ? reference_of(reference.scheme, issued.claim) : reference_of(reference.scheme, issued.debtor);
  return again == reference ? std::optional{issued} : std::nullopt;
}

std::expected<PaymentReference, ReferenceError> check_reference(ReferenceScheme scheme, std::string_view text) {
  if (text.empty()) return std::unexpected(ReferenceError::kEmpty);
  Length const length = length_of(scheme);
  if (text.size() < length.least) return std::unexpected(ReferenceError::kTooShort);
  if (text.size() > length.most) return std::unexpected(ReferenceError::kTooLong);
  std::string_view const payload = payload_of(scheme, text);
  if (!check_characters(scheme, text) || !payload_characters(scheme, payload))
    return std::unexpected(ReferenceError::kWrongCharacter);
  if (with_check_digits(scheme, payload) != text) return std::unexpected(ReferenceError::kCheckDigit);
  // Zero would be found on every empty form.
  return make_reference(scheme, payload);
}

std::expected<PaymentReference, ReferenceError> read_reference(ReferenceScheme scheme, std::string_view text) {
  std::string plain = without_blanks(text);
  if (plain.starts_with('+') || plain.find('#') != std::string::npos) {
    std::expected<PaymentLine, ReferenceError> line = read_payment_line(plain);
    if (!line) return std::unexpected(line.error());
    if (!line->reference) return std::unexpected(ReferenceError::kNoReference);
    if (line->reference->scheme != scheme) return std::unexpected(ReferenceError::kCardType);
    return *std::move(line->reference);
  }
  if (scheme == kCreditorReference) {
    std::ranges::transform(plain, plain.begin(), to_upper);
  }
  if (has_one_length(scheme) && all_digits(plain) && !plain.empty()) {
    std::size_t const size = length_of(scheme).most;
    // Only zeros that stand before a whole reference are superfluous.
    while (plain.size() > size && plain.front() == '0') plain.erase(0, 1);
    plain = filled_up(plain, size);
  }
  return check_reference(scheme, plain);
}

std::string print_reference(PaymentReference const& reference) {
  if (reference.scheme != kCreditorReference) return reference.text;
  std::string out;
  for (std::size_t at = 0; at < reference.text.size(); at += 4) {
    if (at > 0) out += ' ';
    out += std::string_view{reference.text}.substr(at, 4);
  }
  return out;
}

}  // namespace payments
