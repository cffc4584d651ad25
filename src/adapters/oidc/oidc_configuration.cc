#include "adapters/oidc/oidc_configuration.h"

namespace adapters::oidc {
namespace {

using ports::AssuranceLevel;
using LevelValues = std::vector<std::pair<std::string, AssuranceLevel>>;

/// The concept URIs of data.gov.dk for the three levels of NSIS.
LevelValues nsis_values() {
  return {{"https://data.gov.dk/concept/core/nsis/Low", AssuranceLevel::kLow},
          {"https://data.gov.dk/concept/core/nsis/Substantial", AssuranceLevel::kSubstantial},
          {"https://data.gov.dk/concept/core/nsis/High", AssuranceLevel::kHigh}};
}

}  // namespace

TokenClaimNames nets_eid_broker_claims() {
  TokenClaimNames names;
  names.level = {"loa"};
  names.level_values = nsis_values();
  names.national_id = {"dk.cpr", "nemlogin.cpr"};
  names.name = {"mitid.identity_name", "nemlogin.name", "name"};
  names.kind = "identity_type";
  names.private_kinds = {"private"};
  names.professional_kinds = {"professional"};
  names.professional_marks = {"nemlogin.cvr"};
  names.means = "idp";
  names.allowed_means = {"mitid", "mitid_erhverv"};
  return names;
}

TokenClaimNames criipto_claims() {
  TokenClaimNames names;
  names.level = {"loa", "authenticationtype", "acr"};
  names.level_values = nsis_values();
  for (char const* const country : {"dk:mitid", "no:bankid"}) {
    std::string const prefix = std::string("urn:grn:authn:") + country + ":";
    names.level_values.emplace_back(prefix + "low", AssuranceLevel::kLow);
    names.level_values.emplace_back(prefix + "substantial", AssuranceLevel::kSubstantial);
    names.level_values.emplace_back(prefix + "high", AssuranceLevel::kHigh);
  }
  names.national_id = {"cprNumberIdentifier", "socialno"};
  names.name = {"name"};
  names.professional_marks = {"cvrNumberIdentifier", "companySignatory"};
  names.means = "identityscheme";
  names.allowed_means = {"dkmitid", "nobankid-oidc"};
  return names;
}

TokenClaimNames plain_claims() {
  TokenClaimNames names;
  names.level = {"acr", "loa"};
  names.level_values = nsis_values();
  for (char const* const prefix : {"", "http://eidas.europa.eu/LoA/", "idporten-loa-"}) {
    names.level_values.emplace_back(std::string(prefix) + "low", AssuranceLevel::kLow);
    names.level_values.emplace_back(std::string(prefix) + "substantial", AssuranceLevel::kSubstantial);
    names.level_values.emplace_back(std::string(prefix) + "high", AssuranceLevel::kHigh);
  }
  names.national_id = {"dk.cpr", "dk:cpr", "cprNumberIdentifier", "pid"};
  names.name = {"name"};
  names.kind = "";
  names.professional_marks = {"cvrNumberIdentifier", "nemlogin.cvr", "dk:cvr"};
  return names;
}

}  // namespace adapters::oidc
