// The report of help, on each store: books made by hand, figures worked out by hand.
//
// Everybody owes 600.00, to be paid on day 20'100 at the latest, unless it says otherwise. It is day 20'700, and asked
// is about the days 20'050 to 20'400.
//
//   maja  missed 20'101; plan on 20'111, paid on 20'130, completed on 20'141; missed another payment on 20'301
//   bo    missed 20'101; paid on 20'105 without help
//   cai   missed 20'101; plan on 20'121, its first instalment (20'150) never paid: broken
//   dea   missed 20'101; referred on 20'131, told on 20'134, ended as helped on 20'190
//   eli   missed 20'101; asked for help on 20'200, and nobody has answered
//   fie   missed 20'391 (her last day was 20'390); plan on 20'396, in force
//   jon   missed 20'101; asked for a small plan on 20'120, agreed to on 20'140, then a date was moved; in force
//   gus   paid in time
//   hea   had a pause on 20'101: did not miss it
//   a company missed 20'101 as well: help is counted of people
#include <gtest/gtest.h>

#include "apps/help_history.h"
#include "engine/verify.h"
#include "reports/help_outcomes.h"
#include "reports/signs_of_need.h"
#include "tests/support/every_store.h"

namespace tests {
namespace {

using namespace engine;
using reports::HelpOutcomes;

constexpr std::int32_t kRegistered = 20'050;
constexpr std::int32_t kLastDay = 20'100;
constexpr base::Date kToday{20'700};

template <class Books>
class HelpReportContract : public testing::Test {
 protected:
  Books books_;
  base::AuthorityId authority_ = *books_.get().add_authority(kTestAuthority);
  base::SourceId source_ = books_.get().ensure_source(authority_, "library", "Library");
  int next_key_ = 0;
  help::SignalPolicy signals_;

  static base::Now on(std::int32_t day) { return {{day * 86'400'000'000LL + 9 * 3'600'000'000LL}, {day}}; }

  Answer submit(std::int32_t day, Command command, std::vector<ports::Party> parties = {}) {
    auto const done = books_.get().submit_one(
        {authority_, "clerk:1", std::to_string(++next_key_), {}, std::move(parties), {std::move(command)}}, on(day));
    EXPECT_TRUE(done) << code_of(done.error().refusal) << " on day " << day;
    return done ? *done : Answer{};
  }
  claims::Claim owe(std::string const& who, std::string const& reference, std::int32_t registered = kRegistered,
                    std::int32_t last_day = kLastDay, claims::DebtorKind kind = claims::DebtorKind::kPerson) {
    RegisterClaim c{source_, reference, "library_fee", {{}, {}, {registered}, {last_day}, {last_day}}, {0}, {}};
    c.amounts[ledger::Component::kPrincipal] = 600'00;
    ports::Party party = person(who);
    party.kind = kind;
    submit(registered, c, {party});
    return *books_.get().reader()->claim(authority_, {{}, source_, reference});
  }
  void pay(std::int32_t day, claims::Claim const& claim) {
    RecordPayment payment;
    payment.minor = 600'00;
    payment.means = ledger::Means::kBank;
    payment.value_date = {day};
    payment.chosen.push_back({{claim.id, {}, {}}, {}});
    submit(day, payment);
  }
  base::ArrangementId plan(std::int32_t day, claims::Claim const& claim, std::vector<arrangements::Planned> planned) {
    MakeArrangement const wish{claim.liable.front(), {claim.id}, std::move(planned), PlanMode::kOrRequest, {}, {day}};
    return find_event<ArrangementMade>(submit(day, wish))->arrangement;
  }
  void follow(base::ArrangementId id, std::int32_t first, std::int32_t last) {
    for (std::int32_t day = first; day <= last; ++day) submit(day, FollowArrangements{{id}, {day}});
  }

  void make_books() {
    claims::Claim const maja = owe("maja", "A");
    base::ArrangementId const kept = plan(20'111, maja, {{{20'140}, 300'00}, {{20'170}, 300'00}});
    pay(20'130, maja);
    follow(kept, 20'141, 20'141);
    claims::Claim const again = owe("maja", "A-2", 20'250, 20'300);
    pay(20'310, again);

    pay(20'105, owe("bo", "B"));

    base::ArrangementId const broken = plan(20'121, owe("cai", "C"), {{{20'150}, 300'00}, {{20'180}, 300'00}});
    follow(broken, 20'151, 20'250);

    claims::Claim const dea = owe("dea", "D");
    ReferToHelp const refer{dea.liable.front(), "cafe", help::Need::kBudget, help::Consent::kByTelephone, {20'131}};
    base::ReferralId const referral = find_event<ReferralMade>(submit(20'131, refer))->referral;
    submit(20'134, SendReferral{referral, {20'134}});
    submit(20'190, EndReferral{referral, help::Outcome::kHelped, {20'190}});

    claims::Claim const eli = owe("eli", "E");
    ReceiveEnquiry asks{eli.liable.front(), {eli.id}, enquiries::Kind::kHelp, "cannot_manage"};
    asks.received = {20'200};
    submit(20'200, asks);
    plan(20'396, owe("fie", "F", 20'350, 20'390), {{{20'410}, 300'00}, {{20'720}, 300'00}});

    claims::Claim const jon = owe("jon", "J");
    base::ArrangementId const asked = plan(20'120, jon, {{{20'690}, 10'00}, {{20'695}, 590'00}});
    submit(20'140, AcceptArrangement{asked, "looked at", {20'140}});
    ChangeArrangement move;
    move.arrangement = asked;
    move.from = {20'695};
    move.to = {20'720};
    move.mode = PlanMode::kByPerson;
    move.reason = "payday";
    move.date = {20'141};
    submit(20'141, move);

    pay(20'095, owe("gus", "G"));
    claims::Claim const hea = owe("hea", "H");
    claims::Hold const pause{"pause", claims::HoldKind::kBreathingSpace, "illness", {20'090}, base::Date{20'120}};
    submit(20'090, PlaceHold{{hea.id, {}, {}}, {}, pause});
    owe("company", "K", kRegistered, kLastDay, claims::DebtorKind::kCompany);
  }
  HelpOutcomes outcomes(reports::Stretch stretch = {{20'050}, {20'400}}) {
    auto const reader = books_.get().reader();
    return reports::help_outcomes(*reader, authority_, apps::help_history(*reader, authority_), stretch, kToday,
                                  {14, signals_});
  }
};

using Stores = testing::Types<MemoryBooks, SqliteBooks>;
TYPED_TEST_SUITE(HelpReportContract, Stores, tests::StoreNames);

/// "1/3, 2 too early"
std::string text_of(reports::KnownShare const& share) {
  return std::to_string(share.part.count) + "/" + std::to_string(share.known.count) + ", " +
         std::to_string(share.too_early.count) + " too early";
}

template <std::size_t kSize>
std::vector<std::int64_t> counts(std::array<reports::Cell, kSize> const& cells) {
  std::vector<std::int64_t> result;
  for (reports::Cell const& cell : cells) result.push_back(cell.count);
  return result;
}

TYPED_TEST(HelpReportContract, PlansAndRequests) {
  this->make_books();
  reports::PlanOutcomes const plans = this->outcomes().plans;
  // Made: maja's, cai's, fie's, jon's. In force: fie's and jon's; completed: maja's; broken: cai's; none is given up.
  EXPECT_EQ(plans.made.count, 4);
  EXPECT_EQ(counts(plans.by_state), (std::vector<std::int64_t>{2, 1, 1, 0}));
  EXPECT_EQ(plans.replanned.count, 1) << "jon's";
  // 182 days have passed for all four (fie's since 20'578); cai's first instalment was missed. 365 days have not
  // passed since 20'396.
  EXPECT_EQ(text_of(plans.kept[0]), "3/4, 0 too early");
  EXPECT_EQ(text_of(plans.kept[1]), "2/3, 1 too early");
  reports::RequestOutcomes const requests = this->outcomes().requests;
  EXPECT_EQ(counts(requests.by_answer), (std::vector<std::int64_t>{1, 0, 0}));
  EXPECT_EQ(requests.late.count, 1) << "20 days, and 14 are the authority's own";
  ASSERT_EQ(requests.days.size(), 1U);
  EXPECT_EQ(requests.days[0].time, 20);
}

// Maja's 20'140 and 20'170 were paid to the end. Cai's 20'150 was missed, and his plan was broken on 20'165, before
// 20'180. Fie's and jon's come later; of those, only fie's 20'410 is over (and no business day has looked at it).
TYPED_TEST(HelpReportContract, InstalmentsPaidInTime) {
  this->make_books();
  reports::PlanOutcomes const plans = this->outcomes().plans;
  EXPECT_EQ(plans.instalments_due.count, 3);
  EXPECT_EQ(plans.instalments_in_time.count, 2);
  EXPECT_EQ(plans.instalments_due.people.size(), 2U);
  reports::PlanOutcomes const later = this->outcomes({{20'401}, {20'700}}).plans;
  EXPECT_EQ(later.instalments_due.count, 2) << "fie's, and jon's 20'690; 20'720 lies ahead";
}

// A sign began: cai's plan was broken on 20'165, and eli asked for help on 20'200. That little was open for 180 days
// began on 20'281 for cai, dea, eli and jon; for fie on 20'571, which is later. Dea's referral had ended by then; none
// of the others has had one. Jon's plan was agreed on before, and no help came in the 28 days for anybody.
TYPED_TEST(HelpReportContract, WhoShowsASignIsReferredOrNot) {
  this->make_books();
  reports::SignOutcomes const signs = this->outcomes().signs;
  EXPECT_EQ(signs.shown.count, 4);
  EXPECT_EQ(text_of(signs.referred), "0/4, 0 too early");
  // With three months to be called long, 20'191, dea was still being helped on 20'190, and not a day later.
  this->signals_.small_open_days = 89;
  EXPECT_EQ(text_of(this->outcomes().signs.referred), "1/4, 0 too early") << "20'190: still open that day";
  EXPECT_EQ(text_of(this->outcomes().signs.helped), "1/4, 0 too early");
  this->signals_.small_open_days = 90;
  EXPECT_EQ(text_of(this->outcomes().signs.referred), "0/4, 0 too early");
  // A month: the sign shows on 20'131, the day of dea's consent. Jon's plan was agreed to on 20'140, in time, and maja
  // had paid by then.
  this->signals_.small_open_days = 30;
  EXPECT_EQ(text_of(this->outcomes().signs.referred), "1/4, 0 too early");
  EXPECT_EQ(text_of(this->outcomes().signs.helped), "2/4, 0 too early");
  // What begins today is too early to tell; 28 days ago as well, for that day is not over.
  this->signals_.small_open_days = 599;
  EXPECT_EQ(text_of(this->outcomes({{20'700}, {20'700}}).signs.referred), "0/0, 4 too early");
  this->signals_.small_open_days = 571;
  EXPECT_EQ(text_of(this->outcomes({{20'672}, {20'672}}).signs.referred), "0/0, 4 too early");
  this->signals_.small_open_days = 570;
  EXPECT_EQ(text_of(this->outcomes({{20'671}, {20'671}}).signs.referred), "0/4, 0 too early");
}

TYPED_TEST(HelpReportContract, FirstHelpAndArrearsAgain) {
  this->make_books();
  HelpOutcomes const all = this->outcomes();
  // Missed: maja, bo, cai, dea, eli, fie, jon. Helped: all but bo, who paid, and eli, who waits.
  EXPECT_EQ(all.first_help.missed.count, 7);
  EXPECT_EQ(counts(all.first_help.by_outcome), (std::vector<std::int64_t>{5, 1, 1}));
  EXPECT_EQ(all.first_help.before_reminder.count, 5) << "nobody reminds anybody here";
  // After 5 (fie), 10 (maja), 20 (cai), 30 (dea) and 39 days (jon); bo is seen for 4, eli for 599. At 5 days six are
  // left to be seen: 5/6, then 4/6, and after 20 days 3/6 of them are left without help.
  EXPECT_EQ(reports::median_time(all.first_help.days), 20);
  EXPECT_EQ(text_of(all.first_help.second_late), "1/6, 1 too early") << "maja again; too early for fie";
  // Maja's plan ended on 20'141, and she missed a payment 160 days later. Dea has missed none since.
  EXPECT_EQ(text_of(all.again.after_plan[0]), "1/1, 0 too early");
  EXPECT_EQ(text_of(all.again.after_plan[1]), "1/1, 0 too early");
  EXPECT_EQ(text_of(all.again.after_referral[0]), "0/1, 0 too early");
}

TYPED_TEST(HelpReportContract, ReferralsDutiesAndFees) {
  this->make_books();
  HelpOutcomes const all = this->outcomes();
  EXPECT_EQ(all.referrals.made.count, 1);
  EXPECT_EQ(all.referrals.by_outcome.at(help::Outcome::kHelped).count, 1);
  ASSERT_EQ(all.referrals.days_to_told.size(), 1U);
  EXPECT_EQ(all.referrals.days_to_told[0].time, 3);
  EXPECT_EQ(all.duties.enquiries.count, 1);
  EXPECT_EQ(all.duties.late.count, 1) << "nobody has answered eli";
  EXPECT_EQ(counts(all.avoided.fees), (std::vector<std::int64_t>{0, 0, 0, 0})) << "there were no fees";
  for (Finding const& finding : verify(*this->books_.get().reader(), this->authority_).findings) {
    ADD_FAILURE() << finding.what;
  }
}

TYPED_TEST(HelpReportContract, OtherDaysHaveOtherPeople) {
  this->make_books();
  // From 20'350 on: fie alone missed her first payment and made a plan; maja's second miss is nobody's first.
  HelpOutcomes const later = this->outcomes({{20'300}, {20'700}});
  EXPECT_EQ(later.first_help.missed.people.size(), 1U);
  EXPECT_EQ(later.plans.made.count, 1);
  EXPECT_EQ(later.again.after_plan[0].known.count, 0);
  EXPECT_EQ(later.referrals.made.count, 0);
  EXPECT_EQ(later.duties.enquiries.count, 0);
}

// Cai, dea, eli and jon have owed 600.00 since 20'101, fie since 20'391: little, and for long. Cai's plan was broken
// and eli asked for help more than a year ago, which shows where the authority looks back so far. Hea's pause kept her
// out.
TYPED_TEST(HelpReportContract, SignsOfNeed) {
  this->make_books();
  auto const reader = this->books_.get().reader();
  auto const debtor = [&](std::string const& reference) {
    return reader->claim(this->authority_, {{}, this->source_, reference})->liable.front();
  };
  help::SignalPolicy policy;
  auto const shown = [&] {
    std::vector<std::pair<base::DebtorId, help::Signal>> first;
    for (auto const& each : reports::signs_of_need(*reader, this->authority_, policy, kToday)) {
      first.emplace_back(each.debtor, each.signals.front().signal);
      auto const one = reports::signs_of_one(*reader, this->authority_, each.debtor, policy, kToday);
      EXPECT_EQ(one->signals.size(), each.signals.size());
      EXPECT_EQ(one->helped_by.plan, each.debtor == debtor("F") || each.debtor == debtor("J"));
      EXPECT_FALSE(one->helped_by.referral || one->helped_by.mark);
    }
    return first;
  };
  using enum help::Signal;
  using Shown = std::vector<std::pair<base::DebtorId, help::Signal>>;
  EXPECT_EQ(shown(), (Shown{{debtor("C"), kSmallLong},
                            {debtor("D"), kSmallLong},
                            {debtor("E"), kSmallLong},
                            {debtor("J"), kSmallLong},
                            {debtor("F"), kSmallLong}}));
  policy.asked_days = policy.broken_days = 1'000;
  policy.small_open_days = 400;
  EXPECT_EQ(shown(), (Shown{{debtor("E"), kAskedForHelp},
                            {debtor("C"), kPlanBroken},
                            {debtor("D"), kSmallLong},
                            {debtor("J"), kSmallLong}}));
  EXPECT_TRUE(reports::signs_of_one(*reader, this->authority_, debtor("B"), policy, kToday)->signals.empty());
  EXPECT_FALSE(reports::signs_of_one(*reader, this->authority_, debtor("K"), policy, kToday)) << "a company";
}

}  // namespace
}  // namespace tests
