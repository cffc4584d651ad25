#include "base/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace base {
namespace {

std::uint8_t byte_at(std::string_view text, std::size_t at) { return static_cast<std::uint8_t>(text[at]); }

bool is_continuation(std::string_view text, std::size_t at) {
  return at < text.size() && (byte_at(text, at) & 0xC0) == 0x80;
}

/// Bytes of the sequence that begins at `at`; zero if none does.
std::size_t sequence_at(std::string_view text, std::size_t at) {
  std::uint8_t const first = byte_at(text, at);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4 || !is_continuation(text, at + 1)) return 0;
  std::uint8_t const second = byte_at(text, at + 1);
  if (first < 0xE0) return 2;
  if (!is_continuation(text, at + 2)) return 0;
  if (first < 0xF0) {
    bool const overlong = first == 0xE0 && second < 0xA0;
    bool const surrogate = first == 0xED && second >= 0xA0;
    return overlong || surrogate ? 0 : 3;
  }
  bool const overlong = first == 0xF0 && second < 0x90;
  bool const beyond = first == 0xF4 && second >= 0x90;
  return overlong || beyond || !is_continuation(text, at + 3) ? 0 : 4;
}

}  // namespace

bool is_ascii(std::string_view text) noexcept {
  std::uint64_t seen = 0;
  std::size_t at = 0;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    seen |= word;
  }
  for (; at < text.size(); ++at) seen |= byte_at(text, at);
  return (seen & 0x8080808080808080ULL) == 0;
}

bool is_utf8(std::string_view text) noexcept {
  if (is_ascii(text)) return true;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t const size = sequence_at(text, at);
    if (size == 0) return false;
    at += size;
  }
  return true;
}

std::size_t count_letters(std::string_view utf8) noexcept {
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }));
}

}  // namespace base
