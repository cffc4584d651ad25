// Rows of a JSON Lines file: one object a line. A member inside a member is named by its path, "debtor.name"; items of
// an array by their position, "debtors.0.name".
//
// Source: RFC 8259, read strictly: UTF-8, no comments, no member twice. Numbers are taken as they are written, digit
//   for digit: no floating point comes near an amount. `null`, and a member that is not there, are empty values.
#pragma once

#include "adapters/source_files/line_buffer.h"
#include "adapters/source_files/row_source.h"

namespace adapters::source_files {

[[nodiscard]] std::expected<std::unique_ptr<RowSource>, InputError> open_json_rows(InputStream& input,
                                                                                   ImportMap const& map);

}  // namespace adapters::source_files
