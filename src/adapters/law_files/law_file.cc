#include "adapters/law_files/law_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace adapters::law_files {

std::string LawFileError::text() const { return file + (line > 0 ? ":" + std::to_string(line) : "") + ": " + message; }

std::expected<LawFile, LawFileError> read_law_file(std::string const& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) return std::unexpected(LawFileError{path, 0, "cannot be opened: check the name and who may read it"});
  std::string text{std::istreambuf_iterator<char>{file}, {}};
  if (file.bad()) return std::unexpected(LawFileError{path, 0, "cannot be read to its end"});
  return LawFile{path, std::move(text)};
}

std::expected<std::vector<LawFile>, LawFileError> read_law_folder(std::string const& folder) {
  std::error_code error;
  std::vector<std::string> paths;
  for (std::filesystem::recursive_directory_iterator at{folder, error}, end; !error && at != end; at.increment(error)) {
    if (at->path().extension() == ".toml") paths.push_back(at->path().string());
  }
  if (error) return std::unexpected(LawFileError{folder, 0, "is no folder that can be read: " + error.message()});
  if (paths.empty()) return std::unexpected(LawFileError{folder, 0, "has no .toml file in it or below"});
  std::ranges::sort(paths);
  std::vector<LawFile> files;
  for (std::string const& path : paths) {
    auto file = read_law_file(path);
    if (!file) return std::unexpected(file.error());
    files.push_back(std::move(*file));
  }
  return files;
}

}  // namespace adapters::law_files
