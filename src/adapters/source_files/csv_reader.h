// Comma-separated values, with any one-byte separator.
//
// Source: RFC 4180, and of what it leaves open: lines end with CR LF or LF, the last one need not; a quotation mark in
// a
//   field stands doubled; a field is either quoted as a whole or not at all.
// A row whose quotation marks make no sense is given as a fault, one line long, and reading goes on with the next
//   line: so one forgotten quotation mark costs one row and does not swallow what follows.
// Bytes are not looked at further: neither encoding nor NUL.
#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/source_files/line_buffer.h"

namespace adapters::source_files {

enum class CsvFault : std::uint8_t {
  kNone,
  kQuoteInField,    // a quotation mark inside an unquoted field
  kTextAfterQuote,  // something between a closing quotation mark and the separator
  kNeverClosed,     // the end of the file, or the limit of a row, inside quotation marks
  kTooLong,         // beyond the limit of a row; `raw` is empty then
};

struct CsvRecord {
  std::uint64_t line = 0;
  std::string_view raw;  // without its line end
  std::span<std::string_view const> fields;
  std::span<std::size_t const> field_ends;  // offsets in `raw`
  CsvFault fault = CsvFault::kNone;
};

class CsvReader {
 public:
  CsvReader(InputStream& input, char delimiter) : buffer_(input), delimiter_(delimiter) {}

  /// False at the end of the file. Views are valid until the next call. An error comes after all rows before it.
  [[nodiscard]] std::expected<bool, InputError> next(CsvRecord& record);

  /// Skips these bytes if the file begins with them. Only before the first record.
  bool skip_prefix(std::string_view prefix);
  /// The first bytes that are yet to be read. Only before the first record.
  [[nodiscard]] std::string_view peek();
  /// "\r\n" or "\n", as the last record had it.
  [[nodiscard]] std::string_view line_end() const { return carriage_return_ ? "\r\n" : "\n"; }

 private:
  enum class Scan : std::uint8_t { kWhole, kMore, kFault };
  struct Cut {
    std::size_t begin;
    std::size_t size;
    bool doubled;     // has quotation marks that stand doubled
    std::size_t end;  // where the separator is
  };

  [[nodiscard]] Scan scan(std::string_view text);
  [[nodiscard]] Scan scan_quoted(std::string_view text, std::size_t& at);
  [[nodiscard]] Scan scan_plain(std::string_view text, std::size_t& at);
  void give(CsvRecord& record, std::string_view raw);
  /// Gives the first line of what is there as a record that is at fault; false if more must be read for that.
  [[nodiscard]] bool give_fault(CsvRecord& record);
  void drop_long_line();

  LineBuffer buffer_;
  char delimiter_;
  std::uint64_t line_ = 1;
  CsvFault fault_ = CsvFault::kNone;
  bool carriage_return_ = false;
  std::size_t record_size_ = 0;  // with its line end
  std::size_t raw_size_ = 0;
  std::size_t lines_ = 0;
  std::vector<Cut> cuts_;
  std::vector<std::string_view> fields_;
  std::vector<std::size_t> ends_;
  std::string unescaped_;
};

}  // namespace adapters::source_files
