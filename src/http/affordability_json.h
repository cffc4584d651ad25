// What a household can pay, as JSON: one form for the citizens' API, `fairdue affordability` and proposals, so that the
// same figures give the same answer wherever they are asked about.
// Pure. Amounts in minor units a month.
#pragma once

#include "arrangements/affordability.h"
#include "http/json_writer.h"

namespace http {

/// The members of an object that has begun: instalment_minor, suggested_minor, spare_minor, minimum_to_live_on_minor,
/// left_to_live_on_minor, left_without_plan_minor, steps and warnings.
void write_affordability(JsonWriter& json, arrangements::Affordability const& found);

}  // namespace http
