// A screen that many people use, with a clock that the test turns: what the server itself refuses when time has run
// out, what keeps nobody logged in, and what is left in the browser.
#include <gtest/gtest.h>

#include "adapters/system/system_random.h"
#include "adapters/vault/vault.h"
#include "http/citizen/portal.h"
#include "http/links/link_pages.h"
#include "tests/support/danish_rules.h"
#include "tests/support/test_books.h"

namespace tests {
namespace {

using http::CookieProtection;
using http::Method;
using http::Request;
using http::Response;

constexpr std::string_view kOrigin = "https://betalnu.example";
constexpr std::string_view kNationalId = "0101909996";

class TurnedClock final : public ports::Clock {
 public:
  [[nodiscard]] base::Instant now() const override { return at; }
  void turn(std::int64_t seconds) { at.microseconds += seconds * 1'000'000; }
  base::Instant at = kNow.instant;
};

/// Notes what it is asked for and lets everybody in.
class PlayedIdentity final : public ports::IdentityProvider {
 public:
  std::expected<ports::LoginStart, ports::LoginRefusal> begin_login(std::string_view redirect, std::string_view,
                                                                    ports::Freshness wanted,
                                                                    base::Instant now) override {
    asked = wanted;
    return ports::LoginStart{"https://broker.example/login",
                             {"state", "nonce", "verifier", std::string{redirect}, wanted, now}};
  }
  std::expected<ports::Identity, ports::LoginRefusal> complete_login(ports::LoginReturn const&,
                                                                     ports::LoginAttempt const& attempt,
                                                                     base::Instant) override {
    completed = attempt;
    if (refusal) return std::unexpected(*refusal);
    ports::Identity identity;
    identity.name = "Anna Prøvesen";
    identity.national_id = kNationalId;
    identity.level = ports::AssuranceLevel::kSubstantial;
    return identity;
  }
  std::optional<std::string> logout_url(std::string_view, std::string_view) override {
    return "https://broker.example/logout";
  }

  ports::Freshness asked = ports::Freshness::kAny;
  ports::LoginAttempt completed;
  std::optional<ports::LoginRefusal> refusal;
};

class SharedScreen : public testing::Test {
 protected:
  SharedScreen() {
    authority_ = *books_.get().add_authority(kTestAuthority);
    EXPECT_EQ(authority_, base::AuthorityId{1});
    engine::RegisterClaim claim{books_.get().ensure_source(authority_, "library", "Library"),
                                "L-1",
                                "library_fee",
                                {{}, {}, {20'400}, {20'430}, {20'440}},
                                {0},
                                {}};
    claim.amounts[ledger::Component::kPrincipal] = 12'300;
    engine::Submission submission;
    submission.authority = authority_;
    submission.actor = "source:1";
    submission.key = "claim";
    ports::PersonDetails details;
    details.national_id = kNationalId;
    submission.parties = {vault_.seal(details)};
    submission.commands.emplace_back(claim);
    EXPECT_TRUE(books_.get().submit_one(std::move(submission), kNow));
    debtor_ = *books_.get().reader()->find_party(authority_, vault_.seal(details));
    rules_ = danish_rules(authority_);
    portal_.add_routes(router_);
    links_.add_routes(router_);
  }

  /// As the browser sends it, which then keeps the cookies and forgets those it is told to.
  Response ask(Method method, std::string const& target, std::string body = {}) {
    Request request;
    request.method = method;
    request.target = target;
    EXPECT_TRUE(http::split_target(target, request.path, request.query));
    request.headers.add("Sec-Fetch-Site", "same-origin");
    if (method == Method::kPost) request.headers.add("Content-Type", "application/x-www-form-urlencoded");
    if (!token_.empty()) request.headers.add("X-CSRF-Token", token_);
    for (auto const& [name, value] : cookies_) request.cookies.add(name, value);
    request.remote_address = "192.0.2.1";
    request.body = std::move(body);
    Response response = router_.answer(request);
    for (http::ResponseHeader const& header : response.headers) {
      if (header.name != "Set-Cookie") continue;
      std::string const pair = header.value.substr(0, header.value.find(';'));
      std::string const name = pair.substr(0, pair.find('='));
      if (header.value.contains("Max-Age=0")) {
        cookies_.erase(name);
      } else {
        cookies_[name] = pair.substr(pair.find('=') + 1);
      }
    }
    return response;
  }
  Response get(std::string const& target) { return ask(Method::kGet, target); }
  static std::string header(Response const& response, std::string_view name) {
    std::string const* const found = response.header(name);
    return found == nullptr ? "" : *found;
  }

  void share() { EXPECT_EQ(ask(Method::kPost, "/counter", "shared=1").status, 303); }
  void log_in() {
    EXPECT_EQ(get("/login").status, 302);
    EXPECT_EQ(get("/auth/callback?state=state&code=code").status, 303);
    std::string const session{get("/api/citizen/v1/session").body.view()};
    std::string const mark = "\"csrf_token\":\"";
    std::size_t const begin = session.find(mark) + mark.size();
    token_ = session.substr(begin, session.find('"', begin) - begin);
  }
  int overview() { return get("/api/citizen/v1/overview").status; }
  bool is_logged_in() {
    return get("/api/citizen/v1/session").body.view().find("\"authenticated\":true") != std::string_view::npos;
  }
  void open_link() {
    engine::LinkWish wish{authority_,
                          debtor_,
                          {books_.get().reader()->claims_of(authority_, debtor_).at(0).id},
                          ports::LinkPurpose::kSettle,
                          {clock_.at.microseconds + 3'600'000'000}};
    auto const made = safe_links_.make({&wish, 1}, engine::LinkForm::kToken, clock_.at).front();
    EXPECT_EQ(get("/p/" + made.secret.text).status, 303);
  }
  bool shows_amount(std::string const& path = "/p") {
    return get(path).body.view().find("123,00 kr.") != std::string_view::npos;
  }

  SqliteBooks books_;
  base::AuthorityId authority_;
  base::DebtorId debtor_;
  TurnedClock clock_;
  adapters::system::SystemRandom random_;
  adapters::vault::Vault vault_{std::string(32, 'k'), random_};
  PlayedIdentity identity_;
  std::shared_ptr<engine::Rules const> rules_;
  engine::PaymentDesk desk_{books_.get(), {}, "reference key"};
  engine::DebtorPlans plans_{books_.get(), [this] { return rules_; }};
  engine::DebtorChoices choices_{books_.get(), vault_, "words"};
  engine::FormDrafts drafts_{books_.store().drafts(), vault_};
  engine::FormCounter forms_{books_.store().form_counts(), {1}};
  engine::SafeLinks safe_links_{books_.store().safe_links(), random_, "links"};
  std::vector<http::citizen::PageAsset> assets_{{"/index.html", "text/html", "1", "<!--boot-->"}};
  http::citizen::Portal portal_{
      {books_.get(), books_.store().operations(), clock_, [](base::Instant) { return kNow.date; }, random_, vault_,
       vault_, desk_, plans_, choices_, drafts_, forms_, &identity_, assets_},
      {base::AuthorityId{1}, std::string{kOrigin}}};
  http::links::LinkPages links_{{books_.get(), safe_links_, choices_, drafts_, forms_, plans_, desk_, clock_,
                                 [](base::Instant) { return kNow.date; }, random_, assets_,
                                 [](http::Language) { return std::vector<contact::Message>{}; },
                                 [] { return http::HelpDirectory{std::make_shared<help::Directory>()}; }},
                                {base::AuthorityId{1}, std::string{kOrigin}, CookieProtection::kSecure, "pages"}};
  http::Router router_;
  std::map<std::string, std::string> cookies_;
  std::string token_;
};

TEST_F(SharedScreen, TwoMinutesWithoutAPressEndTheSession) {
  share();
  log_in();
  clock_.turn(119);
  EXPECT_EQ(overview(), 200);
  clock_.turn(119);
  EXPECT_EQ(overview(), 200);
  clock_.turn(120);
  EXPECT_EQ(overview(), 401);
  EXPECT_FALSE(is_logged_in());
}

TEST_F(SharedScreen, AQuarterOfAnHourEndsItHoweverOftenOneIsThere) {
  share();
  log_in();
  for (int minute = 1; minute < 15; ++minute) {
    clock_.turn(60);
    EXPECT_EQ(overview(), 200) << minute;
  }
  clock_.turn(59);
  EXPECT_EQ(overview(), 200);
  clock_.turn(1);
  EXPECT_EQ(overview(), 401);
}

TEST_F(SharedScreen, ElsewhereTheLongerTimesHold) {
  log_in();
  clock_.turn(20 * 60 - 1);
  EXPECT_EQ(overview(), 200);
  clock_.turn(20 * 60);
  EXPECT_EQ(overview(), 401);
  log_in();
  for (int ten_minutes = 1; ten_minutes < 24; ++ten_minutes) {
    clock_.turn(600);
    EXPECT_EQ(overview(), 200) << ten_minutes;
  }
  clock_.turn(600);
  EXPECT_EQ(overview(), 401);
}

TEST_F(SharedScreen, WhatAPageAsksByItselfKeepsNobodyLoggedIn) {
  for (bool const shared : {true, false}) {
    if (shared) share();
    log_in();
    int const step = shared ? 25 : 250;
    for (int tries = 0; tries < 4; ++tries) {
      clock_.turn(step);
      EXPECT_EQ(get("/api/citizen/v1/payments/1/progress").status, 404);
      EXPECT_TRUE(is_logged_in());
    }
    clock_.turn(step);
    EXPECT_EQ(get("/api/citizen/v1/payments/1/progress").status, 401) << shared;
    EXPECT_FALSE(is_logged_in());
    ask(Method::kPost, "/counter", "shared=0");
  }
}

TEST_F(SharedScreen, APressToStayGivesTheTimeAgain) {
  share();
  log_in();
  clock_.turn(100);
  EXPECT_EQ(ask(Method::kPost, "/api/citizen/v1/session").status, 200);
  clock_.turn(100);
  EXPECT_EQ(overview(), 200);
  token_ = "of another page";
  EXPECT_EQ(ask(Method::kPost, "/api/citizen/v1/session").status, 403);
}

TEST_F(SharedScreen, TakingTheCookieAwayLengthensNoSession) {
  share();
  log_in();
  cookies_.erase("__Host-shared_screen");
  clock_.turn(120);
  EXPECT_EQ(overview(), 401);
}

TEST_F(SharedScreen, SwitchingItOnOrOffLogsOut) {
  share();
  log_in();
  auto const kept = cookies_;
  auto const off = ask(Method::kPost, "/counter", "shared=0");
  EXPECT_EQ(header(off, "Clear-Site-Data"), "\"cache\", \"storage\"");
  EXPECT_FALSE(cookies_.contains("__Host-session"));
  cookies_ = kept;
  EXPECT_EQ(overview(), 401);
}

TEST_F(SharedScreen, EverybodyLogsInAnew) {
  log_in();
  EXPECT_EQ(identity_.asked, ports::Freshness::kAny);
  EXPECT_EQ(identity_.completed.freshness, ports::Freshness::kAny);
  share();
  log_in();
  EXPECT_EQ(identity_.asked, ports::Freshness::kFresh);
  EXPECT_EQ(identity_.completed.freshness, ports::Freshness::kFresh);
  EXPECT_EQ(identity_.completed.started.microseconds, clock_.at.microseconds);
  // It is remembered here, not in the browser.
  EXPECT_EQ(get("/login").status, 302);
  cookies_.erase("__Host-shared_screen");
  EXPECT_EQ(get("/auth/callback?state=state&code=code").status, 303);
  EXPECT_EQ(identity_.completed.freshness, ports::Freshness::kFresh);
  identity_.refusal = ports::LoginRefusal::kNotFresh;
  token_.clear();
  EXPECT_EQ(get("/login").status, 302);
  auto const refused = get("/auth/callback?state=state&code=code");
  EXPECT_EQ(refused.status, 403);
  EXPECT_NE(refused.body.view().find("login_not_fresh"), std::string_view::npos);
}

TEST_F(SharedScreen, LoggingOutLeavesNothingOfALinkEither) {
  share();
  open_link();
  log_in();
  auto const answer = ask(Method::kPost, "/logout", "csrf_token=" + token_);
  EXPECT_EQ(header(answer, "Location"), "https://broker.example/logout");
  EXPECT_EQ(header(answer, "Clear-Site-Data"), "\"cache\", \"storage\"");
  EXPECT_FALSE(cookies_.contains("__Host-session"));
  EXPECT_FALSE(cookies_.contains("__Host-link"));
  EXPECT_TRUE(cookies_.contains("__Host-shared_screen"));
  EXPECT_FALSE(shows_amount());
}

TEST_F(SharedScreen, TheEndByTimeComesBackHereAndIsForTheOwnSessionAlone) {
  share();
  log_in();
  std::string const before = token_;
  log_in();
  auto const refused = ask(Method::kPost, "/logout", "by=time&csrf_token=" + before);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(overview(), 200);
  auto const answer = ask(Method::kPost, "/logout", "by=time&csrf_token=" + token_);
  EXPECT_EQ(header(answer, "Location"), "/");
  EXPECT_EQ(header(answer, "Clear-Site-Data"), "\"cache\", \"storage\"");
  EXPECT_FALSE(cookies_.contains("__Host-session"));
  // Also when the server was faster.
  log_in();
  clock_.turn(121);
  auto const late = ask(Method::kPost, "/logout", "csrf_token=" + token_);
  EXPECT_EQ(late.status, 303);
  EXPECT_EQ(header(late, "Clear-Site-Data"), "\"cache\", \"storage\"");
  EXPECT_FALSE(cookies_.contains("__Host-session"));
}

TEST_F(SharedScreen, ALinkIsRememberedForAnHourElsewhere) {
  open_link();
  auto const page = get("/p");
  EXPECT_EQ(header(page, "Refresh"), "");
  EXPECT_EQ(page.body.view().find("action=\"/done\""), std::string_view::npos);
  clock_.turn(3'599 - 1);
  EXPECT_TRUE(shows_amount());
}

TEST_F(SharedScreen, ALinkIsForgottenAfterFiveMinutesHere) {
  share();
  open_link();
  auto const page = get("/p");
  EXPECT_EQ(header(page, "Refresh"), "300; url=/p/done?by=time");
  EXPECT_NE(page.body.view().find("Jeg er færdig"), std::string_view::npos);
  EXPECT_NE(header(page, "Set-Cookie").find("Max-Age=300"), std::string::npos);
  clock_.turn(299);
  EXPECT_TRUE(shows_amount());
  clock_.turn(299);
  EXPECT_TRUE(shows_amount("/p"));
  // Also where a browser keeps the cookie for longer.
  clock_.turn(300);
  EXPECT_FALSE(shows_amount());
}

TEST_F(SharedScreen, AVisitByLinkEndsAfterAQuarterOfAnHourToo) {
  share();
  open_link();
  for (int minute = 1; minute < 15; ++minute) {
    clock_.turn(60);
    EXPECT_TRUE(shows_amount()) << minute;
  }
  auto const last = get("/p");
  EXPECT_EQ(header(last, "Refresh"), "60; url=/p/done?by=time");
  EXPECT_NE(last.body.view().find("om højst 1 min. Det kan ikke forlænges"), std::string_view::npos);
  EXPECT_EQ(last.body.view().find("Mere tid"), std::string_view::npos);
  clock_.turn(60);
  EXPECT_FALSE(shows_amount());
}

TEST_F(SharedScreen, IAmDoneOnALinksPageForgetsItAndWhoeverIsLoggedIn) {
  share();
  open_link();
  auto const answer = ask(Method::kPost, "/done");
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(header(answer, "Location"), "/p/done");
  EXPECT_EQ(header(answer, "Clear-Site-Data"), "\"cache\", \"storage\"");
  EXPECT_FALSE(cookies_.contains("__Host-link"));
  auto const page = get("/p/done");
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(header(page, "Refresh"), "");
  open_link();
  log_in();
  auto const kept = cookies_;
  EXPECT_EQ(header(ask(Method::kPost, "/done"), "Location"), "https://broker.example/logout");
  cookies_ = kept;
  EXPECT_EQ(overview(), 401);
}

TEST_F(SharedScreen, ThePageThatAVisitEndsOnForgetsItWithoutAPost) {
  share();
  open_link();
  EXPECT_EQ(header(get("/p/done?by=time"), "Clear-Site-Data"), "\"cache\", \"storage\"");
  EXPECT_FALSE(cookies_.contains("__Host-link"));
  // Elsewhere, opening a page changes nothing.
  ask(Method::kPost, "/counter", "shared=0");
  open_link();
  EXPECT_EQ(header(get("/p/done"), "Location"), "/p");
  EXPECT_TRUE(shows_amount());
}

TEST_F(SharedScreen, MoreTimeLosesNothingThatWasTypedAndSendsNothing) {
  share();
  open_link();
  std::string const page{get("/p/choices/question").body.view()};
  std::string const mark = "name=\"form\" value=\"";
  std::size_t const begin = page.find(mark) + mark.size();
  std::string const form = page.substr(begin, page.find('"', begin) - begin);
  clock_.turn(250);
  auto const answer =
      ask(Method::kPost, "/p/choices/question", "form=" + form + "&more=1&words=Hvad%20er%20det%20for%20en%20regning");
  EXPECT_EQ(answer.status, 200);
  EXPECT_NE(answer.body.view().find("Hvad er det for en regning"), std::string_view::npos);
  EXPECT_EQ(answer.body.view().find("role=\"alert\""), std::string_view::npos);
  clock_.turn(250);
  EXPECT_TRUE(shows_amount());
  EXPECT_EQ(get("/p/receipts/question").status, 303);
  // Words that come back because the visit is over leave the screen by themselves.
  clock_.turn(301);
  auto const back = ask(Method::kPost, "/p/choices/question", "form=" + form + "&words=Hvad");
  EXPECT_EQ(back.status, 409);
  EXPECT_EQ(header(back, "Refresh"), "300; url=/p/done?by=time");
}

}  // namespace
}  // namespace tests
