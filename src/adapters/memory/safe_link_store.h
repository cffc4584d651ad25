// Safe links in memory: for tests. Same port, same contract as the databases.
//
// Thread safety: every call takes one lock.
#pragma once

#include <map>
#include <mutex>

#include "ports/safe_link_store.h"

namespace adapters::memory {

class SafeLinkStore : public ports::SafeLinkStore {
 public:
  std::vector<std::int64_t> add(std::span<ports::SafeLink const> links) override;
  std::optional<ports::SafeLink> find(base::Digest const& secret_digest) override;
  bool revoke(base::AuthorityId authority, std::int64_t link, base::Instant now) override;

 private:
  std::mutex mutex_;
  std::map<base::Digest, ports::SafeLink> links_;
  std::map<std::pair<base::AuthorityId, std::int64_t>, base::Digest> digests_;  // by number
  std::map<base::AuthorityId, std::int64_t> last_;
};

}  // namespace adapters::memory
