#include "http/response.h"

#include "http/fields.h"

namespace http {
namespace {

bool is_token_letter(char letter) noexcept {
  if ((letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9')) {
    return true;
  }
  return std::string_view("!#$%&'*+-.^_`|~").contains(letter);
}

Response typed_response(int status, std::string_view type, std::string body) {
  Response response;
  response.status = status;
  response.headers.push_back({"Content-Type", std::string(type)});
  response.body = std::move(body);
  return response;
}

}  // namespace

std::string_view Body::view() const noexcept {
  if (auto const* const owned = std::get_if<std::string>(&content_)) return *owned;
  if (auto const* const shared = std::get_if<std::shared_ptr<std::string const>>(&content_)) {
    return *shared ? std::string_view(**shared) : std::string_view();
  }
  return std::get<std::string_view>(content_);
}

Response& Response::set_header(std::string_view name, std::string_view value) {
  std::erase_if(headers, [name](ResponseHeader const& field) { return equal_ignoring_case(field.name, name); });
  return add_header(name, value);
}

Response& Response::add_header(std::string_view name, std::string_view value) {
  headers.push_back({std::string(name), std::string(value)});
  return *this;
}

std::string const* Response::header(std::string_view name) const noexcept {
  for (ResponseHeader const& field : headers) {
    if (equal_ignoring_case(field.name, name)) return &field.value;
  }
  return nullptr;
}

Response json_response(int status, std::string json) {
  return typed_response(status, "application/json; charset=utf-8", std::move(json));
}

Response text_response(int status, std::string text) {
  return typed_response(status, "text/plain; charset=utf-8", std::move(text));
}

Response html_response(int status, std::string html) {
  return typed_response(status, "text/html; charset=utf-8", std::move(html));
}

Response no_content() {
  Response response;
  response.status = 204;
  return response;
}

Response see_other(std::string_view location) {
  Response response;
  response.status = 303;
  response.add_header("Location", location);
  return response;
}

std::string_view own_path_or(std::string_view next, std::string_view fallback) noexcept {
  if (!next.starts_with('/') || next.starts_with("//")) return fallback;
  for (char const letter : next) {
    auto const byte = static_cast<unsigned char>(letter);
    // Browsers read a backslash as a slash.
    if (byte <= 0x20 || byte >= 0x7f || letter == '\\') return fallback;
  }
  return next;
}

bool is_header_safe(std::string_view name, std::string_view value) noexcept {
  if (name.empty()) return false;
  for (char const letter : name) {
    if (!is_token_letter(letter)) return false;
  }
  for (char const letter : value) {
    auto const byte = static_cast<unsigned char>(letter);
    if ((byte < 0x20 && byte != '\t') || byte == 0x7f) return false;
  }
  return true;
}

std::string_view reason_phrase(int status) noexcept {
  switch (status) {
    case 100:
      return "Continue";
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 206:
      return "Partial Content";
    case 301:
      return "Moved Permanently";
    case 302:
      return "Found";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 307:
      return "Temporary Redirect";
    case 308:
      return "Permanent Redirect";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 406:
      return "Not Acceptable";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 421:
      return "Misdirected Request";
    case 422:
      return "Unprocessable Content";
    case 428:
      return "Precondition Required";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 502:
      return "Bad Gateway";
    case 503:
      return "Service Unavailable";
    case 504:
      return "Gateway Timeout";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Unknown";
  }
}

}  // namespace http
