#include "storage/rows.h"

#include <gtest/gtest.h>

namespace storage {
namespace {

TEST(Rows, AnAccrualFromBeforeAFieldWasAddedIsReadWithoutIt) {
  claims::Accrual accrual;
  accrual.letters = {{"reminder", "rule", 10'000, {10}}};
  accrual.run_through = {12};
  accrual.to_be_run = true;
  std::string const bytes = encode_accrual(accrual);
  EXPECT_EQ(decode_accrual(bytes), accrual);
  // What is let go stood last when it was added, and nothing is one byte.
  EXPECT_EQ(decode_accrual(std::string_view{bytes}.substr(0, bytes.size() - 1)), accrual);
  accrual.fees_let_go = {{{10}, 2'500}};
  EXPECT_EQ(decode_accrual(encode_accrual(accrual)), accrual);
}

}  // namespace
}  // namespace storage
