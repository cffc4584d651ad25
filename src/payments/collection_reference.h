// What a bank calls our collections: the references that go out with a delivery, and come back with answers and on the
// bank's statement. Letters, digits and hyphens only, at most 35, as ISO 20022 and Betalingsservice both carry them.
// Nothing of a person is in them. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/identifiers.h"

namespace payments {

/// "FD12": one collection.
[[nodiscard]] std::string collection_reference(base::CollectionId id);
[[nodiscard]] std::optional<base::CollectionId> collection_referred_to(std::string_view reference);

/// "FD-12345678-3": a whole delivery of a creditor.
[[nodiscard]] std::string delivery_reference(std::int64_t creditor, std::int64_t delivery);
/// The delivery's number; nothing if it is another creditor's, or none of ours.
[[nodiscard]] std::optional<std::int64_t> delivery_referred_to(std::string_view reference, std::int64_t creditor);

/// What of a delivery is collected on one day. A bank books it as one sum.
struct DeliveryDay {
  std::int64_t delivery = 0;
  base::Date day;
  friend auto operator<=>(DeliveryDay const&, DeliveryDay const&) = default;
};
/// "FD-3-20261201".
[[nodiscard]] std::string delivery_day_reference(DeliveryDay const& which);
[[nodiscard]] std::optional<DeliveryDay> delivery_day_referred_to(std::string_view reference);

}  // namespace payments
