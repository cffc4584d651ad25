// What a person tells about a household, as JSON: the schema AbilityAnswers of api/openapi.yaml.
#pragma once

#include "arrangements/affordability.h"
#include "http/json_reader.h"
#include "http/json_writer.h"

namespace http {

/// More in a month is a slip: a year's income, or an amount without its decimal sign.
inline constexpr std::int64_t kMostMonthlyMinor = 100'000'000;
inline constexpr std::size_t kMostChildren = 20;

/// Mistakes are noted in the document, each with its field.
[[nodiscard]] arrangements::Household read_ability_answers(JsonObject& told);

/// "none", "income" or "no_income".
[[nodiscard]] std::string_view word_for(arrangements::Partner partner);

/// A whole object.
void write_ability_answers(JsonWriter& json, arrangements::Household const& household);

}  // namespace http
