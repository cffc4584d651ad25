// The source API as a source system meets it: router, gate, books and webhooks together, without sockets.
#include "http/source/source_api.h"

#include <gtest/gtest.h>

#include <atomic>
#include <boost/json.hpp>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

#include "base/encoding.h"
#include "engine/business_day.h"
#include "http/source/api_key.h"
#include "http/source/source_feed.h"
#include "http/source/webhook_dispatcher.h"
#include "http/standard_webhooks.h"
#include "tests/support/danish_rules.h"
#include "tests/support/every_store.h"
#include "tests/support/forwarding_books.h"

namespace tests {
namespace {

using http::Method;
using http::Response;
namespace source = http::source;
namespace json = boost::json;

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::string_view kPepper = "pepper of the tests";

struct SetClock : ports::Clock {
  std::atomic<std::int64_t> microseconds = kNow.instant.microseconds;
  [[nodiscard]] base::Instant now() const override { return {microseconds}; }
};

/// Counts up: different every time, the same in every run.
struct CountingRandom : ports::RandomSource {
  std::uint8_t next = 1;
  void fill(std::span<std::uint8_t> bytes) override {
    for (std::uint8_t& byte : bytes) byte = next++;
  }
};

struct PlainSealer : ports::PartySealer {
  [[nodiscard]] ports::Party seal(ports::PersonDetails const& p) override {
    ports::Party party = person(std::string(p.national_id));
    party.kind = p.kind;
    base::Digest const details = base::sha256(std::string(p.name) + "/" + std::string(p.address));
    std::copy_n(details.begin(), party.detail_digest.size(), party.detail_digest.begin());
    party.sealed = std::string(p.name);
    return party;
  }
};

struct PlainBox : ports::SecretBox {
  [[nodiscard]] std::string seal(std::string_view purpose, std::string_view plain) override {
    return std::string(purpose) + "|" + base::to_base64(plain);
  }
  [[nodiscard]] std::optional<std::string> open(std::string_view purpose, std::string_view sealed) override {
    if (!sealed.starts_with(std::string(purpose) + "|")) return std::nullopt;
    return base::from_base64(sealed.substr(purpose.size() + 1));
  }
};

/// The other end of the webhooks.
struct Receiver : ports::HttpClient {
  explicit Receiver(SetClock& clock) : clock_(clock) {}
  std::vector<ports::HttpRequest> calls;
  std::vector<int> answers;  // taken one by one, then 200
  std::vector<ports::HttpHeader> answer_headers;
  std::function<void()> during_call;
  [[nodiscard]] std::expected<ports::HttpResponse, ports::HttpClientError> send(
      ports::HttpRequest const& request) override {
    std::lock_guard const lock(mutex_);
    if (during_call) during_call();
    calls.push_back(request);
    clock_.microseconds += 1'000;  // an answer takes a moment
    int status = 200;
    if (calls.size() <= answers.size()) status = answers[calls.size() - 1];
    if (status == 0) return std::unexpected(ports::HttpClientError::kTimeout);
    ports::HttpResponse response;
    response.status = status;
    response.headers = answer_headers;
    return response;
  }
  [[nodiscard]] std::string header(std::size_t call, std::string_view name) const {
    for (ports::HttpHeader const& field : calls.at(call).headers) {
      if (field.name == name) return field.value;
    }
    return {};
  }

 private:
  std::mutex mutex_;
  SetClock& clock_;
};

json::value parsed(Response const& response) { return json::parse(std::string(response.body.view())); }
std::string text_at(json::value const& value, std::string_view pointer) {
  return std::string(value.at_pointer(pointer).as_string());
}
std::int64_t number_at(json::value const& value, std::string_view pointer) {
  return value.at_pointer(pointer).to_number<std::int64_t>();
}

template <class Books>
class SourceApiTest : public testing::Test {
 protected:
  SourceApiTest() {
    http::source::add_source_routes(router_, api_);
    library_ = mint(authority_, library_id_);
    parking_ = mint(authority_, parking_id_);
  }

  std::string mint(base::AuthorityId authority, base::SourceId source) {
    source::MintedKey const key = source::mint_api_key(random_, kPepper);
    operations_.add_api_key({authority, source, key.key_id}, key.hash, clock_.now());
    last_key_id_ = key.key_id;
    return key.token;
  }

  Response call(std::string const& token, Method method, std::string const& target, std::string body = "",
                std::string const& key = "") {
    http::Request request;
    request.method = method;
    EXPECT_TRUE(http::split_target(target, request.path, request.query)) << target;
    if (!token.empty()) request.headers.add("Authorization", "Bearer " + token);
    if (!key.empty()) request.headers.add("Idempotency-Key", key);
    if (!body.empty()) request.headers.add("Content-Type", "application/json");
    request.body = std::move(body);
    request.remote_address = "192.0.2.7";
    return router_.answer(request);
  }
  Response get(std::string const& token, std::string const& path) {
    return call(token, Method::kGet, "/api/source/v1" + path);
  }
  Response post(std::string const& token, std::string const& path, std::string body, std::string const& key = "") {
    return call(token, Method::kPost, "/api/source/v1" + path, std::move(body), key);
  }
  Response change(std::string const& key, std::string body, std::string const& reference = "L-1") {
    return post(library_, "/claims/" + reference + "/changes", std::move(body), key);
  }
  static std::string claim(std::string const& reference, std::int64_t principal, std::string const& more = "") {
    return R"({"reference":")" + reference +
           R"(","type":"library_fee","issued":"2026-01-05","due":"2026-02-01","last_payment_day":"2026-02-15",)" +
           R"("principal_minor":)" + std::to_string(principal) + more + "}";
  }
  static std::string owed_by(std::string const& number) {
    return R"(,"debtors":[{"kind":"person","national_id":")" + number + R"(","name":"Maja Holm"}])";
  }
  void register_claim(std::string const& token, std::string const& reference, std::int64_t principal,
                      std::string const& debtor = "0101904321") {
    Response const made = post(token, "/claims", claim(reference, principal, owed_by(debtor)), "claim " + reference);
    ASSERT_EQ(made.status, 201) << made.body.view();
  }
  void pay(std::string const& token, std::string const& reference, std::int64_t minor, std::string const& key) {
    Response const paid =
        post(token, "/claims/" + reference + "/changes",
             R"({"kind":"payment","value_date":"2026-02-20","amount_minor":)" + std::to_string(minor) + "}", key);
    ASSERT_EQ(paid.status, 201) << paid.body.view();
  }

  struct Page {
    std::vector<json::value> events;
    std::string next;
    bool more = false;
    [[nodiscard]] std::vector<std::string> types() const {
      std::vector<std::string> types;
      for (json::value const& event : events) types.push_back(text_at(event, "/type").substr(11));
      return types;
    }
  };
  Page events(std::string const& token, std::string const& query = "") {
    Response const response = get(token, "/events" + query);
    EXPECT_EQ(response.status, 200) << response.body.view();
    json::value const body = parsed(response);
    Page page{{}, text_at(body, "/next"), body.at("more").as_bool()};
    for (json::value const& event : body.at("events").as_array()) page.events.push_back(event);
    return page;
  }

  std::string add_webhook(std::string const& url = "https://library.example/hook") {
    Response const made = post(library_, "/webhooks", R"({"url":")" + url + R"("})");
    EXPECT_EQ(made.status, 201) << made.body.view();
    return text_at(parsed(made), "/secret");
  }
  std::size_t dispatch(std::int64_t later_seconds = 0) {
    clock_.microseconds += later_seconds * kSecond;
    return dispatcher_.run_once(clock_.now());
  }
  json::value webhook() { return parsed(get(library_, "/webhooks")).at_pointer("/webhooks/0"); }

  Books books_;
  SqliteBooks store_;  // for what is kept beside the books
  ports::Operations& operations_{store_.service.operations()};
  SetClock clock_;
  CountingRandom random_;
  PlainSealer sealer_;
  PlainBox box_;
  Receiver receiver_{clock_};
  base::AuthorityId authority_ = *books_.get().add_authority(kTestAuthority);
  base::SourceId library_id_ = books_.get().ensure_source(authority_, "library", "Library");
  base::SourceId parking_id_ = books_.get().ensure_source(authority_, "parking", "Parking");
  source::SourceApi api_{{books_.get(),
                          operations_,
                          sealer_,
                          box_,
                          clock_,
                          random_,
                          [](base::Instant) { return kNow.date; },
                          std::string(kPepper),
                          {}}};
  http::Router router_;
  source::WebhookDispatcher dispatcher_{api_, receiver_};
  std::string library_, parking_, last_key_id_;
};

using Stores = testing::Types<MemoryBooks, SqliteBooks>;
TYPED_TEST_SUITE(SourceApiTest, Stores, tests::StoreNames);

TYPED_TEST(SourceApiTest, AClaimsWholeLifeIsToldInOrder) {
  Response const made = this->post(
      this->library_, "/claims",
      this->claim("L-1", 25'000, R"(,"currency":"DKK","fee_minor":500)" + this->owed_by("010190-4321")), "k1");
  ASSERT_EQ(made.status, 201) << made.body.view();
  json::value const first = parsed(made);
  EXPECT_EQ(text_at(first, "/state"), "open");
  EXPECT_EQ(text_at(first, "/currency"), "DKK");
  EXPECT_EQ(number_at(first, "/open/total_minor"), 25'500);
  EXPECT_EQ(number_at(first, "/version"), 1);
  EXPECT_EQ(*made.header("Location"), "/api/source/v1/claims/L-1");

  Response const again = this->post(
      this->library_, "/claims",
      this->claim("L-1", 25'000, R"(,"currency":"DKK","fee_minor":500)" + this->owed_by("0101904321")), "k1");
  EXPECT_EQ(again.status, 200) << "the same number, written otherwise, is the same person";
  EXPECT_EQ(again.body.view(), made.body.view());
  EXPECT_EQ(text_at(parsed(this->post(this->library_, "/claims", this->claim("L-1", 1), "k1")), "/code"),
            "idempotency_key_reused");
  Response const same_reference = this->post(this->library_, "/claims", this->claim("L-1", 1), "k2");
  EXPECT_EQ(same_reference.status, 409);
  EXPECT_EQ(text_at(parsed(same_reference), "/code"), "reference_in_use");

  std::string const amend =
      R"({"kind":"amend","component":"principal","mode":"down_by","amount_minor":5000,"reason":"wrong_rate","date":"2026-02-02"})";
  EXPECT_EQ(this->change("k3", amend).status, 201);
  Response const amended_again = this->change("k3", amend);
  EXPECT_EQ(amended_again.status, 200);
  EXPECT_TRUE(parsed(amended_again).at("repeated").as_bool());
  EXPECT_EQ(
      this->change("k4", R"({"kind":"add_fee","amount_minor":250,"reason":"reminder","date":"2026-02-20"})").status,
      201);
  this->pay(this->library_, "L-1", 10'000, "k5");
  Response const overpaid = this->change(
      "k6", R"({"kind":"payment","amount_minor":20000,"value_date":"2026-02-21","external_reference":"B-77"})");
  ASSERT_EQ(overpaid.status, 201);
  json::value const result = parsed(overpaid);
  EXPECT_EQ(number_at(result, "/allocated_minor"), 10'750);
  EXPECT_EQ(number_at(result, "/credited_minor"), 9'250);
  EXPECT_EQ(text_at(result, "/claim/state"), "settled");
  EXPECT_EQ(number_at(result, "/claim/paid_minor"), 20'750);
  EXPECT_EQ(number_at(result, "/claim/version"), number_at(result, "/seq"));

  typename TestFixture::Page const page = this->events(this->library_);
  EXPECT_EQ(page.types(),
            (std::vector<std::string>{"claim.registered.v1", "claim.amount_changed.v1", "claim.amount_changed.v1",
                                      "claim.payment_allocated.v1", "claim.payment_allocated.v1",
                                      "claim.payment_credited.v1", "claim.state_changed.v1"}));
  EXPECT_FALSE(page.more);
  EXPECT_EQ(text_at(page.events[0], "/id"), "testby-1-1");
  EXPECT_EQ(text_at(page.events[0], "/source"), "/authorities/testby");
  EXPECT_EQ(text_at(page.events[0], "/subject"), "L-1");
  EXPECT_EQ(text_at(page.events[0], "/specversion"), "1.0");
  EXPECT_EQ(number_at(page.events[1], "/data/delta_minor"), -5'000);
  EXPECT_EQ(number_at(page.events[4], "/data/allocated/total_minor"), 10'750);
  EXPECT_EQ(number_at(page.events[5], "/data/credited_minor"), 9'250);
  EXPECT_EQ(text_at(page.events[6], "/data/to"), "settled");
  EXPECT_TRUE(this->events(this->library_, "?after=" + page.next).events.empty());
}

TYPED_TEST(SourceApiTest, EveryChangeHasItsEffectAndItsEvent) {
  this->register_claim(this->library_, "L-1", 10'000);
  auto const done = [&](std::string const& body) {
    Response const response = this->change(body, body);
    EXPECT_EQ(response.status, 201) << body << response.body.view();
    return parsed(response);
  };
  done(R"({"kind":"add_fee","amount_minor":300,"reason":"reminder","date":"2026-02-20"})");
  EXPECT_EQ(number_at(done(R"({"kind":"waive_fee","reason":"goodwill","date":"2026-02-20"})"), "/claim/open/fee_minor"),
            0);
  json::value const disputed = done(R"({"kind":"open_objection","objection":"O-1","date":"2026-02-21"})");
  EXPECT_EQ(text_at(disputed, "/claim/objections/0"), "O-1");
  done(R"({"kind":"resolve_objection","objection":"O-1","outcome":"partly_upheld","date":"2026-02-22"})");
  done(R"({"kind":"hand_over","recipient":"debt_collection","date":"2026-02-22"})");
  EXPECT_EQ(text_at(done(R"({"kind":"recall","reason":"agreed","date":"2026-02-23"})"), "/claim/state"), "open");
  done(R"({"kind":"payment","amount_minor":4000,"value_date":"2026-02-24"})");
  json::value const cancelled = done(R"({"kind":"cancel","reason":"raised_in_error","date":"2026-02-25"})");
  EXPECT_EQ(text_at(cancelled, "/claim/state"), "cancelled");
  EXPECT_EQ(number_at(cancelled, "/credited_minor"), 4'000);
  this->register_claim(this->library_, "L-2", 5'000);
  Response const applied = this->change("apply", R"({"kind":"apply_credit","date":"2026-02-26"})", "L-2");
  EXPECT_EQ(number_at(parsed(applied), "/allocated_minor"), 4'000);
  EXPECT_EQ(number_at(parsed(applied), "/claim/open/total_minor"), 1'000);

  auto const page = this->events(this->library_);
  EXPECT_EQ(page.types(),
            (std::vector<std::string>{"claim.registered.v1", "claim.amount_changed.v1", "claim.amount_changed.v1",
                                      "claim.objection_opened.v1", "claim.objection_resolved.v1",
                                      "claim.handed_over.v1", "claim.state_changed.v1", "claim.recalled.v1",
                                      "claim.state_changed.v1", "claim.payment_allocated.v1", "claim.cancelled.v1",
                                      "claim.state_changed.v1", "claim.registered.v1", "claim.credit_applied.v1"}));
  EXPECT_EQ(number_at(page.events[10], "/data/credited_minor"), 4'000);
}

TYPED_TEST(SourceApiTest, TheCursorResumesAtAnyEvent) {
  this->register_claim(this->library_, "L-1", 1'000);
  this->pay(this->library_, "L-1", 1'500, "p1");  // three events in one entry
  this->register_claim(this->parking_, "P-1", 700);
  this->register_claim(this->library_, "L-2", 2'000);
  std::vector<std::string> const all = [&] {
    std::vector<std::string> ids;
    for (json::value const& event : this->events(this->library_).events) ids.push_back(text_at(event, "/id"));
    return ids;
  }();
  ASSERT_EQ(all.size(), 5U);
  std::vector<std::string> one_by_one;
  std::string query = "?limit=1";
  for (int i = 0; i < 10; ++i) {
    auto const page = this->events(this->library_, query);
    for (json::value const& event : page.events) one_by_one.push_back(text_at(event, "/id"));
    query = "?limit=1&after=" + page.next;
    if (!page.more) break;
  }
  EXPECT_EQ(one_by_one, all);
}

// A source of few claims in a busy authority: a call that finds nothing still gets on.
TYPED_TEST(SourceApiTest, AFeedReadsABoundedPartOfTheJournalAndMovesOn) {
  this->register_claim(this->library_, "L-1", 1'000);
  for (int i = 0; i < 100; ++i) this->register_claim(this->parking_, "P-" + std::to_string(i), 100);
  this->register_claim(this->library_, "L-2", 1'000);
  auto const reader = this->books_.get().reader();
  source::ClaimDirectory directory;
  source::FeedReaderOf const who{this->authority_, "testby", base::kDanishKrone, this->library_id_};
  source::FeedPosition at;
  std::vector<std::string> seen;
  std::vector<std::int64_t> stops;
  bool more = true;
  while (more && stops.size() < 10) {
    source::FeedPage const page =
        source::read_feed(*reader, directory, who, at, {.max_events = 100, .max_entries = 40});
    for (source::FeedEvent const& item : page.events) seen.push_back(item.event.id);
    at = page.next;
    more = page.more;
    stops.push_back(at.after_seq);
  }
  EXPECT_EQ(seen, (std::vector<std::string>{"testby-1-1", "testby-102-0"}));
  EXPECT_EQ(stops, (std::vector<std::int64_t>{40, 80, 102}));
}

TYPED_TEST(SourceApiTest, CursorsAndLimitsAreReadStrictly) {
  this->register_claim(this->library_, "L-1", 1'000);
  for (std::string const query : {"?after=xx", "?after=MS4wMA", "?after=MS4", "?limit=0", "?limit=1001", "?limit=1x",
                                  "?since=1", "?after=OTkuMA"}) {  // the last one is 99.0: beyond the end
    EXPECT_EQ(this->get(this->library_, "/events" + query).status, 422) << query;
  }
}

TYPED_TEST(SourceApiTest, AnotherSourceSeesNothing) {
  this->register_claim(this->library_, "L-1", 1'000);
  this->pay(this->library_, "L-1", 1'200, "p1");
  EXPECT_TRUE(this->events(this->parking_).events.empty());
  Response const others = this->get(this->parking_, "/claims/L-1");
  Response const unknown = this->get(this->parking_, "/claims/L-9");
  EXPECT_EQ(others.status, 404);
  EXPECT_EQ(unknown.status, 404);
  EXPECT_EQ(others.body.view(), unknown.body.view());
  std::string const cancel = R"({"kind":"cancel","reason":"x","date":"2026-02-20"})";
  EXPECT_EQ(this->post(this->parking_, "/claims/L-1/changes", cancel, "a").body.view(),
            this->post(this->parking_, "/claims/L-9/changes", cancel, "b").body.view());
  EXPECT_EQ(this->post(this->parking_, "/claims", this->claim("L-1", 5), "own").status, 201)
      << "references are each source's own";
}

TYPED_TEST(SourceApiTest, AnotherAuthoritySeesNothing) {
  ports::Authority other = kTestAuthority;
  other.code = "anderby";
  base::AuthorityId const there = *this->books_.get().add_authority(other);
  base::SourceId const library = this->books_.get().ensure_source(there, "library", "Library");
  std::string const token = this->mint(there, library);
  this->register_claim(this->library_, "L-1", 1'000);
  EXPECT_EQ(this->get(token, "/claims/L-1").status, 404);
  EXPECT_TRUE(this->events(token).events.empty());
  EXPECT_EQ(this->post(token, "/claims", this->claim("L-1", 5), "claim L-1").status, 201)
      << "keys of different authorities are different";
}

// One person pays for claims of two departments at once: each learns of its own share.
TYPED_TEST(SourceApiTest, APaymentOverSeveralSourcesTellsEachItsShare) {
  this->register_claim(this->library_, "L-1", 1'000);
  this->register_claim(this->parking_, "P-1", 700);
  engine::RecordPayment payment;
  payment.means = ledger::Means::kMobilePay;
  payment.minor = 2'000;
  payment.value_date = kNow.date;
  payment.chosen = {{{{}, this->library_id_, "L-1"}, {}}, {{{}, this->parking_id_, "P-1"}, {}}};
  engine::Submission submission{this->authority_, "debtor:1", "pay", {}, {}, {payment}};
  ASSERT_TRUE(this->books_.get().submit_one(submission, kNow));
  auto const told = this->events(this->parking_);
  EXPECT_EQ(told.types(),
            (std::vector<std::string>{"claim.registered.v1", "claim.payment_allocated.v1", "claim.state_changed.v1"}))
      << "the credit was meant for both: it is nobody's news";
  EXPECT_EQ(number_at(told.events[1], "/data/allocated/total_minor"), 700);
  EXPECT_EQ(text_at(told.events[1], "/data/by"), "payer");
  for (json::value const& event : told.events) {
    EXPECT_EQ(json::serialize(event).find("L-1"), std::string::npos);
    EXPECT_EQ(json::serialize(event).find("2000"), std::string::npos);
  }
}

// Its reminder is planned, and then nobody can be reached: the step was taken, and has not been.
TYPED_TEST(SourceApiTest, AStepIsToldAndThatItsLetterNeverLeft) {
  this->register_claim(this->library_, "L-1", 50'000);
  auto const rules = danish_rules(this->authority_);
  this->books_.get().set_rules(rules);
  std::int32_t const tuesday = 20'522;  // 10 March 2026
  base::Now const now{{tuesday * 86'400 * kSecond}, {tuesday}};
  ASSERT_EQ(engine::run_business_day(this->books_.get(), *rules, {this->authority_, now.date, now}).totals.steps, 1);
  auto const planned =
      this->books_.get().reader()->messages_in(this->authority_, dunning::MessageState::kPlanned, {}, 9);
  for (dunning::Message const& message : planned) {
    engine::AdvanceMessage news{message.id, dunning::MessageState::kUnreachable, {}, {}, {}, "no_address"};
    ASSERT_TRUE(this->books_.get().submit_one(
        {this->authority_, "system", std::to_string(message.id.value), {}, {}, {news}}, now));
  }
  auto const all = this->events(this->library_);
  std::vector<json::value> told;
  for (json::value const& event : all.events) {
    if (text_at(event, "/type").find("step") != std::string::npos) told.push_back(event);
  }
  ASSERT_EQ(told.size(), 2U);
  EXPECT_EQ(text_at(told[0], "/type").substr(11), "claim.step_taken.v1");
  EXPECT_EQ(text_at(told[0], "/data/step"), "reminder");
  EXPECT_EQ(text_at(told[1], "/type").substr(11), "claim.step_not_taken.v1");
  EXPECT_EQ(text_at(told[1], "/data/step"), "reminder");
  EXPECT_EQ(text_at(told[1], "/data/reason"), "no_address");
}

TYPED_TEST(SourceApiTest, AClaimByShareTellsWhatIsOpenOfEach) {
  std::string const debtors = R"(,"debtors":[{"kind":"person","national_id":"0101904321","share":1},)"
                              R"({"kind":"person","national_id":"0202904321","share":2}],"shares_of":)";
  Response const wrong = this->post(this->library_, "/claims", this->claim("L-1", 10'000, debtors + "4"), "wrong");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(text_at(parsed(wrong), "/code"), "shares_do_not_add_up");
  Response const made = this->post(this->library_, "/claims", this->claim("L-1", 10'000, debtors + "3"), "right");
  ASSERT_EQ(made.status, 201) << made.body.view();
  EXPECT_EQ(json::serialize(parsed(made).at("shares")),
            R"([{"share":1,"open_minor":3334},{"share":2,"open_minor":6666}])");
  // A payment of the claim counts for the first debtor's share first, then for the other's.
  this->pay(this->library_, "L-1", 4'000, "paid");
  Response const now = this->get(this->library_, "/claims/L-1");
  EXPECT_EQ(json::serialize(parsed(now).at("shares")), R"([{"share":1,"open_minor":0},{"share":2,"open_minor":6000}])");
  Response const joint = this->post(this->library_, "/claims", this->claim("L-2", 1, this->owed_by("0101904321")), "j");
  EXPECT_FALSE(parsed(joint).as_object().contains("shares"));
}

TYPED_TEST(SourceApiTest, WhatIsWrongIsRefusedWithItsPlace) {
  auto const refused = [&](std::string const& body, std::string const& path) {
    Response const response = this->post(this->library_, "/claims", body, "k");
    EXPECT_EQ(response.status, 422) << body;
    EXPECT_EQ(text_at(parsed(response), "/errors/0/path"), path) << response.body.view();
  };
  refused(this->claim("L-1", 1, R"(,"claim_id":"7")"), "$.claim_id");
  refused(this->claim("L-1", -1), "$.principal_minor");
  refused(this->claim("", 1), "$.reference");
  refused(this->claim("L-1", 1, R"(,"period_first":"2026-02-30")"), "$.period_first");
  refused(this->claim("L-1", 1, R"(,"debtors":[{"kind":"person","national_id":"101904321"}])"),
          "$.debtors[0].national_id");
  refused(this->claim("L-1", 1, R"(,"debtors":[{"kind":"person","national_id":"0101904321","age":4}])"),
          "$.debtors[0].age");
  EXPECT_EQ(
      text_at(parsed(this->post(this->library_, "/claims", this->claim("L-1", 2'000'000'000'000'000), "k")), "/code"),
      "amount_out_of_range");
  EXPECT_EQ(text_at(parsed(this->post(this->library_, "/claims", this->claim("L-1", 1))), "/code"),
            "idempotency_key_missing");
  EXPECT_EQ(text_at(parsed(this->post(this->library_, "/claims", this->claim("L-1", 1, R"(,"currency":"EUR")"), "k")),
                    "/code"),
            "currency_not_authoritys");
  EXPECT_EQ(this->post(this->library_, "/claims", R"({"a":1,"a":2})", "k").status, 400);
  EXPECT_TRUE(this->events(this->library_).events.empty());

  this->register_claim(this->library_, "L-1", 1'000);
  Response const odd = this->change("c", R"({"kind":"cancel","reason":"x","date":"2026-02-20","recipient":"y"})");
  EXPECT_EQ(text_at(parsed(odd), "/errors/0/path"), "$.recipient");
  Response const kind = this->change("c", R"({"kind":"forgive","date":"2026-02-20"})");
  EXPECT_EQ(parsed(kind).at("errors").as_array().size(), 1U);
  EXPECT_EQ(text_at(parsed(kind), "/errors/0/path"), "$.kind");
}

TYPED_TEST(SourceApiTest, KeysThatAreNotGoodAreAllRefusedAlike) {
  source::MintedKey const never_stored = source::mint_api_key(this->random_, "another pepper");
  std::string const revoked = this->mint(this->authority_, this->library_id_);
  this->operations_.revoke_api_key(this->authority_, this->last_key_id_, this->clock_.now());
  Response const first = this->get("", "/claims/L-1");
  EXPECT_EQ(first.status, 401);
  EXPECT_EQ(*first.header("WWW-Authenticate"), "Bearer");
  for (std::string const& token : {std::string("x"), revoked, never_stored.token, this->library_ + "a"}) {
    Response const response = this->get(token, "/claims/L-1");
    EXPECT_EQ(response.status, 401);
    EXPECT_EQ(response.body.view(), first.body.view());
  }
}

TYPED_TEST(SourceApiTest, CallsAreLimitedForEachKeyAndFailuresForEachAddress) {
  int allowed = 0;
  while (allowed < 2'000 && this->get(this->library_, "/webhooks").status == 200) ++allowed;
  EXPECT_EQ(allowed, 600);
  Response const refused = this->get(this->library_, "/webhooks");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(*refused.header("Retry-After"), "1");
  EXPECT_EQ(this->get(this->parking_, "/webhooks").status, 200);
  int tries = 0;
  while (tries < 100 && this->get("wrong", "/webhooks").status == 401) ++tries;
  EXPECT_EQ(tries, 30);
  EXPECT_EQ(this->get(this->parking_, "/webhooks").status, 200) << "who has a key is not locked out";
}

TYPED_TEST(SourceApiTest, ABatchTakesTheGoodAndRefusesTheBad) {
  auto const item = [&](std::string const& key, std::string const& body) {
    return R"({"idempotency_key":")" + key + R"(",)" + body + "}";
  };
  std::string const body =
      R"({"items":[)" + item("1", R"("claim":)" + this->claim("L-1", 1'000, this->owed_by("0101904321"))) + "," +
      item("2", R"("claim":)" + this->claim("L-2", 1'000, R"(,"colour":"red")")) + "," +
      item("3", R"("reference":"L-1","change":{"kind":"payment","amount_minor":400,"value_date":"2026-02-20"})") + "," +
      item("4", R"("reference":"L-9","change":{"kind":"cancel","reason":"x","date":"2026-02-20"})") + ",7," +
      item("6", R"("claim":)" + this->claim("L-1", 1)) + "," + item("7", R"("note":"nothing asked")") + "," +
      item("1", R"("claim":)" + this->claim("L-1", 1'000, this->owed_by("0101904321"))) + "]}";
  Response const response = this->post(this->library_, "/batch", body);
  ASSERT_EQ(response.status, 200) << response.body.view();
  json::value const results = parsed(response).at("results");
  std::vector<std::int64_t> statuses;
  for (json::value const& result : results.as_array()) statuses.push_back(number_at(result, "/status"));
  EXPECT_EQ(statuses, (std::vector<std::int64_t>{201, 422, 201, 404, 422, 409, 422, 200}));
  EXPECT_EQ(text_at(results, "/0/claim/reference"), "L-1");
  EXPECT_EQ(text_at(results, "/1/problem/errors/0/path"), "$.items[1].claim.colour");
  EXPECT_EQ(number_at(results, "/2/allocated_minor"), 400);
  EXPECT_EQ(text_at(results, "/3/problem/code"), "claim_not_found");
  EXPECT_EQ(text_at(results, "/4/problem/errors/0/path"), "$.items[4]");
  EXPECT_EQ(text_at(results, "/5/problem/code"), "reference_in_use");
  EXPECT_EQ(this->books_.get().reader()->last_seq(this->authority_), 2);

  Response const unknown = this->post(this->library_, "/batch", R"({"items":[],"atomic":true})");
  EXPECT_EQ(unknown.status, 422);
}

TYPED_TEST(SourceApiTest, AllBadItemsOfAFullBatchAreFound) {
  std::string body = R"({"items":[)";
  for (int i = 0; i < 1000; ++i) {
    body += R"({"idempotency_key":"k)" + std::to_string(i) + R"(","claim":)" +
            this->claim("L-" + std::to_string(i), i % 2 == 0 ? -1 : 100) + "},";
  }
  body.back() = ']';
  json::value const results = parsed(this->post(this->library_, "/batch", body + "}")).at("results");
  ASSERT_EQ(results.as_array().size(), 1000U);
  for (std::size_t i = 0; i < 1000; ++i) {
    EXPECT_EQ(number_at(results.as_array()[i], "/status"), i % 2 == 0 ? 422 : 201) << i;
  }
}

TYPED_TEST(SourceApiTest, OnlyTheSourcesOwnPaymentsCanBeReversed) {
  this->register_claim(this->library_, "L-1", 1'000);
  this->pay(this->library_, "L-1", 1'000, "p1");
  engine::RecordPayment citizens;
  citizens.means = ledger::Means::kMobilePay;
  citizens.minor = 10;
  citizens.value_date = kNow.date;
  citizens.chosen = {{{{}, this->library_id_, "L-1"}, {}}};
  auto const paid = this->books_.get().submit_one({this->authority_, "debtor:1", "x", {}, {}, {citizens}}, kNow);
  std::string const others = std::to_string(engine::find_event<engine::PaymentRecorded>(*paid)->payment.value);
  std::string const own = text_at(this->events(this->library_).events[1], "/data/payment_id");

  std::string const body = R"({"reason":"bounced","date":"2026-02-25"})";
  auto const reverse = [&](std::string const& token, std::string const& id, std::string const& key) {
    return this->post(token, "/payments/" + id + "/reversals", body, key);
  };
  Response const unknown = reverse(this->library_, "99999", "r0");
  EXPECT_EQ(unknown.status, 404);
  EXPECT_EQ(reverse(this->library_, others, "r1").body.view(), unknown.body.view());
  EXPECT_EQ(reverse(this->parking_, own, "r2").body.view(), unknown.body.view());
  EXPECT_EQ(reverse(this->library_, own + "x", "r3").status, 404);
  Response const reversed = reverse(this->library_, own, "r4");
  ASSERT_EQ(reversed.status, 201) << reversed.body.view();
  EXPECT_EQ(number_at(parsed(reversed), "/claims/0/reversed/total_minor"), 1'000);
  EXPECT_EQ(reverse(this->library_, own, "r4").status, 200);
  EXPECT_EQ(text_at(parsed(reverse(this->library_, own, "r5")), "/code"), "payment_already_reversed");
  auto const types = this->events(this->library_).types();
  EXPECT_EQ(types[types.size() - 2], "claim.payment_reversed.v1");
  EXPECT_EQ(text_at(parsed(this->get(this->library_, "/claims/L-1")), "/state"), "open");
}

TYPED_TEST(SourceApiTest, AReferenceWithASlashIsFoundByQuery) {
  this->register_claim(this->library_, "2026/17", 1'000);
  EXPECT_EQ(this->get(this->library_, "/claims?reference=2026%2F17").status, 200);
  EXPECT_EQ(this->get(this->library_, "/claims?reference=2026%2F18").status, 404);
  EXPECT_EQ(this->get(this->library_, "/claims").status, 422);
}

TYPED_TEST(SourceApiTest, WebhooksTellWhatTheFeedTells) {
  this->register_claim(this->library_, "L-0", 1'000);
  std::string const secret = this->add_webhook();
  this->register_claim(this->library_, "L-1", 1'000);
  this->register_claim(this->parking_, "P-1", 500);
  this->pay(this->library_, "L-1", 1'500, "p1");
  EXPECT_EQ(this->dispatch(), 4U);
  auto const all = this->events(this->library_).events;
  ASSERT_EQ(this->receiver_.calls.size(), 4U);
  for (std::size_t i = 0; i < 4; ++i) {
    ports::HttpRequest const& sent = this->receiver_.calls[i];
    EXPECT_EQ(json::parse(sent.body), all[i + 1]) << "what came before the webhook is not sent";
    EXPECT_EQ(sent.timeout_ms, 20'000);
    EXPECT_EQ(this->receiver_.header(i, "Content-Type"), "application/cloudevents+json");
    EXPECT_EQ(this->receiver_.header(i, "webhook-id"), text_at(all[i + 1], "/id"));
    http::WebhookHeaders const headers{this->receiver_.header(i, "webhook-id"),
                                       this->receiver_.header(i, "webhook-timestamp"),
                                       this->receiver_.header(i, "webhook-signature")};
    EXPECT_EQ(http::check_webhook({&secret, 1}, headers, sent.body, this->clock_.now()),
              http::WebhookVerdict::kGenuine);
  }
  EXPECT_EQ(this->dispatch(), 0U);
  this->register_claim(this->library_, "L-2", 1'000);
  EXPECT_EQ(this->dispatch(), 1U);
  json::value const log = parsed(this->get(this->library_, "/webhooks/1/deliveries"));
  EXPECT_EQ(log.at("deliveries").as_array().size(), 5U);
}

TYPED_TEST(SourceApiTest, AFailedDeliveryIsTriedAgainWithTheSameIdAndHoldsTheLine) {
  this->add_webhook();
  this->register_claim(this->library_, "L-1", 1'000);
  this->pay(this->library_, "L-1", 1'500, "p1");  // three events of one entry
  this->receiver_.answers = {200, 200, 500, 0, 302};
  EXPECT_EQ(this->dispatch(), 3U);
  EXPECT_EQ(text_at(this->webhook(), "/state"), "failing");
  EXPECT_EQ(this->dispatch(4), 0U) << "not before five seconds";
  EXPECT_EQ(this->dispatch(3), 1U);
  EXPECT_EQ(this->dispatch(299), 0U);
  EXPECT_EQ(this->dispatch(40), 1U);
  EXPECT_EQ(this->dispatch(1'700), 0U);
  EXPECT_EQ(this->dispatch(400), 2U);
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < this->receiver_.calls.size(); ++i) ids.push_back(this->receiver_.header(i, "webhook-id"));
  ASSERT_EQ(ids.size(), 7U);
  EXPECT_EQ(ids[2], ids[3]);
  EXPECT_EQ(ids[3], ids[4]);
  EXPECT_EQ(ids[4], ids[5]);
  EXPECT_NE(ids[5], ids[6]);
  EXPECT_NE(this->receiver_.header(2, "webhook-timestamp"), this->receiver_.header(3, "webhook-timestamp"));
  EXPECT_EQ(text_at(this->webhook(), "/state"), "working");
  json::value const log = parsed(this->get(this->library_, "/webhooks/1/deliveries"));
  EXPECT_EQ(number_at(log, "/deliveries/1/attempt"), 4);
  EXPECT_EQ(number_at(log, "/deliveries/2/status"), 302);
}

TYPED_TEST(SourceApiTest, AfterARestartTriesAreCountedOn) {
  this->add_webhook();
  this->register_claim(this->library_, "L-1", 1'000);
  this->receiver_.answers = {500};
  EXPECT_EQ(this->dispatch(), 1U);
  this->clock_.microseconds += 10 * kSecond;
  source::WebhookDispatcher fresh(this->api_, this->receiver_);
  EXPECT_EQ(fresh.run_once(this->clock_.now()), 1U);
  EXPECT_EQ(number_at(parsed(this->get(this->library_, "/webhooks/1/deliveries")), "/deliveries/0/attempt"), 2);
}

TYPED_TEST(SourceApiTest, TenFailuresOr410DisableUntilRetried) {
  this->add_webhook();
  this->register_claim(this->library_, "L-1", 1'000);
  this->receiver_.answers = std::vector<int>(10, 503);
  for (int i = 0; i < 12; ++i) this->dispatch(30 * 3600);
  EXPECT_EQ(this->receiver_.calls.size(), 10U);
  EXPECT_EQ(text_at(this->webhook(), "/state"), "disabled");
  EXPECT_EQ(this->post(this->parking_, "/webhooks/1/retry", "").status, 404);
  EXPECT_EQ(text_at(parsed(this->post(this->library_, "/webhooks/1/retry", "")), "/state"), "working");
  this->receiver_.answers.push_back(410);
  EXPECT_EQ(this->dispatch(), 1U);
  EXPECT_EQ(text_at(this->webhook(), "/state"), "disabled");
  EXPECT_EQ(this->dispatch(30 * 3600), 0U);
  json::value const log = parsed(this->get(this->library_, "/webhooks/1/deliveries"));
  EXPECT_EQ(number_at(log, "/deliveries/0/attempt"), 11);
  EXPECT_EQ(number_at(log, "/deliveries/0/status"), 410);
}

TYPED_TEST(SourceApiTest, RetryAfterIsRespected) {
  this->add_webhook();
  this->register_claim(this->library_, "L-1", 1'000);
  this->receiver_.answers = {429};
  this->receiver_.answer_headers = {{"Retry-After", "120"}};
  EXPECT_EQ(this->dispatch(), 1U);
  EXPECT_EQ(this->dispatch(119), 0U);
  EXPECT_EQ(this->dispatch(2), 1U);
}

TYPED_TEST(SourceApiTest, WebhooksBelongToTheirSource) {
  this->add_webhook();
  EXPECT_EQ(parsed(this->get(this->parking_, "/webhooks")).at("webhooks").as_array().size(), 0U);
  EXPECT_EQ(this->get(this->parking_, "/webhooks/1/deliveries").body.view(),
            this->get(this->parking_, "/webhooks/77/deliveries").body.view());
  EXPECT_EQ(this->call(this->parking_, Method::kDelete, "/api/source/v1/webhooks/1").status, 404);
  EXPECT_EQ(this->post(this->library_, "/webhooks", R"({"url":"https://library.example/hook"})").status, 409);
  EXPECT_EQ(this->post(this->library_, "/webhooks", R"({"url":"http://library.example/hook"})").status, 422);
  EXPECT_EQ(this->get(this->library_, "/webhooks").body.view().find("whsec_"), std::string_view::npos);
  EXPECT_EQ(this->call(this->library_, Method::kDelete, "/api/source/v1/webhooks/1").status, 204);
  this->register_claim(this->library_, "L-1", 1'000);
  EXPECT_EQ(this->dispatch(), 0U);
  for (int i = 0; i < 10; ++i) this->add_webhook("https://library.example/" + std::to_string(i));
  EXPECT_EQ(
      text_at(parsed(this->post(this->library_, "/webhooks", R"({"url":"https://library.example/10"})")), "/code"),
      "too_many_webhooks");
}

// The number of a removed endpoint is given out again; what was known of the old one must not reach the new one.
TYPED_TEST(SourceApiTest, ANewWebhookWithAnOldNumberStartsAfresh) {
  this->add_webhook("https://library.example/old");
  this->register_claim(this->library_, "L-1", 1'000);
  this->receiver_.answers = {500};
  EXPECT_EQ(this->dispatch(), 1U);
  EXPECT_EQ(this->call(this->library_, Method::kDelete, "/api/source/v1/webhooks/1").status, 204);
  this->add_webhook("https://library.example/new");
  EXPECT_EQ(text_at(this->webhook(), "/id"), "1");
  EXPECT_EQ(text_at(this->webhook(), "/state"), "working");
  this->register_claim(this->library_, "L-2", 1'000);
  EXPECT_EQ(this->dispatch(), 1U) << "only what came after it";
  EXPECT_EQ(parsed(this->get(this->library_, "/webhooks/1/deliveries")).at("deliveries").as_array().size(), 1U);
}

TYPED_TEST(SourceApiTest, AWebhookReplacedDuringACallIsNotBlamedForIt) {
  this->add_webhook("https://library.example/old");
  this->register_claim(this->library_, "L-1", 1'000);
  this->receiver_.answers = {500};
  this->receiver_.during_call = [&] {
    EXPECT_EQ(this->call(this->library_, Method::kDelete, "/api/source/v1/webhooks/1").status, 204);
    this->add_webhook("https://library.example/new");
  };
  EXPECT_EQ(this->dispatch(), 1U);
  EXPECT_EQ(text_at(this->webhook(), "/url"), "https://library.example/new");
  EXPECT_EQ(text_at(this->webhook(), "/state"), "working");
  EXPECT_TRUE(parsed(this->get(this->library_, "/webhooks/1/deliveries")).at("deliveries").as_array().empty());
}

TYPED_TEST(SourceApiTest, ARetryAskedForDuringACallStands) {
  this->add_webhook();
  this->register_claim(this->library_, "L-1", 1'000);
  this->receiver_.answers = std::vector<int>(10, 500);
  for (int i = 0; i < 9; ++i) this->dispatch(30 * 3600);
  this->receiver_.during_call = [&] { this->post(this->library_, "/webhooks/1/retry", ""); };
  this->dispatch(30 * 3600);
  EXPECT_EQ(text_at(this->webhook(), "/state"), "failing") << "the tenth failure, but the first since the retry";
  EXPECT_EQ(number_at(this->webhook(), "/failures"), 1);
}

TYPED_TEST(SourceApiTest, SeveralThreadsDeliverEachEventOnce) {
  for (int i = 0; i < 4; ++i) this->add_webhook("https://library.example/" + std::to_string(i));
  for (int i = 0; i < 20; ++i) this->register_claim(this->library_, "L-" + std::to_string(i), 100);
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 10; ++round) this->dispatcher_.run_once(kNow.instant);
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::map<std::string, std::vector<std::string>> by_url;
  for (ports::HttpRequest const& sent : this->receiver_.calls) {
    by_url[sent.url].push_back(text_at(json::parse(sent.body), "/subject"));
  }
  ASSERT_EQ(by_url.size(), 4U);
  for (auto const& [url, subjects] : by_url) {
    ASSERT_EQ(subjects.size(), 20U) << url;
    for (std::size_t i = 0; i < subjects.size(); ++i) EXPECT_EQ(subjects[i], "L-" + std::to_string(i));
  }
}

TYPED_TEST(SourceApiTest, ParallelCallsWithOneKeyDoOneThing) {
  std::vector<std::thread> callers;
  std::atomic<int> made = 0;
  std::atomic<int> repeated = 0;
  for (int i = 0; i < 8; ++i) {
    callers.emplace_back([&] {
      Response const response =
          this->post(this->library_, "/claims", this->claim("L-1", 100, this->owed_by("0101904321")), "one");
      made += response.status == 201;
      repeated += response.status == 200;
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(made, 1);
  EXPECT_EQ(repeated, 7);
}

/// A store that is full, damaged or away.
struct BrokenBooks : ForwardingBooks {
  using ForwardingBooks::ForwardingBooks;
  std::vector<engine::Outcome> submit(std::span<engine::Prepared const>, base::Now) override {
    throw engine::StoreUnavailable("the disk is full: /var/lib/fairdue/books.db");
  }
};

TYPED_TEST(SourceApiTest, AStoreThatCannotWriteIsToldWithoutItsSecrets) {
  BrokenBooks broken(this->books_.get());
  source::SourceApi api({broken,
                         this->operations_,
                         this->sealer_,
                         this->box_,
                         this->clock_,
                         this->random_,
                         [](base::Instant) { return kNow.date; },
                         std::string(kPepper),
                         {}});
  http::Router router;
  source::add_source_routes(router, api);
  http::Request request;
  request.method = Method::kPost;
  request.path = "/api/source/v1/claims";
  request.headers.add("Authorization", "Bearer " + this->library_);
  request.headers.add("Idempotency-Key", "k");
  request.headers.add("Content-Type", "application/json");
  request.body = this->claim("L-1", 100);
  Response const response = router.answer(request);
  EXPECT_EQ(response.status, 503);
  EXPECT_NE(response.header("Retry-After"), nullptr);
  EXPECT_EQ(response.body.view().find("/var"), std::string_view::npos);
}

}  // namespace
}  // namespace tests
