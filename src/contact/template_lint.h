// The remarks on one template: see lint.h.
// Pure.
#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include "contact/template.h"

namespace contact {

/// What a set of templates asks of each; without a requirements.toml the limits below and no notices.
struct Requirements {
  std::vector<Language> languages;
  std::vector<Family> families;
  std::array<std::int64_t, 3> lix_main{42, 32, 32};  // by Family
  std::int64_t lix_detail = 52;
  std::map<std::string, std::vector<std::string>, std::less<>> notices;  // by purpose or by message: "reminder"
};

void lint_template(Template const& checked, Requirements const& requirements, std::vector<TemplateError>& remarks);

}  // namespace contact
