// The audit of an authority's books. Everything that can be rebuilt is rebuilt and compared:
//
//   chain        each block's hash over its entries; numbers without gaps; no entry outside a block
//   replay       every event of the journal applied again gives exactly the rows of the projections
//   postings     every event's postings again are exactly the postings stored
//   accounts     every account re-added from the stored postings equals its balance; all accounts add up to zero
//
// Reads only. Memory grows with the books: some hundred bytes for each claim, payment and posting.
#pragma once

#include <string>
#include <vector>

#include "ports/books_reader.h"

namespace engine {

struct Finding {
  std::string what;  // names the row: "journal entry 17: ...", never a person
};

struct Audit {
  std::int64_t entries = 0;
  std::int64_t blocks = 0;
  std::int64_t postings = 0;
  std::int64_t claims = 0;
  std::int64_t payments = 0;
  std::int64_t open_minor = 0;
  std::int64_t credit_minor = 0;
  std::string last_hash;          // of the chain's last block
  std::vector<Finding> findings;  // empty: the books are sound. At most kFindingsLimit are kept.
  std::int64_t findings_in_all = 0;
};

inline constexpr std::size_t kFindingsLimit = 100;

[[nodiscard]] Audit verify(ports::BooksReader& books, base::AuthorityId authority);

}  // namespace engine
