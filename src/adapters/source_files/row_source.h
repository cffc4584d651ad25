// The rows of a source file, whatever its format: each with the values of the columns that the mapping uses.
//
// Limits: a row is at most 1 MiB. Memory is constant: a row is valid until the next one is read.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "adapters/source_files/import_map.h"
#include "adapters/source_files/input_stream.h"

namespace adapters::source_files {

inline constexpr std::size_t kRowLimit = std::size_t{1024} * 1024;  // bytes

/// Why a row cannot be used. The reason names no personal value; the column may be empty (it is about the whole row).
struct RowFault {
  std::string column;
  std::string reason;
};

struct Row {
  std::uint64_t line = 0;  // of the file, counted from 1, on which the row begins
  std::string_view raw;    // as it stands in the file, for the rejects; without what an earlier import had added
  std::span<std::string_view const> values;  // by ColumnId; UTF-8, without blanks around
  std::optional<RowFault> fault;             // then there are no values
};

enum class Next : std::uint8_t { kRow, kEnd };

class RowSource {
 public:
  virtual ~RowSource() = default;

  /// The next row, also if it cannot be used. Blank lines are no rows.
  [[nodiscard]] virtual std::expected<Next, InputError> next(Row& row) = 0;

  /// The first line of a file of rejects, with its line end; empty if the format has none.
  [[nodiscard]] virtual std::string reject_header() const = 0;
  /// A row with where and why it was rejected, in the format and encoding of the file, with its line end.
  virtual void append_reject(std::string& out, std::string_view raw, std::uint64_t line,
                             RowFault const& fault) const = 0;
};

/// Reads the head of the file and compares it with the mapping. The error says what does not fit.
[[nodiscard]] std::expected<std::unique_ptr<RowSource>, InputError> open_rows(InputStream& input, ImportMap const& map);

}  // namespace adapters::source_files
