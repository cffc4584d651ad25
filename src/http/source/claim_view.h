// A claim as its source system sees it: the schema SourceClaim of api/openapi.yaml. Never who owes it.
// Units: minor units of the authority's currency. Pure.
#pragma once

#include "claims/claim.h"
#include "engine/execute.h"
#include "http/claim_json.h"

namespace http::source {

/// {"principal_minor":..,"fee_minor":..,"interest_minor":..,"total_minor":..}
void write_amounts(JsonWriter& out, claims::Amounts const& amounts);

/// `version`: the number of the last journal entry that concerns the claim. It only grows.
struct ClaimFacts {
  claims::Claim claim;
  std::int64_t version = 0;
};
void write_claim(JsonWriter& out, ClaimFacts const& facts, base::Currency currency);

/// What a change did, with the claim as it is now: the schema SourceChangeResult, its members into an open object.
void write_change_result(JsonWriter& out, engine::Answer const& answer, ClaimFacts const& facts,
                         base::Currency currency);

}  // namespace http::source
