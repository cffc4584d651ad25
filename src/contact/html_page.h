// A message as one HTML page, for e-mail and for mailboxes that show HTML.
//
// Mail programs drop style sheets, so every style stands in its element; they show no picture without asking, so there
// is none. One column of at most 600 pixels, text of 17 pixels, a button with 4.5:1 contrast that is a link; headings,
// lists and table heads are what they are, for those who hear the page. No script, nothing is loaded from elsewhere,
// and nothing tells whether it was opened.
// Source: WCAG 2.2 level AA.
// Pure.
#pragma once

#include <string>

#include "contact/envelope.h"
#include "contact/message.h"

namespace contact {

[[nodiscard]] std::string html_page(Message const& message, Envelope const& envelope);

}  // namespace contact
