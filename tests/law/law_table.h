// Runs one line after the other of a table of known answers (README.md beside it) against the built-in law packs.
#pragma once

#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "law/cost_course.h"

namespace tests {

/// The packs that are part of the program; throws with the error's text if they cannot be read.
[[nodiscard]] std::vector<law::Pack> const& built_in_packs();

class LawTable {
 public:
  /// What did not go as written; empty if all did.
  [[nodiscard]] std::string line(std::string const& text);
  /// "dk/public interest", for every rule that a line was about.
  [[nodiscard]] std::set<std::string> const& touched() const { return touched_; }

 private:
  std::string word();
  bool next_is(std::string const& expected);
  void must(std::string const& expected);
  base::Date date();
  std::int64_t amount();
  void touch(law::Rule const& rule) { touched_.insert(pack_->code + " " + rule.code); }

  std::string run(std::string const& verb);
  std::string choose_pack();
  void start();
  std::string claim();
  std::string change(std::string const& verb);
  std::string hold();
  std::string interest();
  std::string cost();
  std::string step();
  std::string total();
  std::string letter();
  std::string notice();
  std::string counts_from();
  std::string act();
  std::string limitation();
  std::string order();
  std::string due_moves();
  std::string requirement();
  std::string day(std::string const& verb);

  std::istringstream words_;
  law::Pack const* pack_ = nullptr;
  law::AmountChange charged_;
  base::Date last_payment_day_;
  law::DebtorClass debtor_ = law::DebtorClass::kConsumer;
  bool disputed_ = false;
  std::vector<law::AmountChange> changes_, interest_paid_;
  std::vector<law::Stop> stops_;
  std::optional<base::Date> handed_over_;
  std::vector<law::SentLetter> letters_;
  std::vector<law::DatedAct> acts_;
  std::vector<law::Step> steps_;
  std::size_t next_step_ = 0;
  std::set<std::string> touched_;
};

}  // namespace tests
