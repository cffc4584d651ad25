// Small pages that the server writes itself: the demo's log in and the sandbox wallet. No script; one inlined style,
// allowed by its hash.
// Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/html.h"
#include "http/response.h"

namespace http {

using base::escape_html;

struct PlainPage {
  std::string_view language;  // of the whole page
  std::string title;          // plain text
  std::string body;           // HTML; every text in it escaped by the caller
};

[[nodiscard]] Response plain_page_response(PlainPage const& page);

}  // namespace http
