// All templates of an installation, found by message, family and language.
// Pure.
#pragma once

#include <expected>
#include <span>
#include <string_view>
#include <vector>

#include "contact/template.h"

namespace contact {

/// A file that is put into templates, and no template itself.
[[nodiscard]] bool is_part(std::string_view file);
[[nodiscard]] bool is_template(std::string_view file);

class TemplateSet {
 public:
  /// The first mistake of any file is the error.
  [[nodiscard]] static std::expected<TemplateSet, TemplateError> read(std::span<TemplateFile const> files);

  [[nodiscard]] Template const* find(std::string_view id, Family family, Language language) const;
  [[nodiscard]] std::span<Template const> all() const { return templates_; }

 private:
  std::vector<Template> templates_;
};

}  // namespace contact
