// What the funnel says of a model's people, beside what was put into the model: each part with its share, the 95 %
// interval of it, the share put in, and whether the interval holds it. For each thing tried out, the same for what it
// changed: the claims with it less the claims without.
#pragma once

#include <string>
#include <vector>

#include "apps/proportion_interval.h"
#include "simulation/behaviour_run.h"

namespace apps {

struct ShareFound {
  reports::FunnelPart part = reports::FunnelPart::kOnTime;
  Proportion found;
  std::int64_t put_in = 0;  // parts per million
  [[nodiscard]] Interval interval() const { return wilson(found); }
  [[nodiscard]] bool holds() const { return interval().holds(static_cast<double>(put_in) / 1e6); }
};

/// Of claims that have one thing in common.
struct FunnelFound {
  std::string name;  // "all", "with upcoming_message", "without upcoming_message" ...
  std::vector<ShareFound> parts;
  std::int64_t total = 0;
};

struct DifferenceFound {
  reports::FunnelPart part = reports::FunnelPart::kOnTime;
  Proportion with, without;
  std::int64_t put_in = 0;  // parts per million
  [[nodiscard]] double difference() const { return with.share() - without.share(); }
  [[nodiscard]] Interval interval() const { return newcombe(with, without); }
  [[nodiscard]] bool holds() const { return interval().holds(static_cast<double>(put_in) / 1e6); }
};

struct TrialFound {
  std::string name;
  FunnelFound without, with;
  std::vector<DifferenceFound> differences;
};

struct BehaviourFound {
  FunnelFound all;
  std::vector<TrialFound> trials;
};

[[nodiscard]] BehaviourFound look_at(simulation::Behaviour const& model, simulation::BehaviourReport const& report);

[[nodiscard]] std::string to_text(BehaviourFound const& found, simulation::BehaviourOrder const& order,
                                  simulation::BehaviourReport const& report);
[[nodiscard]] std::string to_json(BehaviourFound const& found, simulation::BehaviourOrder const& order,
                                  simulation::BehaviourReport const& report);

}  // namespace apps
