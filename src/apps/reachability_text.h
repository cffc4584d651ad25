// How a debtor's reachability is shown: by which channels, and why not; never a number or an address.
#pragma once

#include <string>
#include <vector>

#include "apps/debtor_message_composer.h"
#include "http/json_writer.h"

namespace apps {

/// A line for each channel, indented by two.
[[nodiscard]] std::string reachability_text(std::vector<Reachability> const& all);
/// A list of objects.
void write_reachability(http::JsonWriter& json, std::vector<Reachability> const& all);

/// With the installation's key, as the sender would ask. Throws CommandRefused.
[[nodiscard]] std::vector<Reachability> ask_reachability(Installation& installation, ports::Authority const& authority,
                                                         base::DebtorId debtor);

}  // namespace apps
