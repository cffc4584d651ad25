#include "claims/write_down.h"

#include <gtest/gtest.h>

#include <set>

namespace claims {
namespace {

TEST(WriteDown, EveryReasonIsFoundByItsName) {
  using enum WriteDownReason;
  std::set<std::string_view> names;
  for (WriteDownReason const reason :
       {kUncollectable, kLimitation, kDeceased, kBankruptcy, kDebtRelief, kGoodwill, kSmallAmount, kSettlement}) {
    EXPECT_TRUE(names.insert(name_of(reason)).second);
    EXPECT_EQ(write_down_reason(name_of(reason)), reason);
  }
  EXPECT_EQ(write_down_reason("forgotten"), std::nullopt);
}

}  // namespace
}  // namespace claims
