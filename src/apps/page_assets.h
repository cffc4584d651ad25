// The citizen pages that are built into the program; none if it was built without them.
#pragma once

#include <vector>

#include "http/citizen/portal.h"

namespace apps {

/// Set by the program's main file before anything is served.
void set_page_assets(std::vector<http::citizen::PageAsset> assets);
[[nodiscard]] std::vector<http::citizen::PageAsset> page_assets();

}  // namespace apps
