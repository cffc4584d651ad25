// The hash chain that seals the journal: SHA-256 over the hash before and every entry of the block, so that a changed
// byte, a missing entry or a changed order is found, and where.
//
//   hash(n) = SHA-256( hash(n-1) | entries ),  hash(0) = 32 zero bytes
//   entry   = seq (8 bytes, low first) | key (16) | input (16) | payload length (8 bytes, low first) | payload
#pragma once

#include <string_view>

#include "base/digest.h"
#include "ports/books.h"

namespace engine {

class BlockSeal {
 public:
  explicit BlockSeal(std::string_view hash_before);
  void add(ports::JournalEntry const& entry);
  [[nodiscard]] base::Digest finish();

 private:
  base::Sha256 hash_;
};

}  // namespace engine
