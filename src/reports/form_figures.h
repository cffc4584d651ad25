// How forms go, in figures: how often each was begun, refused and where, kept, sent, and begun without being sent.
//
// From sums by day, form, field and fault (ports/form_count_store.h), in which there are no people: whoever opens a
// form twice has begun it twice. So a share here is of tries or of beginnings, never of persons. What was begun on the
// last days may still be sent, and what was sent on the first may have been begun before them. Pure.
#pragma once

#include <map>
#include <span>
#include <string>

#include "ports/form_count_store.h"

namespace reports {

struct FieldFigures {
  std::int64_t refused = 0;                   // tries that were refused because of this field
  std::map<std::string, std::int64_t> codes;  // and because of what
  friend bool operator==(FieldFigures const&, FieldFigures const&) = default;
};

struct FormFigures {
  std::int64_t opened = 0;
  std::int64_t kept = 0;
  std::int64_t sent = 0;
  std::int64_t refused = 0;  // tries
  std::map<std::string, FieldFigures> fields;
  friend bool operator==(FormFigures const&, FormFigures const&) = default;

  [[nodiscard]] std::int64_t tries() const { return refused + sent; }
  /// Begun and not sent; none if more were sent than begun.
  [[nodiscard]] std::int64_t never_sent() const { return opened > sent ? opened - sent : 0; }
};

/// By the form's name.
[[nodiscard]] std::map<std::string, FormFigures> form_figures(std::span<ports::FormCount const> counts);

}  // namespace reports
