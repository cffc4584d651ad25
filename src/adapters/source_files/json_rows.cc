#include "adapters/source_files/json_rows.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <unordered_map>

#include "adapters/source_files/value_reading.h"
#include "base/utf8.h"

namespace adapters::source_files {

namespace {

constexpr std::size_t kDepth = 16;
// In a reject: the row as text, because it was no JSON.
constexpr std::string_view kRawMember = "fairdue_raw";

struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
};

/// Where the value of a mapped column is in the arena.
struct Piece {
  std::size_t begin = 0;
  std::size_t size = 0;
  bool there = false;
};

/// Takes the parser's events and keeps the values of mapped columns. The names are Boost.JSON's.
class RowHandler {
 public:
  static constexpr std::size_t max_object_size = 10'000;
  static constexpr std::size_t max_array_size = 10'000;
  static constexpr std::size_t max_key_size = 1'000;
  static constexpr std::size_t max_string_size = kRowLimit;

  explicit RowHandler(ImportMap const& map) : map_(map) {
    for (std::size_t i = 0; i < map.columns.size(); ++i) ids_.emplace(map.columns[i], i);
  }

  void start() {
    pieces_.assign(map_.columns.size(), {});
    arena_.clear();
    path_.clear();
    levels_.clear();
    text_.clear();
    fault_.reset();
  }
  [[nodiscard]] std::optional<RowFault> const& fault() const { return fault_; }
  [[nodiscard]] std::string_view value(std::size_t id) const {
    Piece const& piece = pieces_[id];
    return trim_blanks(std::string_view{arena_}.substr(piece.begin, piece.size));
  }

  using Error = boost::json::error_code;
  bool on_document_begin(Error&) { return true; }
  bool on_document_end(Error&) { return true; }
  bool on_object_begin(Error&) { return enter(false); }
  bool on_object_end(std::size_t, Error&) { return leave(); }
  bool on_array_begin(Error&) { return enter(true); }
  bool on_array_end(std::size_t, Error&) { return leave(); }
  bool on_key_part(std::string_view part, std::size_t, Error&) { return take(part); }
  bool on_key(std::string_view part, std::size_t, Error&) {
    text_ += part;
    path_.resize(levels_.back().path_size);
    if (!path_.empty()) path_ += '.';
    path_ += text_;
    text_.clear();
    return true;
  }
  bool on_string_part(std::string_view part, std::size_t, Error&) { return take(part); }
  bool on_string(std::string_view part, std::size_t, Error&) { return give(part); }
  bool on_number_part(std::string_view part, Error&) { return take(part); }
  bool on_int64(std::int64_t, std::string_view part, Error&) { return give(part); }
  bool on_uint64(std::uint64_t, std::string_view part, Error&) { return give(part); }
  bool on_double(double, std::string_view part, Error&) { return give(part); }
  bool on_bool(bool value, Error&) { return give(value ? "true" : "false"); }
  bool on_null(Error&) {
    if (leads_to_used()) return true;
    return give("");
  }
  bool on_comment_part(std::string_view, Error&) { return true; }
  bool on_comment(std::string_view, Error&) { return true; }

 private:
  struct Level {
    std::size_t path_size = 0;
    bool array = false;
    std::size_t item = 0;
  };

  bool take(std::string_view part) {
    text_ += part;
    return true;
  }
  bool enter(bool array) {
    if (levels_.empty() && array) fault_ = RowFault{"", "the line is a list: one object a line is needed"};
    step();
    levels_.push_back({path_.size(), array, 0});
    return true;
  }
  bool leave() {
    path_.resize(levels_.back().path_size);
    levels_.pop_back();
    return true;
  }
  /// Inside an array, the path goes on to the next item.
  void step() {
    if (levels_.empty() || !levels_.back().array) return;
    path_.resize(levels_.back().path_size);
    path_ += '.' + std::to_string(levels_.back().item++);
  }
  bool give(std::string_view part) {
    text_ += part;
    step();
    if (levels_.empty()) fault_ = RowFault{"", "the line is no object: one object a line is needed"};
    auto const found = ids_.find(path_);
    if (path_ == kRawMember) {
      fault_ =
          RowFault{"", "the row could not be read: write what fairdue_raw should have been as an object of its own"};
    } else if (found != ids_.end()) {
      keep(found->second);
    } else if (!ignored() && !fault_) {
      fault_ = RowFault{path_, "the mapping neither uses nor ignores this member"};
    }
    text_.clear();
    return true;
  }
  void keep(std::size_t id) {
    if (pieces_[id].there && !fault_) fault_ = RowFault{path_, "this member stands here twice"};
    pieces_[id] = {arena_.size(), text_.size(), true};
    arena_ += text_;
  }
  /// `null` in the place of an object or list with used members: all of them are empty.
  [[nodiscard]] bool leads_to_used() const {
    return !levels_.empty() && !levels_.back().array && std::ranges::any_of(map_.columns, [&](std::string const& name) {
      return name.size() > path_.size() && name.starts_with(path_) && name[path_.size()] == '.';
    });
  }
  /// Also everything below an ignored member.
  [[nodiscard]] bool ignored() const {
    if (path_.starts_with("fairdue_")) return true;
    return std::ranges::any_of(map_.ignored, [&](std::string const& name) {
      return path_.starts_with(name) && (path_.size() == name.size() || path_[name.size()] == '.');
    });
  }

  ImportMap const& map_;
  std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>> ids_;
  std::vector<Piece> pieces_;
  std::string arena_;
  std::string path_;
  std::vector<Level> levels_;
  std::string text_;
  std::optional<RowFault> fault_;
};

std::string quoted(std::string_view text) { return boost::json::serialize(boost::json::string_view{text}); }

/// Only what is UTF-8: a reject is valid JSON whatever the row was.
std::string as_utf8(std::string_view text) {
  if (base::is_utf8(text)) return std::string{text};
  std::string result;
  for (char const c : text) result += static_cast<unsigned char>(c) < 0x80 ? c : '?';
  return result;
}

class JsonRows : public RowSource {
 public:
  JsonRows(InputStream& input, ImportMap const& map)
      : buffer_(input), parser_(options(), map), values_(map.columns.size()) {}

  std::optional<InputError> check_head();
  std::expected<Next, InputError> next(Row& row) override;
  [[nodiscard]] std::string reject_header() const override { return ""; }
  void append_reject(std::string& out, std::string_view raw, std::uint64_t line, RowFault const& fault) const override;

 private:
  static boost::json::parse_options options() {
    boost::json::parse_options options;
    options.max_depth = kDepth;
    return options;
  }
  [[nodiscard]] std::expected<bool, InputError> next_line(std::string_view& line);
  [[nodiscard]] std::optional<RowFault> parse(std::string_view line);
  [[nodiscard]] std::string_view without_own_members(std::string_view line);

  LineBuffer buffer_;
  boost::json::basic_parser<RowHandler> parser_;
  std::vector<std::string_view> values_;
  std::uint64_t line_ = 0;
  bool too_long_ = false;
  bool is_json_ = false;  // the last line that was parsed
  std::string earlier_;
};

std::optional<InputError> JsonRows::check_head() {
  while (buffer_.rest().size() < 4 && buffer_.fill()) {
  }
  if (buffer_.rest().empty() && buffer_.broken()) return buffer_.broken();
  if (buffer_.rest().starts_with("\xEF\xBB\xBF")) buffer_.take(3);
  std::string_view const head = trim_blanks(buffer_.rest());
  if (buffer_.rest().empty()) return InputError{InputErrorKind::kUnreadable, "the file is empty"};
  if (!head.empty() && head.front() != '{') {
    return InputError{InputErrorKind::kUnreadable,
                      "this is no JSON Lines file: it does not begin with an object. Is 'format' right?"};
  }
  return std::nullopt;
}

std::expected<bool, InputError> JsonRows::next_line(std::string_view& line) {
  too_long_ = false;
  while (true) {
    std::string_view const text = buffer_.rest();
    std::size_t const newline = text.find('\n');
    if (newline != std::string_view::npos || buffer_.at_end()) {
      if (text.empty() && !too_long_) return false;
      ++line_;
      line = text.substr(0, newline);
      buffer_.take(std::min(newline, text.size() - 1) + 1);
      if (line.size() > kRowLimit) too_long_ = true;
      return true;
    }
    if (text.size() > kRowLimit) {
      too_long_ = true;
      buffer_.take(text.size());
    }
    if (!buffer_.fill() && buffer_.broken()) return std::unexpected(*buffer_.broken());
  }
}

std::optional<RowFault> JsonRows::parse(std::string_view line) {
  is_json_ = false;
  if (too_long_) return RowFault{"", "the row is longer than 1 MiB"};
  if (line.find('\0') != std::string_view::npos) return RowFault{"", "the row has a NUL byte"};
  if (!base::is_utf8(line)) return RowFault{"", "the row is not in UTF-8"};
  parser_.reset();
  parser_.handler().start();
  boost::json::error_code error;
  std::size_t const read = parser_.write_some(false, line.data(), line.size(), error);
  if (error || !parser_.done()) {
    return RowFault{"", "this is no JSON object, as from character " + std::to_string(read + 1) + ": " +
                            (error ? error.message() : std::string{"it ends too early"})};
  }
  if (read < line.size()) return RowFault{"", "something stands behind the object: one object a line is needed"};
  is_json_ = true;
  if (parser_.handler().fault()) return parser_.handler().fault();
  for (std::size_t i = 0; i < values_.size(); ++i) values_[i] = parser_.handler().value(i);
  return std::nullopt;
}

std::expected<Next, InputError> JsonRows::next(Row& row) {
  std::string_view line;
  do {
    auto const found = next_line(line);
    if (!found) return std::unexpected(found.error());
    if (!*found) return Next::kEnd;
    line = trim_blanks(line);
  } while (line.empty() && !too_long_);
  row.line = line_;
  row.fault = parse(line);
  row.raw = is_json_ ? without_own_members(line) : too_long_ ? std::string_view{} : line;
  row.values = values_;
  return Next::kRow;
}

/// A reject as it was before an earlier import wrote behind it; valid until the next call.
std::string_view JsonRows::without_own_members(std::string_view line) {
  bool const empty = line.starts_with("{\"fairdue_line\":");
  std::size_t const ours = empty ? 1 : line.find(",\"fairdue_line\":");
  if (ours == std::string_view::npos) return line;
  earlier_ = std::string{line.substr(0, ours)} + "}";
  return earlier_;
}

void JsonRows::append_reject(std::string& out, std::string_view raw, std::uint64_t line, RowFault const& fault) const {
  std::string const members = "\"fairdue_line\":" + std::to_string(line) +
                              ",\"fairdue_column\":" + quoted(fault.column) +
                              ",\"fairdue_reason\":" + quoted(fault.reason) + "}\n";
  boost::json::error_code error;
  boost::json::value const parsed = boost::json::parse(raw, error, {}, options());
  if (!error && parsed.is_object()) {
    out += raw.substr(0, raw.size() - 1);
    if (!parsed.as_object().empty()) out += ',';
    out += members;
    return;
  }
  out += "{" + quoted(kRawMember) + ":" + quoted(as_utf8(raw)) + "," + members;
}

}  // namespace

std::expected<std::unique_ptr<RowSource>, InputError> open_json_rows(InputStream& input, ImportMap const& map) {
  auto rows = std::make_unique<JsonRows>(input, map);
  if (auto wrong = rows->check_head()) return std::unexpected(std::move(*wrong));
  return rows;
}

}  // namespace adapters::source_files
