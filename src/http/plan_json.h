// Instalment plans as JSON: the same for the command line and for the citizen's pages.
// Units: minor units of the authority's currency. Pure.
#pragma once

#include <functional>
#include <string>

#include "engine/arrangement_offer.h"
#include "http/json_writer.h"

namespace http {

/// Writes the members that name a claim, into an object that is open.
using NameClaim = std::function<void(JsonWriter& out, base::ClaimId claim)>;

/// The members `open_minor`, `plan`, `assumptions`, `claims`, `left_out`, `policy`, `affordability` and `proposals`,
/// into an object that is open.
void write_offer(JsonWriter& out, engine::Offer const& offer, NameClaim const& name);

/// A plan and how it stands, as an object.
void write_plan(JsonWriter& out, engine::PlanView const& view, NameClaim const& name);

/// The members `date`, `amount_minor` and `claims`, into an object that is open.
void write_instalment(JsonWriter& out, arrangements::Instalment const& instalment, NameClaim const& name);

/// The member `outside`, into an object that is open.
void write_outside(JsonWriter& out, std::vector<arrangements::PolicyBreach> const& outside);

}  // namespace http
