#include "http/request.h"

#include <array>

namespace http {
namespace {

constexpr std::array<std::string_view, kMethodCount> kMethodNames = {"GET",   "HEAD",   "POST",   "PUT",
                                                                     "PATCH", "DELETE", "OPTIONS"};
constexpr std::size_t kMaxQueryParameters = 64;
constexpr std::size_t kKeptBodyBytes = 16 * 1024;

int hex_digit(char letter) noexcept {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return -1;
}

bool is_control(char letter) noexcept {
  auto const byte = static_cast<unsigned char>(letter);
  return byte < 0x20 || byte == 0x7f;
}

bool has_control(std::string_view text) noexcept {
  for (char const letter : text) {
    if (is_control(letter)) return true;
  }
  return false;
}

enum class PlusSign { kLiteral, kBlank };

/// Appends the decoded text; false on a broken escape.
bool decode_into(std::string_view text, PlusSign plus, std::string& out) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    char letter = text[i];
    if (letter == '%') {
      if (i + 2 >= text.size()) return false;
      int const high = hex_digit(text[i + 1]);
      int const low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return false;
      letter = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (letter == '+' && plus == PlusSign::kBlank) {
      letter = ' ';
    }
    out += letter;
  }
  return true;
}

/// An encoded slash or backslash would change how many segments a path has, depending on who decodes.
bool has_encoded_slash(std::string_view path) noexcept {
  for (std::size_t i = 0; i + 2 < path.size(); ++i) {
    if (path[i] != '%') continue;
    int const value = hex_digit(path[i + 1]) * 16 + hex_digit(path[i + 2]);
    if (value == '/' || value == '\\') return true;
  }
  return false;
}

bool has_dot_segment(std::string_view path) noexcept {
  std::size_t begin = 0;
  while (begin <= path.size()) {
    std::size_t end = path.find('/', begin);
    if (end == std::string_view::npos) end = path.size();
    std::string_view const segment = path.substr(begin, end - begin);
    if (segment == "." || segment == "..") return true;
    begin = end + 1;
  }
  return false;
}

bool parse_query(std::string_view text, FieldList& query) {
  std::string name;
  std::string value;
  while (!text.empty()) {
    std::size_t const end = text.find('&');
    std::string_view const pair = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (pair.empty()) continue;
    std::size_t const equals = pair.find('=');
    name.clear();
    value.clear();
    if (!decode_into(pair.substr(0, equals), PlusSign::kBlank, name)) return false;
    if (equals != std::string_view::npos && !decode_into(pair.substr(equals + 1), PlusSign::kBlank, value)) {
      return false;
    }
    if (has_control(name) || has_control(value) || !is_valid_utf8(name) || !is_valid_utf8(value)) return false;
    if (query.size() >= kMaxQueryParameters || query.count(name) != 0) return false;
    query.add(name, value);
  }
  return true;
}

}  // namespace

std::string_view method_name(Method method) noexcept { return kMethodNames[static_cast<std::size_t>(method)]; }

std::optional<Method> parse_method(std::string_view name) noexcept {
  for (std::size_t i = 0; i < kMethodCount; ++i) {
    if (kMethodNames[i] == name) return static_cast<Method>(i);
  }
  return std::nullopt;
}

void Request::clear() {
  method = Method::kGet;
  target.clear();
  path.clear();
  query.clear();
  headers.clear();
  cookies.clear();
  parameters.clear();
  // A connection that once carried a large body does not keep the memory for it.
  if (body.capacity() > kKeptBodyBytes) {
    std::string().swap(body);
  } else {
    body.clear();
  }
  remote_address.clear();
  transport = Transport::kPlain;
  request_id.clear();
  route = {};
  received = {};
  caller_.reset();
}

bool split_target(std::string_view target, std::string& path, FieldList& query) {
  path.clear();
  query.clear();
  if (!target.starts_with('/')) return false;
  bool has_escape = false;
  for (char const letter : target) {
    auto const byte = static_cast<unsigned char>(letter);
    if (byte <= 0x20 || byte >= 0x7f || letter == '#' || letter == '\\') return false;
    has_escape = has_escape || letter == '%';
  }
  std::size_t const mark = target.find('?');
  std::string_view const raw_path = target.substr(0, mark);
  if (has_escape) {
    if (has_encoded_slash(raw_path) || !decode_into(raw_path, PlusSign::kLiteral, path)) return false;
    if (has_control(path) || !is_valid_utf8(path)) return false;
  } else {
    path = raw_path;
  }
  if (has_dot_segment(path)) return false;
  return mark == std::string_view::npos || parse_query(target.substr(mark + 1), query);
}

std::optional<std::string> percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  if (!decode_into(text, PlusSign::kLiteral, out)) return std::nullopt;
  if (out.find('\0') != std::string::npos) return std::nullopt;
  return out;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
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
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

// The well-formed byte sequences of the Unicode Standard, table 3-7.
bool is_valid_utf8(std::string_view text) noexcept {
  std::size_t i = 0;
  while (i < text.size()) {
    auto const first = static_cast<unsigned char>(text[i]);
    if (first < 0x80) {
      ++i;
      continue;
    }
    std::size_t more = 0;
    unsigned char low = 0x80;
    unsigned char high = 0xbf;
    if (first >= 0xc2 && first <= 0xdf) {
      more = 1;
    } else if (first >= 0xe0 && first <= 0xef) {
      more = 2;
      if (first == 0xe0) low = 0xa0;
      if (first == 0xed) high = 0x9f;
    } else if (first >= 0xf0 && first <= 0xf4) {
      more = 3;
      if (first == 0xf0) low = 0x90;
      if (first == 0xf4) high = 0x8f;
    } else {
      return false;
    }
    if (i + more >= text.size()) return false;
    for (std::size_t k = 1; k <= more; ++k) {
      auto const byte = static_cast<unsigned char>(text[i + k]);
      if (byte < low || byte > high) return false;
      low = 0x80;
      high = 0xbf;
    }
    i += more + 1;
  }
  return true;
}

}  // namespace http
