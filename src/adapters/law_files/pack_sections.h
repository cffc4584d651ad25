// The sections of a pack's own file, each a list of rules. Mistakes go to the notes.
#pragma once

#include "adapters/law_files/pack_parts.h"
#include "law/pack.h"

namespace adapters::law_files {

/// Reads every section into the pack. `root` gives the head too.
void read_sections(Fields& root, Tables const& tables, Notes& notes, law::Pack& pack);

/// A fee that is decided must not be above the cap in force now or later.
void check_decided(Fields& fields, std::string_view key, law::Fee const& fee, std::int64_t minor);

}  // namespace adapters::law_files
