// /api/citizen/v1/ability: what the person can pay a month, by the rules of the authority's country. The figures are
// used for the answer and then forgotten: nothing of them is stored or logged.
#include <array>

#include "http/affordability_json.h"
#include "http/citizen/household_json.h"
#include "http/citizen/portal.h"
#include "http/json_writer.h"
#include "http/problem.h"

namespace http::citizen {

namespace {

constexpr std::array<std::string_view, 3> kPartners = {"none", "income", "no_income"};

Problem no_rules() {
  return {404, "ability_rules_unknown", "What can be paid is not reckoned here", {}, "Ask the authority instead.", {}};
}

}  // namespace

arrangements::Household read_household(JsonObject& told) {
  NumberRule const amount{.min = 0, .max = kMostMonthlyMinor};
  arrangements::Household household;
  household.net_income_minor = told.whole_number("net_income_minor", amount);
  household.partner = static_cast<arrangements::Partner>(told.word("partner", kPartners));
  for (JsonObject child : told.objects("children", {.max = kMostChildren})) {
    household.child_ages.push_back(
        static_cast<int>(child.whole_number("age", {.min = 0, .max = arrangements::kChildAgeLimit - 1})));
  }
  household.housing_minor = told.whole_number("housing_minor", amount);
  household.other_necessary_minor = told.whole_number("other_necessary_minor", amount);
  return household;
}

void Portal::add_ability_routes(Router& router) {
  router.add(Method::kPost, "/api/citizen/v1/ability", Privilege::kCitizen,
             [this](Request const& request) { return assess_ability(request); });
}

Response Portal::assess_ability(Request const& request) {
  JsonDocument document = JsonDocument::parse_body(request);
  JsonObject root = document.root();
  arrangements::Household const household = read_household(root);
  auto const planned = root.optional_whole_number("instalment_minor", {.min = 1, .max = kMostMonthlyMinor});
  if (!document.errors().empty()) return problem_response(document.problem(), request);
  auto const& pack = options_.affordability;
  if (!pack) return problem_response(no_rules(), request);
  base::Date const today = now().date;
  auto const found = arrangements::assess_affordability(*pack, household, today, planned);
  if (!found) return problem_response(no_rules(), request);
  JsonWriter json;
  json.begin_object().member("pack", pack->code).member("on", today).member("currency", pack->currency.code());
  write_affordability(json, *found);
  return json_response(200, json.end_object().take());
}

}  // namespace http::citizen
