// An affordability pack from its TOML text (affordability/dk.toml is a full one):
//
//   format = 1
//   pack = "dk"  name = "..."  country = "DK"  currency = "DKK"
//   [[instalment_table]]           a rule as in law packs, and known_until, round_down_to, smallest, highest_percent,
//                                  band = [{ net_from = "0", without = 4, with = 3 }, ...]
//   [low_income]                   a rule, and row = [{ from, known_until, without, with }, ...]
//   [minimum_amounts]              a rule, and row = [{ from, known_until, single, partner, child_under_2,
//                                  child_2_to_6, child_7_to_17 }, ...]
//   [protected_income]             a rule, percent, and row = [{ from, known_until, single, single_with_children,
//                                  couple, couple_with_children }, ...]
//
// A row may have its own source and verified = false. Either tables with minimum amounts or a protected income. Bands
// and rows must rise, and no band may be above the highest percentage; an error names the line.
#pragma once

#include "adapters/law_files/law_file.h"
#include "arrangements/affordability_pack.h"

namespace adapters::law_files {

[[nodiscard]] std::expected<arrangements::AffordabilityPack, LawFileError> read_affordability_pack(LawFile const& file);

/// The packs that are part of the program: affordability/*.toml.
[[nodiscard]] std::span<LawFile const> built_in_affordability_files();

}  // namespace adapters::law_files
