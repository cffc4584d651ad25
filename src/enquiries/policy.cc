#include "enquiries/policy.h"

#include <algorithm>

namespace enquiries {

namespace {

constexpr std::array<std::string_view, kKinds.size()> kNames = {"objection", "deferral",    "promise",
                                                                "question",  "instalments", "help"};
constexpr std::int32_t kMostDays = 730;

bool within(std::int32_t days, std::int32_t least) { return days >= least && days <= kMostDays; }

}  // namespace

std::string_view name_of(Kind kind) { return kNames[index_of(kind)]; }

std::optional<Kind> kind_named(std::string_view name) {
  auto const* const found = std::ranges::find(kNames, name);
  if (found == kNames.end()) return std::nullopt;
  return static_cast<Kind>(found - kNames.begin() + 1);
}

bool is_usable(Policy const& policy) {
  bool const answers = std::ranges::all_of(
      kKinds, [&](Kind kind) { return within(policy.days_for(kind), kind == Kind::kPromise ? 0 : 1); });
  return answers && within(policy.department_days, 1) && within(policy.soon_days, 0) && within(policy.fresh_days, 0) &&
         within(policy.late_days, 1) && within(policy.promise_days, 1) && within(policy.grace_days, 0) &&
         within(policy.deferral_days, 1);
}

}  // namespace enquiries
