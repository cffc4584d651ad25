#include "simulation/behaviour_run.h"

#include <algorithm>

#include "simulation/behaviour_town.h"

namespace simulation {

namespace {

using reports::FunnelPart;

std::vector<BehaviourArm> arms_of(Tried trials) {
  std::vector<BehaviourArm> arms;
  for (int upcoming = 0; upcoming <= (trials.upcoming_message ? 1 : 0); ++upcoming) {
    for (int link = 0; link <= (trials.link_at_notice ? 1 : 0); ++link)
      arms.push_back({{upcoming == 1, link == 1}, {}, {}});
  }
  return arms;
}

/// The report must say of every arm what its people did, claim by claim; nothing may be missing.
void compare(BehaviourOrder const& order, BehaviourReport& report) {
  std::int64_t total = 0;
  for (BehaviourArm const& arm : report.arms) {
    total += arm.funnel.total;
    for (std::size_t part = 0; part < reports::kFunnelParts; ++part) {
      if (arm.funnel.claims[part] == arm.lived[part]) continue;
      report.findings.push_back("the funnel shows " + std::to_string(arm.funnel.claims[part]) + " claims of '" +
                                type_of(arm.tried) + "' as " +
                                std::string{reports::name_of(static_cast<FunnelPart>(part))} + ", and it was " +
                                std::to_string(arm.lived[part]));
    }
  }
  if (total != order.claims) report.findings.push_back("the funnel has " + std::to_string(total) + " claims");
}

}  // namespace

BehaviourReport run_behaviour(BehaviourOrder const& order) {
  BehaviourReport report;
  report.arms = arms_of(order.trials);
  for (std::int64_t left = order.claims; left > 0; left -= kPeopleOfTown) {
    live_in_town(order, report.towns, std::min(left, kPeopleOfTown), report);
    ++report.towns;
  }
  compare(order, report);
  return report;
}

}  // namespace simulation
