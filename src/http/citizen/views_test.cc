#include "http/citizen/views.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "claims/liability.h"

namespace http::citizen {
namespace {

constexpr base::DebtorId kMaja{1};
constexpr base::DebtorId kJonas{2};

claims::Claim shared_claim() {
  claims::Claim claim;
  claim.id = {7};
  claim.liable = {kMaja, kJonas};
  claim.shares = {{1, {}}, {2, {}}};
  claim.charged[ledger::Component::kPrincipal] = 27'000;
  claim.charged[ledger::Component::kFee] = 3'000;
  claim.open = claim.charged;
  return claim;
}

boost::json::object overview_of(claims::Claim const& claim) {
  AuthorityProfile const profile;
  return boost::json::parse(overview_json({profile, {{}, {20'513}}, 0, {claim}, {}})).as_object();
}

TEST(Views, ACitizenSeesTheOwnShareOnly) {
  boost::json::object const overview = overview_of(claims::as_owed_by(shared_claim(), kJonas));
  EXPECT_EQ(overview.at("total_open_minor").as_int64(), 20'000);
  boost::json::object const& claim = overview.at("claims").at(0).as_object();
  EXPECT_EQ(claim.at("open_minor").as_int64(), 20'000);
  EXPECT_EQ(claim.at("charged_minor").as_int64(), 20'000);
  EXPECT_EQ(claim.at("fee_minor").as_int64() + claim.at("principal_minor").as_int64(), 20'000);
  EXPECT_EQ(boost::json::serialize(claim.at("share")), R"({"parts":2,"of":3})");
}

TEST(Views, AShareThatIsPaidIsSettledForThatCitizen) {
  claims::Claim claim = shared_claim();
  claim.open[ledger::Component::kPrincipal] -= 7'000;
  claim.open[ledger::Component::kFee] = 0;
  claims::note_paid(claim, kMaja, 10'000);
  boost::json::object const overview = overview_of(claims::as_owed_by(claim, kMaja));
  EXPECT_EQ(overview.at("total_open_minor").as_int64(), 0);
  boost::json::object const& shown = overview.at("claims").at(0).as_object();
  EXPECT_EQ(shown.at("state").as_string(), "settled");
  EXPECT_FALSE(shown.at("payable").as_bool());
  EXPECT_EQ(shown.at("paid_minor").as_int64(), 10'000);
  EXPECT_EQ(overview_of(claims::as_owed_by(claim, kJonas)).at("total_open_minor").as_int64(), 20'000);
}

TEST(Views, WhoOwesByShareIsNotToldOfOthersWhoOweAllOfIt) {
  AuthorityProfile const profile;
  claims::Claim joint = shared_claim();
  joint.shares.clear();
  auto const json_of = [&](claims::Claim const& claim) {
    return boost::json::parse(claim_json({profile, {{}, {20'513}}, claims::as_owed_by(claim, kMaja), {}})).as_object();
  };
  EXPECT_EQ(json_of(joint).at("joint_debtors").as_int64(), 1);
  EXPECT_FALSE(json_of(joint).contains("share"));
  EXPECT_EQ(json_of(shared_claim()).at("joint_debtors").as_int64(), 0);
}

}  // namespace
}  // namespace http::citizen
