#include "http/cookies.h"

#include <stdexcept>

namespace http {
namespace {

std::string_view trim(std::string_view text) noexcept {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// RFC 6265 section 4.1.1, cookie-octet.
bool is_cookie_letter(char letter) noexcept {
  auto const byte = static_cast<unsigned char>(letter);
  return byte > 0x20 && byte < 0x7f && letter != '"' && letter != ',' && letter != ';' && letter != '\\';
}

void append_attributes(std::string& out, SameSite same_site, CookieProtection protection) {
  out += "; Path=/; HttpOnly";
  out += same_site == SameSite::kStrict ? "; SameSite=Strict" : "; SameSite=Lax";
  if (protection == CookieProtection::kSecure) out += "; Secure";
}

}  // namespace

void parse_cookies(std::string_view header, FieldList& cookies) {
  while (!header.empty()) {
    std::size_t const end = header.find(';');
    std::string_view const pair = trim(header.substr(0, end));
    header = end == std::string_view::npos ? std::string_view() : header.substr(end + 1);
    std::size_t const equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    cookies.add(trim(pair.substr(0, equals)), trim(pair.substr(equals + 1)));
  }
}

std::string cookie_name(std::string_view name, CookieProtection protection) {
  return (protection == CookieProtection::kSecure ? "__Host-" : "") + std::string(name);
}

std::string set_cookie(std::string_view name, std::string_view value, SameSite same_site, CookieProtection protection,
                       std::optional<std::chrono::seconds> lifetime) {
  for (char const letter : value) {
    if (!is_cookie_letter(letter)) throw std::invalid_argument("cookie value");
  }
  std::string out = cookie_name(name, protection);
  out += '=';
  out += value;
  append_attributes(out, same_site, protection);
  if (lifetime) out += "; Max-Age=" + std::to_string(lifetime->count());
  return out;
}

std::string remove_cookie(std::string_view name, SameSite same_site, CookieProtection protection) {
  return set_cookie(name, "", same_site, protection, std::chrono::seconds(0));
}

}  // namespace http
