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
  // The key is that of the claim which this entry registered: the entry is found through the claim, and a store need
  // not index the key. An index of a million random keys was a third of an import.
  bool found_by_claim = false;
};

/// A debtor as a caller names one. Sealed by the vault before it comes near a store.
struct Party {
  base::DebtorId id;  // if known already
  claims::DebtorKind kind = claims::DebtorKind::kUnknown;
  ShortDigest blind_index{};    // keyed; finds the same person again without telling who it is
  ShortDigest detail_digest{};  // keyed; tells whether the sealed details changed
  std::string sealed;           // name and contact, encrypted; empty: nothing but the index
  bool is_bare = false;         // nothing but the id is known: changes nothing of somebody who is known already
};

/// Which party became which debtor: what the vault's table has to learn.
struct PartyRecord {
  base::DebtorId debtor;
  Party const* party = nullptr;
};

/// A line of a claim's history: an entry, and the payment it put on the claim, if it did.
struct ClaimLine {
  base::ClaimId claim;
  base::PaymentId payment;  // zero: the entry is about something else
  friend auto operator<=>(ClaimLine const&, ClaimLine const&) = default;
};

/// Another debtor in the place of one.
struct DebtorChange {
  base::ClaimId claim;
  base::DebtorId from;
  base::DebtorId to;
  base::Date date;  // from when
  friend bool operator==(DebtorChange const&, DebtorChange const&) = default;
};

/// What the bank said of a line's payer, sealed.
struct BankLineDetail {
  base::BankLineId line;
  std::string sealed;
};

/// A line of what was written in an enquiry, sealed.
struct EnquiryWords {
  base::EnquiryId enquiry;
  std::int64_t line = 0;  // 1, 2, 3 ... within the enquiry
  enquiries::Writer writer = enquiries::Writer::kCitizen;
  std::string sealed;
  friend bool operator==(EnquiryWords const&, EnquiryWords const&) = default;
};

/// What a debtor told about what can be paid, sealed.
struct AbilityAnswers {
  base::DebtorId debtor;
  std::string sealed;
};

/// All that one submission changes. The working set holds the after-images of what was touched.
struct Batch {
  JournalEntry entry;
  base::Now recorded;  // the entry's, for the rows that reports choose by it
  std::vector<ledger::Posting> postings;
  std::vector<PartyRecord> parties;
  // Sorted. Not the claims that the entry registered: their rows say so themselves.
  std::vector<ClaimLine> claim_lines;
  std::vector<DebtorChange> debtor_changes;
  // Debtors whose id is that of the party from now on. The one they had goes on finding them.
  std::vector<PartyRecord> national_ids;
  std::vector<BankLineDetail> bank_details;
  std::vector<EnquiryWords> enquiry_words;
  std::vector<AbilityAnswers> ability_answers;
};

class BooksTransaction {
 public:
  virtual ~BooksTransaction() = default;

  /// The entry made under this key, if there is one.
  [[nodiscard]] virtual std::optional<JournalEntry> find_entry(base::AuthorityId authority, ShortDigest const& key) = 0;

  /// The entry that registered the claim of this source and reference, if there is one.
  [[nodiscard]] virtual std::optional<JournalEntry> find_registration(base::AuthorityId authority,
                                                                      ClaimKey const& claim) = 0;

  /// False if there is no such authority.
  [[nodiscard]] virtual bool load(base::AuthorityId authority, Needs const& needs, WorkingSet& into) = 0;

  /// The debtor who has this blind index, or has had it, if there is one.
  [[nodiscard]] virtual std::optional<base::DebtorId> find_party(base::AuthorityId authority, Party const& party) = 0;

  /// Writes the batch and the after-images of what the working set has touched. May keep both.
  virtual void append(Batch&& batch, WorkingSet&& after) = 0;
};

}  // namespace ports
