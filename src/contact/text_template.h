// One line of text with fields: Mustache (mustache.github.io/mustache.5.html) without its partials, lambdas and triple
// braces, and inside it the two marks of Markdown that a letter needs.
//
//   {{amount}}              the value, in the template's language
//   {{deadline.weekday}}    the same in another style: .day .weekday .short for dates, .exact for amounts
//   {{#fee}}...{{/fee}}     only if there is one (present and not zero); {{^fee}} only if there is none
//   **bold**   [words](pay) a link to one of the page's choices
//
// The text is read once. Values are put in afterwards and never read as markup, so nothing in a name or a claim's text
// can make a link, a heading or a field.
// Pure; a TextTemplate may be used by any number of threads.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "contact/field.h"
#include "contact/language.h"

namespace contact {

struct TextStep {
  enum class Kind : std::uint8_t { kLiteral, kField, kSection, kEnd };
  Kind kind = Kind::kLiteral;
  bool bold = false;
  bool inverted = false;  // of a section
  LinkTarget link = LinkTarget::kNone;
  Field field = Field::kAmount;  // of a field or a section
  MoneyStyle money = MoneyStyle::kText;
  DateStyle date = DateStyle::kLong;
  std::size_t end = 0;  // of a section: the step behind which it is over
  std::string text;     // of a literal
};

struct TextTemplate {
  std::vector<TextStep> steps;
};

/// `scope` says where the text stands: fields of a row are allowed in rows of their own kind alone.
/// An error is a message without file and line, which the caller knows.
[[nodiscard]] std::expected<TextTemplate, std::string> read_text(std::string_view text, Scope scope);

/// A stretch of text in one appearance.
struct Run {
  std::string text;
  bool bold = false;
  LinkTarget link = LinkTarget::kNone;
  friend bool operator==(Run const&, Run const&) = default;
};
using Runs = std::vector<Run>;

/// `row` is that of a text in a repeated row. The error names the field that has no value.
[[nodiscard]] std::expected<Runs, Field> fill(TextTemplate const& text, Values const& values, Row const* row,
                                              Language language);

/// The same without appearance, appended: for subjects and SMS. Nothing is appended twice on an error.
[[nodiscard]] std::expected<void, Field> append_filled(std::string& out, TextTemplate const& text, Values const& values,
                                                       Language language);

[[nodiscard]] std::string text_of(Runs const& runs);

}  // namespace contact
