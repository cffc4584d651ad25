// A pause that is entered late is as if it had been entered in time. One life is lived twice by the same business days
// and the same payments; only the day on which the pause is entered differs. What is owed must come out the same.
//
// What differs on purpose is looked at too: the case must have charged something that the late entry lets go.
#include <gtest/gtest.h>

#include "base/seeded_stream.h"
#include "engine/arrangement_offer.h"
#include "engine/business_day.h"
#include "engine/interest_run.h"
#include "engine/verify.h"
#include "tests/support/danish_rules.h"
#include "tests/support/test_books.h"

namespace tests {
namespace {

using namespace engine;

constexpr std::int32_t kFirst = 20'454;  // 1 January 2026

enum class Pause : std::uint8_t { kPlan, kObjection, kHelp, kReferral };
constexpr Pause kPauses[] = {Pause::kPlan, Pause::kObjection, Pause::kHelp, Pause::kReferral};

/// What happens whenever the pause is entered.
struct Story {
  struct Owed {
    std::int32_t due, last_day;
    std::int64_t minor;
  };
  struct Paid {
    std::int32_t day;
    std::int64_t minor;
    int claim;  // of those above
  };
  std::vector<Owed> claims;
  std::vector<Paid> payments;
  std::int32_t pause = 0;  // the day from which it counts
  std::int32_t late = 0;   // entered so many days later
};

Story story_of(std::uint64_t seed, bool pays) {
  base::SeededStream stream{seed, "late entry"};
  auto const below = [&](std::int32_t bound) { return static_cast<std::int32_t>(stream.below(bound)); };
  Story story;
  for (int i = 0, count = 1 + below(3); i < count; ++i) {
    std::int32_t const due = kFirst - 14 + below(14);
    story.claims.push_back({due, due + below(8), 50'000 + stream.below(100'000)});
  }
  story.pause = kFirst + 1 + below(12);
  story.late = 3 + below(20);
  for (int i = 0, count = pays ? 1 + below(3) : 0; i < count; ++i) {
    // Less than a third of a claim each.
    int const claim = below(static_cast<std::int32_t>(story.claims.size()));
    std::int64_t const most = story.claims[static_cast<std::size_t>(claim)].minor / 4;
    story.payments.push_back({story.pause - 2 + below(story.late + 3), 1'000 + stream.below(most), claim});
  }
  return story;
}

/// What is owed in the end, of each claim and together less what lies there as credit.
struct Ending {
  std::int64_t owed_minor = 0;
  std::int64_t fees_seen_minor = 0;  // open before the pause was entered
};

class Life {
 public:
  Life(Story const& story, Pause pause) : story_(story), pause_(pause) {
    authority_ = *books_.get().add_authority(kTestAuthority);
    source_ = books_.get().ensure_source(authority_, "library", "Library");
    auto rules = std::make_shared<Rules>(*danish_rules(authority_));
    rules->help_policies[authority_].longest_days = 200;
    rules_ = rules;
    books_.get().set_rules(rules_);
  }

  Ending live(bool late) {
    std::int32_t const entered = story_.pause + (late ? story_.late : 0);
    std::int32_t const last = story_.pause + story_.late + 6;
    Ending ending;
    for (today_ = kFirst; today_ <= last; ++today_) {
      if (today_ == kFirst) register_claims();
      if (today_ == entered) {
        for (claims::Claim const& claim : all()) ending.fees_seen_minor += claim.charged[ledger::Component::kFee];
        enter();
      }
      for (Story::Paid const& paid : story_.payments) {
        if (paid.day == today_) pay(paid);
      }
      (void)run_business_day(books_.get(), *rules_, {authority_, {today_}, now()});
    }
    today_ = last;
    (void)run_interest(books_.get(), *rules_, {authority_, {last}, now()});
    for (claims::Claim const& claim : all()) ending.owed_minor += claim.open_minor();
    if (auto const debtor = books_.get().reader()->debtor(authority_, debtor_))
      ending.owed_minor -= debtor->credit_minor;
    for (auto const& finding : verify(*books_.get().reader(), authority_).findings) ADD_FAILURE() << finding.what;
    return ending;
  }

 private:
  [[nodiscard]] base::Now now() const { return {{today_ * 86'400'000'000LL + 20 * 3'600'000'000LL}, {today_}}; }

  void submit(Command command, std::vector<ports::Party> parties = {}) {
    Outcome const outcome = books_.get().submit_one(
        {authority_, "clerk:1", std::to_string(++key_), {}, std::move(parties), {std::move(command)}}, now());
    if (!outcome) ADD_FAILURE() << "day " << today_ - kFirst << ": " << code_of(outcome.error().refusal);
  }

  void register_claims() {
    for (Story::Owed const& owed : story_.claims) {
      RegisterClaim c{source_, "C-" + std::to_string(++claims_), "day_care", {}, {0}, {}};
      c.dates = {{}, {}, {owed.due - 20}, {owed.due}, {owed.last_day}};
      c.amounts[ledger::Component::kPrincipal] = owed.minor;
      submit(c, {person("1")});
    }
    debtor_ = all().front().liable.front();
  }

  [[nodiscard]] std::vector<claims::Claim> all() {
    std::vector<claims::Claim> found;
    for (int i = 1; i <= claims_; ++i) {
      found.push_back(*books_.get().reader()->claim(authority_, {{}, source_, "C-" + std::to_string(i)}));
    }
    return found;
  }

  /// By bank, with the claim's own payment line.
  void pay(Story::Paid const& paid) {
    RecordPayment p;
    p.payer = debtor_;
    p.minor = paid.minor;
    p.value_date = {today_};
    p.chosen.push_back({{all()[static_cast<std::size_t>(paid.claim)].id, {}, {}}, {}});
    submit(p);
  }

  void enter() {
    std::vector<base::ClaimId> open;
    for (claims::Claim const& claim : all()) {
      if (claim.open_minor() > 0) open.push_back(claim.id);
    }
    base::Date const from{story_.pause};
    switch (pause_) {
      case Pause::kPlan:
        return plan(from);
      case Pause::kObjection:
        return submit(
            ReceiveEnquiry{debtor_, open, enquiries::Kind::kObjection, "wrong", enquiries::Way::kPaper, {}, {}, from});
      case Pause::kHelp:
        return submit(
            ReceiveEnquiry{debtor_, open, enquiries::Kind::kHelp, "help", enquiries::Way::kPaper, {}, {}, from});
      case Pause::kReferral: {
        ReferToHelp c;
        c.debtor = debtor_;
        c.helper = "cafe";
        c.consented = from;
        return submit(c);
      }
    }
  }

  void plan(base::Date from) {
    OfferWish wish{debtor_, {}, {}, {}, {today_}, from};
    wish.wish.first = base::Date{story_.pause + story_.late + 30};
    Offer const offer = offer_instalments(*books_.get().reader(), *rules_, authority_, wish);
    if (offer.proposals.all.empty()) {
      ADD_FAILURE() << "nothing is offered";
      return;
    }
    MakeArrangement c{debtor_, offer.claims, {}, PlanMode::kByPerson, "on paper", from};
    for (auto const& each : offer.proposals.all.back().schedule.instalments) {
      c.instalments.push_back({each.date, each.minor()});
    }
    submit(c);
  }

  Story const& story_;
  Pause pause_;
  MemoryBooks books_;
  base::AuthorityId authority_;
  base::SourceId source_;
  base::DebtorId debtor_;
  std::shared_ptr<Rules const> rules_;
  std::int32_t today_ = kFirst;
  int claims_ = 0;
  std::int64_t key_ = 0;
};

/// Lives `lives` lives twice each; how many of the late ones had a fee to let go.
int live_twice(Pause pause, bool pays, int lives) {
  int with_fees = 0;
  for (int seed = 1; seed <= lives; ++seed) {
    Story const story = story_of(static_cast<std::uint64_t>(seed), pays);
    Ending const in_time = Life{story, pause}.live(false);
    Ending const late = Life{story, pause}.live(true);
    with_fees += late.fees_seen_minor > in_time.fees_seen_minor;
    EXPECT_EQ(late.owed_minor, in_time.owed_minor)
        << "seed " << seed << ", entered " << story.late << " days late, " << story.payments.size() << " payments";
    if (testing::Test::HasFailure()) break;
  }
  return with_fees;
}

class LateEntry : public testing::TestWithParam<Pause> {};

TEST_P(LateEntry, IsAsIfItHadBeenInTime) { EXPECT_GT(live_twice(GetParam(), false, 60), 10); }

TEST_P(LateEntry, IsSoWhoeverPaidMeanwhile) { EXPECT_GT(live_twice(GetParam(), true, 60), 10); }

std::string name_of_pause(testing::TestParamInfo<Pause> const& tried) {
  constexpr char const* kNames[] = {"Plan", "Objection", "Help", "Referral"};
  return kNames[static_cast<std::size_t>(tried.param)];
}

INSTANTIATE_TEST_SUITE_P(Pauses, LateEntry, testing::ValuesIn(kPauses), name_of_pause);

}  // namespace
}  // namespace tests
