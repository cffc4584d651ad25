#include "adapters/memory/safe_link_store.h"

#include <utility>

namespace adapters::memory {

std::vector<std::int64_t> SafeLinkStore::add(std::span<ports::SafeLink const> links) {
  std::lock_guard const lock{mutex_};
  std::vector<std::int64_t> ids;
  for (ports::SafeLink link : links) {
    if (links_.contains(link.secret_digest)) {
      ids.push_back(0);
      continue;
    }
    link.id = ++last_[link.authority];
    ids.push_back(link.id);
    digests_.emplace(std::pair{link.authority, link.id}, link.secret_digest);
    links_.emplace(link.secret_digest, std::move(link));
  }
  return ids;
}

std::optional<ports::SafeLink> SafeLinkStore::find(base::Digest const& secret_digest) {
  std::lock_guard const lock{mutex_};
  auto const found = links_.find(secret_digest);
  return found == links_.end() ? std::nullopt : std::optional{found->second};
}

bool SafeLinkStore::revoke(base::AuthorityId authority, std::int64_t link, base::Instant now) {
  std::lock_guard const lock{mutex_};
  auto const digest = digests_.find({authority, link});
  if (digest == digests_.end() || links_.at(digest->second).revoked) return false;
  links_.at(digest->second).revoked = now;
  return true;
}

}  // namespace adapters::memory
