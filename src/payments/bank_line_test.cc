#include "payments/bank_line.h"

#include <gtest/gtest.h>

#include <set>

namespace payments {
namespace {

using enum BankLineState;
constexpr BankLineState kStates[] = {kUnmatched, kUndivided, kMatched, kConfirmed, kReversal, kReturned,
                                     kCharge,    kOutside,   kDivided, kExpected,  kMet,      kWithdrawn};

TEST(BankLine, EveryStateHasItsName) {
  std::set<std::string_view> names;
  for (BankLineState const state : kStates) EXPECT_TRUE(names.insert(name_of(state)).second);
  EXPECT_FALSE(names.contains(""));
}

TEST(BankLine, WaitsWhileNobodyHasSaidWhoseItIs) {
  BankLine line;
  for (BankLineState const state : kStates) {
    line.state = state;
    EXPECT_EQ(line.waits(), state == kUnmatched || state == kUndivided) << name_of(state);
  }
}

TEST(BankLine, NoBankHasTheKeyOfAnExpectedLine) { EXPECT_EQ(expected_key("refund-7"), "/expected/refund-7"); }

}  // namespace
}  // namespace payments
