// Somebody who may act for a debtor: by a power of attorney they were given, by a consent, or as a guardian.
//
// Staff enter it from what they have seen; the paper itself is not here. Whoever acts logs in as themselves: what they
// do is done for the debtor and stands in the journal under both.
// It counts on whole days: from the first to the last, and no more from the day on which it was ended.
// Units: legal dates. Pure values. `visit` lists the fields for the encodings of the stores.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/identifiers.h"

namespace claims {

enum class RepresentationScope : std::uint8_t {
  kSee = 1,  // what the debtor sees
  kAct = 2,  // and pay, agree on instalments, ask and answer
};
/// "see", "act"
[[nodiscard]] std::string_view name_of(RepresentationScope scope);
[[nodiscard]] std::optional<RepresentationScope> representation_scope(std::string_view name);

enum class RepresentationBasis : std::uint8_t {
  kPowerOfAttorney = 1,  // in writing
  kConsent = 2,          // said to staff, in person or by telephone
  kGuardianship = 3,     // decided by an authority: the debtor cannot end it
};
/// "power_of_attorney", "consent", "guardianship"
[[nodiscard]] std::string_view name_of(RepresentationBasis basis);
[[nodiscard]] std::optional<RepresentationBasis> representation_basis(std::string_view name);

struct Representation {
  base::RepresentationId id;
  base::DebtorId debtor;          // who is acted for
  base::DebtorId representative;  // a person; need not owe anything
  RepresentationScope scope = RepresentationScope::kSee;
  RepresentationBasis basis = RepresentationBasis::kPowerOfAttorney;
  base::Date first;
  std::optional<base::Date> last;   // nothing: until somebody ends it
  std::optional<base::Date> ended;  // from this day on it is no more
  std::string reason;               // why it ended: a code or a few words
  std::int64_t recorded_seq = 0;    // the journal entry that made it
  friend bool operator==(Representation const&, Representation const&) = default;

  [[nodiscard]] bool covers(base::Date day) const {
    return first <= day && (!last || day <= *last) && (!ended || day < *ended);
  }
  /// Whether there is a day from `day` on that both cover.
  [[nodiscard]] bool meets(base::Date from, std::optional<base::Date> until) const;
};

/// Who the journal says did it: "debtor:34" for oneself, "debtor:34/for:12" for somebody else.
[[nodiscard]] std::string actor_for(base::DebtorId self, base::DebtorId debtor);
/// Whether the actor is this person, whoever they act for.
[[nodiscard]] bool is_actor(std::string_view actor, base::DebtorId self);

}  // namespace claims
