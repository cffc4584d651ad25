// The independent auditor. Sees every submission that was sent, every answer that came back, and the journal; adds
// everything up again in books of its own, and compares. It never asks the engine what is right.
//
//   promises   what was answered is in the journal, unchanged, for ever; nothing stands there that nobody sent; one key
//              is one entry, however often it was sent
//   commands   an entry does what its command said: these amounts, once
//   money      every row and every account, from the events alone; all accounts together are zero
//   people     one national id, also a former one, is one debtor for ever
//   law        each fee and each posted day of interest, worked out again day by day
//   providers  what a provider captured is in the books once, and nothing else is
//   dunning    steps, deadlines, letters, and every message to its end: see naive_dunning.h
//   plans      shares, dates, what follows on a missed instalment: see naive_plans.h
//   enquiries  deadlines, answers, who is told what: see naive_enquiries.h
//   calm       nobody is asked for anything while a plan is kept or an enquiry waits: see naive_calm.h
//
// Not safe for threads.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/entry.h"
#include "ports/books_reader.h"
#include "simulation/faulty_books.h"
#include "simulation/naive_direct_debits.h"
#include "simulation/naive_dunning.h"
#include "simulation/naive_enquiries.h"
#include "simulation/naive_helpers.h"
#include "simulation/naive_plans.h"

namespace simulation {

class Auditor : public Witness {
 public:
  explicit Auditor(base::AuthorityId authority);
  Auditor(Auditor const&) = delete;
  Auditor& operator=(Auditor const&) = delete;

  void sent(engine::Prepared const& prepared) override;
  void answered(engine::Prepared const& prepared, engine::Outcome const& outcome) override;

  /// Reads what is new in the journal.
  void follow(ports::BooksReader& books);
  /// Compares all rows, postings and balances.
  void compare(ports::BooksReader& books);
  /// `captured`: what providers took, by reference. At the end also that nothing is missing.
  enum class Completeness : bool { kNotYet, kAll };
  void compare_providers(std::map<std::string, std::int64_t> const& captured, Completeness completeness);

  /// Empty: all is well.
  [[nodiscard]] std::vector<std::string> const& findings() const { return findings_; }
  [[nodiscard]] std::map<std::string, std::int64_t> const& events() const { return events_; }
  [[nodiscard]] NaiveBooks const& books() const { return books_; }
  /// To be told what happens outside the books.
  [[nodiscard]] NaiveDunning& dunning() { return dunning_; }
  [[nodiscard]] NaiveCalm const& calm() const { return calm_; }
  [[nodiscard]] NaivePlans const& plans() const { return plans_; }
  [[nodiscard]] NaiveEnquiries const& enquiries() const { return enquiries_; }
  [[nodiscard]] NaiveDirectDebits const& direct_debits() const { return direct_debits_; }
  [[nodiscard]] NaiveHelpers const& helpers() const { return helpers_; }

 private:
  struct Sent {
    std::vector<engine::Command> commands;
    std::vector<ports::Party> parties;
  };
  struct Known {
    std::map<ports::ShortDigest, Sent> contents;  // by digest of the content
    std::int64_t seq = 0;                         // of its entry; 0: none that we know of
  };

  void find(std::string what);
  void read(ports::JournalEntry const& entry);
  void check_people(Sent const& sent, engine::Entry const& entry);
  void check_commands(std::vector<engine::Command> const& commands, engine::Entry const& entry);
  /// What an interest run should leave standing, by claim and day: to be asked before its events are written down.
  using InterestByClaim = std::map<std::int64_t, std::map<std::int32_t, std::int64_t>>;
  [[nodiscard]] InterestByClaim interest_to_come(std::vector<engine::Command> const& commands) const;
  void check_interest(InterestByClaim const& wanted);
  void check_law(engine::Event const& event);
  void compare_claims(ports::BooksReader& books);
  void compare_money(ports::BooksReader& books);
  void compare_accounts(ports::BooksReader& books);
  void compare_messages(ports::BooksReader& books);
  void compare_watches(ports::BooksReader& books);
  void take_complaints(std::string const& name);

  base::AuthorityId authority_;
  std::map<ports::ShortDigest, Known> known_;
  std::map<std::int64_t, std::string> promised_;  // entries that were answered, as bytes, by number
  std::map<std::string, std::int64_t> booked_;    // money of payment attempts, by the provider's reference
  std::map<std::string, std::int64_t> events_;    // how many of each
  std::int64_t followed_ = 0;
  std::map<std::pair<claims::DebtorKind, ports::ShortDigest>, base::DebtorId> people_;  // by national id, for ever
  NaiveBooks books_;
  NaiveDunning dunning_;
  NaiveCalm calm_;
  NaivePlans plans_;
  NaiveEnquiries enquiries_;
  NaiveDirectDebits direct_debits_;
  NaiveHelpers helpers_;
  std::vector<NaiveWatch*> watches_;  // all of them, in the order in which they are told
  std::vector<std::string> findings_;
};

}  // namespace simulation
