// XML as a stream of finished elements: whatever the size of the file, only the parts that are being looked at are in
// memory.
//
// Hostile files: no document type is let through (so there are no entities but the five of XML, no external files, no
// network), only UTF-8 and ISO 8859-1, and there are limits to size, depth and text. libxml2 does the parsing; it
// never sees a document type because the beginning of the file is looked at first.
// Names are without prefix; elements of another namespace than the root's are left out with all they hold.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <istream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/bank_files/bank_file_error.h"

namespace adapters::bank_files {

struct Element {
  std::string name;
  std::int64_t line = 0;  // from 1, of its opening tag
  std::string currency;   // the attribute Ccy
  std::string text;       // without blanks around it
  std::vector<Element> children;

  [[nodiscard]] Element const* child(std::string_view child_name) const;
  /// The first element along "Refs/EndToEndId"; null if there is none.
  [[nodiscard]] Element const* find(std::string_view path) const;
  /// Its text; empty if there is none.
  [[nodiscard]] std::string text_at(std::string_view path) const;
};

struct XmlLimits {
  std::int64_t bytes = 256 * 1024 * 1024;
  std::int64_t depth = 40;
  std::int64_t text_bytes = 10'000;  // of one element
  std::int64_t held = 200'000;       // elements in memory at a time
};

struct XmlHandler {
  /// Paths from the root, "Document/BkToCstmrStmt/Stmt": these elements are given as they end, without those of their
  /// descendants that have been given already.
  std::vector<std::string> given;
  /// The root's namespace and name, before anything else. An error ends the reading; so does one of `element`.
  std::function<std::optional<BankFileError>(std::string_view name_space, std::string_view name)> root;
  std::function<std::optional<BankFileError>(Element&& element)> element;
};

/// Nothing if the whole file was read, well-formed to its end.
[[nodiscard]] std::optional<BankFileError> read_xml(std::istream& input, XmlLimits const& limits,
                                                    XmlHandler const& handler);

}  // namespace adapters::bank_files
