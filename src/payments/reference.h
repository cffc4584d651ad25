// Payment references: the numbers with check digits that a payer writes on a transfer, and that tie money to a claim
// or to a debtor without a person looking at it.
//
// Source: the Danish payment line (FIK, card types 71, 75, 15 and 04: modulus 10; 73 and 01 carry no reference); the
//   Norwegian KID (2 to 25 positions; modulus 10, or modulus 11 with weights 2 to 7, whichever the creditor agreed
//   with the bank); ISO 11649 (RF, modulus 97-10); the Dutch betalingskenmerk of 16 digits (modulus 11, the check
//   digit first).
// A wrong digit: modulus 10, 11 and 97 find every single changed digit. The betalingskenmerk writes both remainder 1
//   and remainder 10 as check digit 1, so it lets a few pass: such a reference suggests a claim, and a person decides.
// `check_reference` takes what we would write ourselves; `read_reference` takes what people and banks make of it. Both
//   give the canonical form, which is what is stored and compared.
// Pure.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/identifiers.h"

namespace payments {

enum class ReferenceScheme : std::uint8_t {
  kFik71 = 1,              // 14 digits and the check digit
  kFik75 = 2,              // 15 digits and the check digit
  kFik15 = 3,              // the same on a giro account, printed by the creditor
  kFik04 = 4,              // the same on a giro account
  kKidModulus10 = 5,       // 1 to 24 digits and the check digit
  kKidModulus11 = 6,       // the check character may be '-'
  kCreditorReference = 7,  // "RF", two check digits, 1 to 21 letters and digits
  kBetalingskenmerk = 8,   // the check digit and 15 digits
};

enum class ReferenceError : std::uint8_t {
  kEmpty,
  kWrongCharacter,   // a character that the scheme does not have, or has not there
  kTooShort,         // fewer positions than the scheme has
  kTooLong,          // more positions than the scheme has
  kZero,             // all zeros: passes the check, is never issued
  kCheckDigit,       // at least one digit is not as it was issued
  kNotAPaymentLine,  // not of the form +71<...+...<
  kCardType,         // a card type that is not one of 01, 04, 15, 71, 73, 75
  kNoReference,      // card types 73 and 01 have none, the others must have one
  kCreditor,         // the creditor's number has not as many digits as the card type wants
};

/// What is wrong and what to do, for a person.
[[nodiscard]] std::string_view advice_of(ReferenceError error);
/// "fik_71", "kid_modulus_10" ...: the names that settings and reports use.
[[nodiscard]] std::string_view name_of(ReferenceScheme scheme);
[[nodiscard]] std::optional<ReferenceScheme> reference_scheme(std::string_view name);

struct PaymentReference {
  ReferenceScheme scheme = ReferenceScheme::kFik71;
  std::string text;  // canonical, with its check digits: full length, no blanks, letters in upper case
  friend bool operator==(PaymentReference const&, PaymentReference const&) = default;
};

/// `payload` is the number without check digits; it is filled up with zeros in front where the scheme has one length.
[[nodiscard]] std::expected<PaymentReference, ReferenceError> make_reference(ReferenceScheme scheme,
                                                                             std::string_view payload);

/// The reference of one claim, and of one debtor: never the same, and the same for ever. The id, then 1 for a claim or
/// 2 for a debtor, then what the scheme adds. kTooLong if the scheme has no room for the id.
[[nodiscard]] std::expected<PaymentReference, ReferenceError> reference_of(ReferenceScheme scheme, base::ClaimId claim);
[[nodiscard]] std::expected<PaymentReference, ReferenceError> reference_of(ReferenceScheme scheme,
                                                                           base::DebtorId debtor);

/// What a reference of ours was issued for: a claim or a debtor.
struct IssuedFor {
  base::ClaimId claim;
  base::DebtorId debtor;
  friend bool operator==(IssuedFor const&, IssuedFor const&) = default;
};
/// Reads the id back out of a canonical reference; nothing if we cannot have issued it. That there is such a claim or
/// debtor is for the books to say.
[[nodiscard]] std::optional<IssuedFor> issued_for(PaymentReference const& reference);

/// Exactly as issued. RF: leading zeros after the check digits carry nothing and are dropped in the canonical form.
[[nodiscard]] std::expected<PaymentReference, ReferenceError> check_reference(ReferenceScheme scheme,
                                                                              std::string_view text);

/// Allows blanks anywhere, lower-case letters in RF, and lost or added zeros in front where the scheme has one length.
/// For FIK also a whole payment line of that card type.
[[nodiscard]] std::expected<PaymentReference, ReferenceError> read_reference(ReferenceScheme scheme,
                                                                             std::string_view text);

/// For a letter: RF in groups of four, the others as they are.
[[nodiscard]] std::string print_reference(PaymentReference const& reference);

}  // namespace payments
