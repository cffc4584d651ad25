#include "simulation/behaviour.h"

#include "base/digest.h"
#include "base/seeded_stream.h"

namespace simulation {

namespace {

using reports::FunnelPart;

std::int64_t& of(Shares& shares, FunnelPart part) { return shares[static_cast<std::size_t>(part)]; }

FunnelPart draw_outcome(Behaviour const& model, base::SeededStream& stream) {
  std::int64_t left = stream.below(1'000);
  for (std::size_t part = 0; part < reports::kFunnelParts; ++part) {
    left -= model.outcomes_per_mille[part];
    if (left < 0) return static_cast<FunnelPart>(part);
  }
  return FunnelPart::kOpen;
}

}  // namespace

Intention intention_of(Behaviour const& model, std::uint64_t seed, std::string const& reference) {
  base::SeededStream stream{seed, "intention " + reference};
  auto const days = [&](std::int64_t first, std::int64_t last) {
    return static_cast<int>(stream.between(first, last));
  };
  // Everything is drawn for everybody, so that another share of one thing changes nobody's other draws.
  Intention drawn;
  drawn.outcome = draw_outcome(model, stream);
  drawn.usually_late = stream.chance_per_mille(model.usually_late_per_mille);
  drawn.moved_by_upcoming = stream.chance_per_mille(model.moved_by_upcoming_per_mille);
  drawn.moved_by_link = stream.chance_per_mille(model.moved_by_link_per_mille);
  drawn.issued_after = days(0, 27);
  drawn.days_early = days(0, 20);
  drawn.days_late = days(1, 9);
  drawn.days_to_act = days(1, 10);
  drawn.withdrawn_after = days(-10, 7);
  drawn.principal_minor = stream.between(500, 4'000) * 100;
  return drawn;
}

bool is_treated(std::uint64_t seed, std::string const& trial, std::string const& reference) {
  return (base::hmac_sha256(trial + " " + std::to_string(seed), reference).front() & 1U) != 0;
}

Shares put_in(Behaviour const& model, Tried tried) {
  Shares shares = model.outcomes_per_mille;
  for (std::int64_t& share : shares) share *= 1'000;
  if (tried.upcoming_message) {
    std::int64_t const moved = of(shares, FunnelPart::kLateBeforeReminder) * model.usually_late_per_mille / 1'000 *
                               model.moved_by_upcoming_per_mille / 1'000;
    of(shares, FunnelPart::kLateBeforeReminder) -= moved;
    of(shares, FunnelPart::kOnTime) += moved;
  }
  if (tried.link_at_notice) {
    std::int64_t const moved = of(shares, FunnelPart::kToCollection) * model.moved_by_link_per_mille / 1'000;
    of(shares, FunnelPart::kToCollection) -= moved;
    of(shares, FunnelPart::kAfterNotice) += moved;
  }
  return shares;
}

}  // namespace simulation
