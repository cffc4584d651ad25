// The books of many authorities in a store: journal, postings, projections and people, written together or not at all.
//
// Layers: a store knows nothing of commands and events; the journal's payload is bytes to it. The engine's `execute`
// runs inside one `BooksTransaction`; how many of them share one durable commit is the store's matter.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "ledger/posting.h"
#include "ports/working_set.h"

namespace ports {

/// The first half of a SHA-256: unique enough for a key (2^64 entries for an even chance of a clash), half the bytes.
using ShortDigest = std::array<std::uint8_t, 16>;

/// One accepted submission, as the journal keeps it.
struct JournalEntry {
  base::AuthorityId authority;
  std::int64_t seq = 0;  // 1, 2, 3 ... within the authority, without gaps
  ShortDigest key{};     // of the caller's scope and idempotency key
  ShortDigest input{};   // of the submission's content
  std::string payload;   // the engine's encoding of header and events
};

/// A debtor as a caller names one. Sealed by the vault before it comes near a store.
struct Party {
  base::DebtorId id;  // if known already
  claims::DebtorKind kind = claims::DebtorKind::kUnknown;
  ShortDigest blind_index{};    // keyed; finds the same person again without telling who it is
  ShortDigest detail_digest{};  // keyed; tells whether the sealed details changed
  std::string sealed;           // name and contact, encrypted; empty: nothing but the index
};

/// Which party became which debtor: what the vault's table has to learn.
struct PartyRecord {
  base::DebtorId debtor;
  Party const* party = nullptr;
};

/// All that one submission changes. The working set holds the after-images of what was touched.
struct Batch {
  JournalEntry entry;
  std::vector<ledger::Posting> postings;
  std::vector<PartyRecord> parties;
  std::vector<base::ClaimId> claims_concerned;  // sorted; whose history gets a line
};

class BooksTransaction {
 public:
  virtual ~BooksTransaction() = default;

  /// The entry made under this key, if there is one.
  [[nodiscard]] virtual std::optional<JournalEntry> find_entry(base::AuthorityId authority, ShortDigest const& key) = 0;

  /// False if there is no such authority.
  [[nodiscard]] virtual bool load(base::AuthorityId authority, Needs const& needs, WorkingSet& into) = 0;

  /// The debtor with this blind index, if there is one.
  [[nodiscard]] virtual std::optional<base::DebtorId> find_party(base::AuthorityId authority, Party const& party) = 0;

  /// Writes the batch and the after-images of what the working set has touched.
  virtual void append(Batch const& batch, WorkingSet const& after) = 0;
};

}  // namespace ports
