#include "contact/source_lines.h"

#include <algorithm>

namespace contact {

namespace {

std::string_view without_end_blanks(std::string_view line) {
  std::size_t const last = line.find_last_not_of(" \t\r");
  return last == std::string_view::npos ? std::string_view{} : line.substr(0, last + 1);
}

void append_lines(std::vector<SourceLine>& lines, std::string_view file, std::string_view text, std::size_t number) {
  for (; !text.empty(); ++number) {
    std::size_t const end = std::min(text.find('\n'), text.size());
    lines.push_back({file, number, without_end_blanks(text.substr(0, end))});
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// "templates/dk/reminder/eye_level.da.md" names its parts "templates/dk/parts/NAME.da.md".
std::string part_file(std::string_view file, std::string_view part, Language language) {
  std::string folder{file.substr(0, file.rfind('/') == std::string_view::npos ? 0 : file.rfind('/'))};
  folder = folder.substr(0, folder.rfind('/') == std::string::npos ? 0 : folder.rfind('/') + 1);
  return folder + "parts/" + std::string{part} + "." + std::string{code_of(language)} + ".md";
}

}  // namespace

std::expected<std::vector<SourceLine>, TemplateError> source_lines(TemplateFile const& file, std::string_view body,
                                                                   std::size_t first_line, Language language,
                                                                   std::span<TemplateFile const> files) {
  std::vector<SourceLine> own;
  append_lines(own, file.name, body, first_line);
  std::vector<SourceLine> lines;
  for (SourceLine const& line : own) {
    if (!line.text.starts_with("{{>")) {
      lines.push_back(line);
      continue;
    }
    std::string_view name = line.text.substr(3);
    if (!name.ends_with("}}")) {
      return std::unexpected(TemplateError{file.name, line.number, "a part stands alone on its line: {{> name}}"});
    }
    name.remove_suffix(2);
    while (name.starts_with(' ')) name.remove_prefix(1);
    std::string const wanted = part_file(file.name, name, language);
    auto const part = std::ranges::find(files, wanted, &TemplateFile::name);
    if (part == files.end()) {
      return std::unexpected(TemplateError{file.name, line.number, "there is no part " + wanted + ": write it"});
    }
    if (part->text.find("{{>") != std::string::npos) {
      return std::unexpected(TemplateError{wanted, 0, "is a part and names a part itself: put its text here instead"});
    }
    lines.push_back({file.name, line.number, {}});  // a part is a paragraph of its own
    append_lines(lines, part->name, part->text, 1);
    lines.push_back({file.name, line.number, {}});
  }
  return lines;
}

}  // namespace contact
