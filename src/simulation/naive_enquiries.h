// The auditor's own eyes on enquiries: objections, questions, deferrals, promises, wishes for instalments, needs of
// help.
//
//   waiting    the claims are left alone until there is an answer, however late, and some days after it
//   deadlines  by kind; one that was not kept is noted once, on the next business day, and takes nothing from anybody
//   answers    for each claim once, with reasons; whoever asked is told when the last has come, and only then
//   time       asked for once for a claim; to disagree or to need help may come again
//   words      as many sealed lines as the events say, through every crash
//
// Units: days since 1970. Not safe for threads.
#pragma once

#include <array>

#include "simulation/naive_calm.h"

namespace simulation {

struct NaiveEnquiry {
  std::int64_t debtor = 0;
  enquiries::Kind kind = enquiries::Kind::kQuestion;
  enquiries::State state = enquiries::State::kReceived;
  std::vector<std::int64_t> claims;
  std::set<std::int64_t> held;
  std::set<std::int64_t> waiting;  // claims without an answer
  std::int32_t received = 0;
  std::int32_t answer_by = 0;
  std::optional<std::int32_t> granted;
  bool late = false;
  std::int64_t words = 0;
};

struct NaiveEnquiryCounts {
  std::array<std::int64_t, enquiries::kKinds.size()> received{};  // by kind
  std::int64_t back_dated = 0;
  std::int64_t asked = 0;
  std::int64_t answered = 0;
  std::int64_t answered_late = 0;
  std::int64_t late = 0;  // noted
  std::int64_t closed = 0;
  std::int64_t withdrawn = 0;
};

class NaiveEnquiries : public NaiveWatch {
 public:
  NaiveEnquiries(NaiveBooks const& books, NaiveCalm& calm) : books_(books), calm_(calm) {}

  void begin(engine::Entry const& entry, std::vector<engine::Command> const& commands) override;
  void see(engine::Event const& event) override;
  void end() override;
  void compare(ports::BooksReader& books, base::AuthorityId authority) override;

  [[nodiscard]] NaiveEnquiryCounts const& counts() const { return counts_; }

 private:
  void received(engine::EnquiryReceived const& e);
  void asked(engine::EnquiryAsked const& e);
  void answered(engine::EnquiryAnswered const& e);
  void closed(engine::EnquiryClosed const& e);
  void late(engine::EnquiryLate const& e);
  void planned(engine::MessagePlanned const& e);
  void day_ended(std::int32_t day);
  NaiveEnquiry* find(base::EnquiryId id, std::string const& what);
  void tell(std::int64_t id, std::string const& step);
  void let_go(std::int64_t id, NaiveEnquiry& one, std::int32_t until);
  void check_holds(std::string const& name, std::int64_t id, NaiveEnquiry const& one);

  NaiveBooks const& books_;
  NaiveCalm& calm_;
  NaiveEnquiryCounts counts_;
  std::map<std::int64_t, NaiveEnquiry> enquiries_;
  std::set<std::pair<std::int64_t, enquiries::Kind>> heard_;  // claims, and what has held them up
  std::int32_t today_ = 0;
  std::string actor_;
  std::set<std::int64_t> seen_;
  std::map<std::int64_t, std::string> due_;                   // what is to be told about an enquiry in this entry
  std::multiset<std::pair<std::int64_t, std::string>> told_;  // what is
};

}  // namespace simulation
