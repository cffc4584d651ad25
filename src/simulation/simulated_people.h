// Whom the simulated authority can reach, and how: people without an address, exempt from Digital Post, who want no
// text messages, whose number has become somebody else's; and who change all that. What a message says is the list of
// its claims, so that an auditor can read it.
//
// Deterministic from its stream. Not safe for threads.
#pragma once

#include <map>

#include "base/seeded_stream.h"
#include "ports/message_composer.h"
#include "simulation/mistake.h"
#include "simulation/naive_dunning.h"

namespace simulation {

class SimulatedPeople : public ports::MessageComposer {
 public:
  /// `auditor` is told what people want in the moment in which they do.
  SimulatedPeople(base::SeededStream stream, NaiveDunning& auditor, Mistake mistake)
      : stream_(stream), auditor_(auditor), mistake_(mistake) {}

  bool can_reach(base::AuthorityId authority, base::DebtorId debtor, dunning::Channel channel) override;
  std::expected<ports::Composed, std::string> compose(base::AuthorityId authority, ports::MessageFacts const& facts,
                                                      dunning::Channel channel) override;
  void note_bad_address(base::AuthorityId authority, base::DebtorId debtor, dunning::Channel channel,
                        base::Now now) override;

  /// Somebody moves, gets or gives up a number, opts out or in again. `how_often`: of a thousand calls.
  void live(std::int64_t how_often);

  /// The claims that a message of ours speaks of.
  [[nodiscard]] static std::vector<std::int64_t> claims_in(std::string const& body);

 private:
  using Key = std::pair<std::int64_t, dunning::Channel>;
  bool& may(base::DebtorId debtor, dunning::Channel channel);
  void set(Key const& key, bool may);

  base::SeededStream stream_;
  NaiveDunning& auditor_;
  Mistake mistake_;
  std::map<Key, bool> may_;
  std::int64_t copies_ = 0;
};

}  // namespace simulation
