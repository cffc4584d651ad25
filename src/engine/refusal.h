// Why a command was refused: one value for each cause. When several apply, the first in this list is given.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace engine {

/// Bytes of a reference, type, code, reason or idempotency key.
inline constexpr std::size_t kTextLimit = 200;

enum class Refusal : std::uint8_t {
  kUnknownAuthority = 1,
  kKeyReusedWithOtherContent,
  kNoIdempotencyKey,
  kCurrencyNotAuthoritys,
  kTextTooLong,
  kReferenceMissing,
  kTypeMissing,
  kReasonMissing,
  kAmountNotPositive,
  kAmountOutOfRange,
  kDateInFuture,
  kPeriodReversed,
  kDueBeforeIssued,
  kLastPaymentDayBeforeDue,
  kReferenceInUse,
  kClaimNotFound,
  kClaimCancelled,
  kClaimHandedOver,
  kClaimNotHandedOver,
  kClaimSettled,
  kLoweredBelowZero,
  kObjectionAlreadyOpen,
  kNoSuchObjection,
  kDebtorNotFound,
  kClaimNotOfDebtor,
  kPaymentNotFound,
  kPaymentAlreadyReversed,
  kPaymentRefunded,
  kNotEnoughCredit,
  kNothingChosen,
  kAmountExceedsOpen,
  kAttemptNotFound,
  kCapturedAmountMissing,
  kHoldKeyInUse,
  kNoSuchHold,
  kHoldEndsBeforeItBegins,
  kNoLawForClaim,
  kFeeNotInLaw,
  kFeeForOtherDebtors,
  kFeeNotInForce,
  kFeeOnDisputedClaim,
  kFeeTooMany,
  kFeeLetterMissing,
  kFeeTooEarly,
  kFeeExcludedByOther,
  kFeeOnHold,
  kFeeAboveCap,
  kNoInterestRate,
  kHandOverOnHold,
  kUnknownSource,
  kDebtorAlreadyLiable,
  kBeforeClaimExisted,
  kBeforeMoneyCame,
  kRecalledBeforeHandOver,
  kInterestByLaw,
  kBankLineKnown,
  kBankLineDiffers,
  kBankLineNotFound,
  kBankLineDecided,
  kBankLineUndivided,
  kBankLineOtherDirection,
  kNoExpectedLine,
  kRefundNeedsSecondPerson,
  kRefundNotFound,
  kRefundDecided,
  kRefundBySamePerson,
  kRefundChanged,
  kSharesDoNotAddUp,
  kNationalIdOfOther,
  kNationalIdOfOtherKind,
  kBankLineNotDecided,
  kBankLineFinal,
  kMessageNotFound,
};

/// A stable code, such as "claim_not_found". Part of the API.
[[nodiscard]] std::string_view code_of(Refusal refusal);
/// What is wrong and what to do about it, for whoever sent the command. English; pages have their own words.
[[nodiscard]] std::string_view advice_for(Refusal refusal);

}  // namespace engine
