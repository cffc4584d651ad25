#include "http/source/claim_directory.h"

#include <utility>

namespace http::source {

std::optional<ClaimName> ClaimDirectory::find(ports::BooksReader& reader, base::AuthorityId authority,
                                              base::ClaimId claim) {
  Key const key{authority, claim};
  {
    std::lock_guard const lock(mutex_);
    for (Names const* names : {&young_, &old_}) {
      auto const found = names->find(key);
      if (found != names->end()) return found->second;
    }
  }
  auto const stored = reader.claim(authority, {claim, {}, {}});
  if (!stored) return std::nullopt;
  learn(authority, claim, {stored->source, stored->reference});
  return ClaimName{stored->source, stored->reference};
}

void ClaimDirectory::learn(base::AuthorityId authority, base::ClaimId claim, ClaimName name) {
  std::lock_guard const lock(mutex_);
  if (young_.size() >= kGeneration) {
    old_ = std::move(young_);
    young_.clear();
  }
  young_.try_emplace(Key{authority, claim}, std::move(name));
}

std::size_t ClaimDirectory::size() const {
  std::lock_guard const lock(mutex_);
  return young_.size() + old_.size();
}

}  // namespace http::source
