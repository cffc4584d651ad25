// Hexadecimal, base64 and base64url.
//
// Source: RFC 4648 sections 4 (base64, padded), 5 (base64url, here always without padding, as RFC 7515 asks) and 8
//   (base16; we write lower case and read both cases).
// The decoders are strict: no white space, no missing or superfluous padding, no letters outside the alphabet, no
//   unused bits other than zero. So one byte string has exactly one base64 and one base64url form.
// Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace base {

[[nodiscard]] std::string to_hex(std::span<std::uint8_t const> bytes);
[[nodiscard]] std::string to_base64(std::span<std::uint8_t const> bytes);
[[nodiscard]] std::string to_base64url(std::span<std::uint8_t const> bytes);

[[nodiscard]] std::string to_hex(std::string_view bytes);
[[nodiscard]] std::string to_base64(std::string_view bytes);
[[nodiscard]] std::string to_base64url(std::string_view bytes);

/// The decoded bytes, held in a string; nothing when the text is not exactly an encoding.
[[nodiscard]] std::optional<std::string> from_hex(std::string_view text);
[[nodiscard]] std::optional<std::string> from_base64(std::string_view text);
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);

}  // namespace base
