// Safe links in a database.
#pragma once

#include "ports/safe_link_store.h"

namespace storage {

class Store;

class SafeLinks : public ports::SafeLinkStore {
 public:
  explicit SafeLinks(Store& store) : store_(store) {}

  std::vector<std::int64_t> add(std::span<ports::SafeLink const> links) override;
  std::optional<ports::SafeLink> find(base::Digest const& secret_digest) override;
  bool revoke(base::AuthorityId authority, std::int64_t link, base::Instant now) override;

 private:
  Store& store_;
};

}  // namespace storage
