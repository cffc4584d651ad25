// What the words of `fairdue plan` ask for, as the engine's values. Each throws CommandRefused.
#pragma once

#include "apps/plan_command.h"
#include "engine/arrangement_offer.h"

namespace apps {

[[nodiscard]] base::Date day_of(std::string const& text, std::string const& option);
[[nodiscard]] arrangements::Wish wish_of(PlanArguments const& arguments);
/// "2026-04-01=30000" and so on; in the order of their dates.
[[nodiscard]] std::vector<arrangements::Planned> sizes_of(std::vector<std::string> const& texts);

/// Debts from a file, as they would be proposed for on a day: no books are read.
struct FileDebts {
  engine::Offer offer;
  std::vector<std::string> references;  // by claim number, from 1
  base::Currency currency;
  base::Date on;
};
[[nodiscard]] FileDebts offer_for_file(PlanArguments const& arguments, std::optional<arrangements::Means> const& means);

}  // namespace apps
