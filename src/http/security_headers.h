// The headers that every answer carries to make the browser careful.
//
// Source: OWASP ASVS 5.0.0 chapter V3.4 and 4.1.1; Content Security Policy Level 3; RFC 6797 (HSTS).
// JSON, text and files get a policy under which nothing in them can run or load; pages get one that allows only the
// own origin, no inline script or style, and no framing.
// Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/request.h"
#include "http/response.h"

namespace http {

struct SecurityHeaderOptions {
  /// Extra origins that a form on a page may lead to by redirect, such as the payment page: "https://pay.example".
  std::vector<std::string> form_targets;
};

class SecurityHeaders {
 public:
  explicit SecurityHeaders(SecurityHeaderOptions const& options);

  /// Appends the header lines ("Name: value\r\n") that `response` does not set itself. HSTS only over TLS.
  void append_to(std::string& head, Response const& response, Transport transport) const;

  /// The Content-Security-Policy of pages.
  [[nodiscard]] std::string const& page_policy() const noexcept { return page_policy_; }

 private:
  std::string page_policy_;
};

}  // namespace http
