// What a person tells about a household on the command line: for the affordability calculator and for plans. Nothing
// that is typed here is kept.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

#include "arrangements/affordability.h"

namespace apps {

struct HouseholdArguments {
  std::string pack;  // "dk"; empty: nothing was told
  std::string partner = "none";
  arrangements::Household household;
  std::optional<int> children;
};

/// --pack, --net-income-minor, --partner, --children, --child-ages, --housing-minor and --other-necessary-minor.
void add_household_options(CLI::App& command, HouseholdArguments& arguments, std::string const& pack_option = "--pack");

/// Each throws CommandRefused.
[[nodiscard]] arrangements::AffordabilityPack find_affordability_pack(std::string const& code);
/// The pack of a country (ISO 3166-1 alpha-2), if there is one.
[[nodiscard]] std::optional<arrangements::AffordabilityPack> affordability_pack_of(std::string const& country);
[[nodiscard]] arrangements::Household household_of(HouseholdArguments const& arguments);

/// What is wrong and what to do.
[[nodiscard]] std::string advice_for(arrangements::AffordabilityError error,
                                     arrangements::AffordabilityPack const& pack);

}  // namespace apps
