#include "http/problem.h"

#include <utility>

#include "http/json_text.h"

namespace http {
namespace {

void append_member(std::string& out, std::string_view name, std::string_view value) {
  out += ',';
  append_json_string(out, name);
  out += ':';
  append_json_string(out, value);
}

}  // namespace

std::string to_json(Problem const& problem, std::string_view request_id) {
  std::string out = "{\"type\":";
  append_json_string(out, "urn:fairdue:problem:" + problem.code);
  append_member(out, "title", problem.title);
  out += ",\"status\":" + std::to_string(problem.status);
  append_member(out, "code", problem.code);
  if (!problem.detail.empty()) append_member(out, "detail", problem.detail);
  if (!problem.next_step.empty()) append_member(out, "next_step", problem.next_step);
  if (!request_id.empty()) append_member(out, "request_id", request_id);
  if (!problem.errors.empty()) {
    out += ",\"errors\":[";
    for (std::size_t i = 0; i < problem.errors.size(); ++i) {
      out += i == 0 ? "{\"path\":" : ",{\"path\":";
      append_json_string(out, problem.errors[i].path);
      append_member(out, "message", problem.errors[i].message);
      out += '}';
    }
    out += ']';
  }
  out += '}';
  return out;
}

Response problem_response(Problem const& problem, std::string_view request_id) {
  Response response;
  response.status = problem.status;
  response.headers.push_back({"Content-Type", "application/problem+json"});
  response.body = to_json(problem, request_id);
  return response;
}

Problem malformed_request(std::string_view detail) {
  return {400,
          "malformed_request",
          "The request cannot be read",
          std::string(detail),
          "Send a well-formed HTTP/1.1 request.",
          {}};
}

Problem not_found() {
  return {404, "not_found", "There is nothing here", "", "Check the address, and that you may see what it names.", {}};
}

Problem method_not_allowed() {
  return {405,
          "method_not_allowed",
          "This address does not take that method",
          "",
          "Use one of the methods in the Allow header.",
          {}};
}

Problem too_large(std::size_t limit_bytes) {
  return {413,
          "too_large",
          "The request is too large",
          "At most " + std::to_string(limit_bytes) + " bytes are taken.",
          "Send less at a time.",
          {}};
}

Problem unsupported_media_type(std::string_view expected) {
  return {415,
          "unsupported_media_type",
          "The content is of another type than this address takes",
          "Expected " + std::string(expected) + ".",
          "Set Content-Type and send content of that type.",
          {}};
}

Problem too_many_requests() {
  return {429,
          "too_many_requests",
          "Too many tries in a short time",
          "",
          "Wait as long as Retry-After says, then try again.",
          {}};
}

Problem overloaded() {
  return {503, "overloaded", "The service is busy", "", "Wait as long as Retry-After says, then send the same again.",
          {}};
}

Problem internal_error() {
  return {500,
          "internal_error",
          "Something went wrong here",
          "",
          "Send the same again later; if it goes on, report the request_id.",
          {}};
}

Problem unauthenticated() { return {401, "unauthenticated", "You are not logged in", "", "Log in and try again.", {}}; }

Problem forbidden() { return {403, "forbidden", "You may not do this", "", "Ask whoever gave you access.", {}}; }

Problem invalid_input(std::vector<FieldError> errors) {
  return {422,
          "invalid_input",
          "The content is not as the contract says",
          "",
          "Correct what is listed in errors.",
          std::move(errors)};
}

}  // namespace http
