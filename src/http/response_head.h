// The status line and header of an answer, as they go over the wire.
//
// Source: RFC 9112 section 4, RFC 9110 sections 5.6.7 (Date) and 8.6 (Content-Length).
// Internal to the server. Reads no clock: the time is the request's.
#pragma once

#include <cstdint>
#include <string>

#include "base/instant.h"
#include "http/request.h"
#include "http/response.h"
#include "http/security_headers.h"

namespace http {

void append_number(std::string& out, std::uint64_t value, int base = 10);

/// RFC 9110 section 5.6.7, made at most once a second.
class DateLine {
 public:
  /// "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"; good until the next call.
  std::string const& at(base::Instant now);

 private:
  std::int64_t second_ = -1;
  std::string line_;
};

enum class After : std::uint8_t { kKeepAlive, kClose };

/// False for headers that the server itself writes, or that would end the header early: a mistake in a handler.
[[nodiscard]] bool is_sendable(Response const& response) noexcept;

/// Replaces `head` by all that comes before the body.
void make_head(std::string& head, Request const& request, Response const& response, After after, DateLine& date_line,
               SecurityHeaders const& security_headers);

}  // namespace http
