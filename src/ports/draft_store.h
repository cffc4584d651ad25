// Where forms that are half filled are kept, sealed, until they are sent or thrown away. No part of the books.
//
// Thread safety: any thread may call; writes are durable when they return.
#pragma once

#include <optional>
#include <string>

#include "base/identifiers.h"
#include "base/instant.h"

namespace ports {

/// Whose, and of which form. `owner`: as the journal names who acts, "link:17" or "debtor:34/for:12".
struct DraftKey {
  base::AuthorityId authority;
  std::string owner;
  std::string form;
};

struct StoredDraft {
  std::string sealed;
  base::Instant saved;
};

class DraftStore {
 public:
  virtual ~DraftStore() = default;

  /// In the place of the one that is there.
  virtual void keep(DraftKey const& key, StoredDraft const& draft) = 0;
  [[nodiscard]] virtual std::optional<StoredDraft> find(DraftKey const& key) = 0;
  virtual void forget(DraftKey const& key) = 0;
  /// All of the authority that were saved before; how many.
  virtual std::int64_t forget_before(base::AuthorityId authority, base::Instant before) = 0;
};

}  // namespace ports
