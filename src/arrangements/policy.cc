#include "arrangements/policy.h"

#include <algorithm>
#include <array>

#include "base/money.h"

namespace arrangements {

namespace {

struct Row {
  std::string_view name;
  std::string_view advice;
};

constexpr std::array<Row, 5> kRows{{
    {"instalment_too_small", "An instalment is smaller than the authority agrees to without a person looking."},
    {"too_long", "The plan runs longer than the authority agrees to without a person looking."},
    {"total_too_large", "More is owed than the authority agrees to spread without a person looking."},
    {"too_many_broken", "Earlier plans were broken: a person looks at what can be kept this time."},
    {"first_too_late",
     "The first instalment lies further ahead than the authority agrees to without a person looking."},
}};

}  // namespace

std::string_view name_of(PolicyBreach breach) { return kRows[static_cast<std::size_t>(breach) - 1].name; }
std::string_view advice_for(PolicyBreach breach) { return kRows[static_cast<std::size_t>(breach) - 1].advice; }

bool is_usable(Policy const& p) {
  auto const in_range = [](std::int64_t value, std::int64_t most) { return value >= 0 && value <= most; };
  return p.smallest_instalment_minor > 0 && base::in_money_range(p.smallest_instalment_minor) &&
         in_range(p.largest_total_minor, base::kMoneyLimitMinor) && p.longest_months >= 1 && p.longest_months <= 360 &&
         std::ranges::all_of(std::array{p.first_within_days, p.broken_plans, p.broken_within_months, p.moves,
                                        p.move_days, p.pauses, p.replans, p.grace_days, p.offer_days, p.request_days},
                             [&](std::int32_t value) { return in_range(value, 1'000); });
}

}  // namespace arrangements
