#include "dunning/procedure.h"

#include <algorithm>
#include <array>

namespace dunning {

namespace {

// In the order of the values, which begin with 1.
constexpr std::array<std::string_view, 4> kKinds = {"prompt", "reminder", "notice", "hand_over"};
constexpr std::array<std::string_view, 4> kAnchors = {"due", "last_payment_day", "step", "deadline"};
constexpr std::array<std::string_view, 4> kAudiences = {"everybody", "usually_late", "persons", "businesses"};
constexpr std::array<std::string_view, 2> kDays = {"any", "working_days"};
constexpr std::array<std::string_view, 4> kChannelNames = {"digital_post", "letter", "sms", "email"};

template <class Value, std::size_t N>
std::optional<Value> value_named(std::array<std::string_view, N> const& names, std::string_view name) {
  auto const found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Value>(found - names.begin() + 1);
}

template <class Value, std::size_t N>
std::string_view name_in(std::array<std::string_view, N> const& names, Value value) {
  return names[static_cast<std::size_t>(value) - 1];
}

}  // namespace

Step const* Procedure::find(std::string_view step) const {
  auto const found = std::ranges::find(steps, step, &Step::code);
  return found == steps.end() ? nullptr : &*found;
}

std::string_view name_of(StepKind kind) { return name_in(kKinds, kind); }
std::string_view name_of(Anchor anchor) { return name_in(kAnchors, anchor); }
std::string_view name_of(Audience audience) { return name_in(kAudiences, audience); }
std::string_view name_of(Days days) { return name_in(kDays, days); }
std::string_view name_of(Channel channel) { return name_in(kChannelNames, channel); }
std::optional<StepKind> step_kind(std::string_view name) { return value_named<StepKind>(kKinds, name); }
std::optional<Anchor> anchor(std::string_view name) { return value_named<Anchor>(kAnchors, name); }
std::optional<Audience> audience(std::string_view name) { return value_named<Audience>(kAudiences, name); }
std::optional<Days> days(std::string_view name) { return value_named<Days>(kDays, name); }
std::optional<Channel> channel(std::string_view name) { return value_named<Channel>(kChannelNames, name); }

}  // namespace dunning
