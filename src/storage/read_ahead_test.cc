#include "storage/read_ahead.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace storage {
namespace {

struct Counter {
  int limit = 0;
  int given = 0;
  int fails_at = -1;
  bool operator()(int& row) {
    if (given == fails_at) throw std::runtime_error("the disk is gone");
    if (given == limit) return false;
    row = given++;
    return true;
  }
};

TEST(ReadAhead, GivesEveryRowOnceAndInOrder) {
  for (int const limit : {0, 1, 1'023, 1'024, 1'025, 10'000}) {
    Counter counter{limit};
    int next = 0;
    read_ahead<int>(counter, [&](int row) { EXPECT_EQ(row, next++); });
    EXPECT_EQ(next, limit);
  }
}

TEST(ReadAhead, WhatReadingThrowsComesAfterTheRowsBeforeIt) {
  for (int const at : {0, 5, 1'024, 3'000}) {
    Counter counter{10'000, 0, at};
    int used = 0;
    EXPECT_THROW(read_ahead<int>(counter, [&](int) { ++used; }), std::runtime_error);
    EXPECT_LE(used, at);
  }
}

TEST(ReadAhead, StopsReadingWhenTheUserThrows) {
  Counter counter{1'000'000};
  EXPECT_THROW(read_ahead<int>(counter,
                               [](int row) {
                                 if (row == 2'000) throw std::logic_error("enough");
                               }),
               std::logic_error);
  EXPECT_LT(counter.given, 1'000'000);
}

}  // namespace
}  // namespace storage
