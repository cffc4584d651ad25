#include "engine/apply.h"

#include "engine/decision.h"

namespace engine {

std::expected<claims::Claim const*, Refusal> Decision::usable(ClaimKey const& key, std::string const& text,
                                                              base::Date date) const {
  if (text.size() > kTextLimit) return std::unexpected(Refusal::kTextTooLong);
  if (text.empty()) return std::unexpected(Refusal::kReasonMissing);
  if (date > context_.now.date) return std::unexpected(Refusal::kDateInFuture);
  auto const claim = find(key);
  if (!claim) return claim;
  if ((*claim)->state == claims::ClaimState::kCancelled) return std::unexpected(Refusal::kClaimCancelled);
  if (date < (*claim)->dates.issued) return std::unexpected(Refusal::kBeforeClaimExisted);
  return claim;
}

void Decision::follow_balance(base::ClaimId id) {
  claims::Claim const* claim = state().claims.find(id);
  if (claim == nullptr || claim->state == claims::ClaimState::kCancelled) return;
  bool const owed = claim->open_minor() > 0;
  bool const settled = claim->state == claims::ClaimState::kSettled;
  if (owed != settled) return;
  auto const cause = owed ? claims::LifeCycleEvent::kOwedAgain : claims::LifeCycleEvent::kPaidInFull;
  if (auto const to = claims::next_state(claim->state, cause)) {
    emit(ClaimStateChanged{id, claim->state, *to, cause});
  }
}

std::vector<PaymentPart> Decision::parts_to_free(base::ClaimId claim, ledger::Component component,
                                                 std::int64_t minor) const {
  std::vector<PaymentPart> parts;
  state().payments.each([&](payments::Payment const& payment) {
    for (payments::Allocation const& part : payment.allocations) {
      if (part.claim == claim && part.component == component) parts.push_back({payment.id, payment.payer, part});
    }
  });
  // Identifiers grow with time: the last payment is the first to be freed, so that the oldest stay where they were.
  std::ranges::reverse(parts);
  std::vector<PaymentPart> freed;
  for (PaymentPart& part : parts) {
    if (minor <= 0) break;
    part.allocation.minor = std::min(part.allocation.minor, minor);
    minor -= part.allocation.minor;
    freed.push_back(part);
  }
  return freed;
}

std::expected<std::vector<Event>, Refusal> apply(Context const& context, Command const& command) {
  Decision decision{context};
  Refused const refused = std::visit([&](auto const& c) { return decide(decision, c); }, command);
  if (refused) return std::unexpected(*refused);
  // A rule that let an amount out of its bounds is a programming error; the command is stopped before it is stored.
  if (!decision.consistent()) return std::unexpected(Refusal::kAmountOutOfRange);
  return decision.take();
}

namespace {

struct NeedsOf {
  ports::Needs& needs;

  void claim(ClaimKey const& key) const { needs.claims.push_back(key); }
  void lowering(ClaimKey const& key) const {
    claim(key);
    needs.payments_of_claims = true;
  }
  void chosen(std::vector<ChosenClaim> const& list, base::DebtorId debtor) const {
    for (ChosenClaim const& item : list) claim(item.claim);
    if (debtor) needs.debtors.push_back(debtor);
    if (list.empty()) needs.open_claims_of_debtors = true;
    if (!debtor) needs.debtors_of_claims = true;
  }

  void operator()(RegisterClaim const& c) const { claim({{}, c.source, c.reference}); }
  void operator()(AmendClaim const& c) const {
    c.mode == AmendMode::kUpBy ? claim(c.claim) : lowering(c.claim);
    // Raising a fee asks the law, which asks what holds there are.
    if (c.component == ledger::Component::kFee) needs.debtors_of_claims = true;
  }
  void operator()(AddFee const& c) const {
    claim(c.claim);
    needs.debtors_of_claims = true;
  }
  void operator()(WaiveFee const& c) const { lowering(c.claim); }
  void operator()(OpenObjection const& c) const { claim(c.claim); }
  void operator()(ResolveObjection const& c) const { claim(c.claim); }
  void operator()(CancelClaim const& c) const { lowering(c.claim); }
  void operator()(HandOverClaim const& c) const {
    claim(c.claim);
    needs.debtors_of_claims = true;
  }
  void operator()(RecallClaim const& c) const { claim(c.claim); }
  void operator()(RecordPayment const& c) const { chosen(c.chosen, c.payer); }
  void operator()(AllocateCredit const& c) const {
    chosen(c.chosen, c.debtor);
    needs.credit_of_debtors = true;
  }
  void operator()(ReversePayment const& c) const { needs.payments.push_back(c.payment); }
  void operator()(RefundCredit const& c) const {
    needs.debtors.push_back(c.debtor);
    needs.credit_of_debtors = true;
    expected(c.external_reference);
  }
  void operator()(ProposeRefund const& c) const {
    needs.debtors.push_back(c.debtor);
    needs.credit_of_debtors = true;
    expected(c.external_reference);
  }
  void operator()(ApproveRefund const& c) const { needs.refunds.push_back(c.refund); }
  void operator()(RejectRefund const& c) const { needs.refunds.push_back(c.refund); }
  void operator()(StartAttempt const& c) const {
    for (payments::Choice const& choice : c.choices) claim({choice.claim, {}, {}});
    needs.debtors.push_back(c.payer);
  }
  void operator()(AdvanceAttempt const& c) const { needs.attempts.push_back(c.attempt); }
  void on_hold(ClaimKey const& key, base::DebtorId debtor) const {
    if (!debtor) return claim(key);
    needs.debtors.push_back(debtor);
    needs.claims_of_debtors = true;
  }
  void operator()(PlaceHold const& c) const {
    on_hold(c.claim, c.debtor);
    // What was charged to somebody vulnerable since the first day is waived.
    if (c.debtor && c.hold.kind == claims::HoldKind::kVulnerable) needs.payments_of_their_fees = true;
  }
  void operator()(EndHold const& c) const { on_hold(c.claim, c.debtor); }
  void operator()(PostInterest const& c) const {
    for (base::ClaimId const id : c.claims) claim({id, {}, {}});
    needs.debtors_of_claims = true;
    needs.payments_if_interest_paid = true;
  }
  void operator()(RecordLetter const& c) const {
    claim(c.claim);
    needs.debtors_of_claims = true;
  }
  void operator()(WriteDown const& c) const { claim(c.claim); }
  void operator()(TransferClaim const& c) const {
    claim(c.claim);
    needs.sources = true;
  }
  void operator()(ChangeDebtor const& c) const {
    claim(c.claim);
    needs.debtors_of_claims = true;
  }
  void operator()(ChangeNationalId const& c) const { needs.debtors.push_back(c.debtor); }
  void whose(ClaimKey const& key, base::DebtorId debtor) const {
    if (key.id || !key.reference.empty()) {
      claim(key);
      needs.debtors_of_claims = true;
    }
    if (debtor) {
      needs.debtors.push_back(debtor);
      needs.open_claims_of_debtors = true;
    }
  }
  void expected(std::string const& reference) const {
    if (!reference.empty()) needs.bank_entries.push_back(payments::expected_key(reference));
  }
  void operator()(RecordBankStatement const&) const {}
  void operator()(RecordBankEntry const& c) const {
    needs.bank_entries.push_back(c.entry);
    for (ReportedLine const& line : c.lines) {
      whose({line.claim, {}, {}}, line.debtor);
      expected(line.expected);
    }
  }
  void operator()(MatchBankLine const& c) const {
    needs.bank_lines.push_back(c.line);
    whose(c.claim, c.debtor);
    if (c.payment) needs.payments.push_back(c.payment);
    expected(c.expected);
  }
  void operator()(ReturnBankLine const& c) const {
    needs.bank_lines.push_back(c.line);
    if (c.with) needs.bank_lines.push_back(c.with);
    expected(c.expected);
  }
  void operator()(BookBankLine const& c) const { needs.bank_lines.push_back(c.line); }
  void operator()(ReopenBankLine const& c) const {
    needs.bank_lines.push_back(c.line);
    needs.rest_of_bank_lines = true;
    expected(c.expected);
  }
  void operator()(RecordPayout const& c) const { expected(c.key); }
  void operator()(StartBusinessDay const&) const {}
  void operator()(EndBusinessDay const&) const {}
  void operator()(TakeSteps const& c) const {
    needs.debtors.insert(needs.debtors.end(), c.debtors.begin(), c.debtors.end());
    (c.history ? needs.claims_of_debtors : needs.open_claims_of_debtors) = true;
    needs.debtors_of_their_claims = true;
  }
  void operator()(TellOfOccasion const& c) const {
    needs.debtors.push_back(c.debtor);
    needs.open_claims_of_debtors = true;
    needs.debtors_of_their_claims = true;
  }
  void operator()(AdvanceMessage const& c) const {
    needs.messages.push_back(c.message);
    needs.rest_of_letters = dunning::never_left(c.to) || c.to == dunning::MessageState::kPlanned || !c.left_out.empty();
  }
  void operator()(MakeArrangement const& c) const {
    for (base::ClaimId const id : c.claims) lowering({id, {}, {}});
    needs.debtors_of_claims = true;
    needs.debtors.push_back(c.debtor);
    needs.arrangements_of_debtors = true;
  }
  void operator()(AcceptArrangement const& c) const { needs.arrangements.push_back(c.arrangement); }
  void operator()(ChangeArrangement const& c) const { needs.arrangements.push_back(c.arrangement); }
  void operator()(CancelArrangement const& c) const { needs.arrangements.push_back(c.arrangement); }
  void operator()(FollowArrangements const& c) const {
    needs.arrangements.insert(needs.arrangements.end(), c.arrangements.begin(), c.arrangements.end());
  }
  void operator()(ReceiveEnquiry const& c) const {
    for (base::ClaimId const id : c.claims) lowering({id, {}, {}});
    needs.debtors_of_claims = true;
    needs.debtors.push_back(c.debtor);
  }
  void operator()(AskDepartment const& c) const { needs.enquiries.push_back(c.enquiry); }
  void operator()(AnswerEnquiry const& c) const { needs.enquiries.push_back(c.enquiry); }
  void operator()(CloseEnquiry const& c) const { needs.enquiries.push_back(c.enquiry); }
  void operator()(FollowEnquiries const& c) const {
    needs.enquiries.insert(needs.enquiries.end(), c.enquiries.begin(), c.enquiries.end());
  }
  void operator()(ReferToHelp const& c) const {
    needs.debtors.push_back(c.debtor);
    needs.claims_of_debtors = true;
    needs.debtors_of_their_claims = true;
    needs.payments_of_their_fees = true;
    needs.referrals_of_debtors = true;
  }
  void operator()(SendReferral const& c) const { needs.referrals.push_back(c.referral); }
  void operator()(AnswerReferral const& c) const { needs.referrals.push_back(c.referral); }
  void operator()(EndReferral const& c) const { needs.referrals.push_back(c.referral); }
  void operator()(FollowReferrals const& c) const {
    needs.referrals.insert(needs.referrals.end(), c.referrals.begin(), c.referrals.end());
  }
  void operator()(KeepAbility const& c) const {
    needs.debtors.push_back(c.debtor);
    needs.ability_statements.push_back(c.debtor);
  }
  void operator()(TakeBackAbility const& c) const { needs.ability_statements.push_back(c.debtor); }
  void operator()(ReadAbility const& c) const { needs.ability_statements.push_back(c.debtor); }
  void operator()(ExpireAbility const& c) const {
    needs.ability_statements.insert(needs.ability_statements.end(), c.debtors.begin(), c.debtors.end());
  }
  void operator()(GrantRepresentation const& c) const {
    needs.debtors.push_back(c.debtor);
    needs.representations_of_debtors = true;
  }
  void operator()(EndRepresentation const& c) const { needs.representations.push_back(c.representation); }
  void operator()(AllowDisclosure const& c) const {
    needs.debtors.push_back(c.debtor);
    needs.disclosures_of_debtors = true;
  }
  void operator()(EndDisclosure const& c) const { needs.disclosures.push_back(c.disclosure); }
  void operator()(SignUpMandate const& c) const {
    needs.debtors.push_back(c.debtor);
    needs.direct_debits_of_debtors = true;
  }
  void operator()(ConfirmMandate const& c) const { needs.mandates.push_back(c.mandate); }
  void operator()(EndMandate const& c) const { needs.mandates.push_back(c.mandate); }
  void operator()(FollowDirectDebits const& c) const {
    needs.debtors.insert(needs.debtors.end(), c.debtors.begin(), c.debtors.end());
    needs.claims_of_debtors = true;
    needs.debtors_of_their_claims = true;
    needs.direct_debits_of_debtors = true;
  }
  void operator()(SendCollection const& c) const { needs.collections.push_back(c.collection); }
  void operator()(SettleCollection const& c) const { needs.collections.push_back(c.collection); }
  void operator()(StopCollection const& c) const { needs.collections.push_back(c.collection); }
  void operator()(DecideStep const& c) const {
    for (base::ClaimId const id : c.claims) claim({id, {}, {}});
    needs.debtors.push_back(c.debtor);
    needs.claims_of_debtors = true;
    needs.debtors_of_claims = true;
    needs.debtors_of_their_claims = true;
  }
};

}  // namespace

void append_needs(Command const& command, ports::Needs& needs) { std::visit(NeedsOf{needs}, command); }

}  // namespace engine
