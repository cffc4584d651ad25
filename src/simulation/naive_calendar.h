// Danish working days, as they stand in a printed calendar: for the auditor alone. Uses nothing of src/law.
#pragma once

#include <cstdint>

namespace simulation {

/// Day since 1970. Neither a weekend nor a holiday. Of 2020 to 2030: other years have no movable holidays here.
[[nodiscard]] bool naive_is_working_day(std::int32_t day);

}  // namespace simulation
