// Errors as problem documents.
//
// Source: RFC 9457 (application/problem+json). `type` is urn:fairdue:problem:<code>; the members `code`, `next_step`,
//   `request_id` and `errors` are ours. Texts are for the caller's developer: never a stack, a path, SQL or what
//   somebody sent.
// Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/request.h"
#include "http/response.h"

namespace http {

/// One field of the input that is wrong. `path` as in "$.claims[2].amount_minor".
struct FieldError {
  std::string path;
  std::string message;
};

struct Problem {
  int status = 500;
  std::string code;    // stable, snake_case: what callers branch on
  std::string title;   // short, the same for every occurrence
  std::string detail;  // this occurrence; may be empty
  std::string next_step;
  std::vector<FieldError> errors;
};

[[nodiscard]] std::string to_json(Problem const& problem, std::string_view request_id);
[[nodiscard]] Response problem_response(Problem const& problem, std::string_view request_id);
[[nodiscard]] inline Response problem_response(Problem const& problem, Request const& request) {
  return problem_response(problem, request.request_id);
}

// The problems that the server core itself gives.
[[nodiscard]] Problem malformed_request(std::string_view detail);
[[nodiscard]] Problem not_found();
[[nodiscard]] Problem method_not_allowed();
[[nodiscard]] Problem too_large(std::size_t limit_bytes);
[[nodiscard]] Problem unsupported_media_type(std::string_view expected);
[[nodiscard]] Problem too_many_requests();
[[nodiscard]] Problem overloaded();
[[nodiscard]] Problem internal_error();
[[nodiscard]] Problem unauthenticated();
[[nodiscard]] Problem forbidden();
/// 422 with the list of what is wrong.
[[nodiscard]] Problem invalid_input(std::vector<FieldError> errors);

}  // namespace http
