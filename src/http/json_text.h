// Writing JSON text without a library: for log lines, problems and other small flat documents.
// Pure.
#pragma once

#include <string>
#include <string_view>

namespace http {

/// `text` as a JSON string with its quotation marks; control characters, U+2028 and U+2029 are escaped, bytes that
/// are not UTF-8 become U+FFFD.
void append_json_string(std::string& out, std::string_view text);

}  // namespace http
