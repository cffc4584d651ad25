// Every refusal of the engine has a status, a code and advice.
#include "http/source/refusal_problem.h"

#include <gtest/gtest.h>

namespace http::source {
namespace {

using engine::Refusal;

TEST(RefusalProblem, NotFoundConflictOrInvalid) {
  EXPECT_EQ(status_of(Refusal::kClaimNotFound), 404);
  EXPECT_EQ(status_of(Refusal::kPaymentNotFound), 404);
  EXPECT_EQ(status_of(Refusal::kReferenceInUse), 409);
  EXPECT_EQ(status_of(Refusal::kKeyReusedWithOtherContent), 409);
  EXPECT_EQ(status_of(Refusal::kClaimSettled), 409);
  EXPECT_EQ(status_of(Refusal::kClaimCancelled), 409);
  EXPECT_EQ(status_of(Refusal::kClaimHandedOver), 409);
  EXPECT_EQ(status_of(Refusal::kAmountOutOfRange), 422);
  EXPECT_EQ(status_of(Refusal::kDateInFuture), 422);
}

TEST(RefusalProblem, SaysWhatToDo) {
  for (int i = 1; i <= static_cast<int>(Refusal::kCapturedAmountMissing); ++i) {
    auto const refusal = static_cast<Refusal>(i);
    Problem const problem = problem_of(refusal);
    EXPECT_EQ(problem.code, engine::code_of(refusal));
    EXPECT_EQ(problem.next_step, engine::advice_for(refusal));
    EXPECT_FALSE(problem.title.empty());
  }
}

}  // namespace
}  // namespace http::source
