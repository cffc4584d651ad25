#include "payments/direct_debit.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace payments {

namespace {

constexpr std::array<std::string_view, 3> kMandateNames = {"asked", "active", "ended"};
constexpr std::array<std::string_view, 6> kCollectionNames = {"planned", "sent",      "collected",
                                                              "failed",  "cancelled", "reversed"};
constexpr std::string_view kFresh = "/fresh";

std::size_t index_of(auto state) { return static_cast<std::size_t>(state) - 1; }

}  // namespace

std::string_view name_of(MandateState state) { return kMandateNames[index_of(state)]; }
std::string_view name_of(CollectionState state) { return kCollectionNames[index_of(state)]; }

std::optional<CollectionState> collection_state(std::string_view name) {
  auto const found = std::ranges::find(kCollectionNames, name);
  if (found == kCollectionNames.end()) return std::nullopt;
  return static_cast<CollectionState>(found - kCollectionNames.begin() + 1);
}

std::int64_t Collection::amount_minor() const {
  std::int64_t sum = 0;
  for (Choice const& part : parts) sum += part.limit_minor.value_or(0);
  return sum;
}

bool Collection::is_about(base::ClaimId claim) const {
  return std::ranges::find(parts, claim, &Choice::claim) != parts.end();
}

std::string hold_key(base::CollectionId id) { return std::string{kDirectDebitKeyStart} + std::to_string(id.value); }
std::string fresh_hold_key(base::CollectionId id) { return hold_key(id).append(kFresh); }
std::optional<base::CollectionId> collection_of(std::string_view key) {
  if (!key.starts_with(kDirectDebitKeyStart)) return std::nullopt;
  key.remove_prefix(kDirectDebitKeyStart.size());
  key = key.substr(0, key.find('/'));
  std::int64_t value = 0;
  auto const [end, error] = std::from_chars(key.data(), key.data() + key.size(), value);
  if (error != std::errc{} || end != key.data() + key.size()) return std::nullopt;
  return base::CollectionId{value};
}

}  // namespace payments
