#include "adapters/source_files/csv_rows.h"

#include <algorithm>

#include "adapters/source_files/value_reading.h"
#include "base/utf8.h"

namespace adapters::source_files {

namespace {

constexpr std::string_view kOwnPrefix = "fairdue_";

InputError refuse(std::string message) { return {InputErrorKind::kUnreadable, std::move(message)}; }

std::string_view reason_of(CsvFault fault) {
  switch (fault) {
    case CsvFault::kNone:
      break;
    case CsvFault::kQuoteInField:
      return "a quotation mark inside a field that does not begin with one: put the field in quotation marks and"
             " double the ones inside";
    case CsvFault::kTextAfterQuote:
      return "something stands between a closing quotation mark and the next separator: double the quotation marks"
             " that belong to the text";
    case CsvFault::kNeverClosed:
      return "a quotation mark is opened here and never closed";
    case CsvFault::kTooLong:
      return "the row is longer than 1 MiB";
  }
  return "";
}

/// What is no CSV file at all, as far as its first bytes tell.
std::optional<std::string> alien(std::string_view head) {
  if (head.empty()) return "the file is empty: not even a line with the names of the columns is there";
  if (head.starts_with("PK\x03\x04")) return "this is a zip or spreadsheet file: save it as CSV";
  if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) {
    return "the file is in UTF-16: save it as CSV in UTF-8";
  }
  std::string_view const first_line = head.substr(0, head.find('\n'));
  if (first_line.find('\0') != std::string_view::npos) return "this is no text file";
  return std::nullopt;
}

std::string list_names(std::vector<std::string> const& names) {
  std::string text;
  for (std::string const& name : names) text += (text.empty() ? "'" : ", '") + name + "'";
  return text;
}

void append_field(std::string& out, std::string_view text, char delimiter) {
  bool const plain =
      text.find_first_of("\"\r\n") == std::string_view::npos && text.find(delimiter) == std::string_view::npos;
  if (plain) {
    out += text;
    return;
  }
  out += '"';
  for (char const c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace

std::expected<std::unique_ptr<CsvRows>, InputError> CsvRows::open(InputStream& input, ImportMap const& map) {
  std::unique_ptr<CsvRows> rows{new CsvRows{input, map}};
  if (auto const read = rows->read_header(); !read) return std::unexpected(read.error());
  return rows;
}

std::expected<void, InputError> CsvRows::read_header() {
  bool const byte_order_mark = reader_.skip_prefix("\xEF\xBB\xBF");
  std::string_view const head = reader_.peek();
  bool const broken_at_once = head.empty();
  CsvRecord record;
  if (auto const wrong = alien(head); wrong && !broken_at_once) return std::unexpected(refuse(*wrong));
  auto const found = reader_.next(record);
  if (!found) return std::unexpected(found.error());
  if (!*found) return std::unexpected(refuse(*alien({})));
  if (record.fault != CsvFault::kNone) {
    return std::unexpected(refuse("the first line does not name the columns: " + std::string{reason_of(record.fault)}));
  }
  std::vector<std::string> names;
  for (std::string_view const field : record.fields) {
    std::string name;
    if (!append_as_utf8(name, trim_blanks(field), map_.encoding) || name.find('\0') != std::string::npos) {
      return std::unexpected(refuse("the first line is no text in the encoding that the mapping says"));
    }
    names.push_back(std::move(name));
  }
  columns_ = names.size();
  while (own_columns_ < columns_ && names[columns_ - 1 - own_columns_].starts_with(kOwnPrefix)) ++own_columns_;
  if (own_columns_ == columns_) return std::unexpected(refuse("the first line names no columns of the source"));
  header_ = (byte_order_mark ? "\xEF\xBB\xBF" : "") +
            std::string{record.raw.substr(0, record.field_ends[columns_ - 1 - own_columns_])};
  line_end_ = reader_.line_end();
  if (auto wrong = bind(names)) return std::unexpected(refuse(std::move(*wrong)));
  return {};
}

std::optional<std::string> CsvRows::bind(std::vector<std::string> const& names) {
  std::vector<std::string> surplus;
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::string const& name = names[i];
    if (name.empty()) return "column " + std::to_string(i + 1) + " has no name in the first line";
    if (name.starts_with(kOwnPrefix)) continue;
    if (std::ranges::count(names, name) > 1) return "two columns are both called '" + name + "': rename one";
    bool const known = std::ranges::find(map_.columns, name) != map_.columns.end() ||
                       std::ranges::find(map_.ignored, name) != map_.ignored.end();
    if (!known) surplus.push_back(name);
  }
  std::vector<std::string> missing;
  for (std::string const& name : map_.columns) {
    auto const at = std::ranges::find(names, name);
    if (at == names.end()) missing.push_back(name);
    positions_.push_back(static_cast<std::size_t>(at - names.begin()));
  }
  values_.resize(map_.columns.size());
  std::string const hint = names.size() == 1 ? " The file has one column only: is 'delimiter' right?" : "";
  if (!missing.empty()) {
    return "the mapping uses columns that the file does not have: " + list_names(missing) + "." + hint;
  }
  if (!surplus.empty()) {
    return "the file has columns that the mapping neither uses nor ignores: " + list_names(surplus) +
           ". Use them, or name them in: ignore = [...]." + hint;
  }
  return std::nullopt;
}

std::optional<RowFault> CsvRows::find_fault(CsvRecord const& record) {
  if (record.fault != CsvFault::kNone) return RowFault{"", std::string{reason_of(record.fault)}};
  if (record.fields.size() != columns_) {
    return RowFault{"", "the row has " + std::to_string(record.fields.size()) + " columns, the first line names " +
                            std::to_string(columns_)};
  }
  if (record.raw.find('\0') != std::string_view::npos) return RowFault{"", "the row has a NUL byte"};
  if (!read_values(record)) return RowFault{"", "the row is no text in the encoding that the mapping says"};
  return std::nullopt;
}

bool CsvRows::read_values(CsvRecord const& record) {
  if (base::is_ascii(record.raw)) {
    for (std::size_t i = 0; i < positions_.size(); ++i) values_[i] = trim_blanks(record.fields[positions_[i]]);
    return true;
  }
  if (map_.encoding == Encoding::kUtf8) {
    for (std::size_t i = 0; i < positions_.size(); ++i) values_[i] = trim_blanks(record.fields[positions_[i]]);
    return base::is_utf8(record.raw);
  }
  transcoded_.clear();
  transcoded_.reserve(record.raw.size() * 3 * positions_.size());  // so that views into it stay where they are
  for (std::size_t i = 0; i < positions_.size(); ++i) {
    std::size_t const start = transcoded_.size();
    if (!append_as_utf8(transcoded_, trim_blanks(record.fields[positions_[i]]), map_.encoding)) return false;
    values_[i] = std::string_view{transcoded_}.substr(start);
  }
  return true;
}

std::expected<Next, InputError> CsvRows::next(Row& row) {
  CsvRecord record;
  auto const found = reader_.next(record);
  if (!found) return std::unexpected(found.error());
  if (!*found) return Next::kEnd;
  row.line = record.line;
  row.raw = record.raw;
  if (record.fields.size() == columns_ && own_columns_ > 0) {
    row.raw = record.raw.substr(0, record.field_ends[columns_ - 1 - own_columns_]);
  }
  row.fault = find_fault(record);
  row.values = values_;
  return Next::kRow;
}

std::string CsvRows::reject_header() const {
  char const d = map_.delimiter;
  return header_ + d + "fairdue_line" + d + "fairdue_column" + d + "fairdue_reason" + line_end_;
}

void CsvRows::append_reject(std::string& out, std::string_view raw, std::uint64_t line, RowFault const& fault) const {
  out += raw;
  out += map_.delimiter;
  out += std::to_string(line);
  out += map_.delimiter;
  append_field(out, fault.column, map_.delimiter);
  out += map_.delimiter;
  append_field(out, fault.reason, map_.delimiter);
  out += line_end_;
}

}  // namespace adapters::source_files
