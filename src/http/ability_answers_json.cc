#include "http/ability_answers_json.h"

#include <array>

namespace http {

namespace {

constexpr std::array<std::string_view, 3> kPartners = {"none", "income", "no_income"};

}  // namespace

arrangements::Household read_ability_answers(JsonObject& told) {
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

std::string_view word_for(arrangements::Partner partner) { return kPartners.at(static_cast<std::size_t>(partner)); }

void write_ability_answers(JsonWriter& json, arrangements::Household const& household) {
  json.begin_object().member("net_income_minor", household.net_income_minor);
  json.member("partner", word_for(household.partner)).key("children").begin_array();
  for (int const age : household.child_ages) json.begin_object().member("age", std::int64_t{age}).end_object();
  json.end_array().member("housing_minor", household.housing_minor);
  json.member("other_necessary_minor", household.other_necessary_minor).end_object();
}

}  // namespace http
