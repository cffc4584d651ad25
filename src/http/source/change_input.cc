#include "http/source/change_input.h"

#include <algorithm>
#include <array>

#include "http/source/national_id.h"

namespace http::source {
namespace {

constexpr TextRule kReference{.min_letters = 1, .max_letters = kMaxLettersOfReference};
constexpr std::size_t kMaxLettersOfCode = 64;
constexpr NumberRule kNotNegative{.min = 0};

/// A code such as "library_fee": lower-case letters, digits and underscores.
std::string read_code(JsonObject& object, std::string_view key) {
  std::string code = object.text(key, {.min_letters = 1, .max_letters = kMaxLettersOfCode});
  bool const good =
      std::ranges::all_of(code, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
  if (!good) object.refuse(key, "must be a code of a-z, 0-9 and _");
  return code;
}

/// True if the key has a value; a null is as good as nothing.
bool is_given(JsonObject& object, std::string_view key) { return object.optional_raw(key).has_value(); }

std::optional<base::Currency> read_currency(JsonObject& object) {
  if (!is_given(object, "currency")) return std::nullopt;
  return object.currency("currency");
}

std::string trimmed(std::optional<std::string> const& text) {
  if (!text) return {};
  std::size_t const first = text->find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return text->substr(first, text->find_last_not_of(' ') - first + 1);
}

std::string read_id(JsonObject& object, claims::DebtorKind kind, std::string_view country) {
  std::string const text = object.text("national_id", {.min_letters = 1, .max_letters = 30});
  if (text.empty()) return text;
  auto id = read_national_id(text, kind, country);
  if (!id) object.refuse("national_id", id.error());
  return id.value_or(text);
}

PersonInput read_person(JsonObject& object, std::string_view country) {
  static constexpr std::array<std::string_view, 2> kKinds{"person", "company"};
  PersonInput person;
  person.kind = object.word("kind", kKinds) == 0 ? claims::DebtorKind::kPerson : claims::DebtorKind::kCompany;
  person.national_id = read_id(object, person.kind, country);
  person.name = trimmed(object.optional_text("name", {.max_letters = 200}));
  person.address = trimmed(object.optional_text("address", {.max_letters = 500, .form = TextForm::kManyLines}));
  person.postcode = trimmed(object.optional_text("postcode", {.max_letters = 20}));
  person.city = trimmed(object.optional_text("city", {.max_letters = 100}));
  person.country = trimmed(object.optional_text("country", {.max_letters = 60}));
  person.email = trimmed(object.optional_text("email", {.max_letters = 254}));
  person.phone = trimmed(object.optional_text("phone", {.max_letters = 40}));
  return person;
}

}  // namespace

ClaimInput read_claim(JsonObject object, base::SourceId source, std::string_view country) {
  ClaimInput input;
  engine::RegisterClaim& claim = input.command;
  claim.source = source;
  claim.reference = object.text("reference", kReference);
  claim.type = read_code(object, "type");
  input.currency = read_currency(object);
  claim.dates.issued = object.date("issued");
  claim.dates.due = object.date("due");
  claim.dates.last_payment_day = object.date("last_payment_day");
  claim.dates.period_first = object.optional_date("period_first");
  claim.dates.period_last = object.optional_date("period_last");
  // How large an amount may be is the books' matter: they answer amount_out_of_range.
  claim.amounts[ledger::Component::kPrincipal] = object.whole_number("principal_minor", kNotNegative);
  claim.amounts[ledger::Component::kFee] = object.optional_whole_number("fee_minor", kNotNegative).value_or(0);
  claim.amounts[ledger::Component::kInterest] =
      object.optional_whole_number("interest_minor", kNotNegative).value_or(0);
  for (JsonObject& debtor : object.optional_objects("debtors", {.max = kMaxDebtors})) {
    claim.parties.push_back(static_cast<std::int64_t>(input.people.size()));
    if (auto const share = debtor.optional_whole_number("share", {.min = 1})) claim.shares.push_back(*share);
    input.people.push_back(read_person(debtor, country));
  }
  // Whether they add up is the books' matter.
  claim.shares_of = object.optional_whole_number("shares_of", {.min = 1}).value_or(0);
  return input;
}

namespace {

engine::AmendClaim read_amendment(JsonObject& object, engine::ClaimKey claim) {
  static constexpr std::array<std::string_view, 3> kComponents{"principal", "fee", "interest"};
  static constexpr std::array<std::string_view, 3> kModes{"up_by", "down_by", "to_total"};
  engine::AmendClaim amend;
  amend.claim = std::move(claim);
  amend.component = ledger::kComponents[object.word("component", kComponents)];
  amend.mode = std::array{engine::AmendMode::kUpBy, engine::AmendMode::kDownBy,
                          engine::AmendMode::kToTotal}[object.word("mode", kModes)];
  amend.minor = object.whole_number("amount_minor", kNotNegative);
  amend.reason = read_code(object, "reason");
  amend.date = object.date("date");
  return amend;
}

engine::RecordPayment read_payment(JsonObject& object, engine::ClaimKey claim) {
  engine::RecordPayment payment;
  payment.means = ledger::Means::kSource;
  payment.minor = object.whole_number("amount_minor", kNotNegative);
  payment.value_date = object.date("value_date");
  payment.chosen.push_back({std::move(claim), {}});
  payment.external_reference =
      object.optional_text("external_reference", {.max_letters = kMaxLettersOfReference}).value_or("");
  return payment;
}

engine::ObjectionOutcome read_outcome(JsonObject& object) {
  static constexpr std::array<std::string_view, 4> kOutcomes{"rejected", "partly_upheld", "upheld", "withdrawn"};
  using enum engine::ObjectionOutcome;
  return std::array{kRejected, kPartlyUpheld, kUpheld, kWithdrawn}[object.word("outcome", kOutcomes)];
}

enum class Kind : std::uint8_t {
  kAmend,
  kAddFee,
  kWaiveFee,
  kOpenObjection,
  kResolveObjection,
  kCancel,
  kHandOver,
  kRecall,
  kPayment,
  kApplyCredit,
};
constexpr std::array<std::string_view, 10> kKindWords{
    "amend",  "add_fee",   "waive_fee", "open_objection", "resolve_objection",
    "cancel", "hand_over", "recall",    "payment",        "apply_credit"};

// In a call `f(object.a(), object.b())` the order of reading is not fixed; braces fix it, and with it the order of what
// is noted as wrong.
engine::Command read_command(Kind kind, JsonObject& object, engine::ClaimKey claim) {
  switch (kind) {
    case Kind::kAmend:
      return read_amendment(object, std::move(claim));
    case Kind::kAddFee:
      return engine::AddFee{std::move(claim), object.whole_number("amount_minor", kNotNegative),
                            read_code(object, "reason"), object.date("date")};
    case Kind::kWaiveFee:
      return engine::WaiveFee{std::move(claim), object.optional_whole_number("amount_minor", {.min = 1}).value_or(0),
                              read_code(object, "reason"), object.date("date")};
    case Kind::kOpenObjection:
      return engine::OpenObjection{std::move(claim), object.text("objection", kReference),
                                   is_given(object, "reason") ? read_code(object, "reason") : std::string(),
                                   object.date("date")};
    case Kind::kResolveObjection:
      return engine::ResolveObjection{std::move(claim), object.text("objection", kReference), read_outcome(object),
                                      object.date("date")};
    case Kind::kCancel:
      return engine::CancelClaim{std::move(claim), read_code(object, "reason"), object.date("date")};
    case Kind::kHandOver:
      return engine::HandOverClaim{std::move(claim), object.text("recipient", kReference), object.date("date")};
    case Kind::kRecall:
      return engine::RecallClaim{std::move(claim), read_code(object, "reason"), object.date("date")};
    case Kind::kPayment:
      return read_payment(object, std::move(claim));
    case Kind::kApplyCredit: {
      engine::AllocateCredit apply;
      apply.chosen.push_back({std::move(claim), {}});
      apply.date = object.date("date");
      return apply;
    }
  }
  return {};
}

}  // namespace

ChangeInput read_change(JsonObject object, engine::ClaimKey claim) {
  ChangeInput input;
  if (!object.optional_word("kind", kKindWords)) {
    // Which fields belong here is not known: only the kind is told to be wrong.
    static_cast<void>(object.keys());
    if (!object.has("kind")) object.refuse("kind", "is required");
    return input;
  }
  input.command = read_command(static_cast<Kind>(object.word("kind", kKindWords)), object, std::move(claim));
  input.currency = read_currency(object);
  return input;
}

ReversalInput read_reversal(JsonObject object) { return {read_code(object, "reason"), object.date("date")}; }

}  // namespace http::source
