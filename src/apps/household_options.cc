#include "apps/household_options.h"

#include "adapters/law_files/affordability_file.h"
#include "apps/installation.h"

namespace apps {

using arrangements::AffordabilityError;
using arrangements::AffordabilityPack;

namespace {

void check_children(HouseholdArguments const& arguments) {
  auto const ages = static_cast<std::int64_t>(arguments.household.child_ages.size());
  std::int64_t const children = arguments.children.value_or(ages);
  if (children == ages) return;
  throw CommandRefused("--children is " + std::to_string(children) + ", but --child-ages names " +
                       std::to_string(ages) +
                       ": the amounts depend on each child's age, so give one age for each, such as --child-ages 1,6");
}

std::vector<AffordabilityPack> affordability_packs() {
  std::vector<AffordabilityPack> packs;
  for (auto const& file : adapters::law_files::built_in_affordability_files()) {
    auto pack = adapters::law_files::read_affordability_pack(file);
    if (!pack) throw CommandRefused(pack.error().text());
    packs.push_back(*std::move(pack));
  }
  return packs;
}

}  // namespace

AffordabilityPack find_affordability_pack(std::string const& code) {
  std::string known;
  for (AffordabilityPack& pack : affordability_packs()) {
    if (pack.code == code) return std::move(pack);
    known += (known.empty() ? "" : ", ") + pack.code;
  }
  throw CommandRefused("there is no affordability pack '" + code + "': choose one of " + known);
}

std::optional<AffordabilityPack> affordability_pack_of(std::string const& country) {
  for (AffordabilityPack& pack : affordability_packs()) {
    if (pack.country == country) return std::move(pack);
  }
  return std::nullopt;
}

std::string advice_for(AffordabilityError error, AffordabilityPack const& pack) {
  switch (error) {
    case AffordabilityError::kNegativeAmount:
      return "an income or an expense is below zero: give amounts a month in minor units, 0 for none";
    case AffordabilityError::kAmountOutOfRange:
      return "an amount is too large: give amounts a month in minor units, at most " +
             std::to_string(arrangements::kMonthlyIncomeLimitMinor);
    case AffordabilityError::kNoChildAge:
      return "a child's age is not from 0 to 17: give whole years, and leave out who is 18 or more";
    case AffordabilityError::kBeforeFirstDay:
      return "the pack '" + pack.code + "' begins on " + base::format_date(pack.first_day()) +
             ": ask with --on for that day or a later one";
    case AffordabilityError::kInstalmentNotPositive:
      return "the planned instalment must be above zero: leave --instalment-minor out to have one proposed";
  }
  return {};
}

arrangements::Household household_of(HouseholdArguments const& arguments) {
  check_children(arguments);
  arrangements::Household household = arguments.household;
  using enum arrangements::Partner;
  household.partner = arguments.partner == "none"     ? kNone
                      : arguments.partner == "income" ? kWithIncome
                                                      : kWithoutIncome;
  return household;
}

void add_household_options(CLI::App& command, HouseholdArguments& arguments, std::string const& pack_option) {
  arrangements::Household& household = arguments.household;
  command.add_option(pack_option, arguments.pack, "the country's rules: dk or nl");
  command.add_option("--net-income-minor", household.net_income_minor, "the person's, a month after tax");
  command.add_option("--partner", arguments.partner, "none, income (the partner has one) or no-income")
      ->check(CLI::IsMember({"none", "income", "no-income"}))
      ->capture_default_str();
  command.add_option("--children", arguments.children, "how many under 18; needs --child-ages");
  command.add_option("--child-ages", household.child_ages, "in whole years, such as 1,6")->delimiter(',');
  command.add_option("--housing-minor", household.housing_minor, "a month")->capture_default_str();
  command.add_option("--other-necessary-minor", household.other_necessary_minor, "other necessary expenses a month")
      ->capture_default_str();
}

}  // namespace apps
