// "name=value&name=value", percent-encoded: the query of an address, and the body of a form.
// Private to http.
#pragma once

#include <string_view>

#include "http/fields.h"

namespace http {

/// Whether a value may have more than one line. Other control characters never.
enum class LineBreaks : bool { kRefused, kAllowed };

inline constexpr std::size_t kMaxQueryParameters = 64;

[[nodiscard]] bool has_control(std::string_view text) noexcept;

/// Adds the pairs to `query`. False if one is malformed, no UTF-8, has a control character, or has a name that is there
/// already; or if there are too many.
[[nodiscard]] bool read_pairs(std::string_view text, LineBreaks line_breaks, FieldList& query);

}  // namespace http
