// The demo's own log in: a page with a handful of invented people to be.
#pragma once

#include <span>
#include <string_view>

#include "http/citizen/portal.h"
#include "http/response.h"

namespace http::citizen {

[[nodiscard]] Response demo_page(std::span<DemoPersona const> personas, std::string_view authority_name,
                                 std::string_view language);

}  // namespace http::citizen
