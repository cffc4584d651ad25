#include "http/citizen/authority_profile.h"

#include "json_values/json_object.h"

namespace http::citizen {

using json_values::object_member;
using json_values::parse_object;
using json_values::text_in;
using json_values::text_member;

AuthorityProfile read_profile(ports::Authority const& authority, std::vector<ports::Source> const& sources) {
  AuthorityProfile profile;
  profile.authority = authority;
  boost::json::object const settings = parse_object(authority.settings).value_or(boost::json::object());
  profile.phone = text_member(settings, "phone");
  profile.email = text_member(settings, "email");
  for (std::string const& language : profile.languages) {
    profile.opening_hours.emplace(language, text_in(settings, "opening_hours", language));
  }
  auto const* links = settings.if_contains("links_in_sms");
  profile.links_in_sms = links != nullptr && links->is_bool() && links->get_bool();
  auto const* departments = object_member(settings, "departments");
  for (ports::Source const& source : sources) {
    profile.department_names[source.id] = source.name;
    DepartmentContact contact{profile.phone, profile.email};
    auto const* own = departments != nullptr ? object_member(*departments, source.code) : nullptr;
    if (own != nullptr) contact = {text_member(*own, "phone"), text_member(*own, "email")};
    profile.department_contacts[source.id] = std::move(contact);
  }
  if (auto const* basis = object_member(settings, "legal_basis")) {
    for (auto const& [type, text] : *basis) {
      if (text.is_string()) profile.legal_basis.emplace(type, std::string{text.get_string().c_str()});
    }
  }
  return profile;
}

}  // namespace http::citizen
