// The fields that a template may name, and their values for one recipient.
//
// The list is closed: a template that names anything else is refused when it is read. Some names are known and
// refused all the same, because what they stand for belongs to somebody else than the recipient.
// A date or an amount is kept as such and written in the template's language when the message is made.
// Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.h"
#include "base/identifiers.h"
#include "base/money.h"

namespace contact {

enum class Field : std::uint8_t {
  kFirstName,
  kFullName,
  kAuthority,
  kAuthorityPhone,
  kPhoneHours,
  kShortAddress,  // what a person types: "testby.dk/betal"
  kPaymentCode,   // what is typed there; says nothing about whom it belongs to
  kPayLink,
  kAmount,        // what must be paid now, fees and interest included
  kPrincipal,     // the part of the amount that is the claims themselves
  kFee,           // of this letter
  kFeesBefore,    // of earlier letters
  kInterest,      // so far
  kCostsIfLate,   // what is added if the deadline is missed
  kInterestRate,  // a text: "8,05 %"
  kFeeLaw,        // a text from the law pack: "gebyrloven § 2"
  kInterestLaw,   // likewise
  kDeadline,      // of this letter
  kDueDate,       // when it should have been paid
  kLetterDate,
  kInterestFrom,
  kNextStepDate,
  kClaimCount,
  kReminderNumber,
  kCaseNumber,
  kPaymentReference,
  kBankAccount,
  kCollectionAuthority,
  kComplaintBoard,
  kProcessAddress,  // where anybody can read what happens if one does not pay: "testby.dk/process"
  kGround,          // what all the claims are for, as a word for rules: "day_care"; absent if they differ
  kPaidAmount,
  kPaidOn,
  kReceiptNumber,
  kRemaining,
  kInstalmentCount,
  kInstalmentAmount,
  kEnquiryNumber,      // of what somebody told or asked: as they have it on screen
  kEnquiryKind,        // a word for rules: "objection"
  kEnquiryOutcome,     // a word for rules: "rejected"
  kReceivedOn,         // when it came
  kAnswerBy,           // by when it is answered
  kGrantedUntil,       // of a deferral
  kAnswerWords,        // the reasons, as a person wrote them
  kComplaintGuidance,  // where and until when one can complain about the answer: the authority's own words
  kPlanNumber,         // of an agreement on instalments: as they have it on screen
  kPlanEvent,          // a word for rules: "agreed" or "changed"
  kDirectDebit,        // a word for rules: "offered" where people can sign up for it
  kFirstInstalment,    // when the first of those not yet paid is due
  kLastInstalment,
  // Of one instalment; only between {{#instalments}} and {{/instalments}}.
  kInstalmentDue,
  kInstalmentOpen,  // what is left of it to pay
  // Of one claim; only between {{#claims}} and {{/claims}}.
  kClaimDescription,
  kClaimDepartment,
  kClaimReference,
  kClaimDue,
  kClaimPrincipal,
  kClaimFees,
  kClaimInterest,
  kClaimOpen,
};

inline constexpr std::size_t kFieldCount = static_cast<std::size_t>(Field::kClaimOpen) + 1;
inline constexpr std::size_t kFirstInstalmentField = static_cast<std::size_t>(Field::kInstalmentDue);
inline constexpr std::size_t kFirstClaimField = static_cast<std::size_t>(Field::kClaimDescription);
inline constexpr std::size_t kFirstRowField = kFirstInstalmentField;

enum class FieldType : std::uint8_t { kText, kMoney, kDate, kCount };

/// What one field is.
struct FieldDefinition {
  std::string_view name;
  FieldType type = FieldType::kText;
  /// Tells what the claim is about: not for what others see on a locked screen.
  bool tells_ground = false;
  /// The reader sees a number: amounts, dates, counts, references and telephone numbers.
  bool is_number = false;
};

[[nodiscard]] FieldDefinition const& definition_of(Field field);

/// Where a field has a value: in the whole message, or in the rows of a table that is repeated.
enum class Scope : std::uint8_t { kMessage, kInstalment, kClaim };
[[nodiscard]] constexpr Scope scope_of(Field field) {
  auto const index = static_cast<std::size_t>(field);
  return index >= kFirstClaimField        ? Scope::kClaim
         : index >= kFirstInstalmentField ? Scope::kInstalment
                                          : Scope::kMessage;
}
/// "claims" and "instalments": between {{#claims}} and {{/claims}} a row stands once for each of them.
[[nodiscard]] std::string_view rows_named(Scope scope);
[[nodiscard]] std::optional<Field> field_named(std::string_view name);
/// Whose data a known but forbidden name would show: "another debtor"; nothing for every other name.
[[nodiscard]] std::optional<std::string_view> belongs_to_another(std::string_view name);

/// Where a link of a message leads. All of them open the same page, each at another choice.
enum class LinkTarget : std::uint8_t { kNone, kPay, kInstalments, kLater, kDisagree, kHelp };
inline constexpr std::size_t kLinkTargetCount = 6;
[[nodiscard]] std::string_view name_of(LinkTarget target);
[[nodiscard]] std::optional<LinkTarget> link_target_named(std::string_view name);

using FieldValue = std::variant<std::monostate, std::string, base::Money, base::Date, std::int64_t>;

/// One claim or one instalment as a row of a message. The debtor says whose it is: a row of somebody else never leaves.
struct Row {
  base::DebtorId debtor;
  std::array<FieldValue, kFieldCount - kFirstRowField> values;
  void set(Field field, FieldValue value) {
    values[static_cast<std::size_t>(field) - kFirstRowField] = std::move(value);
  }
};

/// Everything that is known of one message to one recipient.
struct Values {
  base::DebtorId recipient;
  std::array<FieldValue, kFirstRowField> fields;
  std::vector<Row> claims;
  std::vector<Row> instalments;                     // of an agreement, those not yet paid
  std::array<std::string, kLinkTargetCount> links;  // by LinkTarget; absolute addresses

  void set(Field field, FieldValue value) { fields[static_cast<std::size_t>(field)] = std::move(value); }
  [[nodiscard]] FieldValue const& get(Field field) const { return fields[static_cast<std::size_t>(field)]; }
  [[nodiscard]] std::vector<Row> const& rows(Scope scope) const {
    return scope == Scope::kInstalment ? instalments : claims;
  }
  [[nodiscard]] std::string const& link(LinkTarget target) const { return links[static_cast<std::size_t>(target)]; }
};

/// Absent, zero and empty are the same to a section or a condition.
[[nodiscard]] bool is_present(FieldValue const& value);

}  // namespace contact
