// The memory of claims' names is bounded and keeps what was used last.
#include "http/source/claim_directory.h"

#include <gtest/gtest.h>

namespace http::source {
namespace {

TEST(ClaimDirectory, IsBounded) {
  ClaimDirectory directory;
  auto const count = static_cast<std::int64_t>(3 * ClaimDirectory::kGeneration);
  for (std::int64_t i = 1; i <= count; ++i) directory.learn({1}, {i}, {{1}, "x"});
  EXPECT_LE(directory.size(), 2 * ClaimDirectory::kGeneration);
  EXPECT_GE(directory.size(), ClaimDirectory::kGeneration);
}

}  // namespace
}  // namespace http::source
