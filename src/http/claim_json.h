// What every audience is told of a claim in the same words: components, dates, the door money came through.
// Units: minor units of the authority's currency. Pure.
#pragma once

#include <string_view>

#include "claims/claim.h"
#include "http/json_writer.h"
#include "ledger/account.h"

namespace http {

/// "principal", "fee", "interest".
[[nodiscard]] std::string_view component_name(ledger::Component component);
/// "source", "mobilepay", "bank", "card", "counter".
[[nodiscard]] std::string_view means_name(ledger::Means means);

/// The members principal_minor, fee_minor and interest_minor, into an object that is open.
void write_component_amounts(JsonWriter& out, claims::Amounts const& amounts);

/// The members for the claim's dates, into an object that is open.
void write_dates(JsonWriter& out, claims::ClaimDates const& dates);

}  // namespace http
