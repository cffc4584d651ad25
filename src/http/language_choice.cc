#include "http/language_choice.h"

#include <algorithm>

namespace http {

std::optional<Response> language_choice(Request const& request, std::string_view start) {
  auto const language = request.query.find("language");
  if (request.method != Method::kGet || (language != "da" && language != "en")) return std::nullopt;
  bool const plain = std::ranges::all_of(request.path, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' || c == '_' ||
           c == '-';
  });
  // A path that begins with two slashes would be another host's.
  bool const own = plain && !request.path.starts_with("//");
  Response response = see_other(own ? std::string_view{request.path} : start);
  response.add_header("Set-Cookie", "lang=" + std::string{*language} + "; Path=/; SameSite=Lax; Max-Age=31536000");
  return response;
}

}  // namespace http
