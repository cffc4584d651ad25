#include "http/response_head.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/http_date.h"

namespace http {

void append_number(std::string& out, std::uint64_t value, int base) {
  std::array<char, 24> digits{};
  auto const [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value, base);
  out.append(digits.data(), end);
}

std::string const& DateLine::at(base::Instant now) {
  std::int64_t const second = now.microseconds / 1'000'000;
  if (second != second_) {
    second_ = second;
    line_ = "Date: " + base::format_http_date(now) + "\r\n";
  }
  return line_;
}

bool is_sendable(Response const& response) noexcept {
  static constexpr std::array<std::string_view, 5> kOwn = {"Content-Length", "Transfer-Encoding", "Connection", "Date",
                                                           "Trailer"};
  if (response.status < 200 || response.status > 599) return false;
  return std::all_of(response.headers.begin(), response.headers.end(), [](ResponseHeader const& field) {
    bool const own = std::any_of(kOwn.begin(), kOwn.end(),
                                 [&field](std::string_view name) { return equal_ignoring_case(name, field.name); });
    return !own && is_header_safe(field.name, field.value);
  });
}

void make_head(std::string& head, Request const& request, Response const& response, After after, DateLine& date_line,
               SecurityHeaders const& security_headers) {
  head.clear();
  head += "HTTP/1.1 ";
  append_number(head, static_cast<std::uint64_t>(response.status));
  head += ' ';
  head += reason_phrase(response.status);
  head += "\r\n";
  head += date_line.at(request.received);
  for (ResponseHeader const& field : response.headers) {
    head += field.name;
    head += ": ";
    head += field.value;
    head += "\r\n";
  }
  security_headers.append_to(head, response, request.transport);
  head += "X-Request-Id: ";
  head += request.request_id;
  head += "\r\n";
  if (response.status != 204 && response.status != 304) {
    head += "Content-Length: ";
    append_number(head, response.body.view().size());
    head += "\r\n";
  }
  if (after == After::kClose) head += "Connection: close\r\n";
  head += "\r\n";
}

}  // namespace http
