// An enquiry (henvendelse): what somebody has told or asked the authority about claims, by when the authority answers,
// what it has done so far, and what the answer was.
//
// What was written is not here. It is about a person: sealed, it lies in the vault's table under the enquiry's number
// and a line, and `words` says how many lines there are.
// Claims of several departments may be in one enquiry. Each department answers for its own, and the enquiry is answered
// once all of them are.
// Units: legal dates. Pure values. `visit` lists the fields for the encodings of the journal and of the stores.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/identifiers.h"
#include "claims/hold.h"
#include "enquiries/policy.h"

namespace enquiries {

enum class State : std::uint8_t {
  kReceived = 1,   // waits for a person
  kAsked = 2,      // and the department has been asked
  kAnswered = 3,   // whoever asked has been answered
  kClosed = 4,     // there is nothing to answer: a promise within the policy, or nothing is owed any more
  kWithdrawn = 5,  // whoever asked has taken it back
};
/// "received", "asked" ...
[[nodiscard]] std::string_view name_of(State state);
[[nodiscard]] std::optional<State> state_named(std::string_view name);
[[nodiscard]] constexpr bool is_open(State state) { return state <= State::kAsked; }

/// How it came.
enum class Way : std::uint8_t {
  kLink = 1,
  kPortal = 2,
  kPaper = 3,
  kTelephone = 4,
  kInPerson = 5,
  kEmail = 6,
};
[[nodiscard]] std::string_view name_of(Way way);
[[nodiscard]] std::optional<Way> way_named(std::string_view name);

enum class Outcome : std::uint8_t {
  kNone = 0,  // not answered yet
  kRejected = 1,
  kPartlyUpheld = 2,
  kUpheld = 3,
  kWithdrawn = 4,
  kAnswered = 5,  // of a question, or a need of help: there is nothing to uphold
};
[[nodiscard]] std::string_view name_of(Outcome outcome);
[[nodiscard]] std::optional<Outcome> outcome_named(std::string_view name);
/// Whether an answer to such an enquiry can be this.
[[nodiscard]] bool fits(Kind kind, Outcome outcome);

/// Whose words a line of them are. The numbers stand in the stores.
enum class Writer : std::uint8_t { kCitizen = 1, kAsker = 2, kAnswerer = 3 };
[[nodiscard]] std::string_view name_of(Writer writer);

/// Letters that whoever writes may use at a time.
inline constexpr std::size_t kMostLetters = 2'000;

struct EnquiredClaim {
  base::ClaimId claim;
  Outcome outcome = Outcome::kNone;
  friend bool operator==(EnquiredClaim const&, EnquiredClaim const&) = default;
  static void visit(auto& self, auto&& f) { f(self.claim), f(self.outcome); }
};

struct Enquiry {
  base::EnquiryId id;
  base::DebtorId debtor;
  Kind kind = Kind::kQuestion;
  State state = State::kReceived;
  std::string reason;  // a code: "already_paid"
  Way way = Way::kLink;
  std::vector<EnquiredClaim> claims;
  base::Date received;
  std::optional<base::Date> wanted;      // the day by which it will be paid, or until which somebody asks to wait
  bool holds = false;                    // it has put a hold on its claims
  base::Date answer_by;                  // the last day to answer in time
  std::optional<base::Date> asked;       // the department, last
  std::optional<base::Date> asked_for;   // the last day for its answer
  std::optional<base::Date> late_since;  // the day on which a business day found the deadline not kept
  std::optional<base::Date> promised;    // and the day promised then
  std::optional<base::Date> look_from;   // the first day on which a business day has to look at it
  std::optional<base::Date> ended;
  std::optional<base::Date> granted;  // by the answer: until when nothing is asked for
  Outcome outcome = Outcome::kNone;   // of all claims together
  std::string ended_reason;           // a code
  std::int64_t words = 0;             // lines of words
  std::int64_t recorded_seq = 0;      // the journal entry that made it: the number on the citizen's screen
  friend bool operator==(Enquiry const&, Enquiry const&) = default;

  [[nodiscard]] EnquiredClaim const* find(base::ClaimId claim) const;
  [[nodiscard]] bool is_decided() const;  // for every claim
  /// Whether the answer was not there in time, or is not by the end of `day`.
  [[nodiscard]] bool is_late(base::Date day) const;
};

/// What all the answers come to: the same for all, or partly.
[[nodiscard]] Outcome outcome_of(std::span<EnquiredClaim const> claims);

/// Of the holds that an enquiry puts on its claims, and of its objection; nobody else can place or end them.
inline constexpr std::string_view kKeyStart = "enquiry:";
/// While it waits for the answer.
[[nodiscard]] std::string hold_key(base::EnquiryId id);
/// After the answer: the time to do something about it.
[[nodiscard]] std::string answer_hold_key(base::EnquiryId id);
/// The enquiry that a hold, an objection or a message belongs to; nothing if to none.
[[nodiscard]] std::optional<base::EnquiryId> enquiry_of(std::string_view key);

/// What an enquiry of this kind stops while it waits.
[[nodiscard]] claims::HoldKind hold_kind(Kind kind);
/// Why, as a code of the books: "deferral_requested".
[[nodiscard]] std::string_view hold_reason(Kind kind);

/// Reasons of an objection that the pages offer; staff and departments may have others.
inline constexpr std::array<std::string_view, 4> kObjectionReasons = {"already_paid", "not_mine", "wrong_amount",
                                                                      "other"};

}  // namespace enquiries
