#include "http/affordability_json.h"

namespace http {

namespace {

void amount_if(JsonWriter& json, std::string_view name, std::optional<std::int64_t> minor) {
  json.key(name);
  if (minor) {
    json.value(*minor);
  } else {
    json.raw("null");
  }
}

}  // namespace

void write_affordability(JsonWriter& json, arrangements::Affordability const& found) {
  amount_if(json, "instalment_minor", found.instalment_minor);
  amount_if(json, "suggested_minor", found.suggested_minor);
  json.member("spare_minor", found.spare_minor);
  json.member("minimum_to_live_on_minor", found.minimum_to_live_on_minor);
  json.member("left_to_live_on_minor", found.left_to_live_on_minor);
  json.member("left_without_plan_minor", found.left_without_plan_minor);
  json.key("steps").begin_array();
  for (arrangements::AffordabilityStep const& step : found.steps) {
    json.begin_object().member("figure", arrangements::name_of(step.figure)).member("rule", step.rule);
    if (step.from) json.member("section", step.section).member("from", *step.from);
    json.member("text", step.text).member("amount_minor", step.amount_minor).end_object();
  }
  json.end_array().key("warnings").begin_array();
  for (arrangements::AffordabilityWarning const& warning : found.warnings) {
    json.begin_object().member("rule", warning.rule).member("code", arrangements::name_of(warning.caution));
    json.member("text", warning.message).end_object();
  }
  json.end_array();
}

}  // namespace http
