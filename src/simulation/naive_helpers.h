// The auditor's own eyes on those who help: organisations that somebody is referred to, a mark that somebody needs
// other handling, and people who may act for others.
//
//   referrals       from the consent on everything the debtor owes is left alone, until it ends or the longest time is
//                   over, and some days after it; whoever owes something is told of the end, once
//   marks           no fee, no step and no hand-over but by a person's decision about these claims on this day; what
//                   was charged since a mark that was entered late is gone, but for what was decided
//   representation  entered by staff alone, one of a pair at a time
//
// Units: days since 1970. Not safe for threads.
#pragma once

#include "simulation/naive_calm.h"

namespace simulation {

struct NaiveHelperCounts {
  std::int64_t referrals = 0;
  std::int64_t referrals_back_dated = 0;
  std::int64_t accepted = 0;
  std::int64_t declined = 0;
  std::int64_t expired = 0;
  std::int64_t marks = 0;
  std::int64_t decided = 0;  // steps, and hand-overs
  std::int64_t representations = 0;
};

class NaiveHelpers : public NaiveWatch {
 public:
  NaiveHelpers(NaiveBooks const& books, NaiveCalm& calm) : books_(books), calm_(calm) {}

  void begin(engine::Entry const& entry, std::vector<engine::Command> const& commands) override;
  void see(engine::Event const& event) override;
  void end() override;
  void compare(ports::BooksReader& books, base::AuthorityId authority) override;

  [[nodiscard]] NaiveHelperCounts const& counts() const { return counts_; }

 private:
  struct Referral {
    std::int64_t debtor = 0;
    std::string helper;
    help::Need need = help::Need::kDebtAdvice;
    help::State state = help::State::kProposed;
    std::int32_t until = 0;
    std::set<std::int64_t> held;  // claims that others owe as well
  };
  struct Representation {
    std::int64_t debtor = 0;
    std::int64_t representative = 0;
    std::int32_t first = 0;
    std::optional<std::int32_t> last;  // or the day before it was ended
  };
  void made(engine::ReferralMade const& e);
  void extended(engine::ReferralExtended const& e);
  void ended(engine::ReferralEnded const& e);
  void told(engine::MessagePlanned const& e);
  void marked(engine::HoldPlaced const& e);
  void granted(engine::RepresentationGranted const& e);
  Referral* find(base::ReferralId id, std::string const& what);
  void check_not_protected(base::ClaimId claim, std::int32_t day, std::string const& what, bool is_fee);
  [[nodiscard]] std::set<std::int64_t> owed(std::int64_t debtor, bool together) const;
  void expect_word(std::int64_t referral, std::int64_t debtor, bool begins);
  void day_ended(std::int32_t day);
  void check_holds(std::int64_t id, Referral const& one);

  NaiveBooks const& books_;
  NaiveCalm& calm_;
  NaiveHelperCounts counts_;
  std::map<std::int64_t, Referral> referrals_;
  std::map<std::int64_t, Representation> representations_;
  std::set<std::int64_t> seen_;
  /// Referrals of this entry: whose beginning (true) or end is to be told, and was.
  std::multiset<std::pair<std::int64_t, bool>> due_, told_;
  std::int32_t today_ = 0;
  std::string actor_;
};

}  // namespace simulation
