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

/// With a style of its own, and fonts of ours. `form_targets`: what a form may lead to beside ourselves, such as
/// "https:" where the answer leads to a payment page.
struct PageStyle {
  std::string css;
  std::string hash;  // as a content security policy names it

  explicit PageStyle(std::string text);
};
[[nodiscard]] Response styled_page_response(PlainPage const& page, PageStyle const& style,
                                            std::string_view form_targets);

}  // namespace http
