// Which source a claim belongs to and what the source calls it: events name claims by number only.
//
// Both never change, so what was looked up once stays true. Memory is bounded: two generations of at most
// `kGeneration` claims; when the young one is full it becomes the old one.
// Thread safety: any thread may call; one lock inside, not held while the books are read.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/identifiers.h"
#include "ports/books_reader.h"

namespace http::source {

struct ClaimName {
  base::SourceId source;
  std::string reference;
};

class ClaimDirectory {
 public:
  static constexpr std::size_t kGeneration = 50'000;

  /// Nothing if the books have no such claim.
  [[nodiscard]] std::optional<ClaimName> find(ports::BooksReader& reader, base::AuthorityId authority,
                                              base::ClaimId claim);
  void learn(base::AuthorityId authority, base::ClaimId claim, ClaimName name);
  [[nodiscard]] std::size_t size() const;

 private:
  struct Key {
    base::AuthorityId authority;
    base::ClaimId claim;
    friend bool operator==(Key const&, Key const&) = default;
  };
  struct KeyHash {
    std::size_t operator()(Key const& key) const noexcept {
      return std::hash<base::ClaimId>{}(key.claim) ^ static_cast<std::size_t>(key.authority.value);
    }
  };
  using Names = std::unordered_map<Key, ClaimName, KeyHash>;

  mutable std::mutex mutex_;
  Names young_;
  Names old_;
};

}  // namespace http::source
