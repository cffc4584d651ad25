// What an installation adds to its packs: the [[confirm]], [[council]] and [[fee]] of pack_reader.h, in whatever file
// they stand. Mistakes go to the notes.
#pragma once

#include <expected>
#include <vector>

#include "adapters/law_files/toml_fields.h"
#include "law/pack.h"

namespace adapters::law_files {

[[nodiscard]] std::expected<toml::table, LawFileError> parse_law_file(LawFile const& file);

void read_settings(Fields& fields, Notes& notes, std::vector<law::Pack>& packs);

}  // namespace adapters::law_files
