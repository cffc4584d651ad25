// A directory of help from its TOML text (help/example.toml is a full one):
//
//   format = 1
//   directory = "Help in Testby"  country = "DK"
//   [[entry]]
//   code = "budget_cafe"  name = "..."     the organisation's own name; the code is what referrals call it
//   example = true                         invented: every page says so; left out otherwise
//   about = { da = "...", en = "..." }     what it does, in a sentence or two
//   needs = ["budget", "debt_advice"]      what it is for most stands first (help/need.h)
//   postcodes = ["8000", "8200-8299"]      or everywhere = true
//   for = { da = "...", en = "..." }       whom it is for; left out: everybody
//   languages = ["da", "en", "ar"]         spoken there
//   access = "self"                        who needs it calls; "authority": referred with consent; "both"
//   hours = { da = "...", en = "..." }     may be left out
//   phone = "+45 ..."  website = "https://..."    of the organisation; one of them, unless only the authority refers
//   checked_on = 2026-11-02                when somebody last saw that all of this is right
//
// An error names the line.
#pragma once

#include "adapters/law_files/law_file.h"
#include "help/directory.h"

namespace adapters::law_files {

[[nodiscard]] std::expected<help::Directory, LawFileError> read_help_directory(LawFile const& file);

/// help/example.toml: every entry invented, and marked as such.
[[nodiscard]] LawFile const& example_help_directory();

}  // namespace adapters::law_files
