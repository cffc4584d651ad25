// Those who disagree, ask, want time or need help, and the caseworkers and departments who answer: mostly in time, some
// late, some in parts, some after the department was asked; now and then with the claim lowered or withdrawn.
#pragma once

#include "simulation/help_strand.h"

namespace simulation {

class PeopleWithEnquiries : public HelpStrand {
 public:
  explicit PeopleWithEnquiries(StrandOrder order);

  std::vector<engine::Submission> of_the_day(ports::BooksReader& books, std::vector<base::DebtorId> const& debtors,
                                             base::Date today) override;

 private:
  [[nodiscard]] engine::Submission submission(engine::Command command, bool words);
  void ask(ports::BooksReader& books, base::DebtorId debtor, base::Date today);
  void see_to(enquiries::Enquiry const& enquiry, base::Date today);
  void answer(enquiries::Enquiry const& enquiry, base::Date today);

  StrandOrder order_;
  base::SeededStream stream_;
  std::int64_t next_key_ = 0;
  std::vector<engine::Submission> made_;
};

}  // namespace simulation
