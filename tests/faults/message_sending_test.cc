// Messages over months of random books, with a process that dies at every write and at every call, and providers that
// lose, repeat, delay and answer garbage, on the days of one calendar year's spring. Who may be written to, and when,
// is judged by the simulator's auditor, from the journal and from what really arrives. The simulator does more of it;
// here the two kinds of providers stand alone.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "adapters/message_sandbox/sandbox_channel.h"
#include "base/seeded_stream.h"
#include "engine/business_day.h"
#include "engine/message_sender.h"
#include "engine/verify.h"
#include "simulation/simulated_people.h"
#include "tests/faults/crashes.h"
#include "tests/faults/dunning_watch.h"
#include "tests/support/danish_rules.h"
#include "tests/support/test_books.h"

namespace tests {
namespace {

using namespace engine;
using adapters::message_sandbox::Misbehaviour;
using adapters::message_sandbox::SandboxChannel;
using dunning::Channel;
using dunning::MessageState;
using ports::KeyPolicy;

constexpr std::int32_t kFirst = 20'454;  // 1 January 2026, a Thursday
constexpr int kDays = 75;
constexpr int kQuietDays = 25;

/// The text is the list of claims, so that the auditor can look at what was said.
class PlainComposer : public ports::MessageComposer {
 public:
  explicit PlainComposer(simulation::NaiveDunning& auditor) : auditor_(auditor) {}
  bool can_reach(base::AuthorityId, base::DebtorId debtor, Channel channel) override {
    if (debtor.value % 11 == 3) bar(debtor, channel);  // nobody knows where they are
    return !bad_.contains({debtor.value, channel});
  }
  std::expected<ports::Composed, std::string> compose(base::AuthorityId, ports::MessageFacts const& facts,
                                                      Channel) override {
    ports::Composed composed;
    composed.outgoing = {facts.message.id, dunning::natural_key(facts.message), "an address", "", ""};
    for (auto const& claim : facts.claims) composed.outgoing.body += std::to_string(claim.id.value) + " ";
    composed.variant = "plain";
    return composed;
  }
  void note_bad_address(base::AuthorityId, base::DebtorId debtor, Channel channel, base::Now) override {
    bar(debtor, channel);
  }

 private:
  void bar(base::DebtorId debtor, Channel channel) {
    if (bad_.emplace(debtor.value, channel).second) auditor_.may_reach(debtor, channel, false);
  }
  simulation::NaiveDunning& auditor_;
  std::set<std::pair<std::int64_t, Channel>> bad_;
};

class World {
 public:
  World(BooksService& books, std::uint64_t seed, KeyPolicy keys, Misbehaviour bad, int crash_one_in)
      : books_(books), stream_(seed, "world"), luck_(seed, crash_one_in), dying_(books, luck_) {
    authority_ = *books_.add_authority(kTestAuthority);
    source_ = books_.ensure_source(authority_, "library", "Library");
    rules_ = danish_rules(authority_);
    books_.set_rules(rules_);
    bad.seed = seed;
    for (Channel const channel : dunning::kChannels) {
      for (char const* const provider : {"a ", "b "}) {
        boxes_.push_back(
            std::make_unique<Watched>(*this,
                                      ports::ChannelCapabilities{provider + std::string{dunning::name_of(channel)},
                                                                 channel, keys, ports::DeliveryReports::kReports},
                                      bad));
      }
    }
    for (auto const& box : boxes_) {
      watch_.dunning.set_provider(box->capabilities().provider, box->capabilities().keys);
    }
    watch_.dunning.set_catch_up([this] { watch_.read_on(*books_.reader(), authority_); });
    start_process();
  }

  void live() {
    for (int i = 0; i < kDays + kQuietDays; ++i) {
      today_ = kFirst + i;
      minute_ = 5 * 60;
      bool const quiet = i >= kDays;
      for (int event = 0; event < 6 && !quiet; ++event) happen();
      run_day();
      for (minute_ = 6 * 60; minute_ < 24 * 60; minute_ += 97) {
        if (!quiet && stream_.below(3) == 0) happen();
        send();
      }
    }
    // Nobody dies any more and nothing new is planned: what is under way comes to its end.
    luck_.stop();
    for (int i = 0; i < 4; ++i, ++today_) {
      for (minute_ = 9 * 60; minute_ < 19 * 60; minute_ += 61) send();
    }
  }

  void check_end() {
    auto const reader = books_.reader();
    watch_.read_on(*reader, authority_);
    reader->each_message(authority_, [&](dunning::Message const& m) {
      ++states[m.state];
      // What stands beside a letter may wait for the limit on contacts, as long as it makes sense.
      if (m.state == MessageState::kPlanned) {
        EXPECT_TRUE(m.beside && m.planned.days >= today_ - 15) << "left over: message " << m.id.value;
      }
      EXPECT_EQ(watch_.dunning.messages().at(m.id.value).state, m.state);
    });
    if (states[MessageState::kPlanned] == 0) watch_.dunning.expect_all_ended();
    watch_.expect_sound();
    Audit const audit = verify(*reader, authority_);
    for (auto const& finding : audit.findings) ADD_FAILURE() << finding.what;
  }

  std::map<MessageState, int> states;
  [[nodiscard]] int crashes() const { return luck_.crashes; }
  [[nodiscard]] std::int64_t deliveries() const { return watch_.dunning.deliveries(); }
  [[nodiscard]] int unknown() const { return unknown_; }

 private:
  /// Looks at each message in the moment in which somebody gets it.
  struct Watched : ports::MessageChannel {
    Watched(World& w, ports::ChannelCapabilities capabilities, Misbehaviour bad)
        : world(w), box(std::move(capabilities), "", bad) {}
    ports::ChannelCapabilities const& capabilities() const override { return box.capabilities(); }
    ports::SendAnswer send(ports::Outgoing const& message) override {
      box.set_now(world.now().instant);
      world.luck_.may_crash();
      std::size_t const before = box.outbox().size();
      ports::SendAnswer answer = box.send(message);
      if (box.outbox().size() > before) {
        world.watch_.dunning.delivered(
            message.message, {capabilities().provider, capabilities().channel,
                              simulation::SimulatedPeople::claims_in(message.body), world.today_, world.minute_});
      }
      if (std::holds_alternative<ports::UnknownSending>(answer)) {
        ++world.unknown_;
        world.watch_.dunning.unanswered(capabilities().provider);
      }
      world.luck_.may_crash();
      return answer;
    }
    World& world;
    SandboxChannel box;
  };

  [[nodiscard]] base::Now now() const { return {{(today_ * 1'440LL + minute_) * 60'000'000LL + ++tick_}, {today_}}; }
  void start_process() {
    std::vector<ports::MessageChannel*> channels;
    for (auto const& box : boxes_) channels.push_back(box.get());
    sender_ = std::make_unique<MessageSender>(dying_, composer_, std::move(channels));
  }

  void submit(Command command, std::vector<ports::Party> parties = {}) {
    Submission s{authority_, "source:1", std::to_string(++next_key_), {}, std::move(parties), {std::move(command)}};
    (void)books_.submit_one(std::move(s), now());
  }
  ClaimKey some_claim() { return {{}, source_, "C-" + std::to_string(1 + stream_.below(std::max(1, claims_)))}; }

  void happen() {
    std::int64_t const what = stream_.below(10);
    if (what < 5 || claims_ == 0) {
      RegisterClaim c{source_, "C-" + std::to_string(++claims_), "day_care", {}, {0}, {}};
      auto const due = static_cast<std::int32_t>(today_ - 40 + stream_.below(60));
      c.dates = {{}, {}, {std::min(due, today_)}, {due}, {due + static_cast<std::int32_t>(stream_.below(10))}};
      c.amounts[ledger::Component::kPrincipal] = 1'000 + stream_.below(50'000);
      std::vector<ports::Party> parties{person("p" + std::to_string(stream_.below(40)))};
      if (stream_.below(5) == 0) {
        parties.push_back(person("q" + std::to_string(stream_.below(5))));
        c.parties.push_back(1);
      }
      submit(c, parties);
    } else if (what < 7) {
      RecordPayment p;
      p.minor = 1'000 + stream_.below(60'000);
      p.value_date = {today_};
      p.chosen.push_back({some_claim(), {}});
      submit(p);
    } else if (what == 7) {
      submit(OpenObjection{some_claim(), "o" + std::to_string(stream_.below(3)), "wrong", {today_}});
    } else if (what == 8) {
      submit(ResolveObjection{
          some_claim(), "o" + std::to_string(stream_.below(3)), ObjectionOutcome::kRejected, {today_}});
    } else {
      auto const kind = stream_.below(2) == 0 ? claims::HoldKind::kBreathingSpace : claims::HoldKind::kDispute;
      std::string const key = "h" + std::to_string(next_key_);
      submit(PlaceHold{some_claim(), {}, {key, kind, "asked", {today_}, base::Date{today_ + 15}}});
    }
  }

  void run_day() {
    DayResult const day = run_business_day(books_, *rules_, {authority_, {today_}, now(), false, true});
    EXPECT_FALSE(day.out_of_bounds);
  }

  void send() {
    take_news();
    try {
      (void)sender_->run_once(*rules_, {authority_, {}, [this] { return SendMoment{now(), minute_}; }});
    } catch (Crash const&) {
      watch_.dunning.broke_off();
      start_process();  // it remembers nothing
    }
  }

  void take_news() {
    for (auto const& box : boxes_) {
      box->box.set_now(now().instant);
      for (ports::DeliveryNews const& news : box->box.take_news()) {
        auto const message = books_.reader()->message(authority_, news.message);
        if (news.what == ports::Delivery::kNotDelivered) watch_.dunning.came_back(news.message, news.provider);
        for (bool told = false; !told;) {
          try {
            EXPECT_TRUE(sender_->take_news(authority_, news, now()) || message->provider_reference.empty() ||
                        !message->provider_reference.starts_with(news.provider));
            told = true;
          } catch (Crash const&) {
            start_process();  // a callback that is not acknowledged comes again
          }
        }
      }
    }
  }

  BooksService& books_;
  base::SeededStream stream_;
  Luck luck_;
  DyingBooks dying_;
  DunningWatch watch_;
  PlainComposer composer_{watch_.dunning};
  std::vector<std::unique_ptr<Watched>> boxes_;
  std::unique_ptr<MessageSender> sender_;
  base::AuthorityId authority_;
  base::SourceId source_;
  std::shared_ptr<Rules const> rules_;
  std::int32_t today_ = kFirst;
  int minute_ = 0;
  mutable std::int64_t tick_ = 0;
  int next_key_ = 0;
  int claims_ = 0;
  int unknown_ = 0;
};

Misbehaviour bad_providers() {
  Misbehaviour bad;
  bad.lost_before = 6;
  bad.lost_after = 6;
  bad.garbage = 5;
  bad.busy = 10;
  bad.busy_seconds = 900;
  bad.taken_news = 30;
  bad.bad_address = 2;
  bad.error_inside = 2;
  bad.undelivered = 3;
  bad.repeated_news = 20;
  bad.news_delay_seconds = 7'200;
  return bad;
}

TEST(MessageSending, NothingIsLostOrDoubledWhereKeysAreHonoured) {
  int crashes = 0;
  std::int64_t deliveries = 0;
  int doubtful = 0;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    MemoryBooks books;
    World world{books.get(), seed, KeyPolicy::kHonours, bad_providers(), 15};
    world.live();
    world.check_end();
    crashes += world.crashes();
    deliveries += world.deliveries();
    doubtful += world.states[MessageState::kDoubtful];
    if (testing::Test::HasFailure()) FAIL() << "seed " << seed;
  }
  EXPECT_GT(crashes, 200);
  EXPECT_GT(deliveries, 500);
  RecordProperty("crashes", crashes);
  RecordProperty("deliveries", static_cast<int>(deliveries));
  RecordProperty("doubtful", doubtful);
}

TEST(MessageSending, WhereKeysAreIgnoredACrashLeavesAtMostOneInDoubt) {
  int crashes = 0;
  int doubtful = 0;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    MemoryBooks books;
    // The provider itself is good: whatever is in doubt is so because of a crash.
    World world{books.get(), seed, KeyPolicy::kIgnores, {}, 20};
    world.live();
    world.check_end();
    EXPECT_EQ(world.unknown(), 0);
    EXPECT_LE(world.states[MessageState::kDoubtful], world.crashes());
    crashes += world.crashes();
    doubtful += world.states[MessageState::kDoubtful];
    if (testing::Test::HasFailure()) FAIL() << "seed " << seed;
  }
  EXPECT_GT(crashes, 100);
  EXPECT_GT(doubtful, 20);
  RecordProperty("crashes", crashes);
  RecordProperty("doubtful", doubtful);
}

TEST(MessageSending, BadProvidersThatIgnoreKeysAreNeverAskedTwiceInDoubt) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    MemoryBooks books;
    World world{books.get(), seed, KeyPolicy::kIgnores, bad_providers(), 25};
    world.live();
    world.check_end();
    EXPECT_LE(world.states[MessageState::kDoubtful], world.crashes() + world.unknown());
    if (testing::Test::HasFailure()) FAIL() << "seed " << seed;
  }
}

}  // namespace
}  // namespace tests
