// The lines of a template with its parts put in, each with the file and number it came from.
// Pure.
#pragma once

#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contact/language.h"
#include "contact/template_file.h"

namespace contact {

struct SourceLine {
  std::string_view file;
  std::size_t number = 0;
  std::string_view text;  // without blanks at its end
};

/// `body` is the part of `file` below its head, from line `first_line`. A part may not name parts itself.
[[nodiscard]] std::expected<std::vector<SourceLine>, TemplateError> source_lines(TemplateFile const& file,
                                                                                 std::string_view body,
                                                                                 std::size_t first_line,
                                                                                 Language language,
                                                                                 std::span<TemplateFile const> files);

}  // namespace contact
