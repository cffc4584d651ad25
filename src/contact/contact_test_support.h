// What the tests of this folder share: a template around a body, and the synthetic person.
#pragma once

#include <string>

#include "contact/message.h"
#include "contact/sample.h"

namespace contact::testing {

inline std::string head(std::string const& more = "") {
  return "+++\n"
         "template = \"dk/reminder\"\nfamily = \"eye_level\"\nlanguage = \"da\"\nversion = 1\npurpose = \"demand\"\n"
         "subject = \"{{first_name}}, betal {{amount}} nu\"\npreview = \"Det er nemt.\"\n"
         "sms = \"Hej {{first_name}}, {{authority}}: {{pay_link}}\"\n"
         "sms_without_link = \"{{authority}}: {{short_address}} kode {{payment_code}}\"\n" +
         more + "+++\n";
}

/// Line 12 is the body's first.
inline TemplateFile file(std::string const& body) { return {"templates/dk/reminder/test.da.md", head() + body}; }

inline std::expected<Template, TemplateError> read(std::string const& body) { return read_template(file(body), {}); }

inline Values values() { return sample_for("dk/reminder", Purpose::kDemand, Language::kDanish).values; }

/// The error's line and text, or "good".
inline std::string error_of(std::string const& body) {
  auto const made = read(body);
  return made ? "good" : std::to_string(made.error().line) + ": " + made.error().message;
}

}  // namespace contact::testing
