#include "adapters/source_files/text_encoding.h"

#include <array>
#include <cstring>

namespace adapters::source_files {

namespace {

/// Code points of the bytes 80 to 9F in windows-1252; zero: undefined.
constexpr std::array<std::uint16_t, 32> kWindows1252Middle = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

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

void append_code_point(std::string& out, std::uint16_t code) {
  if (code >= 0x800) {
    out += static_cast<char>(0xE0 | (code >> 12));
    out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
  } else {
    out += static_cast<char>(0xC0 | (code >> 6));
  }
  out += static_cast<char>(0x80 | (code & 0x3F));
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

bool append_as_utf8(std::string& out, std::string_view text, Encoding encoding) {
  if (encoding == Encoding::kUtf8 || is_ascii(text)) {
    out += text;
    return is_utf8(text);
  }
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::uint16_t code = byte_at(text, at);
    if (code < 0x80) {
      out += text[at];
      continue;
    }
    if (code < 0xA0) code = encoding == Encoding::kWindows1252 ? kWindows1252Middle[code - 0x80U] : std::uint16_t{0};
    if (code == 0) return false;
    append_code_point(out, code);
  }
  return true;
}

std::string_view trim_blanks(std::string_view text) noexcept {
  constexpr std::string_view kBlanks = " \t\r\n";
  std::size_t const first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

}  // namespace adapters::source_files
