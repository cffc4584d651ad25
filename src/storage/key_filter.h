// A filter that knows for certain what is NOT in the database: keys of entries, references of claims, blind indexes of
// people. In a bulk import nearly every key is new, and asking the B-trees a million times for what is not there was a
// third of the time.
//
// A blocked Bloom filter of fixed size: one cache line a key. At 20 million keys about one answer in two hundred is a
// "perhaps" too many, which costs one look-up and is never wrong.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "ports/books.h"
#include "storage/connection.h"

namespace storage {

class KeyFilter {
 public:
  /// Reads every key that the database has.
  explicit KeyFilter(Connection& connection);

  [[nodiscard]] static std::uint64_t of_entry(base::AuthorityId authority, ports::ShortDigest const& key);
  [[nodiscard]] static std::uint64_t of_reference(base::AuthorityId authority, base::SourceId source,
                                                  std::string_view reference);
  [[nodiscard]] static std::uint64_t of_party(base::AuthorityId authority, claims::DebtorKind kind,
                                              ports::ShortDigest const& blind_index);

  void add(std::uint64_t key);
  [[nodiscard]] bool may_contain(std::uint64_t key) const;

 private:
  using Line = std::array<std::uint64_t, 8>;
  std::vector<Line> lines_;
};

}  // namespace storage
