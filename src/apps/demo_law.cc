#include "apps/demo_law.h"

#include <boost/json.hpp>

#include "adapters/law_files/help_directory_file.h"

namespace apps {

namespace {

constexpr char const* kTypes[] = {"day_care",   "after_school",        "library_fee", "parking_control_fee",
                                  "care_meals", "housing_deposit_loan"};

constexpr char kDecisions[] = R"toml(
[[fee]]
pack = "dk/public"
rule = "reminder_fee"
amount = "100.00"

[[council]]
pack = "dk/public"
rule = "reminder_fee"
by = "Testby Kommune, an invented budget"
on = 2025-10-08

[[council]]
pack = "dk/public"
rule = "interest"
by = "Testby Kommune, an invented budget"
on = 2025-10-08
)toml";

/// Which claims are public ones is each authority's own finding; that all of these are is the demo's.
std::string law_from(base::Date begins) {
  std::string text = "format = 1\n";
  for (char const* type : kTypes) {
    text += "\n[[type]]\ntype = \"" + std::string{type} +
            "\"\npack = \"dk/public\"\nprocedure = \"dk/municipal\"\ninterest_from = " + base::format_date(begins) +
            "\n";
  }
  return text + kDecisions;
}

/// Everything leaves at any hour of any day, so that there is something to see whenever the demo is opened; a real
/// authority leaves text messages to the day (SendRules).
constexpr char kSettings[] = R"json({"phone":"+45 00 11 22 33","email":"opkraevning@testby.invalid",
"opening_hours":{"da":"Mandag til fredag kl. 9 til 15","en":"Monday to Friday, 9 to 15"},"links_in_sms":true,
"direct_debit_policy":{"creditor_number":27,"data_supplier":19},
"bank":{"schemes":["fik_71"],"creditors":["00112233"]},
"departments":{"dagtilbud":{"phone":"+45 00 11 22 41","email":"dagtilbud@testby.invalid"},
"skole":{"phone":"+45 00 11 22 42","email":"skole@testby.invalid"},
"bibliotek":{"phone":"+45 00 11 22 43","email":"bibliotek@testby.invalid"},
"parkering":{"phone":"+45 00 11 22 44","email":"parkering@testby.invalid"},
"omsorg":{"phone":"+45 00 11 22 45","email":"omsorg@testby.invalid"},
"bolig":{"phone":"+45 00 11 22 46","email":"bolig@testby.invalid"}},
"legal_basis":{"day_care":"Dagtilbudsloven § 31","after_school":"Folkeskoleloven § 50",
"library_fee":"Biblioteksloven § 21","parking_control_fee":"Færdselsloven § 122 c",
"housing_deposit_loan":"Boligstøtteloven § 54"},
"messages":{"address":["Rådhuspladsen 1","0000 Testby"],"case_cvr":"00112233","complaint_board":"Ankestyrelsen",
"claim_types":{"day_care":"Daginstitution","after_school":"SFO","library_fee":"Biblioteksgebyr",
"parking_control_fee":"Parkeringsafgift","care_meals":"Madservice","housing_deposit_loan":"Lån til boligindskud"},
"windows":{"sms":{"from":"00:00","until":"24:00","days":"every"},
"email":{"from":"00:00","until":"24:00","days":"every"}},
"business_day":"00:00"}})json";

}  // namespace

ports::Authority demo_authority(base::Date begins) {
  boost::json::object settings = boost::json::parse(kSettings).as_object();
  settings["law"] = law_from(begins);
  settings["help_directory"] = adapters::law_files::example_help_directory().text;
  return {{}, kDemoAuthorityCode, "Testby Kommune", "DK", base::kDanishKrone, boost::json::serialize(settings)};
}

}  // namespace apps
