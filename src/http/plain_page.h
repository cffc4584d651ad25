// Small pages that the server writes itself: the demo's log in and the sandbox wallet. No script; one inlined style,
// allowed by its hash.
// Pure.
#pragma once

#include <string>
#include <string_view>

#include "http/response.h"

namespace http {

/// Text as HTML: the five characters that mean something there are escaped.
[[nodiscard]] std::string escape_html(std::string_view text);

struct PlainPage {
  std::string_view language;  // of the whole page
  std::string title;          // plain text
  std::string body;           // HTML; every text in it escaped by the caller
};

[[nodiscard]] Response plain_page_response(PlainPage const& page);

}  // namespace http
