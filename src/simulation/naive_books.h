// The auditor's own books: every event written down with nothing but maps and sums, in the plainest way there is.
// Shares no rule with the engine: neither its replay, nor its postings, nor its law.
//
// Units: minor units; days since 1970. What contradicts itself becomes a complaint.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/event.h"

namespace simulation {

/// What one person of the simulated authority may refund alone.
inline constexpr std::int64_t kRefundAloneUpToMinor = 30'000;

struct NaiveAbsence {
  std::int32_t handed_over = 0;
  std::optional<std::int32_t> recalled;
};

struct NaiveClaim {
  std::int64_t owner = 0;
  std::string type;
  claims::ClaimDates dates;
  std::vector<std::int64_t> liable;
  std::array<std::int64_t, 3> charged{};
  std::array<std::int64_t, 3> paid{};
  std::array<std::int64_t, 3> written_down{};
  std::int64_t first_principal = 0;                              // as registered
  std::vector<std::pair<std::int32_t, std::int64_t>> principal;  // every later change of what is open, in any order
  std::map<std::int32_t, std::int64_t> interest;                 // what stands posted by runs, by day
  std::int32_t run_through = 0;
  std::vector<claims::Hold> holds;
  std::vector<NaiveAbsence> absences;
  std::vector<claims::Letter> letters;
  std::set<std::string> objections;
  bool cancelled = false;
  std::vector<std::int64_t> parts;                  // by share: of each liable debtor
  std::vector<std::set<std::int64_t>> came_before;  // by share: who owed each share before

  [[nodiscard]] std::int64_t open(std::size_t component) const { return charged[component] - paid[component]; }
  [[nodiscard]] std::int64_t open() const { return open(0) + open(1) + open(2); }
};

struct NaiveDebtor {
  claims::DebtorKind kind = claims::DebtorKind::kUnknown;
  std::int64_t credit = 0;
  std::vector<claims::Hold> holds;
};

struct NaivePayment {
  std::int64_t payer = 0;
  std::int64_t amount = 0;
  std::int64_t credit = 0;
  std::int64_t refunded = 0;
  std::map<std::pair<std::int64_t, std::size_t>, std::int64_t> parts;  // by claim and component
};

struct NaiveRefund {
  std::int64_t debtor = 0;
  std::int64_t minor = 0;
  std::string by;
  bool decided = false;
};

class NaiveBooks {
 public:
  std::map<std::int64_t, NaiveClaim> claims;
  std::map<std::int64_t, NaiveDebtor> debtors;
  std::map<std::int64_t, NaivePayment> payments;
  std::map<std::int64_t, NaiveRefund> refunds;       // proposed ones
  std::map<ledger::Account, std::int64_t> accounts;  // debits less credits
  std::vector<std::string> complaints;

  /// What a person has decided about a claim of somebody vulnerable, on a day.
  struct Decided {
    std::set<std::string> steps;  // a step, and perhaps the same day that it may be handed over
    bool fee = false;
  };
  [[nodiscard]] std::optional<Decided> decided_on(std::int64_t claim, std::int32_t day) const;
  std::set<std::int64_t> hand_over_decided;  // claims

  /// What is left of the debtor's share of a claim; of all of it where there are no shares.
  [[nodiscard]] std::int64_t left_of(std::int64_t claim_id, std::int64_t debtor) const;

  void operator()(engine::DebtorAdded const& e);
  void operator()(engine::ClaimRegistered const& e);
  void operator()(engine::AmountChanged const& e);
  void operator()(engine::ObjectionOpened const& e);
  void operator()(engine::ObjectionResolved const& e);
  void operator()(engine::ClaimCancelled const& e);
  void operator()(engine::ClaimHandedOver const& e);
  void operator()(engine::ClaimRecalled const& e);
  void operator()(engine::ClaimStateChanged const& e);
  void operator()(engine::PaymentRecorded const& e);
  void operator()(engine::CreditApplied const& e);
  void operator()(engine::PaymentReversed const& e);
  void operator()(engine::CreditRefunded const& e);
  void operator()(engine::AttemptStarted const&) {}
  void operator()(engine::AttemptAdvanced const&) {}
  void operator()(engine::HoldPlaced const& e);
  void operator()(engine::HoldEnded const& e);
  void operator()(engine::InterestPosted const& e);
  void operator()(engine::LetterRecorded const& e);
  void operator()(engine::ClaimWrittenDown const& e);
  void operator()(engine::ClaimTransferred const& e);
  void operator()(engine::DebtorChanged const& e);
  // No bank's files are simulated yet; an expected line of the bank posts nothing.
  void operator()(engine::BankStatementRecorded const&) {}
  void operator()(engine::BankLineRecorded const&) {}
  void operator()(engine::BankLineExpected const&) {}
  void operator()(engine::BankLineDecided const&) {}
  void operator()(engine::BankLineReopened const&) {}
  void operator()(engine::PayoutRecorded const&) {}
  void operator()(engine::SharesSet const& e);
  void operator()(engine::NationalIdChanged const&) {}
  void operator()(engine::RefundProposed const& e);
  void operator()(engine::RefundApproved const& e);
  void operator()(engine::RefundRejected const& e);
  void operator()(engine::BusinessDayStarted const&) {}
  void operator()(engine::BusinessDayEnded const&) {}
  void operator()(engine::CoursePlanned const&) {}
  void operator()(engine::CourseStepTaken const&) {}
  void operator()(engine::MessagePlanned const&) {}
  void operator()(engine::MessageAdvanced const&) {}
  // An arrangement moves no money; its holds are events of their own.
  void operator()(engine::ArrangementMade const&) {}
  void operator()(engine::ArrangementAccepted const&) {}
  void operator()(engine::ArrangementChanged const&) {}
  void operator()(engine::ArrangementMissed const&) {}
  void operator()(engine::ArrangementLookedAt const&) {}
  void operator()(engine::LetterNotSent const& e);
  void operator()(engine::ArrangementEnded const&) {}
  // Nor does an enquiry; its holds and objections are events of their own too.
  void operator()(engine::EnquiryReceived const&) {}
  void operator()(engine::EnquiryAsked const&) {}
  void operator()(engine::EnquiryAnswered const&) {}
  void operator()(engine::EnquiryClosed const&) {}
  void operator()(engine::EnquiryLate const&) {}
  // Nor does a referral.
  void operator()(engine::ReferralMade const&) {}
  void operator()(engine::ReferralExtended const&) {}
  void operator()(engine::ReferralSent const&) {}
  void operator()(engine::ReferralAccepted const&) {}
  void operator()(engine::ReferralEnded const&) {}
  // Nobody's business but the person's and the authority's.
  void operator()(engine::AbilityKept const&) {}
  void operator()(engine::AbilityEnded const&) {}
  void operator()(engine::AbilityRead const&) {}
  void operator()(engine::RepresentationGranted const&) {}
  void operator()(engine::RepresentationEnded const&) {}
  void operator()(engine::DisclosureAllowed const&) {}
  void operator()(engine::DisclosureEnded const&) {}
  void operator()(engine::LetterFeesLetGo const&) {}
  void operator()(engine::MandateAsked const&) {}
  void operator()(engine::MandateConfirmed const&) {}
  void operator()(engine::MandateEnded const&) {}
  void operator()(engine::CollectionPlanned const&) {}
  void operator()(engine::CollectionSent const&) {}
  void operator()(engine::CollectionEnded const&) {}
  void operator()(engine::StepDecided const& e);

 private:
  std::map<std::pair<std::int64_t, std::int32_t>, Decided> decided_;  // by claim and day
  void expect(bool is_so, std::string const& complaint);
  NaiveClaim& claim_of(base::ClaimId id);
  /// Frees the parts: they become their payers' credit again. The sum of them.
  std::int64_t free(std::vector<engine::PaymentPart> const& parts);
  void pay(base::ClaimId id, ledger::Component component, std::int64_t minor, base::Date date);
  void check_order(engine::PaymentRecorded const& e);
  NaiveRefund& decide(base::RefundId id, std::string const& by);
  std::int64_t approved_minor_ = 0;  // by the event before this one
  std::vector<claims::Hold>& holds_of(base::ClaimId claim, base::DebtorId debtor);
};

}  // namespace simulation
