// Days in which nobody asks for anything on a claim: a plan that is kept, an enquiry that waits for its answer, the
// days after one. No fee, no step, no hand-over, no demand; and what was charged since a day that was entered late is
// gone.
//
// Known from what was agreed and asked, not from holds: a hold that is forgotten is what this is to find.
// Units: days since 1970; minor units. Not safe for threads.
#pragma once

#include <map>
#include <optional>
#include <set>

#include "simulation/naive_watch.h"

namespace simulation {

class NaiveCalm : public NaiveWatch {
 public:
  explicit NaiveCalm(NaiveBooks const& books) : books_(books) {}

  /// From the first day, on these claims; without a last day until it is said. `key`: of the plan, or the enquiry.
  void begin_days(std::string const& key, std::set<std::int64_t> const& claims, std::int32_t first,
                  std::optional<std::int32_t> last);
  void end_days(std::string const& key, std::int32_t last);
  /// On everything that the debtor owes alone, also what comes later, until its end is said.
  void begin_debtor_days(std::string const& key, std::int64_t debtor, std::int32_t first);
  void end_debtor_days(std::string const& key, std::int32_t last);
  /// Everything of the debtor is left alone on the day.
  [[nodiscard]] bool is_debtor_left_alone(std::int64_t debtor, std::int32_t day) const;
  /// Fees of letters since the day are gone, but for those that a person has decided on.
  void marked_late(std::int64_t claim, std::int32_t since);
  /// Whose days they are, besides those of `but`; empty: the claim may be asked for.
  [[nodiscard]] std::string why(std::int64_t claim, std::int32_t day, std::string_view but = {}) const;

  void begin(engine::Entry const& entry, std::vector<engine::Command> const& commands) override;
  void see(engine::Event const& event) override;
  void end() override;
  void compare(ports::BooksReader&, base::AuthorityId) override {}

  /// Fees that were let go because what stopped them was entered late.
  [[nodiscard]] std::int64_t fees_let_go() const { return fees_let_go_; }
  /// Claims that were left alone, each counted for each reason.
  [[nodiscard]] std::int64_t left_alone() const { return left_alone_; }

 private:
  struct Days {
    std::string key;
    std::int32_t first = 0;
    std::optional<std::int32_t> last;
  };
  void check(std::int64_t claim, std::int32_t day, std::string const& what);
  void letter(engine::LetterRecorded const& e);
  void amount(engine::AmountChanged const& e);
  void planned(engine::MessagePlanned const& e);
  void check_let_go(std::int64_t claim, std::int32_t since, bool decided_stay);

  NaiveBooks const& books_;
  std::map<std::int64_t, std::vector<Days>> days_;                           // by claim
  std::map<std::int64_t, std::vector<Days>> debtor_days_;                    // by debtor
  std::map<std::int64_t, std::int64_t> other_fees_;                          // by claim: all that no letter brought
  std::map<std::int64_t, std::map<std::int32_t, std::int64_t>> taken_back_;  // fees of letters, by claim and day
  std::map<std::int64_t, std::int64_t> waived_;                              // by claim, in this entry
  std::map<std::int64_t, std::int32_t> late_;         // claims left alone from a day up to today, in this entry
  std::map<std::int64_t, std::int32_t> marked_late_;  // the same, by a mark
  std::int32_t today_ = 0;
  std::int64_t fees_let_go_ = 0;
  std::int64_t left_alone_ = 0;
};

}  // namespace simulation
