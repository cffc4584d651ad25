// What a form of one of our own pages sends, and whether it came from there.
// Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "http/request.h"

namespace http {

/// One field of a form body; nothing if it is missing, repeated or malformed.
[[nodiscard]] std::optional<std::string> form_field(std::string_view body, std::string_view name);

/// Whether the browser says that one of our own pages sent the request. Without a word about it: true, as only what is
/// not a browser of today is silent; a write needs a token as well.
[[nodiscard]] bool is_same_origin(Request const& request, std::string_view own_origin);

}  // namespace http
