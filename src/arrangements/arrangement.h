// An arrangement: what a debtor and the authority have agreed on about paying some claims in instalments, and how it
// stands.
//
// What was paid is not booked on instalments: it is what has been paid on the arrangement's claims since it was agreed,
// by whatever way, and it counts towards the instalments in the order of their dates. So a payment too many makes the
// next instalments smaller, and a payment taken back makes them larger again.
// What is asked for is never more than what is open:
//   - of a claim that was lowered, its last parts are asked for no more; a cancelled or disputed one asks for nothing;
//   - what was not foreseen (interest after a late payment, a claim that was raised) comes with the last instalment.
// Units: minor units; legal dates.
// Pure values. `visit` lists the fields for the encodings of the journal and of the stores.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "arrangements/policy.h"
#include "base/date.h"
#include "base/identifiers.h"
#include "claims/claim.h"

namespace arrangements {

/// What an instalment covers of one claim.
struct Part {
  base::ClaimId claim;
  std::int64_t minor = 0;
  friend bool operator==(Part const&, Part const&) = default;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.minor); }
};

struct Instalment {
  base::Date date;  // the last day on which it is paid in time
  std::vector<Part> parts;
  friend bool operator==(Instalment const&, Instalment const&) = default;
  static void visit(auto& self, auto&& f) { f(self.date), f(self.parts); }
  [[nodiscard]] std::int64_t minor() const;
};

/// A claim of the arrangement, as it was when the instalments were set.
struct ArrangedClaim {
  base::ClaimId claim;
  std::int64_t paid_before_minor = 0;
  std::int64_t open_minor = 0;
  friend bool operator==(ArrangedClaim const&, ArrangedClaim const&) = default;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.paid_before_minor), f(self.open_minor); }
};

enum class State : std::uint8_t {
  kRequested = 1,  // outside the policy: a person decides
  kInForce = 2,
  kCompleted = 3,  // nothing is open on its claims
  kBroken = 4,     // the course of its claims goes on
  kCancelled = 5,  // by the debtor or by the authority, or a request that was declined
};

/// "requested", "in_force" ...
[[nodiscard]] std::string_view name_of(State state);
[[nodiscard]] std::optional<State> state_of(std::string_view name);
[[nodiscard]] constexpr bool is_ended(State state) { return state > State::kInForce; }

/// How far what follows on a missed instalment has come.
enum class Stage : std::uint8_t {
  kNone = 0,
  kReminded = 1,  // in a friendly way, without a fee
  kOffered = 2,   // other instalments were offered
};
[[nodiscard]] std::string_view name_of(Stage stage);

enum class Change : std::uint8_t {
  kMoveDate = 1,  // one instalment to another day
  kPause = 2,     // everything not yet due a month later
  kReplan = 3,    // other instalments for what is left
};
[[nodiscard]] std::string_view name_of(Change change);

struct Arrangement {
  base::ArrangementId id;
  base::DebtorId debtor;
  State state = State::kRequested;
  base::Date agreed;  // from this day on nothing else is asked for
  std::vector<ArrangedClaim> claims;
  std::vector<Instalment> instalments;  // in order of their dates, each with something to pay
  std::vector<PolicyBreach> outside;    // why a person had to decide
  std::int32_t moves = 0;
  std::int32_t pauses = 0;
  std::int32_t replans = 0;
  Stage stage = Stage::kNone;
  base::Date stage_for;                 // the date of the instalment that was missed
  base::Date stage_on;                  // when the stage was reached
  std::optional<base::Date> look_from;  // the first day on which a business day has to look at it
  std::optional<base::Date> ended;
  std::string reason;  // why it ended, or why a person agreed to it
  std::int64_t recorded_seq = 0;
  friend bool operator==(Arrangement const&, Arrangement const&) = default;

  [[nodiscard]] std::int64_t total_minor() const;
  [[nodiscard]] base::Date last_date() const { return instalments.back().date; }
  [[nodiscard]] bool has(base::ClaimId claim) const;
};

/// Of the hold that an arrangement puts on its claims; nobody else can place or end such a hold.
inline constexpr std::string_view kHoldKeyStart = "arrangement:";
[[nodiscard]] std::string hold_key(base::ArrangementId id);

/// How an arrangement stands at the end of a day.
struct Standing {
  std::int64_t paid_minor = 0;           // on its claims since the instalments were set; not below zero
  std::int64_t open_minor = 0;           // what is still to be paid under it
  std::int64_t missing_minor = 0;        // should have been paid by the end of the day, and was not
  std::optional<base::Date> missed;      // the date of the first instalment of which something is missing
  std::vector<std::int64_t> left_minor;  // of each instalment: together what is open

  /// The first instalment of which something is left; nothing if all is paid.
  [[nodiscard]] std::optional<std::size_t> next() const;
};

/// `claims` are those of the arrangement as they are now; one that is not among them asks for nothing.
[[nodiscard]] Standing standing_of(Arrangement const& arrangement, std::span<claims::Claim const* const> claims,
                                   base::Date day);

/// What each instalment will come to if all are paid on their dates: as agreed, with the interest that was foreseen,
/// less what has been paid. Where a claim was lowered, or is not asked for any more, what is left of them today.
[[nodiscard]] std::vector<std::int64_t> still_to_pay(Arrangement const& arrangement,
                                                     std::span<claims::Claim const* const> claims, base::Date day);

/// The day on which there is something to look at after `day`, if nothing is missing: the one after the next date.
[[nodiscard]] std::optional<base::Date> look_after(Arrangement const& arrangement, Standing const& standing);

}  // namespace arrangements
