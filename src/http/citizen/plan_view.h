// A citizen's instalment plan as JSON: the schemas Plan, PlanAnswer and PlanOffer of api/openapi.yaml.
// Pure: all that is shown comes in as values. Amounts in minor units.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/arrangement_offer.h"
#include "http/citizen/authority_profile.h"
#include "payments/attempt.h"

namespace http::citizen {

struct PlanFacts {
  AuthorityProfile const& profile;
  base::Date today;
  bool may_ask = false;                  // something is open that could be paid in instalments
  std::optional<engine::PlanView> view;  // nothing: there never was a plan
  std::vector<payments::Choice> next;    // what a payment of the next instalment covers
  std::vector<base::Date> days_to_move_to;
  bool may_pause = false;
};

[[nodiscard]] std::string plan_json(PlanFacts const& facts);

/// `claims` are those that the offer names.
[[nodiscard]] std::string plan_offer_json(AuthorityProfile const& profile, engine::Offer const& offer,
                                          std::vector<claims::Claim> const& claims);

}  // namespace http::citizen
