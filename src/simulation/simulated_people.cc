#include "simulation/simulated_people.h"

#include <iterator>
#include <sstream>

namespace simulation {

namespace {

using dunning::Channel;

/// Of a thousand debtors at first.
std::int64_t reachable_per_mille(Channel channel) {
  switch (channel) {
    case Channel::kDigitalPost:
      return 850;
    case Channel::kLetter:
      return 930;
    case Channel::kSms:
      return 800;
    case Channel::kEmail:
      return 600;
  }
  return 0;
}

constexpr std::int64_t kIncompletePerMille = 5;  // messages of which a value is missing

}  // namespace

void SimulatedPeople::set(Key const& key, bool may) {
  may_[key] = may;
  auditor_.may_reach({key.first}, key.second, may);
}

bool& SimulatedPeople::may(base::DebtorId debtor, Channel channel) {
  Key const key{debtor.value, channel};
  if (!may_.contains(key)) set(key, stream_.chance_per_mille(reachable_per_mille(channel)));
  return may_[key];
}

bool SimulatedPeople::can_reach(base::AuthorityId, base::DebtorId debtor, Channel channel) {
  bool const can = may(debtor, channel);
  return can || mistake_ == Mistake::kExemptionForgotten;
}

std::expected<ports::Composed, std::string> SimulatedPeople::compose(base::AuthorityId,
                                                                     ports::MessageFacts const& facts, Channel) {
  if (stream_.chance_per_mille(kIncompletePerMille)) return std::unexpected("missing_field due");
  ports::Composed composed;
  composed.outgoing = {facts.message.id, dunning::natural_key(facts.message), "an address", "", ""};
  if (mistake_ == Mistake::kNewKeyEachTime) composed.outgoing.key += "-" + std::to_string(++copies_);
  for (claims::Claim const& claim : facts.claims) {
    composed.outgoing.body += std::to_string(claim.id.value) + " ";
  }
  composed.variant = "plain";
  return composed;
}

void SimulatedPeople::note_bad_address(base::AuthorityId, base::DebtorId debtor, Channel channel, base::Now) {
  set({debtor.value, channel}, false);
}

void SimulatedPeople::live(std::int64_t how_often) {
  if (may_.empty() || !stream_.chance_per_mille(how_often)) return;
  auto const at = std::next(may_.begin(), static_cast<std::ptrdiff_t>(stream_.below(std::ssize(may_))));
  set(at->first, !at->second);
}

std::vector<std::int64_t> SimulatedPeople::claims_in(std::string const& body) {
  std::vector<std::int64_t> claims;
  std::istringstream words{body};
  for (std::int64_t id = 0; words >> id;) claims.push_back(id);
  return claims;
}

}  // namespace simulation
