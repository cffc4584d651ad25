// The link on our own pages that changes their language: "?language=en".
// Pure.
#pragma once

#include <optional>
#include <string_view>

#include "http/request.h"
#include "http/response.h"

namespace http {

/// The answer to such a request: the choice as a cookie that the portal's script reads too, for a year, and the same
/// page again; `start` if the path is not one of plain letters. Nothing if the request chooses no language.
[[nodiscard]] std::optional<Response> language_choice(Request const& request, std::string_view start);

}  // namespace http
