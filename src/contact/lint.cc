#include "contact/lint.h"

#include <algorithm>
#include <set>

#include "contact/front_matter.h"
#include "contact/sample.h"
#include "contact/template_lint.h"
#include "contact/template_set.h"

namespace contact {

namespace {

/// "templates/dk/requirements.toml" speaks for everything below "templates/dk/".
std::string folder_of(std::string const& file) {
  return file.substr(0, file.rfind('/') == std::string::npos ? 0 : file.rfind('/') + 1);
}

struct RequirementsFile {
  std::string folder, name;
  Requirements requirements;
};

std::vector<std::string> list(FrontMatter const& front, std::string_view key) {
  return front.texts(key).value_or(std::vector<std::string>{});
}

std::expected<RequirementsFile, TemplateError> read_requirements(TemplateFile const& file) {
  auto const front = FrontMatter::read(file.name, file.text, 1);
  if (!front) return std::unexpected(front.error());
  RequirementsFile read{folder_of(file.name), file.name, {}};
  Requirements& out = read.requirements;
  for (auto const& [key, value] : front->all()) {
    if (key == "languages" || key == "families") {
      for (std::string const& word : list(*front, key)) {
        auto const language = language_of(word);
        auto const family = family_named(word);
        if (key == "languages" ? !language.has_value() : !family.has_value()) {
          return std::unexpected(TemplateError{file.name, value.line, "'" + word + "' is not known in '" + key + "'"});
        }
        if (key == "languages") out.languages.push_back(*language);
        if (key == "families") out.families.push_back(*family);
      }
    } else if (auto const number = front->number(key); number && key.starts_with("lix_")) {
      if (key == "lix_eye_level") {
        // Who is in trouble reads no harder text than others.
        out.lix_main[static_cast<std::size_t>(Family::kEyeLevel)] = *number;
        out.lix_main[static_cast<std::size_t>(Family::kSupport)] = *number;
      }
      if (key == "lix_traditional") out.lix_main[static_cast<std::size_t>(Family::kTraditional)] = *number;
      if (key == "lix_detail") out.lix_detail = *number;
    } else if (auto notices = front->texts(key)) {
      out.notices.emplace(key, std::move(*notices));
    } else {
      return std::unexpected(TemplateError{file.name, value.line, "'" + key + "' has no meaning here"});
    }
  }
  return read;
}

/// Every message of the set in each of its families and languages.
void check_complete(RequirementsFile const& set, std::vector<Template> const& templates,
                    std::vector<TemplateError>& remarks) {
  std::set<std::string> ids;
  for (Template const& each : templates) {
    if (each.file.starts_with(set.folder)) ids.insert(each.id);
  }
  for (std::string const& id : ids) {
    for (Family const family : set.requirements.families) {
      for (Language const language : set.requirements.languages) {
        bool const there = std::ranges::any_of(templates, [&](Template const& each) {
          return each.id == id && each.family == family && each.language == language;
        });
        if (there) continue;
        remarks.push_back({set.name, 0,
                           "the message '" + id + "' is missing in the family " + std::string{name_of(family)} +
                               " and the language " + std::string{code_of(language)} + ": write it"});
      }
    }
  }
}

}  // namespace

std::vector<TemplateError> lint(std::span<TemplateFile const> files) {
  std::vector<TemplateError> remarks;
  std::vector<RequirementsFile> sets;
  for (TemplateFile const& file : files) {
    if (!file.name.ends_with("requirements.toml")) continue;
    auto read = read_requirements(file);
    if (read) {
      sets.push_back(std::move(*read));
    } else {
      remarks.push_back(read.error());
    }
  }
  std::vector<Template> templates;
  for (TemplateFile const& file : files) {
    if (!is_template(file.name)) continue;
    auto read = read_template(file, files);
    if (!read) {
      remarks.push_back(read.error());
      continue;
    }
    auto const set =
        std::ranges::find_if(sets, [&](RequirementsFile const& each) { return file.name.starts_with(each.folder); });
    lint_template(*read, set == sets.end() ? Requirements{} : set->requirements, remarks);
    templates.push_back(std::move(*read));
  }
  for (RequirementsFile const& set : sets) check_complete(set, templates, remarks);
  return remarks;
}

}  // namespace contact
