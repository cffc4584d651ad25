#include "help/referral.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace help {

namespace {

constexpr std::array<std::string_view, 5> kStates = {"proposed", "sent", "accepted", "declined", "ended"};
constexpr std::array<std::string_view, 4> kConsents = {"in_writing", "by_telephone", "in_person", "digitally"};
constexpr std::array<std::string_view, 7> kOutcomes = {"none",      "helped",  "not_reached", "withdrawn",
                                                       "elsewhere", "expired", "declined"};
constexpr std::string_view kFreshEnd = ":after";

template <class Value, std::size_t kCount>
std::optional<Value> named(std::array<std::string_view, kCount> const& names, std::string_view name, int first) {
  auto const* const found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Value>(found - names.begin() + first);
}

}  // namespace

std::string_view name_of(State state) { return kStates[static_cast<std::size_t>(state) - 1]; }
std::optional<State> state_named(std::string_view name) { return named<State>(kStates, name, 1); }

std::string_view name_of(Consent consent) { return kConsents[static_cast<std::size_t>(consent) - 1]; }
std::optional<Consent> consent_named(std::string_view name) { return named<Consent>(kConsents, name, 1); }

std::string_view name_of(Outcome outcome) { return kOutcomes[static_cast<std::size_t>(outcome)]; }
std::optional<Outcome> outcome_named(std::string_view name) { return named<Outcome>(kOutcomes, name, 0); }

std::string hold_key(base::ReferralId id) { return std::string{kKeyStart} + std::to_string(id.value); }
std::string fresh_hold_key(base::ReferralId id) { return hold_key(id) + std::string{kFreshEnd}; }

std::optional<base::ReferralId> referral_of(std::string_view key) {
  if (!key.starts_with(kKeyStart)) return std::nullopt;
  key.remove_prefix(kKeyStart.size());
  if (key.ends_with(kFreshEnd)) key.remove_suffix(kFreshEnd.size());
  base::ReferralId id;
  auto const [end, error] = std::from_chars(key.data(), key.data() + key.size(), id.value);
  bool const whole = error == std::errc{} && end == key.data() + key.size() && id.value > 0;
  return whole ? std::optional{id} : std::nullopt;
}

bool may_answer(std::string_view actor, std::string_view helper) {
  return !actor.starts_with(kHelperActor) || actor.substr(kHelperActor.size()) == helper;
}

}  // namespace help
