// `fairdue message render`: one template with a synthetic person, in any channel. `fairdue text lint`: see
// contact/lint.h.
#pragma once

#include <string>
#include <vector>

#include "apps/command_line.h"

namespace apps {

struct RenderArguments {
  std::string name;  // "dk/reminder", or the path of a template
  std::string as;    // pdf, memo, sms, email, html
  std::string language;
  std::string family = "eye_level";
  std::string out;     // a path; "-": standard output
  std::string schema;  // a folder with MeMo's XSD: check what was written
  bool memo_1_2 = false;
  bool without_links = false;
};

struct LintArguments {
  std::vector<std::string> files;  // files and folders; none: the built-in templates
};

int run_message_render(RenderArguments const& arguments);
int run_text_lint(LintArguments const& arguments);

}  // namespace apps
