// Fees and interest worked out again, day by day, from the acts and the published rates: renteloven and gebyrloven as a
// caseworker with a calendar and a pocket calculator would apply them. Uses nothing of the law packs or of src/law.
//
// Units: minor units; days since 1970.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "simulation/naive_books.h"

namespace simulation {

// Claim types of the simulation, and what they stand under.
inline constexpr std::string_view kPublicType = "parking_control_fee";  // gebyrloven
inline constexpr std::string_view kCivilType = "rent";                  // renteloven, due date agreed
inline constexpr std::string_view kInvoiceType = "service_invoice";     // renteloven, due date not agreed
inline constexpr std::string_view kFreeType = "library_fee";            // no law pack: the department decides

/// What should stand posted on the claim by an interest run that looked at every day up to and including `through`.
[[nodiscard]] std::map<std::int32_t, std::int64_t> naive_interest(NaiveBooks const& books, NaiveClaim const& claim,
                                                                  std::int32_t through);

/// Why a letter's fee, about to be written down, should not have been charged; nothing if it may.
[[nodiscard]] std::optional<std::string> naive_fee_fault(NaiveBooks const& books, std::int64_t claim,
                                                         claims::Letter const& letter);

/// The same for a fee that a department charges by itself.
[[nodiscard]] std::optional<std::string> naive_added_fee_fault(NaiveBooks const& books, NaiveClaim const& claim,
                                                               std::int64_t minor, std::int32_t day);

}  // namespace simulation
