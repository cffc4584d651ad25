// What became of the claims issued in a stretch of days: where in its course each one ended, or where it stands. The
// parts always add up to all of them; nothing is left unexplained.
//
// As the books are now: a part is a state of affairs, not an amount, and states have no as-of. Counted are claims.
// A claim counts as paid on the last day on which its principal changed.
#pragma once

#include <array>
#include <functional>
#include <string_view>

#include "dunning/procedure.h"
#include "ports/books_reader.h"

namespace reports {

enum class FunnelPart : std::uint8_t {
  kOnTime = 0,              // paid on its last payment day or before
  kLateBeforeReminder = 1,  // paid late, before anybody had reminded of it
  kAfterReminder = 2,       // paid after a reminder
  kAfterNotice = 3,         // paid after the last warning
  kToCollection = 4,        // handed over, or ready to be
  kPlan = 5,                // open, and an instalment plan is kept
  kCredited = 6,            // withdrawn, or lowered to nothing
  kOpen = 7,                // open, and none of the above
};
inline constexpr std::size_t kFunnelParts = 8;

[[nodiscard]] std::string_view name_of(FunnelPart part);

struct Funnel {
  std::array<std::int64_t, kFunnelParts> claims{};
  std::array<std::int64_t, kFunnelParts> charged_minor{};
  std::int64_t total = 0;
};

/// What kind of step the code names in the procedure with this identity; nothing for one that is not known any more.
using KindOfStep = std::function<std::optional<dunning::StepKind>(std::string_view procedure, std::string_view step)>;

[[nodiscard]] FunnelPart part_of(claims::Claim const& claim, KindOfStep const& kind_of, base::Date today);

/// Claims issued from `first` to `last`, both included; with a type, only those of that type.
[[nodiscard]] Funnel funnel(ports::BooksReader& books, base::AuthorityId authority, base::Date first, base::Date last,
                            KindOfStep const& kind_of, base::Date today, std::string_view type = {});

}  // namespace reports
