// Templates as files: those built into the program, or those of a folder.
#pragma once

#include <expected>
#include <span>
#include <string>
#include <vector>

#include "contact/template_file.h"

namespace adapters::template_files {

/// The templates that are part of the program (cmake/templates.cmake).
[[nodiscard]] std::span<contact::TemplateFile const> built_in_files();

/// Every .md and .toml below a folder; the names are paths. An error if there is no .md among them.
[[nodiscard]] std::expected<std::vector<contact::TemplateFile>, contact::TemplateError> read_folder(
    std::string const& folder);
[[nodiscard]] std::expected<contact::TemplateFile, contact::TemplateError> read_file(std::string const& path);

}  // namespace adapters::template_files
