#include "engine/interest_due.h"

#include <algorithm>

#include "engine/claim_law.h"

namespace engine {

namespace {

/// What must be posted so that `expected` stands where `posted` stands now. A day that was wrong is taken back whole
/// and posted anew, so that a reader sees both.
std::vector<InterestStep> difference(std::vector<law::Step> const& expected,
                                     std::vector<claims::DatedChange> const& posted) {
  std::vector<InterestStep> steps;
  std::size_t at = 0;
  auto const take_back = [&](claims::DatedChange const& wrong) {
    steps.push_back({wrong.date, -wrong.minor, "taken_back"});
  };
  for (std::size_t i = 0; i < expected.size();) {
    base::Date const day = expected[i].date;
    while (at < posted.size() && posted[at].date < day) take_back(posted[at++]);
    std::size_t end = i;
    std::int64_t sum = 0;
    while (end < expected.size() && expected[end].date == day) sum += expected[end++].minor;
    bool const stands = at < posted.size() && posted[at].date == day;
    bool const right = stands && posted[at].minor == sum;
    if (stands && !right) take_back(posted[at]);
    if (stands) ++at;
    for (; i < end; ++i) {
      if (!right) steps.push_back({expected[i].date, expected[i].minor, expected[i].rule});
    }
  }
  while (at < posted.size()) take_back(posted[at++]);
  return steps;
}

}  // namespace

std::expected<std::vector<InterestStep>, Refusal> interest_due(ports::WorkingSet const& state,
                                                               claims::Claim const& claim, Rules const& rules,
                                                               base::Date until) {
  if (claim.state == claims::ClaimState::kCancelled) return std::vector<InterestStep>{};
  auto const law = rules.law.find(state.authority, claim.type);
  if (!law) return std::vector<InterestStep>{};
  // A run for a day that a later one has been past posts nothing: what the later one found stands.
  auto const expected = interest_of(state, claim, *law, std::max(until, claim.accrual.run_through));
  if (!expected) return std::unexpected(expected.error());
  return difference(*expected, claim.accrual.interest);
}

}  // namespace engine
