// For tests of each way to keep books: what holds of one must hold of all.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "engine/verify.h"
#include "tests/support/test_books.h"

namespace tests {

using EveryStore = testing::Types<MemoryBooks, SqliteBooks, PostgresBooks>;

/// Tests are called by the store that they are run on.
struct StoreNames {
  template <class Books>
  static std::string GetName(int) {
    return Books::kName;
  }
};

/// Whatever verification finds fails the test.
inline void expect_sound(engine::BooksService& books, base::AuthorityId authority) {
  for (engine::Finding const& finding : engine::verify(*books.reader(), authority).findings) {
    ADD_FAILURE() << finding.what;
  }
}

}  // namespace tests
