// The text of a template as it lies in a file, and what can be wrong in it.
// Pure: files are read by an adapter.
#pragma once

#include <cstddef>
#include <string>

namespace contact {

struct TemplateFile {
  std::string name;  // "templates/dk/reminder/eye_level.da.md"
  std::string text;
};

/// What is wrong in a template, where, and what to do.
struct TemplateError {
  std::string file;
  std::size_t line = 0;  // counted from 1; 0: the whole file
  std::string message;
  /// "templates/dk/reminder/eye_level.da.md:12: ..."
  [[nodiscard]] std::string text() const {
    return file + (line > 0 ? ":" + std::to_string(line) : "") + ": " + message;
  }
};

}  // namespace contact
