#include "apps/enquiry_settings.h"

namespace apps {

namespace {

using enquiries::Kind;
using enquiries::Policy;

constexpr PolicyField<Policy> kFields[] = {
    {"answer_objection_days", "days in which an objection is answered",
     [](Policy const& p) { return std::int64_t{p.answer_days[index_of(Kind::kObjection)]}; },
     [](Policy& p, std::int64_t value) {
       p.answer_days[index_of(Kind::kObjection)] = static_cast<std::int32_t>(value);
     }},
    {"answer_deferral_days", "days in which a wish for more time is answered",
     [](Policy const& p) { return std::int64_t{p.answer_days[index_of(Kind::kDeferral)]}; },
     [](Policy& p, std::int64_t value) {
       p.answer_days[index_of(Kind::kDeferral)] = static_cast<std::int32_t>(value);
     }},
    {"answer_question_days", "days in which a question is answered",
     [](Policy const& p) { return std::int64_t{p.answer_days[index_of(Kind::kQuestion)]}; },
     [](Policy& p, std::int64_t value) {
       p.answer_days[index_of(Kind::kQuestion)] = static_cast<std::int32_t>(value);
     }},
    {"answer_instalments_days", "days in which a wish for other instalments is answered",
     [](Policy const& p) { return std::int64_t{p.answer_days[index_of(Kind::kInstalments)]}; },
     [](Policy& p, std::int64_t value) {
       p.answer_days[index_of(Kind::kInstalments)] = static_cast<std::int32_t>(value);
     }},
    {"answer_help_days", "days in which a need of help is answered",
     [](Policy const& p) { return std::int64_t{p.answer_days[index_of(Kind::kHelp)]}; },
     [](Policy& p, std::int64_t value) { p.answer_days[index_of(Kind::kHelp)] = static_cast<std::int32_t>(value); }},
    {"department_days", "days in which a department answers what it is asked",
     [](Policy const& p) { return std::int64_t{p.department_days}; },
     [](Policy& p, std::int64_t value) { p.department_days = static_cast<std::int32_t>(value); }},
    {"soon_days", "so many days before its deadline an answer is due soon",
     [](Policy const& p) { return std::int64_t{p.soon_days}; },
     [](Policy& p, std::int64_t value) { p.soon_days = static_cast<std::int32_t>(value); }},
    {"fresh_days", "days from an answer until the course of the claims goes on",
     [](Policy const& p) { return std::int64_t{p.fresh_days}; },
     [](Policy& p, std::int64_t value) { p.fresh_days = static_cast<std::int32_t>(value); }},
    {"late_days", "days promised anew, once, when a deadline was not kept",
     [](Policy const& p) { return std::int64_t{p.late_days}; },
     [](Policy& p, std::int64_t value) { p.late_days = static_cast<std::int32_t>(value); }},
    {"promise_days", "days ahead that a promise to pay may be",
     [](Policy const& p) { return std::int64_t{p.promise_days}; },
     [](Policy& p, std::int64_t value) { p.promise_days = static_cast<std::int32_t>(value); }},
    {"grace_days", "days after a promised or granted day in which nothing happens",
     [](Policy const& p) { return std::int64_t{p.grace_days}; },
     [](Policy& p, std::int64_t value) { p.grace_days = static_cast<std::int32_t>(value); }},
    {"deferral_days", "days ahead that somebody may ask to wait",
     [](Policy const& p) { return std::int64_t{p.deferral_days}; },
     [](Policy& p, std::int64_t value) { p.deferral_days = static_cast<std::int32_t>(value); }},
};

}  // namespace

PolicySettings<Policy> const& enquiry_settings() {
  static PolicySettings<Policy> const kSettings{"enquiry_policy", "an authority", kFields, enquiries::is_usable};
  return kSettings;
}

Policy enquiry_policy(ports::Authority const& authority) { return enquiry_settings().read(authority, {}); }

}  // namespace apps
