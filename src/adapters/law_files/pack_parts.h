// The parts of a law file: rules with their citation, dated tables, calendars. Mistakes go to the notes.
#pragma once

#include <map>
#include <string>

#include "adapters/law_files/toml_fields.h"
#include "law/calendar.h"
#include "law/dated_table.h"
#include "law/rule.h"

namespace adapters::law_files {

using Tables = std::map<std::string, law::DatedTable, std::less<>>;

/// Reads the citation that every rule has; the fields that are the rule's own are left to the caller.
[[nodiscard]] law::Rule read_rule(Fields& fields);

/// All [[table]] of a file, each checked for gaps and overlaps.
[[nodiscard]] Tables read_tables(toml::table const& root, Notes& notes);

[[nodiscard]] law::Calendar read_calendar(toml::table const& root, Notes& notes);

/// The table that a field names, of the unit that it must have; an empty one if it is wrong.
[[nodiscard]] law::DatedTable find_table(Fields& fields, std::string_view key, Tables const& tables, law::Unit unit);

}  // namespace adapters::law_files
