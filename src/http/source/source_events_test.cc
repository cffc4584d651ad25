// What a source is told of a journal entry, and above all what it is not told.
#include "http/source/source_events.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>

namespace http::source {
namespace {

namespace json = boost::json;
using ledger::Component;

constexpr base::SourceId kLibrary{1};
constexpr base::SourceId kParking{2};
constexpr base::DebtorId kPayer{900};

/// Claims 10 to 19 are the library's, 20 to 29 parking's.
std::optional<ClaimName> name_claim(base::ClaimId claim) {
  if (claim.value >= 10 && claim.value < 20) return ClaimName{kLibrary, "L-" + std::to_string(claim.value)};
  if (claim.value >= 20 && claim.value < 30) return ClaimName{kParking, "P-" + std::to_string(claim.value)};
  return std::nullopt;
}

engine::Entry entry_of(std::vector<engine::Event> events, std::string actor = "system") {
  return {{1'767'225'600'000'000}, {20'454}, std::move(actor), std::move(events)};
}

std::vector<json::value> told(base::SourceId source, engine::Entry const& entry, std::string_view code = "testby") {
  std::vector<json::value> events;
  for (SourceEvent const& event : events_for_source({code, base::kDanishKrone, source, 42}, entry, name_claim)) {
    json::value const value = json::parse(event.json);
    EXPECT_EQ(value.at("id").as_string(), event.id);
    events.push_back(value);
  }
  return events;
}

engine::PaymentRecorded payment(std::vector<payments::Allocation> parts, std::int64_t credit_minor,
                                std::vector<base::ClaimId> meant_for) {
  engine::PaymentRecorded event;
  event.payment = {77};
  event.payer = kPayer;
  event.means = ledger::Means::kMobilePay;
  event.amount_minor = 98'765;
  event.allocations = std::move(parts);
  event.credit_minor = credit_minor;
  event.value_date = {20'454};
  event.external_reference = "provider's secret";
  event.meant_for = std::move(meant_for);
  return event;
}

TEST(SourceEvents, HaveEveryAttributeThatCloudEventsAskFor) {
  auto const events = told(kLibrary, entry_of({engine::ClaimRecalled{{10}, "agreed", {20'454}}}, "source:1"));
  ASSERT_EQ(events.size(), 1U);
  EXPECT_EQ(json::serialize(events[0]),
            R"({"specversion":"1.0","id":"testby-42-0","source":"/authorities/testby",)"
            R"("type":"dk.fairdue.claim.recalled.v1","subject":"L-10","time":"2026-01-01T00:00:00.000Z",)"
            R"("datacontenttype":"application/json","data":{"reference":"L-10","claim_id":"10","currency":"DKK",)"
            R"("by":"source","reason":"agreed","date":"2026-01-01"}})");
}

TEST(SourceEvents, APaymentIsSharedOutByClaim) {
  auto const entry = entry_of({payment({{{10}, Component::kFee, 100},
                                        {{10}, Component::kPrincipal, 900},
                                        {{20}, Component::kPrincipal, 500},
                                        {{11}, Component::kPrincipal, 300}},
                                       0, {{10}, {20}, {11}})},
                              "debtor:900");
  auto const library = told(kLibrary, entry);
  ASSERT_EQ(library.size(), 2U);
  EXPECT_EQ(library[0].at("id").as_string(), "testby-42-0-10");
  EXPECT_EQ(library[1].at("id").as_string(), "testby-42-0-11");
  EXPECT_EQ(library[0].at_pointer("/data/allocated/fee_minor").as_int64(), 100);
  EXPECT_EQ(library[0].at_pointer("/data/allocated/total_minor").as_int64(), 1'000);
  EXPECT_EQ(library[0].at_pointer("/data/by").as_string(), "payer");
  for (json::value const& event : library) {
    std::string const text = json::serialize(event);
    for (char const* secret : {"98765", "900\"", "P-20", "provider", "500"}) {
      EXPECT_EQ(text.find(secret), std::string::npos) << secret << " in " << text;
    }
  }
  ASSERT_EQ(told(kParking, entry).size(), 1U);
  EXPECT_TRUE(told({3}, entry).empty());
}

TEST(SourceEvents, CreditIsToldOnlyIfAllOfItWasMeantForTheSource) {
  auto const credited = [](std::vector<base::ClaimId> meant_for) {
    auto const events = told(kLibrary, entry_of({payment({}, 250, std::move(meant_for))}));
    return !events.empty() && events[0].at("type").as_string() == "dk.fairdue.claim.payment_credited.v1";
  };
  EXPECT_TRUE(credited({{10}}));
  EXPECT_TRUE(credited({{10}, {11}}));
  EXPECT_FALSE(credited({{10}, {20}}));
  EXPECT_FALSE(credited({})) << "a deposit without a choice";
  EXPECT_FALSE(credited({{20}}));
}

TEST(SourceEvents, AnEventStaysBelowWhatEveryIntermediaryPasses) {
  engine::PaymentRecorded event = payment({}, 250, {});
  for (int i = 0; i < 500; ++i) event.meant_for.push_back({10});
  NameClaim const long_names = [](base::ClaimId) { return ClaimName{kLibrary, std::string(200, 'x')}; };
  auto const events = events_for_source({"testby", base::kDanishKrone, kLibrary, 1}, entry_of({event}), long_names);
  ASSERT_EQ(events.size(), 1U);
  EXPECT_LT(events[0].json.size(), 64U * 1024);
}

TEST(SourceEvents, IdsDifferWithinAnEntryAndAreFitForAHeader) {
  auto const entry =
      entry_of({payment({{{10}, Component::kPrincipal, 1}, {{11}, Component::kPrincipal, 2}}, 5, {{10}, {11}}),
                engine::ClaimStateChanged{
                    {10}, claims::ClaimState::kOpen, claims::ClaimState::kSettled, claims::LifeCycleEvent::kPaidInFull},
                engine::CreditApplied{kPayer,
                                      {{{77}, kPayer, {{10}, Component::kPrincipal, 3}},
                                       {{78}, kPayer, {{10}, Component::kPrincipal, 4}}},
                                      {20'454}}});
  auto const events = told(kLibrary, entry, "test.by/1");
  ASSERT_EQ(events.size(), 5U);
  std::set<std::string> ids;
  for (json::value const& event : events) ids.emplace(event.at("id").as_string());
  EXPECT_EQ(ids.size(), 5U);
  EXPECT_TRUE(ids.contains("test_by_1-42-1"));
  EXPECT_EQ(events[0].at("source").as_string(), "/authorities/test.by%2F1");
  EXPECT_EQ(events[4].at_pointer("/data/allocated/principal_minor").as_int64(), 7);
}

TEST(SourceEvents, WhatIsAboutNoClaimIsNobodysBusiness) {
  EXPECT_TRUE(told(kLibrary, entry_of({engine::DebtorAdded{kPayer, claims::DebtorKind::kPerson},
                                       engine::CreditRefunded{kPayer, {{{77}, 5}}, ledger::Means::kBank, "r", {20'454}},
                                       engine::AttemptAdvanced{{5}, payments::AttemptState::kCaptured, {77}}}))
                  .empty());
}

TEST(SourceEvents, FreedMoneyIsToldWithWhatFreedIt) {
  std::vector<engine::PaymentPart> const freed{{{77}, kPayer, {{10}, Component::kPrincipal, 40}},
                                               {{78}, kPayer, {{10}, Component::kPrincipal, 2}}};
  auto const events = told(kLibrary, entry_of({engine::AmountChanged{{10},
                                                                     kLibrary,
                                                                     Component::kPrincipal,
                                                                     engine::AmountCause::kAmended,
                                                                     -100,
                                                                     freed,
                                                                     "wrong_rate",
                                                                     {20'454}},
                                               engine::ClaimCancelled{{10}, kLibrary, {}, freed, "error", {20'454}}}));
  ASSERT_EQ(events.size(), 2U);
  EXPECT_EQ(events[0].at_pointer("/data/credited_minor").as_int64(), 42);
  EXPECT_EQ(events[1].at_pointer("/data/credited_minor").as_int64(), 42);
}

}  // namespace
}  // namespace http::source
