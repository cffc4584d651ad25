// What a debtor can choose instead of paying now: another day, instalments, help, or to disagree. Each choice is one
// entry in the books, found again for ever by the link through which it was made; a second click is the same choice.
//
// A promise to pay on a day holds reminders back until some days after it, once for each claim. A wish for instalments
// or help holds them back for a while in which a person answers. An objection makes the claims disputed until somebody
// decides. None of them moves money or changes what is owed.
// Units: legal dates; days. Talks to ports only. Thread safety: any thread may call.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/books_service.h"
#include "ports/safe_link_store.h"

namespace engine {

enum class DebtorChoice : std::uint8_t { kPayOnDate = 1, kInstalments = 2, kObjection = 3, kHelp = 4 };
inline constexpr std::array kDebtorChoices = {DebtorChoice::kPayOnDate, DebtorChoice::kInstalments,
                                              DebtorChoice::kObjection, DebtorChoice::kHelp};

/// "pay_on_date", "instalments" ...: the names in keys and addresses.
[[nodiscard]] std::string_view name_of(DebtorChoice choice);

/// How far choices reach. No law says so: an authority's practice.
struct ChoiceLimits {
  std::int32_t promise_days = 30;  // how many days ahead a promise may be, at most
  std::int32_t grace_days = 3;     // how long after the promised day nothing happens: money is on its way
  std::int32_t request_days = 14;  // in which a person answers
};

/// Why a debtor objects: codes of the books.
inline constexpr std::array<std::string_view, 4> kObjectionReasons = {"already_paid", "not_mine", "wrong_amount",
                                                                      "other"};

struct ChoiceDetail {
  std::optional<base::Date> pay_on;  // for kPayOnDate
  std::string reason;                // for kObjection: one of kObjectionReasons
};

struct RecordedChoice {
  DebtorChoice choice = DebtorChoice::kPayOnDate;
  std::int64_t seq = 0;  // the entry's: what a person finds it by
  base::Date made;
  std::optional<base::Date> pay_on;  // the promised day
  std::optional<base::Date> last;    // the last day of the hold; none for an objection
};

enum class ChoiceRefusal : std::uint8_t {
  kNothingOpen,      // all that the link is about has been settled
  kDateOutOfRange,   // not one of the days from tomorrow to the limit
  kAlreadyPromised,  // for one of the claims, through another link
  kUnknownReason,
  kByBooks,  // the claims changed at the same moment: look again
};

class DebtorChoices {
 public:
  explicit DebtorChoices(BooksService& books, ChoiceLimits limits = {}) : books_(books), limits_(limits) {}

  [[nodiscard]] ChoiceLimits const& limits() const { return limits_; }

  /// Those of the link's claims that the debtor can settle here and now, as the debtor owes them.
  [[nodiscard]] std::vector<claims::Claim> open_claims(ports::SafeLink const& link);

  /// The choice as it was recorded through this link.
  [[nodiscard]] std::optional<RecordedChoice> find(ports::SafeLink const& link, DebtorChoice choice);

  /// Records it, or finds what was recorded before: the first counts, whatever a later one says.
  [[nodiscard]] std::expected<RecordedChoice, ChoiceRefusal> record(ports::SafeLink const& link, DebtorChoice choice,
                                                                    ChoiceDetail const& detail, base::Now now);

  /// Whether a promise can be given for these claims: each may have one, ever.
  [[nodiscard]] static bool may_promise(std::vector<claims::Claim> const& claims);

 private:
  BooksService& books_;
  ChoiceLimits limits_;
};

}  // namespace engine
