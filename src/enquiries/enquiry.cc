#include "enquiries/enquiry.h"

#include <algorithm>
#include <charconv>

namespace enquiries {

namespace {

constexpr std::array<std::string_view, 5> kStates = {"received", "asked", "answered", "closed", "withdrawn"};
constexpr std::array<std::string_view, 6> kWays = {"link", "portal", "paper", "telephone", "in_person", "email"};
constexpr std::array<std::string_view, 6> kOutcomes = {"none",   "rejected",  "partly_upheld",
                                                       "upheld", "withdrawn", "answered"};
constexpr std::array<std::string_view, 3> kWriters = {"citizen", "asker", "answerer"};
constexpr std::array<std::string_view, kKinds.size()> kHoldReasons = {
    "objection", "deferral_requested", "promised_to_pay", "question_asked", "instalments_requested", "help_requested"};
constexpr std::string_view kAnswerEnd = ":answer";

/// The value whose name stands at this place, counted from `first`.
template <class Value>
std::optional<Value> named(std::span<std::string_view const> names, std::string_view name, int first) {
  auto const found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Value>(found - names.begin() + first);
}

}  // namespace

std::string_view name_of(State state) { return kStates[static_cast<std::size_t>(state) - 1]; }
std::optional<State> state_named(std::string_view name) { return named<State>(kStates, name, 1); }
std::string_view name_of(Way way) { return kWays[static_cast<std::size_t>(way) - 1]; }
std::optional<Way> way_named(std::string_view name) { return named<Way>(kWays, name, 1); }
std::string_view name_of(Outcome outcome) { return kOutcomes[static_cast<std::size_t>(outcome)]; }
std::optional<Outcome> outcome_named(std::string_view name) { return named<Outcome>(kOutcomes, name, 0); }
std::string_view name_of(Writer writer) { return kWriters[static_cast<std::size_t>(writer) - 1]; }

bool fits(Kind kind, Outcome outcome) {
  bool const decides = outcome >= Outcome::kRejected && outcome <= Outcome::kUpheld;
  switch (kind) {
    case Kind::kObjection:
    case Kind::kDeferral:
    case Kind::kInstalments:
      return decides;
    case Kind::kQuestion:
    case Kind::kHelp:
      return outcome == Outcome::kAnswered;
    case Kind::kPromise:
      return false;
  }
  return false;
}

EnquiredClaim const* Enquiry::find(base::ClaimId claim) const {
  auto const found = std::ranges::find(claims, claim, &EnquiredClaim::claim);
  return found == claims.end() ? nullptr : &*found;
}

bool Enquiry::is_decided() const {
  return std::ranges::none_of(claims, [](EnquiredClaim const& each) { return each.outcome == Outcome::kNone; });
}

bool Enquiry::is_late(base::Date day) const {
  if (state == State::kClosed || state == State::kWithdrawn) return false;
  return ended.value_or(day) > answer_by;
}

Outcome outcome_of(std::span<EnquiredClaim const> claims) {
  Outcome all = Outcome::kNone;
  for (EnquiredClaim const& each : claims) {
    if (all != Outcome::kNone && all != each.outcome) return Outcome::kPartlyUpheld;
    all = each.outcome;
  }
  return all;
}

std::string hold_key(base::EnquiryId id) { return std::string{kKeyStart} + std::to_string(id.value); }
std::string answer_hold_key(base::EnquiryId id) { return hold_key(id) + std::string{kAnswerEnd}; }

std::optional<base::EnquiryId> enquiry_of(std::string_view key) {
  if (!key.starts_with(kKeyStart)) return std::nullopt;
  key.remove_prefix(kKeyStart.size());
  if (key.ends_with(kAnswerEnd)) key.remove_suffix(kAnswerEnd.size());
  base::EnquiryId id;
  auto const [end, error] = std::from_chars(key.data(), key.data() + key.size(), id.value);
  bool const whole = error == std::errc{} && end == key.data() + key.size() && id.value > 0;
  return whole ? std::optional{id} : std::nullopt;
}

claims::HoldKind hold_kind(Kind kind) {
  if (kind == Kind::kObjection) return claims::HoldKind::kObjection;
  // A need of help stops the interest as well, and nobody is written to meanwhile.
  if (kind == Kind::kHelp) return claims::HoldKind::kBreathingSpace;
  return claims::HoldKind::kPlanInForce;
}

std::string_view hold_reason(Kind kind) { return kHoldReasons[index_of(kind)]; }

}  // namespace enquiries
