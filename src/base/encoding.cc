#include "base/encoding.h"

#include <array>
#include <cstddef>

#include "base/digest.h"

namespace base {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kBase64Url = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::uint8_t kNone = 0xff;

using Table = std::array<std::uint8_t, 256>;

constexpr Table make_table(std::string_view alphabet) {
  Table table{};
  table.fill(kNone);
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    table[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return table;
}

constexpr Table make_hex_table() {
  Table table = make_table(kHex);
  constexpr std::string_view kUpper = "ABCDEF";
  for (std::size_t i = 0; i < kUpper.size(); ++i) {
    table[static_cast<unsigned char>(kUpper[i])] = static_cast<std::uint8_t>(10 + i);
  }
  return table;
}

constexpr Table kHexTable = make_hex_table();
constexpr Table kBase64Table = make_table(kBase64);
constexpr Table kBase64UrlTable = make_table(kBase64Url);

std::string encode(std::span<std::uint8_t const> bytes, std::string_view alphabet, std::string_view padding) {
  // Whole groups go to their places at once: a letter in Digital Post is some fifty thousand characters of this.
  std::string text(bytes.size() / 3 * 4, '\0');
  char* out = text.data();
  char const* const letters = alphabet.data();
  std::size_t i = 0;
  for (; i + 3 <= bytes.size(); i += 3, out += 4) {
    std::uint32_t const group = (std::uint32_t{bytes[i]} << 16) | (std::uint32_t{bytes[i + 1]} << 8) | bytes[i + 2];
    out[0] = letters[(group >> 18) & 63];
    out[1] = letters[(group >> 12) & 63];
    out[2] = letters[(group >> 6) & 63];
    out[3] = letters[group & 63];
  }
  std::size_t const left = bytes.size() - i;
  if (left == 1) {
    std::uint32_t const group = std::uint32_t{bytes[i]} << 16;
    text += alphabet[(group >> 18) & 63];
    text += alphabet[(group >> 12) & 63];
    text += padding;
    text += padding;
  } else if (left == 2) {
    std::uint32_t const group = (std::uint32_t{bytes[i]} << 16) | (std::uint32_t{bytes[i + 1]} << 8);
    text += alphabet[(group >> 18) & 63];
    text += alphabet[(group >> 12) & 63];
    text += alphabet[(group >> 6) & 63];
    text += padding;
  }
  return text;
}

/// `text` carries no padding here.
std::optional<std::string> decode(std::string_view text, Table const& table) {
  if (text.size() % 4 == 1) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() * 3 / 4);
  std::uint32_t bits = 0;
  unsigned count = 0;
  for (char const letter : text) {
    std::uint8_t const value = table[static_cast<unsigned char>(letter)];
    if (value == kNone) return std::nullopt;
    bits = (bits << 6) | value;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes += static_cast<char>((bits >> count) & 0xff);
      bits &= (1U << count) - 1U;
    }
  }
  // Bits left over that are not zero would be a second spelling of the same bytes.
  if (bits != 0) return std::nullopt;
  return bytes;
}

}  // namespace

std::string to_hex(std::span<std::uint8_t const> bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (std::uint8_t const byte : bytes) {
    text += kHex[byte >> 4];
    text += kHex[byte & 15];
  }
  return text;
}

std::string to_base64(std::span<std::uint8_t const> bytes) { return encode(bytes, kBase64, "="); }

std::string to_base64url(std::span<std::uint8_t const> bytes) { return encode(bytes, kBase64Url, ""); }

std::string to_hex(std::string_view bytes) { return to_hex(bytes_of(bytes)); }
std::string to_base64(std::string_view bytes) { return to_base64(bytes_of(bytes)); }
std::string to_base64url(std::string_view bytes) { return to_base64url(bytes_of(bytes)); }

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    std::uint8_t const high = kHexTable[static_cast<unsigned char>(text[i])];
    std::uint8_t const low = kHexTable[static_cast<unsigned char>(text[i + 1])];
    if (high == kNone || low == kNone) return std::nullopt;
    bytes += static_cast<char>((high << 4) | low);
  }
  return bytes;
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  if (text.ends_with("==")) {
    text.remove_suffix(2);
  } else if (text.ends_with('=')) {
    text.remove_suffix(1);
  }
  return decode(text, kBase64Table);
}

std::optional<std::string> from_base64url(std::string_view text) { return decode(text, kBase64UrlTable); }

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kUpperHex = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (char const letter : text) {
    auto const byte = static_cast<unsigned char>(letter);
    bool const plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
                       byte == '-' || byte == '.' || byte == '_' || byte == '~';
    if (plain) {
      out += letter;
    } else {
      out += '%';
      out += kUpperHex[byte >> 4];
      out += kUpperHex[byte & 15];
    }
  }
  return out;
}

bool append_percent_decoded(std::string& out, std::string_view text, PlusSign plus) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    char letter = text[i];
    if (letter == '%') {
      std::optional<std::string> const byte = from_hex(text.substr(i + 1, 2));
      if (!byte || byte->size() != 1) return false;
      letter = byte->front();
      i += 2;
    } else if (letter == '+' && plus == PlusSign::kBlank) {
      letter = ' ';
    }
    out += letter;
  }
  return true;
}

void append_form_field(std::string& out, std::string_view name, std::string_view value) {
  if (!out.empty() && !out.ends_with('?') && !out.ends_with('&')) out += '&';
  out += percent_encode(name);
  out += '=';
  out += percent_encode(value);
}

}  // namespace base
