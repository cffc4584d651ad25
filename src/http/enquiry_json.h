// Enquiries as JSON: the same for the command line and for a department's system.
// Units: legal dates. Pure.
#pragma once

#include <span>
#include <string>

#include "engine/enquiry_words.h"
#include "http/json_writer.h"
#include "http/plan_json.h"

namespace http {

/// What is shown of an enquiry beside itself.
struct EnquiryFacts {
  enquiries::Enquiry const& enquiry;
  std::string number;  // as the citizen has it on screen
  base::Date today;
  std::span<engine::OpenedWords const> words;
};

/// The members of an enquiry but its id, into an object that is open. Claims that `shown` is false for are left out:
/// they are another department's.
void write_enquiry(JsonWriter& out, EnquiryFacts const& facts, NameClaim const& name,
                   std::function<bool(base::ClaimId)> const& shown = {});

}  // namespace http
