#include "engine/refusal.h"

namespace engine {

namespace {

struct Row {
  Refusal refusal;
  std::string_view code;
  std::string_view advice;
};

using enum Refusal;

constexpr Row kRows[] = {
    {kUnknownAuthority, "unknown_authority", "There is no such authority here. Add it first, or correct the code."},
    {kKeyReusedWithOtherContent, "idempotency_key_reused",
     "This idempotency key was used for other content. Send the first content again, or use a new key."},
    {kNoIdempotencyKey, "idempotency_key_missing", "Give the command an idempotency key of 1 to 200 characters."},
    {kCurrencyNotAuthoritys, "currency_not_authoritys",
     "The currency is not the one the authority keeps its books in. Convert the amount at the source."},
    {kTextTooLong, "text_too_long", "A reference, type, code or reason is longer than 200 bytes. Shorten it."},
    {kReferenceMissing, "reference_missing", "Give the claim the reference it has in the source system."},
    {kTypeMissing, "type_missing", "Give the claim a type."},
    {kReasonMissing, "reason_missing", "Give a reason code."},
    {kAmountNotPositive, "amount_not_positive", "The amount must be above zero."},
    {kAmountOutOfRange, "amount_out_of_range",
     "The amount, or the sum it leads to, is beyond what the books can hold."},
    {kDateInFuture, "date_in_future", "The date lies in the future. Correct it, or send it on that day."},
    {kPeriodReversed, "period_reversed", "The period ends before it begins. Correct the dates."},
    {kDueBeforeIssued, "due_before_issued", "The claim is due before it was issued. Correct the dates."},
    {kLastPaymentDayBeforeDue, "last_payment_day_before_due",
     "The last payment day lies before the due date. Correct the dates."},
    {kReferenceInUse, "reference_in_use",
     "The source has already used this reference for a claim. Amend that claim, or use a new reference."},
    {kClaimNotFound, "claim_not_found", "There is no claim with this reference at this source. Register it first."},
    {kClaimCancelled, "claim_cancelled", "The claim was cancelled, which is final. Register a new claim instead."},
    {kClaimHandedOver, "claim_handed_over", "The claim is handed over for collection. Recall it first."},
    {kClaimNotHandedOver, "claim_not_handed_over", "The claim is not handed over, so it cannot be recalled."},
    {kClaimSettled, "claim_settled", "Nothing is open on the claim."},
    {kLoweredBelowZero, "lowered_below_zero", "The claim cannot be lowered by more than is charged."},
    {kObjectionAlreadyOpen, "objection_already_open", "The claim already has an open objection with this key."},
    {kNoSuchObjection, "no_such_objection", "The claim has no open objection with this key. Open it first."},
    {kDebtorNotFound, "debtor_not_found", "There is no such debtor."},
    {kClaimNotOfDebtor, "claim_not_of_debtor", "The debtor is not liable for this claim."},
    {kPaymentNotFound, "payment_not_found", "There is no such payment."},
    {kPaymentAlreadyReversed, "payment_already_reversed", "The payment has been reversed already."},
    {kPaymentRefunded, "payment_refunded", "Some of the payment was refunded, so it cannot be reversed."},
    {kNotEnoughCredit, "not_enough_credit", "The debtor's credit is smaller than the amount."},
    {kNothingChosen, "nothing_chosen", "Choose at least one claim, with an amount above zero."},
    {kAmountExceedsOpen, "amount_exceeds_open", "The amount is more than is open on the claim. Look at it again."},
    {kAttemptNotFound, "attempt_not_found", "There is no such payment attempt."},
    {kCapturedAmountMissing, "captured_amount_missing", "A capture needs the amount that was captured."},
    {kHoldKeyInUse, "hold_key_in_use", "There is a hold with this key already. End that one, or use a new key."},
    {kNoSuchHold, "no_such_hold", "There is no hold with this key. Look at the claim's or the debtor's holds."},
    {kHoldEndsBeforeItBegins, "hold_ends_before_it_begins", "The hold's last day lies before its first. Correct it."},
    {kNoLawForClaim, "no_law_for_claim",
     "No law pack is chosen for claims of this type. Choose one for the authority, or send the amount yourself."},
    {kFeeNotInLaw, "fee_not_in_law", "The law pack of this claim has no fee for such a letter. Send it without."},
    {kFeeForOtherDebtors, "fee_for_other_debtors", "The law gives this fee only against another kind of debtor."},
    {kFeeNotInForce, "fee_not_in_force", "The law has no amount for this fee on that date."},
    {kFeeOnDisputedClaim, "fee_on_disputed_claim",
     "The claim is disputed, so the letter may carry no fee. Decide the objection first, or send it without."},
    {kFeeTooMany, "fee_too_many", "The claim has had all the fees of this kind that the law allows."},
    {kFeeLetterMissing, "fee_letter_missing", "Another letter must go out before one with this fee."},
    {kFeeTooEarly, "fee_too_early", "It is too early for this fee: the days that the law asks for have not passed."},
    {kFeeExcludedByOther, "fee_excluded_by_other", "A fee that stands in place of this one has been charged already."},
    {kFeeOnHold, "fee_on_hold", "A hold on the claim or its debtor stops fees on that day."},
    {kFeeAboveCap, "fee_above_cap", "The fee is more than the law allows on that date. Lower it."},
    {kNoInterestRate, "no_interest_rate",
     "The law pack has no rate for some of the days. Complete its table of rates before interest is posted."},
    {kHandOverOnHold, "hand_over_on_hold", "A hold on the claim or its debtor stops a hand-over on that day."},
    {kUnknownSource, "unknown_source", "The authority has no such source."},
    {kDebtorAlreadyLiable, "debtor_already_liable", "The new debtor is liable for the claim already."},
    {kBeforeClaimExisted, "before_claim_existed", "The date lies before the claim was issued. Correct it."},
    {kBeforeMoneyCame, "before_money_came", "The date lies before the day on which the money came in. Correct it."},
    {kRecalledBeforeHandOver, "recalled_before_hand_over",
     "The date lies before the day of the hand-over. Correct it."},
    {kInterestByLaw, "interest_by_law",
     "The interest of this claim is posted by the law pack of its type. Change what it is counted on, or write it "
     "down."},
    {kBankLineKnown, "bank_line_known", "This entry of the bank, or this reference, is in the books already."},
    {kBankLineDiffers, "bank_line_differs",
     "The parts of this batch do not add up to the sum that the bank reported before. Fetch the file again."},
    {kBankLineNotFound, "bank_line_not_found", "There is no such bank line. Look at the unmatched lines."},
    {kBankLineDecided, "bank_line_decided", "This bank line has been decided already, or is not one of the bank's."},
    {kBankLineUndivided, "bank_line_undivided",
     "This is the sum of a batch. Import the bank's file with its parts instead, or book it as something else."},
    {kBankLineOtherDirection, "bank_line_other_direction",
     "Money that came in belongs to a claim or a debtor and may be returned; money that went out does not."},
    {kMessageNotFound, "message_not_found", "There is no such message here. Look its number up among the messages."},
    {kNoExpectedLine, "no_expected_line",
     "No line of this reference and exactly this amount is expected. Look at the expected lines."},
    {kRefundNeedsSecondPerson, "refund_needs_second_person",
     "One person alone may not refund so much here. Propose it, and let somebody else approve it."},
    {kRefundNotFound, "refund_not_found", "There is no proposed refund with this number. Look at the list of them."},
    {kRefundDecided, "refund_decided", "This refund has been approved or rejected already."},
    {kRefundBySamePerson, "refund_by_same_person",
     "Whoever proposed a refund cannot approve it. Ask somebody else to."},
    {kRefundChanged, "refund_changed",
     "The amount is not the one proposed, or the credit it was to come from has changed since. Look at it again, reject"
     " it and propose it anew."},
    {kSharesDoNotAddUp, "shares_do_not_add_up",
     "Give every debtor a share of at least one part, and as many parts in all as the whole has. Without shares all are"
     " liable for all of it."},
    {kNationalIdOfOther, "national_id_of_other",
     "The new national id is another debtor's here. Change the debtor of the claims to that one instead."},
    {kNationalIdOfOtherKind, "national_id_of_other_kind",
     "A person's national id is changed to a person's and a company's to a company's, and nobody's cannot be changed."},
    {kBankLineNotDecided, "bank_line_not_decided",
     "This bank line waits for a decision, or is not one of the bank's. There is nothing to take back."},
    {kBankLineFinal, "bank_line_final",
     "This decision cannot be taken back: the line took a payment back, was divided, or the bank has sent the money."
     " Put the claim or the debtor right instead."},
    {kPlanClaimDisputed, "plan_claim_disputed",
     "A claim of the plan is disputed: decide about the objection first, or leave the claim out."},
    {kPlanClaimShared, "plan_claim_shared",
     "A claim of the plan is owed by shares. Leave it out, and agree about it by hand."},
    {kPlanInForce, "plan_in_force",
     "There is a plan for this debtor, or for one of these claims, already. Change or cancel that one."},
    {kPlanDates, "plan_dates",
     "The dates of the instalments must rise, and none may lie before today or next to another one."},
    {kPlanDoesNotAddUp, "plan_does_not_add_up",
     "The instalments do not pay exactly what is owed. Have the plan proposed anew: something may have changed."},
    {kPlanInstalmentTooSmall, "plan_instalment_too_small",
     "An instalment is below the smallest that the authority agrees to. Choose a larger one, or let a person decide."},
    {kPlanTooLong, "plan_too_long",
     "The plan is longer than the authority agrees to. Choose a shorter one, or let a person decide."},
    {kPlanTotalTooLarge, "plan_total_too_large",
     "More is owed than the authority agrees to spread. Let a person decide."},
    {kPlanTooManyBroken, "plan_too_many_broken", "Too many plans were broken lately. Let a person decide."},
    {kPlanFirstTooLate, "plan_first_too_late",
     "The first instalment lies too far ahead. Choose an earlier day, or let a person decide."},
    {kPlanBackDated, "plan_back_dated", "A plan from an earlier day is for a person to decide."},
    {kPlanNotFound, "plan_not_found", "There is no such plan."},
    {kPlanNotRequested, "plan_not_requested", "The plan does not wait for a decision."},
    {kPlanNotInForce, "plan_not_in_force", "The plan is not in force any more, or not yet."},
    {kPlanInstalmentPaid, "plan_instalment_paid", "There is nothing left to pay of such an instalment."},
    {kPlanChangeOutsidePolicy, "plan_change_outside_policy",
     "The change goes beyond what the authority agrees to by itself. Let a person decide."},
    {kHoldOfPlan, "hold_of_plan", "This hold belongs to an instalment plan. Change or cancel the plan instead."},
    {kEnquiryNotFound, "enquiry_not_found", "There is no such enquiry. Look its number up in the list of them."},
    {kEnquiryNotOpen, "enquiry_not_open", "The enquiry has been answered, closed or withdrawn already."},
    {kEnquiryOutcome, "enquiry_outcome",
     "An objection, a deferral and other instalments are upheld, partly_upheld or rejected; a question and a need of"
     " help are answered; a promise needs no answer."},
    {kEnquiryClaim, "enquiry_claim",
     "Name claims that the debtor owes and the enquiry is about, each once, and none that has its answer already."},
    {kEnquiryDate, "enquiry_date",
     "The day that is asked for or granted must lie after today, and within what the authority has decided."},
    {kEnquiryWordsMissing, "enquiry_words_missing",
     "Say it in words: an answer gives its reasons, and a question asks something."},
    {kAlreadyPromised, "already_promised",
     "A day was promised for one of these claims before. Ask for a deferral or for instalments instead."},
    {kOfEnquiry, "of_enquiry", "This belongs to an enquiry. Answer or close the enquiry instead."},
    {kNotForOccasion, "not_for_occasion",
     "The day is none of the occasion's, or the debtor owes nothing that is late, undisputed and on no hold."},
};

Row const& row_of(Refusal refusal) {
  for (Row const& row : kRows) {
    if (row.refusal == refusal) return row;
  }
  return kRows[0];
}

}  // namespace

std::string_view code_of(Refusal refusal) { return row_of(refusal).code; }
std::string_view advice_for(Refusal refusal) { return row_of(refusal).advice; }

}  // namespace engine
