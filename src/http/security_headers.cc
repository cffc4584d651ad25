#include "http/security_headers.h"

namespace http {
namespace {

constexpr std::string_view kNothingPolicy =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// One year, as ASVS 3.4.1 asks.
constexpr std::string_view kHsts = "max-age=31536000; includeSubDomains";

void append_unless_set(std::string& head, Response const& response, std::string_view name, std::string_view value) {
  if (response.header(name) != nullptr) return;
  head += name;
  head += ": ";
  head += value;
  head += "\r\n";
}

}  // namespace

SecurityHeaders::SecurityHeaders(SecurityHeaderOptions const& options)
    : page_policy_(
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
          "connect-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
          "form-action 'self'") {
  for (std::string const& target : options.form_targets) page_policy_ += " " + target;
}

void SecurityHeaders::append_to(std::string& head, Response const& response, Transport transport) const {
  std::string const* const type = response.header("Content-Type");
  bool const is_page = type != nullptr && type->starts_with("text/html");
  append_unless_set(head, response, "Content-Security-Policy",
                    is_page ? std::string_view(page_policy_) : kNothingPolicy);
  // None of these has a reason to differ between answers, so a handler cannot change them.
  head +=
      "X-Content-Type-Options: nosniff\r\n"
      "X-Frame-Options: DENY\r\n"
      "Referrer-Policy: no-referrer\r\n"
      "Cross-Origin-Opener-Policy: same-origin\r\n"
      "Cross-Origin-Resource-Policy: same-origin\r\n"
      "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=()\r\n";
  if (transport == Transport::kTls) {
    head += "Strict-Transport-Security: ";
    head += kHsts;
    head += "\r\n";
  }
  append_unless_set(head, response, "Cache-Control", "no-store");
}

}  // namespace http
