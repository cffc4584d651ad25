#include "payments/collection_reference.h"

#include <gtest/gtest.h>

namespace payments {
namespace {

constexpr std::int64_t kCreditor = 12'345'678;

TEST(CollectionReference, LeadsBackToWhatItIsOf) {
  EXPECT_EQ(collection_reference(base::CollectionId{12}), "FD12");
  EXPECT_EQ(collection_referred_to("FD12"), base::CollectionId{12});
  EXPECT_EQ(delivery_reference(kCreditor, 3), "FD-12345678-3");
  EXPECT_EQ(delivery_referred_to("FD-12345678-3", kCreditor), 3);
  DeliveryDay const lot{3, *base::parse_date("2026-12-01")};
  EXPECT_EQ(delivery_day_reference(lot), "FD-3-20261201");
  EXPECT_EQ(delivery_day_referred_to("FD-3-20261201"), lot);
}

TEST(CollectionReference, IsOursToTheLetterOrNotAtAll) {
  for (char const* other : {"", "FD", "FD0", "FD012", "FD12x", "FD-12", "fd12", " FD12", "FD99999999999999999999"}) {
    EXPECT_EQ(collection_referred_to(other), std::nullopt) << other;
  }
  for (char const* other : {"FD-12345678-", "FD-12345678-0", "FD-87654321-3", "FD-12345678-3-1"}) {
    EXPECT_EQ(delivery_referred_to(other, kCreditor), std::nullopt) << other;
  }
  for (char const* other : {"FD-3", "FD--20261201", "FD-3-20261301", "FD-3-2026120", "FD-3-202612010"}) {
    EXPECT_EQ(delivery_day_referred_to(other), std::nullopt) << other;
  }
}

TEST(CollectionReference, FitsTheThirtyFiveLettersOfTheFormats) {
  constexpr std::int64_t kLargest = 9'223'372'036'854'775'807;
  EXPECT_LE(collection_reference(base::CollectionId{kLargest}).size(), 35U);
  EXPECT_LE(delivery_reference(99'999'999, kLargest).size(), 35U);
  EXPECT_LE(delivery_day_reference({kLargest, *base::parse_date("2026-12-01")}).size(), 35U);
}

}  // namespace
}  // namespace payments
