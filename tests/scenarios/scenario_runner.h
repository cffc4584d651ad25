// Runs scenario files (see README.md beside it) against a store.
#pragma once

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "engine/books_service.h"
#include "law/pack.h"

namespace tests {

struct ScenarioText {
  std::string name;
  std::vector<std::string> lines;
  int first_line = 0;  // in the file
};

[[nodiscard]] std::vector<ScenarioText> read_scenarios(std::string const& path);

class ScenarioRunner {
 public:
  ScenarioRunner(engine::BooksService& books, base::AuthorityId authority, base::SourceId source)
      : books_(books), authority_(authority), source_(source) {}

  /// Empty if all went as written; else what did not, with the line.
  [[nodiscard]] std::string run(ScenarioText const& scenario);

 private:
  using Words = std::istringstream;

  std::string line(std::string const& text);
  std::string expect(Words& words);
  std::string expect_claim(claims::Claim const& claim, Words& words);
  std::string expect_interest_on(claims::Claim const& claim, Words& words);
  void choose_law(Words& words);
  /// A fee that the council has decided on.
  void decide_fee(Words& words);
  void set_rules();
  [[nodiscard]] bool read_law_command(std::string const& verb, Words& words, engine::Submission& submission);
  [[nodiscard]] engine::Command read_hold(Words& words);
  [[nodiscard]] engine::Command read_write_down(Words& words);
  engine::Submission read_command(std::string const& verb, Words& words);
  // Instalment plans: plan_lines.cc.
  [[nodiscard]] bool read_plan_command(std::string const& verb, Words& words, engine::Submission& submission);
  [[nodiscard]] engine::Command read_plan(Words& words);
  [[nodiscard]] std::vector<arrangements::Planned> read_sizes(Words& words, std::vector<base::ClaimId> const& claims);
  std::string expect_plan(Words& words);
  /// What is left of the claims, with interest, once the sizes before have been paid.
  [[nodiscard]] std::int64_t rest(std::vector<base::ClaimId> const& claims,
                                  std::vector<arrangements::Planned> const& before, base::Date date);
  // Business days and letters: message_lines.cc.
  void choose_procedure(std::string const& name, engine::TypeLaw& type);
  std::string business_day();
  std::string message(Words& words);
  std::string expect_step(Words& words);
  [[nodiscard]] std::vector<dunning::Message> letters_of(std::string const& step, base::ClaimId claim);
  /// A moment of the day, later than any before.
  [[nodiscard]] base::Now next_moment() const;
  // Referrals to help: help_lines.cc.
  [[nodiscard]] bool read_help_command(std::string const& verb, Words& words, engine::Submission& submission);
  std::string expect_referral(Words& words);
  // Enquiries: enquiry_lines.cc.
  [[nodiscard]] bool read_enquiry_command(std::string const& verb, Words& words, engine::Submission& submission);
  [[nodiscard]] engine::Command read_enquiry(Words& words);
  std::string expect_enquiry(Words& words);
  [[nodiscard]] base::ClaimId claim_id(std::string const& reference);
  engine::RegisterClaim read_claim(Words& words, engine::Submission& submission);
  engine::Command read_payment(std::string const& verb, Words& words);
  engine::Outcome submit(engine::Submission submission);

  [[nodiscard]] engine::ClaimKey key(std::string const& reference) const { return {{}, source_, reference}; }
  [[nodiscard]] base::DebtorId debtor(std::string const& name);
  [[nodiscard]] base::Date date(std::string const& text) const;

  engine::BooksService& books_;
  base::AuthorityId authority_;
  base::SourceId source_;
  base::Now now_{{1'772'355'600'000'000}, {20'513}};
  std::map<std::string, base::PaymentId> payments_;
  std::map<std::string, base::RefundId> refunds_;
  std::map<std::string, base::ArrangementId> plans_;
  std::string named_plan_;
  std::map<std::string, base::ReferralId> referrals_;
  std::string named_referral_;
  std::map<std::string, base::EnquiryId> enquiries_;
  std::string named_enquiry_;
  std::shared_ptr<engine::Rules const> rules_ = std::make_shared<engine::Rules>();
  std::optional<std::int64_t> refund_limit_;
  std::string actor_ = "scenario";  // of the line at hand
  std::string named_refund_;
  engine::AuthorityLaw law_;
  std::string named_payment_;
  int next_key_ = 0;
  mutable int moments_ = 0;
};

}  // namespace tests
