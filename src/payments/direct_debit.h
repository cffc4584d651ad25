// Direct debit: a debtor's mandate that what falls due is collected from their bank account, and each collection.
//
// A mandate begins as a wish. It counts from when the bank has confirmed it: who may dispose of the account is for the
// bank to know, so no account number is asked for or kept here.
// A collection is of one mandate and one bank day, and about one or more claims. From the day on which it is planned
// until it has ended its claims stand still, by a hold of its own that nobody else ends.
// Each claim is collected once: what failed, or was stopped, is paid by other means.
// Units: minor units of the authority's currency; legal dates. Pure values. `visit` lists the fields for the encodings
// of the stores.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/identifiers.h"
#include "payments/attempt.h"

namespace payments {

enum class MandateState : std::uint8_t {
  kAsked = 1,   // wished for; the bank has not confirmed it
  kActive = 2,  // confirmed
  kEnded = 3,
};
/// "asked", "active", "ended"
[[nodiscard]] std::string_view name_of(MandateState state);

struct Mandate {
  base::MandateId id;
  base::DebtorId debtor;  // whose account, and whose claims
  MandateState state = MandateState::kAsked;
  std::string reference;  // the number that the bank's system has given it; nine digits with Betalingsservice
  base::Date asked;
  std::optional<base::Date> confirmed;
  std::optional<base::Date> ended;
  std::string reason;             // why it ended: a code or a few words
  std::int64_t recorded_seq = 0;  // the journal entry that made it
  friend bool operator==(Mandate const&, Mandate const&) = default;
  static void visit(auto& self, auto&& f) {
    f(self.reference), f(self.asked), f(self.confirmed), f(self.ended), f(self.reason);
  }
};

enum class CollectionState : std::uint8_t {
  kPlanned = 1,    // the debtor is told; the bank is not
  kSent = 2,       // the bank is told
  kCollected = 3,  // the money has come
  kFailed = 4,     // the bank has not collected it, or it was not sent in time
  kCancelled = 5,  // before it was sent: stopped by the debtor, or nothing was left to collect
  kReversed = 6,   // collected, and taken back
};
/// "planned", "sent" ...
[[nodiscard]] std::string_view name_of(CollectionState state);
[[nodiscard]] std::optional<CollectionState> collection_state(std::string_view name);
/// While it is open, its claims stand still.
[[nodiscard]] constexpr bool is_open(CollectionState state) { return state <= CollectionState::kSent; }

struct Collection {
  base::CollectionId id;
  base::MandateId mandate;
  base::DebtorId debtor;
  base::Date day;             // a bank day
  std::vector<Choice> parts;  // each claim with its amount, which is always there
  CollectionState state = CollectionState::kPlanned;
  base::Date planned;
  std::int64_t delivery = 0;  // the number of the delivery it was sent with; 0 before
  base::PaymentId payment;
  std::optional<base::Date> ended;
  std::string reason;  // why it came to nothing: a code
  std::int64_t recorded_seq = 0;
  friend bool operator==(Collection const&, Collection const&) = default;
  static void visit(auto& self, auto&& f) {
    f(self.day), f(self.parts), f(self.planned), f(self.delivery), f(self.payment), f(self.ended), f(self.reason);
  }

  [[nodiscard]] std::int64_t amount_minor() const;
  [[nodiscard]] bool is_about(base::ClaimId claim) const;
};

/// Of its holds and its messages; nobody else can place or end them.
inline constexpr std::string_view kDirectDebitKeyStart = "direct_debit:";
/// While it is open.
[[nodiscard]] std::string hold_key(base::CollectionId id);
/// After it, where it came to nothing: some days to pay by other means.
[[nodiscard]] std::string fresh_hold_key(base::CollectionId id);
/// The collection that a hold or a message belongs to; nothing if to none.
[[nodiscard]] std::optional<base::CollectionId> collection_of(std::string_view key);

/// What the bank's system calls a mandate is no longer than this.
inline constexpr std::size_t kMandateReferenceLetters = 35;

// The steps of a collection's messages.
inline constexpr std::string_view kNoticeStep = "notice";  // it will be collected
inline constexpr std::string_view kFailedStep = "failed";  // it was not, or was taken back

}  // namespace payments
