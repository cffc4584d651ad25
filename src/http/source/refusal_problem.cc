#include "http/source/refusal_problem.h"

namespace http::source {

int status_of(engine::Refusal refusal) {
  using enum engine::Refusal;
  switch (refusal) {
    case kUnknownAuthority:
    case kClaimNotFound:
    case kDebtorNotFound:
    case kPaymentNotFound:
    case kAttemptNotFound:
    case kNoSuchHold:
    case kUnknownSource:
    case kBankLineNotFound:
    case kNoExpectedLine:
    case kMessageNotFound:
    case kRefundNotFound:
    case kPlanNotFound:
    case kEnquiryNotFound:
    case kReferralNotFound:
    case kAbilityNotKept:
    case kRepresentationNotFound:
    case kDisclosureNotFound:
    case kMandateNotFound:
    case kCollectionNotFound:
      return 404;
    case kKeyReusedWithOtherContent:
    case kReferenceInUse:
    case kClaimSettled:
    case kClaimCancelled:
    case kClaimHandedOver:
    case kHoldKeyInUse:
    case kDebtorAlreadyLiable:
    case kHandOverOnHold:
    case kBankLineKnown:
    case kBankLineDecided:
    case kRefundDecided:
    case kRefundChanged:
    case kBankLineNotDecided:
    case kBankLineFinal:
    case kNationalIdOfOther:
    case kPlanInForce:
    case kPlanNotRequested:
    case kPlanNotInForce:
    case kPlanInstalmentPaid:
    case kPlanDoesNotAddUp:
    case kHoldOfPlan:
    case kEnquiryNotOpen:
    case kAlreadyPromised:
    case kOfEnquiry:
    case kReferralNotOpen:
    case kReferralOpen:
    case kReferralState:
    case kOfReferral:
    case kNeedsDecision:
    case kNotVulnerable:
    case kNothingToDecide:
    case kRepresentationExists:
    case kDisclosureExists:
    case kDisclosureEnded:
    case kRepresentationEnded:
    case kGuardianship:
    case kDisclosureByLaw:
    case kNoDirectDebit:
    case kMandateExists:
    case kMandateEnded:
    case kCollectionState:
    case kOfDirectDebit:
      return 409;
    case kRepresentationDates:
    case kDisclosureDates:
    case kDisclosureToSelf:
    case kDisclosureWords:
    case kRepresentsSelf:
    case kRepresentativeKind:
    case kMandateReference:
    case kNoIdempotencyKey:
    case kCurrencyNotAuthoritys:
    case kTextTooLong:
    case kReferenceMissing:
    case kTypeMissing:
    case kReasonMissing:
    case kAmountNotPositive:
    case kAmountOutOfRange:
    case kDateInFuture:
    case kPeriodReversed:
    case kDueBeforeIssued:
    case kLastPaymentDayBeforeDue:
    case kClaimNotHandedOver:
    case kLoweredBelowZero:
    case kObjectionAlreadyOpen:
    case kNoSuchObjection:
    case kClaimNotOfDebtor:
    case kPaymentAlreadyReversed:
    case kPaymentRefunded:
    case kNotEnoughCredit:
    case kNothingChosen:
    case kAmountExceedsOpen:
    case kCapturedAmountMissing:
    case kHoldEndsBeforeItBegins:
    case kNoLawForClaim:
    case kFeeNotInLaw:
    case kFeeForOtherDebtors:
    case kFeeNotInForce:
    case kFeeOnDisputedClaim:
    case kFeeTooMany:
    case kFeeLetterMissing:
    case kFeeTooEarly:
    case kFeeExcludedByOther:
    case kFeeOnHold:
    case kFeeAboveCap:
    case kNoInterestRate:
    case kBeforeClaimExisted:
    case kBeforeMoneyCame:
    case kRecalledBeforeHandOver:
    case kInterestByLaw:
    case kRefundNeedsSecondPerson:
    case kRefundBySamePerson:
    case kSharesDoNotAddUp:
    case kNationalIdOfOtherKind:
    case kBankLineDiffers:
    case kBankLineUndivided:
    case kBankLineOtherDirection:
    case kReferralDate:
    case kReferralOutcome:
    case kNotTheirReferral:
    case kPlanClaimDisputed:
    case kPlanClaimShared:
    case kPlanDates:
    case kPlanInstalmentTooSmall:
    case kPlanTooLong:
    case kPlanTotalTooLarge:
    case kPlanTooManyBroken:
    case kPlanFirstTooLate:
    case kPlanBackDated:
    case kPlanChangeOutsidePolicy:
    case kEnquiryOutcome:
    case kEnquiryClaim:
    case kEnquiryDate:
    case kEnquiryWordsMissing:
    case kNotForOccasion:
    case kAbilityConsent:
    case kVulnerableIsOfDebtor:
    case kNotAPerson:
      return 422;
  }
  return 422;
}

Problem problem_of(engine::Refusal refusal) {
  int const status = status_of(refusal);
  std::string_view title = "The books refuse this";
  if (status == 404) title = "There is nothing of yours with this name";
  if (status == 409) title = "This does not fit how things stand now";
  return {status, std::string(engine::code_of(refusal)),    std::string(title),
          "",     std::string(engine::advice_for(refusal)), {}};
}

}  // namespace http::source
