// A disclosure: another authority of this installation may be told what a debtor owes here, and what of it is paid and
// planned, so that one plan can be made over all.
//
// It stands in the books of the authority that tells, which has to account for it. On a consent, or on a section of an
// act: which words or which section is written with it. It counts on whole days: from the first to the last, and no
// more from the day on which it was ended.
// Units: legal dates. Pure values. `visit` lists the fields for the encodings of the stores.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/identifiers.h"

namespace claims {

enum class DisclosureBasis : std::uint8_t {
  kConsent = 1,  // of the debtor, who can take it back
  kLaw = 2,      // an act lets the authority tell: the debtor cannot end it
};
/// "consent", "law"
[[nodiscard]] std::string_view name_of(DisclosureBasis basis);
[[nodiscard]] std::optional<DisclosureBasis> disclosure_basis(std::string_view name);

struct Disclosure {
  base::DisclosureId id;
  base::DebtorId debtor;
  base::AuthorityId to;  // never the authority whose books these are
  DisclosureBasis basis = DisclosureBasis::kConsent;
  std::string words;  // how the consent was given, or the act and section
  base::Date first;
  std::optional<base::Date> last;   // nothing: until somebody ends it
  std::optional<base::Date> ended;  // from this day on it is no more
  std::string reason;               // why it ended: a code or a few words
  std::int64_t recorded_seq = 0;    // the journal entry that made it
  friend bool operator==(Disclosure const&, Disclosure const&) = default;

  [[nodiscard]] bool covers(base::Date day) const {
    return first <= day && (!last || day <= *last) && (!ended || day < *ended);
  }
  /// Whether there is a day from `day` on that both cover.
  [[nodiscard]] bool meets(base::Date from, std::optional<base::Date> until) const;
};

}  // namespace claims
