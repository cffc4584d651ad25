// Plain text as HTML.
// Pure.
#pragma once

#include <string>
#include <string_view>

namespace base {

/// The five characters that mean something in HTML are escaped: fit for an element and for a quoted attribute.
[[nodiscard]] std::string escape_html(std::string_view text);

}  // namespace base
