// One town of the model: some hundred people, their claims and their authority's books, day by day.
#pragma once

#include "simulation/behaviour_run.h"

namespace simulation {

inline constexpr std::int64_t kPeopleOfTown = 500;  // more of them in one book would only make books in memory slow

/// The claim type by which an arm is known in the books: its procedure and its report go by it.
[[nodiscard]] std::string type_of(Tried tried);

/// Lives through the days of town `number`, and adds what came of it to the arms of `sum`.
void live_in_town(BehaviourOrder const& order, std::int64_t number, std::int64_t people, BehaviourReport& sum);

}  // namespace simulation
