#include "adapters/source_files/text_encoding.h"

#include <array>

#include "base/utf8.h"

namespace adapters::source_files {

namespace {

/// Code points of the bytes 80 to 9F in windows-1252; zero: undefined.
constexpr std::array<std::uint16_t, 32> kWindows1252Middle = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

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

bool append_as_utf8(std::string& out, std::string_view text, Encoding encoding) {
  if (encoding == Encoding::kUtf8 || base::is_ascii(text)) {
    out += text;
    return base::is_utf8(text);
  }
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::uint16_t code = static_cast<std::uint8_t>(text[at]);
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
