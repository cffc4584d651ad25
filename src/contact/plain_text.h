// A message as plain text: the second part of an e-mail, and the text beside a letter in Digital Post.
// Pure.
#pragma once

#include <string>

#include "contact/message.h"

namespace contact {

/// UTF-8, lines end in '\n' and are not wrapped. Each address is written out once, behind its words.
[[nodiscard]] std::string plain_text(Message const& message);

}  // namespace contact
