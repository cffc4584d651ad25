#include "adapters/template_files/template_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace adapters::template_files {

namespace {

/// A template is a page of text. Anything far longer is another kind of file.
constexpr std::size_t kBytesAtMost = 1U << 20;

}  // namespace

std::expected<contact::TemplateFile, contact::TemplateError> read_file(std::string const& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file)
    return std::unexpected(contact::TemplateError{path, 0, "cannot be opened: check the name and who may read it"});
  std::string text{std::istreambuf_iterator<char>{file}, {}};
  if (file.bad()) return std::unexpected(contact::TemplateError{path, 0, "cannot be read to its end"});
  if (text.size() > kBytesAtMost) {
    return std::unexpected(contact::TemplateError{path, 0, "is larger than a mebibyte: this is no template"});
  }
  return contact::TemplateFile{path, std::move(text)};
}

std::expected<std::vector<contact::TemplateFile>, contact::TemplateError> read_folder(std::string const& folder) {
  std::error_code error;
  std::vector<std::string> paths;
  for (std::filesystem::recursive_directory_iterator at{folder, error}, end; !error && at != end; at.increment(error)) {
    auto const extension = at->path().extension();
    if (extension == ".md" || extension == ".toml") paths.push_back(at->path().string());
  }
  if (error) {
    return std::unexpected(contact::TemplateError{folder, 0, "is no folder that can be read: " + error.message()});
  }
  if (std::ranges::none_of(paths, [](std::string const& path) { return path.ends_with(".md"); })) {
    return std::unexpected(contact::TemplateError{folder, 0, "has no .md file in it or below"});
  }
  std::ranges::sort(paths);
  std::vector<contact::TemplateFile> files;
  for (std::string const& path : paths) {
    auto file = read_file(path);
    if (!file) return std::unexpected(file.error());
    files.push_back(std::move(*file));
  }
  return files;
}

}  // namespace adapters::template_files
