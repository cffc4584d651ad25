// The auditor's own eyes on direct debits.
//
//   mandates     one at a time, and nothing is planned by one that no bank has confirmed
//   collections  told of in time, of what one debtor owes alone, each claim once, one a mandate and day
//   waiting      from the day after the notice the claims are left alone until there is an answer, and some days after
//                one that brought no money
//   money        what comes in is what was sent, and no more than the debtor was told; what is taken back is owed again
//
// Units: days since 1970; minor units. Not safe for threads.
#pragma once

#include "simulation/naive_calm.h"

namespace simulation {

struct NaiveDirectDebitCounts {
  std::int64_t mandates = 0;
  std::int64_t planned = 0;
  std::int64_t sent = 0;
  std::int64_t collected = 0;
  std::int64_t failed = 0;
  std::int64_t cancelled = 0;
  std::int64_t reversed = 0;
};

class NaiveDirectDebits : public NaiveWatch {
 public:
  NaiveDirectDebits(NaiveBooks const& books, NaiveCalm& calm) : books_(books), calm_(calm) {}

  void begin(engine::Entry const& entry, std::vector<engine::Command> const& commands) override;
  void see(engine::Event const& event) override;
  void end() override;
  void compare(ports::BooksReader& books, base::AuthorityId authority) override;

  [[nodiscard]] NaiveDirectDebitCounts const& counts() const { return counts_; }

 private:
  struct Mandate {
    std::int64_t debtor = 0;
    payments::MandateState state = payments::MandateState::kAsked;
  };
  struct Collection {
    std::int64_t mandate = 0;
    std::int64_t debtor = 0;
    std::int32_t day = 0;
    std::map<std::int64_t, std::int64_t> parts;  // by claim
    payments::CollectionState state = payments::CollectionState::kPlanned;
    std::int64_t payment = 0;
  };
  void planned(engine::CollectionPlanned const& e);
  void sent(engine::CollectionSent const& e);
  void ended(engine::CollectionEnded const& e);
  void told(engine::MessagePlanned const& e);
  void let_go(std::int64_t id, std::int64_t claim, bool fresh);
  void check_holds(std::int64_t id, Collection const& one);

  NaiveBooks const& books_;
  NaiveCalm& calm_;
  NaiveDirectDebitCounts counts_;
  std::map<std::int64_t, Mandate> mandates_;
  std::map<std::int64_t, Collection> collections_;
  std::set<std::pair<std::int64_t, std::int64_t>> tried_;  // claims, and from whom
  std::set<std::pair<std::int64_t, std::int32_t>> days_;   // mandate and day
  std::map<std::int64_t, std::int64_t> came_;              // payments of this entry, by direct debit
  std::set<std::int64_t> taken_back_;                      // payments reversed in this entry
  std::set<std::int64_t> seen_;
  std::multiset<std::pair<std::int64_t, std::string>> due_, told_;  // news of this entry: to be told, and told
  std::int32_t today_ = 0;
};

}  // namespace simulation
