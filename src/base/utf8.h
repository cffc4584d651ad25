// Which bytes are UTF-8, and how many letters they are.
//
// Source: RFC 3629 and the Unicode Standard, table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF.
// Pure.
#pragma once

#include <cstddef>
#include <string_view>

namespace base {

[[nodiscard]] bool is_ascii(std::string_view text) noexcept;
[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// Code points of well-formed UTF-8: what a length rule of ours or of a partner counts.
[[nodiscard]] std::size_t count_letters(std::string_view utf8) noexcept;

}  // namespace base
