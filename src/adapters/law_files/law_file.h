// The text of a law file: one of those built into the program, or one from a folder.
#pragma once

#include <expected>
#include <span>
#include <string>
#include <vector>

namespace adapters::law_files {

/// What is wrong in a law file, and where.
struct LawFileError {
  std::string file;
  std::size_t line = 0;  // counted from 1; 0: the whole file
  std::string message;
  /// "law/dk/civil.toml:12: ..."
  [[nodiscard]] std::string text() const;
};

struct LawFile {
  std::string name;  // "law/dk/public.toml"
  std::string text;
};

/// The packs that are part of the program (cmake/law_packs.cmake).
[[nodiscard]] std::span<LawFile const> built_in_law_files();

/// Every *.toml below a folder; the names are paths. An error if there is none.
[[nodiscard]] std::expected<std::vector<LawFile>, LawFileError> read_law_folder(std::string const& folder);
[[nodiscard]] std::expected<LawFile, LawFileError> read_law_file(std::string const& path);

}  // namespace adapters::law_files
