// The pen of the rules: collects events, applies each at once, and holds what several rules share.
// Private to the engine's apply_*.cc files.
#pragma once

#include <optional>
#include <vector>

#include "base/money.h"
#include "engine/apply.h"
#include "engine/evolve.h"

namespace engine {

class Decision {
 public:
  explicit Decision(Context const& context) : context_(context) {}

  [[nodiscard]] Context const& context() const { return context_; }
  [[nodiscard]] ports::WorkingSet& state() const { return context_.state; }
  [[nodiscard]] std::vector<Event> take() { return std::move(events_); }
  [[nodiscard]] bool consistent() const { return consistent_; }

  void emit(Event event) {
    consistent_ &= evolve(context_.state, event, context_.seq, context_.now.date);
    events_.push_back(std::move(event));
  }
  [[nodiscard]] std::int64_t new_id() const { return context_.state.next_id; }

  /// The claim, or why it cannot be used at all.
  [[nodiscard]] std::expected<claims::Claim const*, Refusal> find(ClaimKey const& key) const {
    claims::Claim const* claim = state().find_claim(key);
    if (claim == nullptr) return std::unexpected(Refusal::kClaimNotFound);
    return claim;
  }

  /// The claim of a command, with checks that every command about an existing claim shares: the text is there and not
  /// too long, the date has come, the claim existed by then and is not cancelled.
  [[nodiscard]] std::expected<claims::Claim const*, Refusal> usable(ClaimKey const& key, std::string const& text,
                                                                    base::Date date) const;

  /// Tells that the claim became settled, or is owed again, if what was just emitted made it so.
  void follow_balance(base::ClaimId id);

  /// The parts of payments on a claim's component, newest first, that make up `minor`.
  [[nodiscard]] std::vector<PaymentPart> parts_to_free(base::ClaimId claim, ledger::Component component,
                                                       std::int64_t minor) const;

 private:
  Context const& context_;
  std::vector<Event> events_;
  bool consistent_ = true;
};

using Refused = std::optional<Refusal>;

Refused decide(Decision& decision, RegisterClaim const& command);
Refused decide(Decision& decision, AmendClaim const& command);
Refused decide(Decision& decision, AddFee const& command);
Refused decide(Decision& decision, WaiveFee const& command);
Refused decide(Decision& decision, OpenObjection const& command);
Refused decide(Decision& decision, ResolveObjection const& command);
Refused decide(Decision& decision, CancelClaim const& command);
Refused decide(Decision& decision, HandOverClaim const& command);
Refused decide(Decision& decision, RecallClaim const& command);
Refused decide(Decision& decision, RecordPayment const& command);
Refused decide(Decision& decision, AllocateCredit const& command);
Refused decide(Decision& decision, ReversePayment const& command);
Refused decide(Decision& decision, RefundCredit const& command);
Refused decide(Decision& decision, StartAttempt const& command);
Refused decide(Decision& decision, AdvanceAttempt const& command);
Refused decide(Decision& decision, PlaceHold const& command);
Refused decide(Decision& decision, EndHold const& command);
Refused decide(Decision& decision, PostInterest const& command);
Refused decide(Decision& decision, RecordLetter const& command);
Refused decide(Decision& decision, WriteDown const& command);
Refused decide(Decision& decision, TransferClaim const& command);
Refused decide(Decision& decision, ChangeDebtor const& command);
Refused decide(Decision& decision, RecordBankStatement const& command);
Refused decide(Decision& decision, RecordBankEntry const& command);
Refused decide(Decision& decision, MatchBankLine const& command);
Refused decide(Decision& decision, ReturnBankLine const& command);
Refused decide(Decision& decision, BookBankLine const& command);
Refused decide(Decision& decision, RecordPayout const& command);
Refused decide(Decision& decision, StartBusinessDay const& command);
Refused decide(Decision& decision, EndBusinessDay const& command);
Refused decide(Decision& decision, TakeSteps const& command);
Refused decide(Decision& decision, TellOfOccasion const& command);
Refused decide(Decision& decision, AdvanceMessage const& command);
Refused decide(Decision& decision, ProposeRefund const& command);
Refused decide(Decision& decision, ApproveRefund const& command);
Refused decide(Decision& decision, RejectRefund const& command);
Refused decide(Decision& decision, ChangeNationalId const& command);
Refused decide(Decision& decision, ReopenBankLine const& command);
Refused decide(Decision& decision, MakeArrangement const& command);
Refused decide(Decision& decision, AcceptArrangement const& command);
Refused decide(Decision& decision, ChangeArrangement const& command);
Refused decide(Decision& decision, CancelArrangement const& command);
Refused decide(Decision& decision, FollowArrangements const& command);
Refused decide(Decision& decision, ReceiveEnquiry const& command);
Refused decide(Decision& decision, AskDepartment const& command);
Refused decide(Decision& decision, AnswerEnquiry const& command);
Refused decide(Decision& decision, CloseEnquiry const& command);
Refused decide(Decision& decision, FollowEnquiries const& command);
Refused decide(Decision& decision, ReferToHelp const& command);
Refused decide(Decision& decision, SendReferral const& command);
Refused decide(Decision& decision, AnswerReferral const& command);
Refused decide(Decision& decision, EndReferral const& command);
Refused decide(Decision& decision, FollowReferrals const& command);
Refused decide(Decision& decision, GrantRepresentation const& command);
Refused decide(Decision& decision, EndRepresentation const& command);
Refused decide(Decision& decision, AllowDisclosure const& command);
Refused decide(Decision& decision, EndDisclosure const& command);
Refused decide(Decision& decision, KeepAbility const& command);
Refused decide(Decision& decision, TakeBackAbility const& command);
Refused decide(Decision& decision, ReadAbility const& command);
Refused decide(Decision& decision, ExpireAbility const& command);
Refused decide(Decision& decision, DecideStep const& command);
Refused decide(Decision& decision, SignUpMandate const& command);
Refused decide(Decision& decision, ConfirmMandate const& command);
Refused decide(Decision& decision, EndMandate const& command);
Refused decide(Decision& decision, FollowDirectDebits const& command);
Refused decide(Decision& decision, SendCollection const& command);
Refused decide(Decision& decision, SettleCollection const& command);
Refused decide(Decision& decision, StopCollection const& command);

/// An amount of money that moves on `date`: above zero, not too large, not in the future.
[[nodiscard]] Refused check_money(Decision const& decision, std::int64_t minor, base::Date date);

/// Every claim that the debtor is liable for and that was not withdrawn, of those in the working set.
[[nodiscard]] std::vector<base::ClaimId> owed_by(Decision const& decision, base::DebtorId debtor);

/// Of the fees that a person has decided on although somebody is vulnerable.
enum class DecidedFees : bool { kGoToo, kStay };

/// Something from an earlier day that would have stopped fees: those charged since then are let go.
[[nodiscard]] Refused waive_fees_since(Decision& decision, std::vector<base::ClaimId> const& claims, base::Date since,
                                       std::string const& reason, DecidedFees decided = DecidedFees::kGoToo);

/// The template of this name of the country whose law the claim is under: "dk/plan_reminder".
[[nodiscard]] std::string country_template(Decision const& decision, base::ClaimId claim, std::string const& name);

/// Money that the books move on the bank account now, and the bank reports later, with this reference. Nothing is
/// expected without a reference, or with one that has been used.
void expect_bank_line(Decision& decision, std::string const& reference, std::int64_t amount_minor, base::Date date);

}  // namespace engine
