// One plan with several authorities, as JSON: the same for the command line and for pages.
// Units: minor units of the authorities' currency. Pure.
#pragma once

#include <functional>
#include <string>

#include "engine/joint_plans.h"
#include "http/json_writer.h"

namespace http {

/// The authority's code.
using NameAuthority = std::function<std::string(base::AuthorityId)>;

/// The members `open_minor`, `assumptions`, `creditors` and `proposals`, into an object that is open.
void write_joint_offer(JsonWriter& out, engine::JointOffer const& offer, NameAuthority const& name);

}  // namespace http
