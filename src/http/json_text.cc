#include "http/json_text.h"

#include <cstddef>

#include "base/utf8.h"

namespace http {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kReplacement = "\xef\xbf\xbd";

void append_control(std::string& out, unsigned char byte) {
  out += "\\u00";
  out += kHex[byte >> 4];
  out += kHex[byte & 15];
}

std::size_t sequence_size(unsigned char first) noexcept {
  if (first < 0x80) return 1;
  if (first >= 0xf0) return 4;
  if (first >= 0xe0) return 3;
  return 2;
}

/// One code point of more than one byte, or the replacement for one byte that begins none.
std::size_t append_wide(std::string& out, std::string_view rest) {
  std::string_view const sequence = rest.substr(0, sequence_size(static_cast<unsigned char>(rest.front())));
  if (!base::is_utf8(sequence)) {
    out += kReplacement;
    return 1;
  }
  // Line separators that JavaScript once took for line ends.
  if (sequence == "\xe2\x80\xa8") {
    out += "\\u2028";
  } else if (sequence == "\xe2\x80\xa9") {
    out += "\\u2029";
  } else {
    out += sequence;
  }
  return sequence.size();
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t i = 0; i < text.size();) {
    auto const byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x80) {
      i += append_wide(out, text.substr(i));
      continue;
    }
    if (byte == '"' || byte == '\\') {
      out += '\\';
      out += text[i];
    } else if (byte == '\n') {
      out += "\\n";
    } else if (byte < 0x20 || byte == 0x7f) {
      append_control(out, byte);
    } else {
      out += text[i];
    }
    ++i;
  }
  out += '"';
}

}  // namespace http
