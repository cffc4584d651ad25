#include "adapters/source_files/csv_reader.h"

#include <algorithm>
#include <cstring>

#include "adapters/source_files/row_source.h"

namespace adapters::source_files {

std::string_view CsvReader::peek() {
  while (buffer_.rest().size() < 4 && buffer_.fill()) {
  }
  return buffer_.rest();
}

bool CsvReader::skip_prefix(std::string_view prefix) {
  if (!peek().starts_with(prefix)) return false;
  buffer_.take(prefix.size());
  return true;
}

/// From the opening quotation mark to behind the closing one.
CsvReader::Scan CsvReader::scan_quoted(std::string_view text, std::size_t& at) {
  Cut cut{at + 1, 0, false, 0};
  std::size_t from = at + 1;
  while (true) {
    std::size_t const quote = text.find('"', from);
    if (quote == std::string_view::npos || (quote + 1 == text.size() && !buffer_.at_end())) {
      fault_ = CsvFault::kNeverClosed;
      return Scan::kMore;
    }
    if (quote + 1 < text.size() && text[quote + 1] == '"') {
      cut.doubled = true;
      from = quote + 2;
      continue;
    }
    cut.size = quote - cut.begin;
    at = quote + 1;
    break;
  }
  if (at + 1 == text.size() && text[at] == '\r' && !buffer_.at_end()) return Scan::kMore;
  bool const carriage = at < text.size() && text[at] == '\r' && (at + 1 == text.size() || text[at + 1] == '\n');
  if (at < text.size() && text[at] != delimiter_ && text[at] != '\n' && !carriage) {
    fault_ = CsvFault::kTextAfterQuote;
    return Scan::kFault;
  }
  cut.end = at;
  if (carriage) ++at;
  cuts_.push_back(cut);
  return Scan::kWhole;
}

CsvReader::Scan CsvReader::scan_plain(std::string_view text, std::size_t& at) {
  std::size_t const begin = at;
  while (at < text.size() && text[at] != delimiter_ && text[at] != '\n' && text[at] != '"') ++at;
  if (at < text.size() && text[at] == '"') {
    fault_ = CsvFault::kQuoteInField;
    return Scan::kFault;
  }
  if (at == text.size() && !buffer_.at_end()) {
    fault_ = CsvFault::kTooLong;
    return Scan::kMore;
  }
  std::size_t end = at;
  bool const last = at == text.size() || text[at] == '\n';
  if (last && end > begin && text[end - 1] == '\r') --end;
  cuts_.push_back({begin, end - begin, false, end});
  return Scan::kWhole;
}

CsvReader::Scan CsvReader::scan(std::string_view text) {
  cuts_.clear();
  fault_ = CsvFault::kTooLong;
  std::size_t at = 0;
  bool quoted = false;
  while (true) {
    bool const opens = at < text.size() && text[at] == '"';
    quoted = quoted || opens;
    Scan const field = opens ? scan_quoted(text, at) : scan_plain(text, at);
    if (field != Scan::kWhole) return field;
    if (at < text.size() && text[at] == delimiter_) {
      ++at;
      continue;
    }
    if (at == text.size() && !buffer_.at_end()) {
      fault_ = CsvFault::kTooLong;
      return Scan::kMore;
    }
    break;
  }
  raw_size_ = cuts_.back().end;
  record_size_ = std::min(at + 1, text.size());
  carriage_return_ = at > raw_size_;
  lines_ =
      quoted ? static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<long>(at), '\n')) + 1 : 1;
  return Scan::kWhole;
}

void CsvReader::give(CsvRecord& record, std::string_view raw) {
  record.line = line_;
  record.raw = raw;
  record.fault = CsvFault::kNone;
  fields_.clear();
  ends_.clear();
  unescaped_.clear();
  unescaped_.reserve(raw.size());  // so that views into it stay where they are
  for (Cut const& cut : cuts_) {
    std::string_view field = raw.substr(cut.begin, cut.size);
    if (cut.doubled) {
      std::size_t const start = unescaped_.size();
      for (std::size_t i = 0; i < field.size(); ++i) {
        unescaped_ += field[i];
        if (field[i] == '"') ++i;
      }
      field = std::string_view{unescaped_}.substr(start);
    }
    fields_.push_back(field);
    ends_.push_back(cut.end);
  }
  record.fields = fields_;
  record.field_ends = ends_;
}

bool CsvReader::give_fault(CsvRecord& record) {
  std::string_view const text = buffer_.rest();
  std::size_t const newline = text.find('\n');
  bool const whole = newline != std::string_view::npos || buffer_.at_end();
  bool const too_long = std::min(newline, text.size()) > kRowLimit;
  if (!whole && !too_long) return false;
  record.line = line_;
  record.fields = {};
  record.field_ends = {};
  record.fault = too_long ? CsvFault::kTooLong : fault_;
  record.raw = too_long ? std::string_view{} : text.substr(0, newline);
  if (record.raw.ends_with('\r')) record.raw.remove_suffix(1);
  ++line_;
  if (whole) {
    buffer_.take(newline == std::string_view::npos ? text.size() : newline + 1);
  } else {
    drop_long_line();
  }
  return true;
}

void CsvReader::drop_long_line() {
  while (true) {
    std::string_view const text = buffer_.rest();
    std::size_t const newline = text.find('\n');
    if (newline != std::string_view::npos) return buffer_.take(newline + 1);
    buffer_.take(text.size());
    if (!buffer_.fill()) return;
  }
}

std::expected<bool, InputError> CsvReader::next(CsvRecord& record) {
  while (true) {
    std::string_view const text = buffer_.rest();
    if (text.empty()) {
      if (buffer_.fill()) continue;
      if (buffer_.broken()) return std::unexpected(*buffer_.broken());
      return false;
    }
    Scan const result = scan(text);
    if (result == Scan::kWhole && record_size_ <= kRowLimit + 2) {
      give(record, text.substr(0, raw_size_));
      buffer_.take(record_size_);
      line_ += lines_;
      if (record.raw.empty()) continue;  // a blank line
      return true;
    }
    bool const hopeless = result == Scan::kMore && text.size() <= kRowLimit && !buffer_.at_end();
    if (hopeless && buffer_.fill()) continue;
    if (buffer_.broken() && result == Scan::kMore) return std::unexpected(*buffer_.broken());
    if (hopeless) continue;  // the end is known now: look again
    if (result == Scan::kWhole) fault_ = CsvFault::kTooLong;
    if (give_fault(record)) return true;
    if (!buffer_.fill() && buffer_.broken()) return std::unexpected(*buffer_.broken());
  }
}

}  // namespace adapters::source_files
