// The auditor's own eyes on instalment plans, from the guide's words and a pocket calculator.
//
//   shares     of each instalment and each claim: reckoned again day by day, in the lawful order, to the minor unit
//   policy     who may agree on what alone; what lies outside is a request, or a person's decision
//   changes    dates, pauses and new instalments, as often and as far as the policy says
//   missed     a friendly word first, then days of grace, then another offer, then days for it; only then it is broken
//   forgotten  what was missed is noticed on the next business day
//   ends       completed with nothing open; its claims are left alone until then and no longer
//
// Units: minor units; days since 1970. Not safe for threads.
#pragma once

#include "simulation/naive_calm.h"

namespace simulation {

struct NaiveInstalment {
  std::int32_t day = 0;
  std::map<std::int64_t, std::int64_t> parts;  // by claim
  [[nodiscard]] std::int64_t minor() const;
};

struct NaiveArranged {
  std::int64_t paid_before = 0;
  std::int64_t open = 0;
};

struct NaivePlan {
  std::int64_t debtor = 0;
  arrangements::State state = arrangements::State::kRequested;
  std::int32_t agreed = 0;
  std::map<std::int64_t, NaiveArranged> claims;
  std::vector<NaiveInstalment> instalments;
  int moves = 0;
  int pauses = 0;
  int replans = 0;
  arrangements::Stage stage = arrangements::Stage::kNone;
  std::int32_t stage_for = 0;
  std::int32_t stage_on = 0;
  std::int32_t set_on = 0;  // the day on which the instalments became what they are
  std::optional<std::int32_t> ended;
  bool touched = false;  // something has happened to its claims since anybody looked at it
};

/// How it stands at the end of a day.
struct NaiveStanding {
  std::int64_t open = 0;
  std::int64_t missing = 0;
  std::optional<std::int32_t> missed;
  std::vector<std::int64_t> left;
};

struct NaivePlanCounts {
  std::int64_t made = 0;  // agreed on at once; by a person alone: also those
  std::int64_t requested = 0;
  std::int64_t accepted = 0;  // requests
  std::int64_t by_person = 0;
  std::int64_t back_dated = 0;
  std::int64_t changed = 0;
  std::int64_t replanned = 0;
  std::int64_t reminded = 0;
  std::int64_t offered = 0;
  std::int64_t completed = 0;
  std::int64_t broken = 0;
  std::int64_t cancelled = 0;
};

class NaivePlans : public NaiveWatch {
 public:
  NaivePlans(NaiveBooks const& books, NaiveCalm& calm) : books_(books), calm_(calm) {}

  void begin(engine::Entry const& entry, std::vector<engine::Command> const& commands) override;
  void see(engine::Event const& event) override;
  void end() override;
  void compare(ports::BooksReader& books, base::AuthorityId authority) override;

  [[nodiscard]] NaivePlanCounts const& counts() const { return counts_; }

 private:
  void made(engine::ArrangementMade const& e);
  void accepted(engine::ArrangementAccepted const& e);
  void changed(engine::ArrangementChanged const& e);
  void missed(engine::ArrangementMissed const& e);
  void looked_at(engine::ArrangementLookedAt const& e);
  void ended(engine::ArrangementEnded const& e);
  /// Whether its terms can be written to somebody: who they are is known, and a law says in which country.
  [[nodiscard]] bool has_letter(NaivePlan const& plan) const;
  void planned(engine::MessagePlanned const& e);
  void leaving(engine::MessageAdvanced const& e);
  void day_ended(std::int32_t day);
  void touch(engine::Event const& event);

  NaivePlan* find(base::ArrangementId id, arrangements::State state, std::string const& what);
  /// Why the claim cannot be in a plan of the debtor; empty: it can.
  [[nodiscard]] std::string why_not(std::int64_t claim, std::int64_t debtor) const;
  void take_over(NaivePlan& plan, std::string const& name, std::vector<arrangements::ArrangedClaim> const& claims,
                 std::vector<arrangements::Instalment> const& instalments);
  /// The shares of instalments that are reckoned in this moment.
  void check_shares(std::string const& name, NaivePlan const& plan, std::set<std::int64_t> const& claims);
  void check_dates(std::string const& name, NaivePlan const& plan, std::int32_t first);
  void check_change(std::string const& name, NaivePlan const& before, NaivePlan const& after,
                    arrangements::Change change);
  [[nodiscard]] std::vector<arrangements::PolicyBreach> outside(NaivePlan const& plan, std::int32_t agreed,
                                                                std::int64_t open, int broken) const;
  [[nodiscard]] int broken_before(std::int64_t debtor) const;
  [[nodiscard]] NaiveStanding standing(NaivePlan const& plan, std::int32_t day) const;
  void check_holds(std::string const& name, std::int64_t id, NaivePlan const& plan);

  NaiveBooks const& books_;
  NaiveCalm& calm_;
  NaivePlanCounts counts_;
  std::map<std::int64_t, NaivePlan> plans_;
  std::map<std::int64_t, std::pair<std::int64_t, std::int32_t>> messages_;  // plan and day planned, by message
  std::int32_t today_ = 0;
  std::string actor_;
  engine::PlanMode mode_ = engine::PlanMode::kByPolicy;  // of the entry's command
  std::set<std::int64_t> seen_;                          // plans that the entry is about
  std::map<std::int64_t, std::int64_t> letters_;         // the plan whose terms it tells, by message
  std::map<std::int64_t, int> told_;                     // by plan: messages less what there was to tell, in this entry
};

}  // namespace simulation
