// Which bytes are text. Files come in UTF-8 or in one of two single-byte encodings; all that leaves here is UTF-8.
//
// Source: Unicode's table CP1252.TXT; for UTF-8 see base/utf8.h.
// Bytes that windows-1252 leaves undefined, and the control characters 80-9F of ISO 8859-1, are refused: they are the
//   sign of a file in another encoding than said.
// Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace adapters::source_files {

enum class Encoding : std::uint8_t { kUtf8, kWindows1252, kLatin1 };

/// Appends `text` as UTF-8; false (and some of it appended) if it has a byte that the encoding does not have.
[[nodiscard]] bool append_as_utf8(std::string& out, std::string_view text, Encoding encoding);

[[nodiscard]] std::string_view trim_blanks(std::string_view text) noexcept;

}  // namespace adapters::source_files
