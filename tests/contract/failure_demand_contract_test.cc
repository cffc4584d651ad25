// Contacts after digital steps, on books made by hand, with figures worked out by hand.
//
// Everybody owes 600.00, to be paid on day 20'100 at the latest. It is day 20'700, and asked is about the days 20'050
// to 20'400.
//
//   maja  made a plan in the portal on 20'110; called for help on 20'115
//   bo    objected behind a link on 20'120; asked for help in the portal on 20'124
//   cai   objected behind a link on 20'120; called on 20'128, which is eight days later
//   dea   had staff make her a plan on 20'130: a contact, and nothing digital before it
//   fie   made a plan behind a link on 20'131; her letter came on 20'133 and was entered on 20'140
//   gus   paid with the wallet on 20'095, and was not heard of again
#include <gtest/gtest.h>

#include "apps/contact_history.h"
#include "tests/support/every_store.h"

namespace tests {
namespace {

using namespace engine;
using enquiries::Kind;
using enquiries::Way;

constexpr base::Date kToday{20'700};

template <class Books>
class FailureDemandContract : public testing::Test {
 protected:
  void SetUp() override {
    if (char const* why = Books::why_skipped()) GTEST_SKIP() << why;
    books_.emplace();
    authority_ = *books_->get().add_authority(kTestAuthority);
    source_ = books_->get().ensure_source(authority_, "library", "Library");
    make_books();
  }

  void submit(std::int32_t day, std::string actor, Command command, std::vector<ports::Party> parties = {}) {
    base::Now const now{{day * 86'400'000'000LL + 9 * 3'600'000'000LL}, {day}};
    auto const done = books_->get().submit_one(
        {authority_, std::move(actor), std::to_string(++next_key_), {}, std::move(parties), {std::move(command)}}, now);
    EXPECT_TRUE(done) << code_of(done.error().refusal) << " on day " << day;
  }
  claims::Claim owe(std::string const& who) {
    RegisterClaim c{source_, who, "library_fee", {{}, {}, {20'050}, {20'100}, {20'100}}, {0}, {}};
    c.amounts[ledger::Component::kPrincipal] = 600'00;
    submit(20'050, "source:1", c, {person(who)});
    return *books_->get().reader()->claim(authority_, {{}, source_, who});
  }
  void plan(std::int32_t day, std::string actor, claims::Claim const& claim) {
    submit(day, std::move(actor),
           MakeArrangement{claim.liable.front(),
                           {claim.id},
                           {{{day + 20}, 300'00}, {{day + 50}, 300'00}},
                           PlanMode::kOrRequest,
                           {},
                           {day}});
  }
  void enquire(std::int32_t day, std::string actor, claims::Claim const& claim, Kind kind, Way way,
               std::int32_t received) {
    ReceiveEnquiry asks{
        claim.liable.front(), {claim.id}, kind, kind == Kind::kObjection ? "not_mine" : "cannot_manage"};
    asks.way = way;
    asks.received = {received};
    submit(day, std::move(actor), asks);
  }
  void make_books() {
    claims::Claim const maja = owe("maja");
    plan(20'110, "debtor:1", maja);
    enquire(20'115, "clerk:AB", maja, Kind::kHelp, Way::kTelephone, 20'115);
    for (char const* who : {"bo", "cai"}) enquire(20'120, "link:1", owe(who), Kind::kObjection, Way::kLink, 20'120);
    auto const of = [&](char const* who) { return *books_->get().reader()->claim(authority_, {{}, source_, who}); };
    enquire(20'124, "debtor:2", of("bo"), Kind::kHelp, Way::kPortal, 20'124);
    enquire(20'128, "clerk:AB", of("cai"), Kind::kHelp, Way::kTelephone, 20'128);
    plan(20'130, "clerk:AB", owe("dea"));
    claims::Claim const fie = owe("fie");
    plan(20'131, "link:7", fie);
    enquire(20'140, "clerk:AB", fie, Kind::kHelp, Way::kPaper, 20'133);
    RecordPayment payment;
    payment.minor = 600'00;
    payment.means = ledger::Means::kMobilePay;
    payment.value_date = {20'095};
    payment.chosen.push_back({{owe("gus").id, {}, {}}, {}});
    submit(20'095, "system", payment);
  }
  reports::FailureDemand demand(reports::Stretch stretch, base::Date today = kToday) {
    auto const reader = books_->get().reader();
    return reports::failure_demand(apps::contact_history(*reader, authority_), stretch, today);
  }

  std::optional<Books> books_;
  base::AuthorityId authority_;
  base::SourceId source_;
  int next_key_ = 0;
};

TYPED_TEST_SUITE(FailureDemandContract, tests::EveryStore, tests::StoreNames);

/// "1/3"
std::string text_of(reports::KnownShare const& share) {
  return std::to_string(share.part.count) + "/" + std::to_string(share.known.count);
}

TYPED_TEST(FailureDemandContract, StepsByCauseAndContacts) {
  reports::FailureDemand const all = this->demand({{20'050}, {20'400}});
  EXPECT_EQ(text_of(all.followed), "3/6");
  ASSERT_EQ(all.by_cause.size(), 4U);
  EXPECT_EQ(text_of(all.by_cause.at("plan_made")), "2/2") << "maja's call and fie's letter";
  EXPECT_EQ(text_of(all.by_cause.at("enquiry_objection")), "1/2") << "bo's; cai's call came too late";
  EXPECT_EQ(text_of(all.by_cause.at("enquiry_help")), "0/1");
  EXPECT_EQ(text_of(all.by_cause.at("payment_mobilepay")), "0/1");
  EXPECT_EQ(all.contacts.count, 5);
  EXPECT_EQ(all.contacts_after_step.count, 3);
  EXPECT_EQ(all.by_kind.at(reports::ContactKind::kHelp).count, 1);
  EXPECT_EQ(all.by_kind.at(reports::ContactKind::kThroughStaff).count, 2);
}

// On day 20'131 fie's step is new, and bo's and maja's have had their days: 20'124 and 7 days end on 20'131, which is
// not over.
TYPED_TEST(FailureDemandContract, AsItCouldBeKnownOnADay) {
  reports::FailureDemand const then = this->demand({{20'050}, {20'131}}, {20'131});
  EXPECT_EQ(then.followed.known.count, 4) << "gus, maja, and the two objections";
  EXPECT_EQ(then.followed.too_early.count, 2) << "bo's call for help, and fie's plan";
}

}  // namespace
}  // namespace tests
