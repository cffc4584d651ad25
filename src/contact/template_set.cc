#include "contact/template_set.h"

#include <algorithm>

namespace contact {

bool is_part(std::string_view file) {
  return file.ends_with(".md") && (file.starts_with("parts/") || file.contains("/parts/"));
}

bool is_template(std::string_view file) { return file.ends_with(".md") && !is_part(file); }

std::expected<TemplateSet, TemplateError> TemplateSet::read(std::span<TemplateFile const> files) {
  TemplateSet set;
  for (TemplateFile const& file : files) {
    if (!is_template(file.name)) continue;
    auto read = read_template(file, files);
    if (!read) return std::unexpected(read.error());
    if (Template const* same = set.find(read->id, read->family, read->language)) {
      return std::unexpected(TemplateError{
          file.name, 2,
          "is the same message, family and language as " + same->file + ": change one of them or take one file away"});
    }
    set.templates_.push_back(std::move(*read));
  }
  return set;
}

Template const* TemplateSet::find(std::string_view id, Family family, Language language) const {
  auto const found = std::ranges::find_if(templates_, [&](Template const& each) {
    return each.id == id && each.family == family && each.language == language;
  });
  return found == templates_.end() ? nullptr : &*found;
}

}  // namespace contact
