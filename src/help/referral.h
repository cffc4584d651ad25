// A referral: somebody has agreed to be put in touch with an organisation of the directory, and meanwhile nothing is
// asked of them.
//
// The organisation is known by its code in the directory, the need by a word of a small list; what is said between the
// person and those who help is never here. Everything the person owes stands still from the day of the consent until
// the referral ends, or the longest time has passed, and for some days after that. Units: legal dates. Pure values.
// `visit` lists the fields for the encodings of the journal and of the stores.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/identifiers.h"
#include "help/need.h"

namespace help {

enum class State : std::uint8_t {
  kProposed = 1,  // agreed to by the person; the organisation has not been told yet
  kSent = 2,      // the organisation has been told
  kAccepted = 3,  // it helps
  kDeclined = 4,  // it cannot, or not this one
  kEnded = 5,
};
/// "proposed", "sent" ...
[[nodiscard]] std::string_view name_of(State state);
[[nodiscard]] std::optional<State> state_named(std::string_view name);
/// While it is open, everything stands still.
[[nodiscard]] constexpr bool is_open(State state) { return state <= State::kAccepted; }

/// How the person has agreed.
enum class Consent : std::uint8_t { kInWriting = 1, kByTelephone = 2, kInPerson = 3, kDigitally = 4 };
[[nodiscard]] std::string_view name_of(Consent consent);
[[nodiscard]] std::optional<Consent> consent_named(std::string_view name);

/// What came of it.
enum class Outcome : std::uint8_t {
  kNone = 0,        // nothing yet
  kHelped = 1,      // the person has got help
  kNotReached = 2,  // nobody reached the person
  kWithdrawn = 3,   // the person does not agree any more
  kElsewhere = 4,   // the organisation has passed the person on
  kExpired = 5,     // the longest time has passed; by a business day alone
  kDeclined = 6,    // by the organisation
};
[[nodiscard]] std::string_view name_of(Outcome outcome);
[[nodiscard]] std::optional<Outcome> outcome_named(std::string_view name);
/// Whether a person may end a referral so.
[[nodiscard]] constexpr bool is_for_people(Outcome outcome) {
  return outcome != Outcome::kNone && outcome != Outcome::kExpired && outcome != Outcome::kDeclined;
}

struct Referral {
  base::ReferralId id;
  base::DebtorId debtor;
  std::string helper;  // its code in the directory
  Need need = Need::kDebtAdvice;
  State state = State::kProposed;
  Consent consent = Consent::kByTelephone;
  base::Date consented;  // the first day of the pause
  base::Date until;      // the last day of the pause, if nobody ends it before
  // Claims that others owe as well: these have holds of their own, for a hold on one debtor stops nothing for the
  // others.
  std::vector<base::ClaimId> held;
  base::Date made;  // entered in the books
  std::optional<base::Date> sent;
  std::optional<base::Date> answered;
  std::optional<base::Date> ended;
  Outcome outcome = Outcome::kNone;
  std::optional<base::Date> fresh_until;  // the last day of the time to breathe after it
  std::int64_t recorded_seq = 0;          // the journal entry that made it
  friend bool operator==(Referral const&, Referral const&) = default;
};

/// Of its holds; nobody else can place or end them.
inline constexpr std::string_view kKeyStart = "referral:";
/// While it is open.
[[nodiscard]] std::string hold_key(base::ReferralId id);
/// After it.
[[nodiscard]] std::string fresh_hold_key(base::ReferralId id);
/// The referral that a hold or a message belongs to; nothing if to none.
[[nodiscard]] std::optional<base::ReferralId> referral_of(std::string_view key);

/// Who acts for an organisation of the directory has this before its code: "helper:budget_cafe".
inline constexpr std::string_view kHelperActor = "helper:";
/// Whether `actor` may say what `helper` has answered: the organisation itself, or staff who were told by it.
[[nodiscard]] bool may_answer(std::string_view actor, std::string_view helper);

}  // namespace help
