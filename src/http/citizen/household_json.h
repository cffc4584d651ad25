// What a person tells about a household, as the pages send it: the schema AbilityAnswers of api/openapi.yaml.
#pragma once

#include "arrangements/affordability.h"
#include "http/json_reader.h"

namespace http::citizen {

/// More in a month is a slip: a year's income, or an amount without its decimal sign.
inline constexpr std::int64_t kMostMonthlyMinor = 100'000'000;
inline constexpr std::size_t kMostChildren = 20;

/// Mistakes are noted in the document, each with its field.
[[nodiscard]] arrangements::Household read_household(JsonObject& told);

}  // namespace http::citizen
