// Law packs read from their TOML files, and what an installation adds to them: confirmations, council decisions, fees.
//
// A pack's file names the file of its dated tables and its calendar, both beside it. Everything is checked when read: a
// gap or overlap in dates, a fee above its cap, a rule without act, section, date, text or source, a key without
// meaning, a reference to something that is not there. The error names file and line.
#pragma once

#include <expected>
#include <span>
#include <string_view>
#include <vector>

#include "adapters/law_files/law_file.h"
#include "law/pack.h"

namespace adapters::law_files {

/// Every pack among the files, in order of their codes.
[[nodiscard]] std::expected<std::vector<law::Pack>, LawFileError> read_packs(std::span<LawFile const> files);

/// Adds an installation's settings to the packs:
///   [[confirm]] pack, rule, by, on          a person has read the rule in its source
///   [[council]] pack, rule, by, on          the council's decision that a rule needs
///   [[fee]]     pack, rule, amount          what the authority takes, at most the cap
/// On an error nothing is changed.
[[nodiscard]] std::expected<void, LawFileError> apply_settings(std::vector<law::Pack>& packs, LawFile const& settings);

[[nodiscard]] law::Pack const* find_pack(std::span<law::Pack const> packs, std::string_view code);

}  // namespace adapters::law_files
