#include "adapters/memory/safe_link_store.h"

#include <algorithm>

namespace adapters::memory {

std::vector<std::int64_t> SafeLinkStore::add(std::span<ports::SafeLink const> links) {
  std::lock_guard const lock{mutex_};
  std::vector<std::int64_t> ids;
  for (ports::SafeLink const& link : links) {
    links_.push_back(link);
    links_.back().id = std::ranges::count(links_, link.authority, &ports::SafeLink::authority);
    ids.push_back(links_.back().id);
  }
  return ids;
}

std::optional<ports::SafeLink> SafeLinkStore::find(base::Digest const& secret_digest) {
  std::lock_guard const lock{mutex_};
  auto const found = std::ranges::find(links_, secret_digest, &ports::SafeLink::secret_digest);
  return found == links_.end() ? std::nullopt : std::optional{*found};
}

bool SafeLinkStore::revoke(base::AuthorityId authority, std::int64_t link, base::Instant now) {
  std::lock_guard const lock{mutex_};
  auto const found = std::ranges::find_if(
      links_, [&](ports::SafeLink const& each) { return each.authority == authority && each.id == link; });
  if (found == links_.end() || found->revoked) return false;
  found->revoked = now;
  return true;
}

}  // namespace adapters::memory
