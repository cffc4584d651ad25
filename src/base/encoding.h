// Hexadecimal, base64, base64url, and what stands in a URL.
//
// Source: RFC 3986 sections 2.1 and 2.3 (percent-encoding; we write upper case and read both). RFC 4648 sections 4
// (base64, padded), 5 (base64url, here always without padding, as RFC 7515 asks) and 8
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

/// Everything but letters, digits and "-._~" is escaped: fit for a path segment, a query and a form, where a blank
/// becomes "%20" and not "+", which every reader of either form understands.
[[nodiscard]] std::string percent_encode(std::string_view text);

enum class PlusSign : std::uint8_t {
  kLiteral,  // in a path
  kBlank,    // in a query or form
};
/// Decodes once and appends; false on a broken escape, with part of the text appended.
[[nodiscard]] bool append_percent_decoded(std::string& out, std::string_view text, PlusSign plus);

/// "name=value", after "&" unless `out` is empty or ends in "?" or "&": builds a form, or a query behind an address.
void append_form_field(std::string& out, std::string_view name, std::string_view value);

}  // namespace base
