// The real clock and generator: only that they are the real ones.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "adapters/system/system_clock.h"
#include "adapters/system/system_random.h"

namespace adapters::system {
namespace {

TEST(SystemClock, IsOfThisCentury) {
  SystemClock const clock;
  base::Instant const now = clock.now();
  EXPECT_GT(now.microseconds, 1'700'000'000'000'000);
  EXPECT_LT(now.microseconds, 4'102'444'800'000'000);
}

TEST(SystemRandom, NeverRepeats) {
  SystemRandom random;
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(ports::random_token(random));
  EXPECT_EQ(seen.size(), 1000U);
  EXPECT_EQ(seen.begin()->size(), 43U);
  std::array<std::uint8_t, 4096> bytes{};
  random.fill(bytes);
  EXPECT_GT(std::set<std::uint8_t>(bytes.begin(), bytes.end()).size(), 200U);
}

}  // namespace
}  // namespace adapters::system
