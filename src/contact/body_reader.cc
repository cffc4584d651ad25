#include "contact/body_reader.h"

#include <algorithm>
#include <utility>

namespace contact {

namespace {

std::string_view trimmed(std::string_view text) {
  std::size_t const first = text.find_first_not_of(' ');
  return first == std::string_view::npos ? std::string_view{}
                                         : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= text.size();) {
    std::size_t const end = std::min(text.find(separator, at), text.size());
    parts.push_back(trimmed(text.substr(at, end - at)));
    at = end + 1;
  }
  return parts;
}

std::string opening(Scope rows) { return "{{#" + std::string{rows_named(rows)} + "}}"; }
std::string closing(Scope rows) { return "{{/" + std::string{rows_named(rows)} + "}}"; }

/// Whether the line opens, or closes, rows that are repeated.
std::optional<Scope> rows_opened(std::string_view words) {
  if (words == opening(Scope::kClaim)) return Scope::kClaim;
  return words == opening(Scope::kInstalment) ? std::optional{Scope::kInstalment} : std::nullopt;
}
std::optional<Scope> rows_closed(std::string_view words) {
  if (words == closing(Scope::kClaim)) return Scope::kClaim;
  return words == closing(Scope::kInstalment) ? std::optional{Scope::kInstalment} : std::nullopt;
}

class BodyReader {
 public:
  explicit BodyReader(std::vector<SourceLine> const& lines) : lines_(lines) {}

  std::expected<Body, TemplateError> read() {
    for (at_ = 0; at_ < lines_.size() && !error_; ++at_) read_line(trimmed(line().text));
    end_paragraph();
    if (!error_ && !open_.empty()) {
      SourceLine const& opened = lines_[open_.back().line];
      fail_at(opened, "this block is never closed: put ':::' behind it");
    }
    if (error_) return std::unexpected(*error_);
    return std::move(body_);
  }

 private:
  struct Open {
    enum class Kind : std::uint8_t { kDetail, kWhen, kFigures } kind;
    std::size_t line;
  };

  [[nodiscard]] SourceLine const& line() const { return lines_[at_]; }
  void fail_at(SourceLine const& where, std::string message) {
    if (!error_) error_ = TemplateError{std::string{where.file}, where.number, std::move(message)};
  }
  void fail(std::string message) { fail_at(line(), std::move(message)); }

  TextTemplate text(std::string_view words, Scope scope = Scope::kMessage) {
    auto read = read_text(words, scope);
    if (read) return std::move(*read);
    fail(read.error());
    return {};
  }

  BlockTemplate& add(BlockKind kind) {
    end_paragraph();
    BlockTemplate& block = body_.blocks.emplace_back();
    block.kind = kind;
    block.conditions = conditions_;
    bool const detail = std::ranges::any_of(open_, [](Open each) { return each.kind == Open::Kind::kDetail; });
    block.part = detail ? Part::kDetail : Part::kMain;
    block.file = line().file;
    block.line = line().number;
    return block;
  }

  void read_line(std::string_view words) {
    bool const in_list = last_ == BlockKind::kList && !words.starts_with("- ") && !words.empty();
    if (words.starts_with(":::")) {
      read_fence(trimmed(words.substr(3)));
    } else if (!open_.empty() && open_.back().kind == Open::Kind::kFigures) {
      read_figure(words);
    } else if (words.empty()) {
      end_paragraph();
      last_ = BlockKind::kParagraph;
    } else if (words.starts_with("- ")) {
      read_item(words.substr(2));
    } else if (in_list) {
      fail("a list item is on one line: join it with the line before, or put an empty line between");
    } else if (words.starts_with("# ") || words.starts_with("## ")) {
      BlockTemplate& block = add(BlockKind::kHeading);
      block.level = words.starts_with("# ") ? 1 : 2;
      block.text = text(trimmed(words.substr(words.find(' '))));
    } else if (words.starts_with('#')) {
      fail("a letter has headings of two levels: '# ' and '## '");
    } else if (words.starts_with('|') || rows_opened(words) || rows_closed(words)) {
      read_table_line(words);
    } else {
      if (paragraph_.empty()) paragraph_line_ = at_;
      paragraph_ += (paragraph_.empty() ? "" : " ") + std::string{words};
    }
  }

  /// A paragraph ends at an empty line, a fence or another kind of block.
  void end_paragraph() {
    if (rows_ != Scope::kMessage) fail(opening(rows_) + " is not closed: put " + closing(rows_) + " behind the row");
    rows_ = Scope::kMessage;
    if (paragraph_.empty()) return;
    std::string const words = std::move(paragraph_);
    paragraph_.clear();
    std::size_t const here = std::exchange(at_, paragraph_line_);
    if (auto const bad = read_text(words, Scope::kMessage); !bad) return fail_in_paragraph(here, bad.error());
    TextTemplate read = text(words);
    bool const action = read.steps.size() >= 1 && std::ranges::all_of(read.steps, [](TextStep const& step) {
                          return step.link != LinkTarget::kNone;
                        });
    BlockTemplate& block = add(action ? BlockKind::kAction : BlockKind::kParagraph);
    if (action) block.target = read.steps.front().link;
    block.text = std::move(read);
    at_ = here;
    last_ = BlockKind::kParagraph;
  }

  /// The mistake's own line: the first with which the paragraph so far has this mistake.
  void fail_in_paragraph(std::size_t end, std::string const& message) {
    std::string words;
    for (; at_ < end; ++at_) {
      words += (words.empty() ? "" : " ") + std::string{trimmed(line().text)};
      auto const read = read_text(words, Scope::kMessage);
      if (!read && read.error() == message) break;
    }
    at_ = std::min(at_, lines_.size() - 1);
    fail(message);
  }

  void read_item(std::string_view words) {
    if (last_ != BlockKind::kList || !paragraph_.empty()) add(BlockKind::kList);
    last_ = BlockKind::kList;
    RowTemplate& row = body_.blocks.back().rows.emplace_back();
    row.line = line().number;
    row.cells.push_back(text(words));
  }

  void read_figure(std::string_view words) {
    if (words.empty()) return;
    auto const parts = split(words, '|');
    if (parts.size() != 2) return fail("a figure is of the form  label | value");
    RowTemplate& row = body_.blocks.back().rows.emplace_back();
    row.line = line().number;
    for (std::string_view const part : parts) row.cells.push_back(text(part));
  }

  void read_table_line(std::string_view words) {
    bool const first = last_ != BlockKind::kTable;
    if (first) {
      if (!words.starts_with('|')) return fail(std::string{words} + " stands alone on a line only inside a table");
      add(BlockKind::kTable);
      last_ = BlockKind::kTable;
    }
    BlockTemplate& table = body_.blocks.back();
    auto const opened = rows_opened(words);
    if (auto const closed = rows_closed(words); opened || closed) {
      bool const fits = rows_ == closed.value_or(Scope::kMessage);
      if (!fits) return fail(std::string{words} + " has no partner: rows stand between both");
      rows_ = opened.value_or(Scope::kMessage);
      return;
    }
    if (words.size() < 2 || !words.ends_with('|')) return fail("a table row begins and ends with '|'");
    auto const cells = split(words.substr(1, words.size() - 2), '|');
    if (table.rows.size() == 1 && table.columns.empty()) return read_columns(table, cells);
    if (!table.columns.empty() && cells.size() != table.columns.size()) {
      return fail("this row has " + std::to_string(cells.size()) + " cells, the table has " +
                  std::to_string(table.columns.size()) + " columns");
    }
    RowTemplate& row = table.rows.emplace_back();
    row.line = line().number;
    row.scope = rows_;
    for (std::string_view const cell : cells) row.cells.push_back(text(cell, rows_));
  }

  void read_columns(BlockTemplate& table, std::vector<std::string_view> const& cells) {
    bool const good = cells.size() == table.rows.front().cells.size() &&
                      std::ranges::all_of(cells, [](std::string_view cell) { return cell.starts_with("--"); });
    if (!good) return fail("the line below a table's head has '---' or '---:' for each column");
    for (std::string_view const cell : cells) {
      table.columns.push_back(cell.ends_with(':') ? Alignment::kRight : Alignment::kLeft);
    }
  }

  // ---- fences

  void read_fence(std::string_view words) {
    end_paragraph();
    last_ = BlockKind::kParagraph;
    std::string_view const kind = words.substr(0, words.find(' '));
    std::string_view const rest = trimmed(words.substr(kind.size()));
    if (words.empty()) {
      close();
    } else if (kind == "figures") {
      add(BlockKind::kFigures);
      open_.push_back({Open::Kind::kFigures, at_});
    } else if (kind == "detail") {
      open_detail(rest);
    } else if (kind == "when") {
      open_when(rest);
    } else if (kind == "otherwise") {
      open_otherwise();
    } else {
      fail("there is no block '" + std::string{kind} + "': one of figures, detail, when, otherwise");
    }
  }

  void open_detail(std::string_view words) {
    std::string_view const name = words.substr(0, words.find(' '));
    std::string_view const title = trimmed(words.substr(name.size()));
    if (title.empty()) return fail("a detail has a name and a title:  ::: detail claims What you owe");
    for (Open const each : open_) {
      if (each.kind == Open::Kind::kDetail) return fail("a detail stands inside another: close that with ':::' first");
    }
    open_.push_back({Open::Kind::kDetail, at_});
    BlockTemplate& block = add(BlockKind::kHeading);
    block.level = 2;
    block.notice = name;
    block.text = text(title);
  }

  void open_when(std::string_view words) {
    std::size_t const colon = words.find(':');
    if (colon == std::string_view::npos || colon == 0) {
      return fail("a rule has a name:  ::: when several: claim_count > 1");
    }
    auto all = read_comparisons(words.substr(colon + 1));
    if (!all) return fail(all.error());
    body_.conditions.push_back({std::string{trimmed(words.substr(0, colon))}, false, std::move(*all)});
    conditions_.push_back(body_.conditions.size() - 1);
    open_.push_back({Open::Kind::kWhen, at_});
  }

  void open_otherwise() {
    if (open_.empty() || open_.back().kind != Open::Kind::kWhen) {
      return fail("'::: otherwise' stands between '::: when ...' and its ':::'");
    }
    Condition rest = body_.conditions[conditions_.back()];
    if (rest.otherwise) return fail("'::: otherwise' is there twice");
    rest.otherwise = true;
    body_.conditions.push_back(std::move(rest));
    conditions_.back() = body_.conditions.size() - 1;
  }

  void close() {
    if (open_.empty()) return fail("':::' closes nothing: take it out");
    if (open_.back().kind == Open::Kind::kWhen) conditions_.pop_back();
    open_.pop_back();
  }

  std::vector<SourceLine> const& lines_;
  std::size_t at_ = 0;
  std::size_t paragraph_line_ = 0;
  std::string paragraph_;
  BlockKind last_ = BlockKind::kParagraph;  // what the next line may continue
  Scope rows_ = Scope::kMessage;            // what the table rows that are read now are repeated for
  std::vector<Open> open_;
  std::vector<std::size_t> conditions_;
  Body body_;
  std::optional<TemplateError> error_;
};

}  // namespace

std::expected<Body, TemplateError> read_body(std::vector<SourceLine> const& lines) { return BodyReader{lines}.read(); }

}  // namespace contact
