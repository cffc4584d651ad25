#include "contact/field.h"

#include <algorithm>
#include <utility>

namespace contact {

namespace {

enum : bool { kSilent = false, kTells = true };
enum : bool { kWords = false, kNumber = true };

constexpr std::array<FieldDefinition, kFieldCount> kDefinitions{{
    {"first_name", FieldType::kText, kSilent, kWords},
    {"full_name", FieldType::kText, kSilent, kWords},
    {"authority", FieldType::kText, kSilent, kWords},
    {"authority_phone", FieldType::kText, kSilent, kNumber},
    {"phone_hours", FieldType::kText, kSilent, kWords},
    {"short_address", FieldType::kText, kSilent, kWords},
    {"payment_code", FieldType::kText, kSilent, kNumber},
    {"pay_link", FieldType::kText, kSilent, kWords},
    {"amount", FieldType::kMoney, kSilent, kNumber},
    {"principal", FieldType::kMoney, kSilent, kNumber},
    {"fee", FieldType::kMoney, kSilent, kNumber},
    {"fees_before", FieldType::kMoney, kSilent, kNumber},
    {"interest", FieldType::kMoney, kSilent, kNumber},
    {"costs_if_late", FieldType::kMoney, kSilent, kNumber},
    {"interest_rate", FieldType::kText, kSilent, kNumber},
    {"fee_law", FieldType::kText, kSilent, kWords},
    {"interest_law", FieldType::kText, kSilent, kWords},
    {"deadline", FieldType::kDate, kSilent, kNumber},
    {"due_date", FieldType::kDate, kSilent, kNumber},
    {"letter_date", FieldType::kDate, kSilent, kNumber},
    {"interest_from", FieldType::kDate, kSilent, kNumber},
    {"next_step_date", FieldType::kDate, kSilent, kNumber},
    {"claim_count", FieldType::kCount, kSilent, kNumber},
    {"reminder_number", FieldType::kCount, kSilent, kNumber},
    {"case_number", FieldType::kText, kSilent, kNumber},
    {"payment_reference", FieldType::kText, kSilent, kNumber},
    {"bank_account", FieldType::kText, kSilent, kNumber},
    {"collection_authority", FieldType::kText, kSilent, kWords},
    {"complaint_board", FieldType::kText, kSilent, kWords},
    {"process_address", FieldType::kText, kSilent, kWords},
    {"ground", FieldType::kText, kTells, kWords},
    {"paid_amount", FieldType::kMoney, kSilent, kNumber},
    {"paid_on", FieldType::kDate, kSilent, kNumber},
    {"receipt_number", FieldType::kText, kSilent, kNumber},
    {"remaining", FieldType::kMoney, kSilent, kNumber},
    {"instalment_count", FieldType::kCount, kSilent, kNumber},
    {"instalment_amount", FieldType::kMoney, kSilent, kNumber},
    {"enquiry_number", FieldType::kText, kSilent, kNumber},
    {"enquiry_kind", FieldType::kText, kSilent, kWords},
    {"enquiry_outcome", FieldType::kText, kSilent, kWords},
    {"received_on", FieldType::kDate, kSilent, kNumber},
    {"answer_by", FieldType::kDate, kSilent, kNumber},
    {"granted_until", FieldType::kDate, kSilent, kNumber},
    {"answer_words", FieldType::kText, kTells, kWords},
    {"complaint_guidance", FieldType::kText, kSilent, kWords},
    {"plan_number", FieldType::kText, kSilent, kNumber},
    {"plan_event", FieldType::kText, kSilent, kWords},
    {"direct_debit", FieldType::kText, kSilent, kWords},
    {"first_instalment", FieldType::kDate, kSilent, kNumber},
    {"last_instalment", FieldType::kDate, kSilent, kNumber},
    {"instalment.due", FieldType::kDate, kSilent, kNumber},
    {"instalment.open", FieldType::kMoney, kSilent, kNumber},
    {"claim.description", FieldType::kText, kTells, kWords},
    {"claim.department", FieldType::kText, kTells, kWords},
    {"claim.reference", FieldType::kText, kTells, kNumber},
    {"claim.due", FieldType::kDate, kTells, kNumber},
    {"claim.principal", FieldType::kMoney, kTells, kNumber},
    {"claim.fees", FieldType::kMoney, kTells, kNumber},
    {"claim.interest", FieldType::kMoney, kTells, kNumber},
    {"claim.open", FieldType::kMoney, kTells, kNumber},
}};

/// What a caseworker might think of, and must not send to somebody else.
constexpr std::pair<std::string_view, std::string_view> kOthers[] = {
    {"other_debtor", "another debtor of the same claim"},
    {"co_debtor", "another debtor of the same claim"},
    {"spouse", "the recipient's husband or wife"},
    {"child", "a child"},
    {"employer", "the recipient's employer"},
    {"national_id", "nobody: a national identity number is never printed in a message"},
};

constexpr std::array<std::string_view, kLinkTargetCount> kTargets{"",      "pay",      "instalments",
                                                                  "later", "disagree", "help"};

}  // namespace

FieldDefinition const& definition_of(Field field) { return kDefinitions[static_cast<std::size_t>(field)]; }

std::optional<Field> field_named(std::string_view name) {
  auto const* found = std::ranges::find(kDefinitions, name, &FieldDefinition::name);
  if (found == kDefinitions.end()) return std::nullopt;
  return static_cast<Field>(found - kDefinitions.begin());
}

std::string_view rows_named(Scope scope) {
  return scope == Scope::kMessage ? "" : scope == Scope::kInstalment ? "instalments" : "claims";
}

std::optional<std::string_view> belongs_to_another(std::string_view name) {
  for (auto const& [beginning, whose] : kOthers) {
    if (name.starts_with(beginning)) return whose;
  }
  return std::nullopt;
}

std::string_view name_of(LinkTarget target) { return kTargets[static_cast<std::size_t>(target)]; }

std::optional<LinkTarget> link_target_named(std::string_view name) {
  auto const* found = std::ranges::find(kTargets, name);
  if (found == kTargets.end() || name.empty()) return std::nullopt;
  return static_cast<LinkTarget>(found - kTargets.begin());
}

bool is_present(FieldValue const& value) {
  struct {
    bool operator()(std::monostate) const { return false; }
    bool operator()(std::string const& text) const { return !text.empty(); }
    bool operator()(base::Money money) const { return money.minor != 0; }
    bool operator()(base::Date) const { return true; }
    bool operator()(std::int64_t count) const { return count != 0; }
  } const there;
  return std::visit(there, value);
}

}  // namespace contact
