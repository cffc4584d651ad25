// Synthetic recipients: nobody, with everything a template may ask for. For looking at templates and for checking them.
// Names, numbers and addresses are made up; telephone numbers and host names are of no one we know.
// Pure.
#pragma once

#include <string_view>

#include "contact/envelope.h"
#include "contact/field.h"
#include "contact/template.h"

namespace contact {

struct Sample {
  Values values;
  Envelope envelope;
};

/// `template_id` begins with the country: "dk/...", "no/...", "nl/..."; every other is treated as Danish.
/// Before it is due nothing has been added to what is owed. What the authority says of itself is in the language.
[[nodiscard]] Sample sample_for(std::string_view template_id, Purpose purpose, Language language);

}  // namespace contact
