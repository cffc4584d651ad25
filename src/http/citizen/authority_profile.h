// What an authority tells citizens about itself and its departments: from the authority's settings.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "ports/books_reader.h"

namespace http::citizen {

struct DepartmentContact {
  std::string phone;
  std::string email;
};

struct AuthorityProfile {
  ports::Authority authority;
  std::vector<std::string> languages = {"da", "en"};
  std::vector<ledger::Means> means;  // that a citizen can pay by here, as they are offered
  std::string phone;
  std::string email;
  std::map<std::string, std::string> opening_hours;  // by language, for each of `languages`
  bool has_helpers = false;                          // whether people can be referred to anybody; not from the settings
  bool has_creditors = false;  // whether one can plan with other authorities here; not from the settings
  bool links_in_sms = false;   // whether text messages may hold a link; otherwise a short address and a code
  std::map<base::SourceId, std::string> department_names;
  std::map<base::SourceId, DepartmentContact> department_contacts;
  std::map<std::string, std::string, std::less<>> legal_basis;  // by claim type
};

/// Members that are missing or of another kind are left out: settings are an operator's text.
[[nodiscard]] AuthorityProfile read_profile(ports::Authority const& authority,
                                            std::vector<ports::Source> const& sources);

}  // namespace http::citizen
