#include "contact/text_template.h"

#include <algorithm>

namespace contact {

namespace {

/// Reads one text from left to right.
class TextReader {
 public:
  TextReader(std::string_view text, Scope scope) : text_(text), scope_(scope) {}

  std::expected<TextTemplate, std::string> read() {
    while (error_.empty() && at_ < text_.size()) {
      if (rest().starts_with("{{")) {
        read_tag();
      } else if (rest().starts_with("}}")) {
        fail("'}}' without '{{' before it");
      } else if (rest().starts_with("**")) {
        flush();
        bold_ = !bold_;
        at_ += 2;
      } else if (text_[at_] == '[' && link_ == LinkTarget::kNone) {
        begin_link();
      } else if (link_ != LinkTarget::kNone && at_ == link_end_) {
        flush();
        link_ = LinkTarget::kNone;
        at_ = text_.find(')', at_) + 1;
      } else {
        literal_ += text_[at_++];
      }
    }
    flush();
    if (error_.empty() && bold_) fail("'**' is opened and not closed on the same line");
    if (error_.empty() && !open_.empty()) {
      fail("the section {{#" + std::string{open_name()} + "}} is not closed on the same line: add {{/" +
           std::string{open_name()} + "}}");
    }
    if (!error_.empty()) return std::unexpected(error_);
    return std::move(result_);
  }

 private:
  [[nodiscard]] std::string_view rest() const { return text_.substr(at_); }
  [[nodiscard]] std::string_view open_name() const { return definition_of(result_.steps[open_.back()].field).name; }
  void fail(std::string message) {
    if (error_.empty()) error_ = std::move(message);
  }

  TextStep& add(TextStep::Kind kind) {
    TextStep& step = result_.steps.emplace_back();
    step.kind = kind;
    step.bold = bold_;
    step.link = link_;
    return step;
  }

  void flush() {
    if (!literal_.empty()) add(TextStep::Kind::kLiteral).text = std::move(literal_);
    literal_.clear();
  }

  /// "[words](target)": a bracket that no target follows is only a bracket.
  void begin_link() {
    std::size_t const close = text_.find("](", at_);
    std::size_t const end = close == std::string_view::npos ? close : text_.find(')', close);
    if (end == std::string_view::npos) {
      literal_ += text_[at_++];
      return;
    }
    std::string_view const target = text_.substr(close + 2, end - close - 2);
    auto const found = link_target_named(target);
    if (!found) {
      fail("a link leads to '" + std::string{target} +
           "', which is no choice of the page: one of pay, instalments, later, disagree, help");
      return;
    }
    flush();
    link_ = *found;
    link_end_ = close;
    ++at_;
  }

  void read_tag() {
    std::size_t const close = text_.find("}}", at_);
    if (close == std::string_view::npos) return fail("'{{' is not closed: add '}}'");
    std::string_view name = text_.substr(at_ + 2, close - at_ - 2);
    at_ = close + 2;
    char const mark = name.empty() ? '\0' : name.front();
    bool const section = mark == '#' || mark == '^' || mark == '/';
    if (section) name.remove_prefix(1);
    flush();
    TextStep step;
    if (!read_name(name, step)) return;
    if (mark == '/') {
      close_section(step.field);
    } else if (section) {
      TextStep& added = add(TextStep::Kind::kSection);
      added.field = step.field;
      added.inverted = mark == '^';
      open_.push_back(result_.steps.size() - 1);
    } else {
      TextStep& added = add(TextStep::Kind::kField);
      added.field = step.field;
      added.money = step.money;
      added.date = step.date;
    }
  }

  void close_section(Field field) {
    std::string const name{definition_of(field).name};
    if (open_.empty()) return fail("{{/" + name + "}} closes a section that is not open");
    if (result_.steps[open_.back()].field != field) {
      return fail("{{/" + name + "}} stands where {{/" + std::string{open_name()} + "}} is expected");
    }
    result_.steps[open_.back()].end = result_.steps.size();
    add(TextStep::Kind::kEnd);
    open_.pop_back();
  }

  /// "deadline.weekday": a field, and the style if there is one.
  bool read_name(std::string_view name, TextStep& step) {
    auto field = field_named(name);
    if (!field) {
      std::size_t const dot = name.rfind('.');
      if (dot != std::string_view::npos) field = field_named(name.substr(0, dot));
      if (field && !read_style(name.substr(dot + 1), definition_of(*field).type, step)) {
        fail("'" + std::string{name} +
             "' asks for a style that the field does not have: dates have .day, .weekday and " +
             ".short, amounts .exact");
        return false;
      }
    }
    if (!field) {
      auto const whose = belongs_to_another(name);
      fail(whose ? "the field '" + std::string{name} + "' belongs to " + std::string{*whose} + ": take it out"
                 : "there is no field '" + std::string{name} + "': see docs/guides/letters.md for those there are");
      return false;
    }
    if (Scope const own = scope_of(*field); own != Scope::kMessage && own != scope_) {
      std::string const rows{rows_named(own)};
      fail("'" + std::string{name} + "' is of one " + rows.substr(0, rows.size() - 1) +
           ": it belongs in a table row between {{#" + rows + "}} and {{/" + rows + "}}");
      return false;
    }
    step.field = *field;
    return true;
  }

  static bool read_style(std::string_view style, FieldType type, TextStep& step) {
    if (type == FieldType::kMoney && style == "exact") {
      step.money = MoneyStyle::kExact;
      return true;
    }
    if (type != FieldType::kDate) return false;
    if (style == "day") step.date = DateStyle::kDay;
    if (style == "weekday") step.date = DateStyle::kWeekday;
    if (style == "short") step.date = DateStyle::kShort;
    return step.date != DateStyle::kLong;
  }

  std::string_view text_;
  Scope scope_;
  std::size_t at_ = 0;
  std::size_t link_end_ = 0;
  bool bold_ = false;
  LinkTarget link_ = LinkTarget::kNone;
  std::string literal_, error_;
  std::vector<std::size_t> open_;
  TextTemplate result_;
};

FieldValue const& value_of(Field field, Values const& values, Row const* row) {
  static FieldValue const kNone;
  if (scope_of(field) == Scope::kMessage) return values.get(field);
  return row == nullptr ? kNone : row->values[static_cast<std::size_t>(field) - kFirstRowField];
}

/// Control characters would break a header or a line of another format. A number stays on one line.
void append_clean(std::string& out, std::string_view text, FieldDefinition const& field) {
  for (char const letter : text) {
    bool const blank = static_cast<unsigned char>(letter) <= 0x20 || letter == 0x7f;
    if (!blank) {
      out += letter;
    } else {
      out += field.is_number ? "\u00a0" : " ";
    }
  }
}

bool append_value(std::string& out, TextStep const& step, FieldValue const& value, Language language) {
  if (auto const* text = std::get_if<std::string>(&value)) {
    append_clean(out, *text, definition_of(step.field));
  } else if (auto const* money = std::get_if<base::Money>(&value)) {
    out += format_money(*money, language, step.money);
  } else if (auto const* date = std::get_if<base::Date>(&value)) {
    out += format_date(*date, language, step.date);
  } else if (auto const* count = std::get_if<std::int64_t>(&value)) {
    out += format_count(*count, language);
  } else {
    return false;
  }
  return true;
}

/// Runs through the steps; `append` gets each literal and value as (step, text) by way of `begin`, which answers the
/// string to append to.
template <class Begin>
std::expected<void, Field> walk(TextTemplate const& text, Values const& values, Row const* row, Language language,
                                Begin begin) {
  for (std::size_t at = 0; at < text.steps.size(); ++at) {
    TextStep const& step = text.steps[at];
    switch (step.kind) {
      case TextStep::Kind::kLiteral:
        begin(step) += step.text;
        break;
      case TextStep::Kind::kField:
        if (!append_value(begin(step), step, value_of(step.field, values, row), language)) {
          return std::unexpected(step.field);
        }
        break;
      case TextStep::Kind::kSection:
        if (is_present(value_of(step.field, values, row)) == step.inverted) at = step.end;
        break;
      case TextStep::Kind::kEnd:
        break;
    }
  }
  return {};
}

}  // namespace

std::expected<TextTemplate, std::string> read_text(std::string_view text, Scope scope) {
  return TextReader{text, scope}.read();
}

std::expected<Runs, Field> fill(TextTemplate const& text, Values const& values, Row const* row, Language language) {
  Runs runs;
  auto const begin = [&runs](TextStep const& step) -> std::string& {
    if (runs.empty() || runs.back().bold != step.bold || runs.back().link != step.link) {
      runs.push_back({{}, step.bold, step.link});
    }
    return runs.back().text;
  };
  if (auto const done = walk(text, values, row, language, begin); !done) return std::unexpected(done.error());
  return runs;
}

std::expected<void, Field> append_filled(std::string& out, TextTemplate const& text, Values const& values,
                                         Language language) {
  return walk(text, values, nullptr, language, [&out](TextStep const&) -> std::string& { return out; });
}

std::string text_of(Runs const& runs) {
  std::string text;
  for (Run const& run : runs) text += run.text;
  return text;
}

}  // namespace contact
