#include "http/form.h"

#include "http/query_pairs.h"

namespace http {

std::optional<std::string> form_field(std::string_view body, std::string_view name) {
  FieldList fields;
  if (!read_pairs(body, LineBreaks::kAllowed, fields)) return std::nullopt;
  auto const value = fields.find(name);
  return value ? std::optional{std::string{*value}} : std::nullopt;
}

bool is_same_origin(Request const& request, std::string_view own_origin) {
  // Every browser of today says so itself. Under our Referrer-Policy a form's Origin is "null", which proves nothing.
  if (auto const site = request.header("sec-fetch-site")) return *site == "same-origin" || *site == "none";
  auto const origin = request.header("origin");
  return !origin || *origin == own_origin;
}

}  // namespace http
