// Sessions: found by the hash of a cookie's value, ended by time on the server, never by the browser alone.
#include <algorithm>

#include "base/digest.h"
#include "base/encoding.h"
#include "http/citizen/portal.h"
#include "http/citizen/shared_screen.h"
#include "http/citizen/views.h"
#include "http/form.h"
#include "http/json_writer.h"
#include "http/problem.h"

namespace http::citizen {

namespace {

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kTouchAfter = 60 * kSecond;  // a write for every request would be waste
constexpr std::int64_t kSharedTouchAfter = 10 * kSecond;
constexpr std::size_t kCachedAnswers = 2'000;
// A session's sealed text: the name, a separator that no name has, the national id.
constexpr std::string_view kSealedPerson = "session person";
constexpr char kBetween = '\x1f';

}  // namespace

Portal::Portal(PortalParts parts, PortalOptions options)
    : parts_(std::move(parts)),
      options_(std::move(options)),
      overviews_(kCachedAnswers),
      claims_(kCachedAnswers),
      login_limit_({.burst = 30, .per_hour = 600}, ports::random_token(parts_.random)),
      payment_limit_({.burst = 30, .per_hour = 300}, ports::random_token(parts_.random)),
      form_limit_({.burst = 30, .per_hour = 300}, ports::random_token(parts_.random)) {}

void Portal::add_routes(Router& router) {
  router.set_gate(Privilege::kCitizen, [this](Request& request) { return gate(request, Presence::kPressed); });
  router.set_gate(Privilege::kWatching, [this](Request& request) { return gate(request, Presence::kWatching); });
  add_login_routes(router);
  add_api_routes(router);
  add_plan_routes(router);
  add_ability_routes(router);
  add_representation_routes(router);
  add_direct_debit_routes(router);
  add_enquiry_routes(router);
  add_referral_routes(router);
  add_creditor_routes(router);
  add_form_routes(router);
  add_page_routes(router);
}

std::optional<Response> Portal::gate(Request& request, Presence presence) {
  auto citizen = find_citizen(request, presence);
  if (!citizen) {
    return problem_response({401,
                             "not_logged_in",
                             "Nobody is logged in",
                             "The session is missing or has ended.",
                             "Log in and try again.",
                             {}},
                            request);
  }
  bool const writes = request.method != Method::kGet && request.method != Method::kHead;
  // A form brings its token in the body; its handler looks at that.
  bool const is_form = request.header("content-type").value_or("").starts_with("application/x-www-form-urlencoded");
  if (writes && !is_form && !may_write(request, *citizen, {})) {
    return problem_response({403,
                             "csrf_token_invalid",
                             "The request did not come from the page",
                             "The X-CSRF-Token header does not belong to the session.",
                             "Reload the page.",
                             {}},
                            request);
  }
  bool const only_sees = citizen->power && citizen->power->scope == claims::RepresentationScope::kSee;
  bool const leaves = request.path == "/api/citizen/v1/acting" || request.path == "/api/citizen/v1/session" || is_form;
  if (writes && only_sees && !leaves) {
    return problem_response({403,
                             "may_only_see",
                             "You may see this, and not act",
                             "The power under which somebody else is acted for is to see alone.",
                             "Ask the authority for a power to act.",
                             {}},
                            request);
  }
  request.set_caller(std::move(*citizen));
  return std::nullopt;
}

std::optional<Citizen> Portal::find_citizen(Request const& request, Presence presence) {
  auto const cookie = request.cookie(cookie_name(kSessionCookie, options_.cookies));
  if (!cookie) return std::nullopt;
  base::Digest const hash = base::sha256(*cookie);
  auto session = parts_.operations.find_session(hash);
  if (!session || session->authority != options_.authority) return std::nullopt;
  base::Instant const now = parts_.clock.now();
  bool const is_shared = session->on_shared_screen || is_shared_screen(request, options_.cookies);
  Stay stay{options_.idle_lifetime, options_.absolute_lifetime};
  if (is_shared) {
    stay = {std::min(kSharedStay.idle, stay.idle), std::min(kSharedStay.absolute, stay.absolute)};
  }
  if (now >= end_of_stay(stay, session->started, session->last_used)) {
    parts_.operations.end_session(hash);
    return std::nullopt;
  }
  bool const touches = presence == Presence::kPressed && now.microseconds - session->last_used.microseconds >=
                                                             (is_shared ? kSharedTouchAfter : kTouchAfter);
  if (touches) {
    session->last_used = now;
    parts_.operations.touch_session(hash, now);
  }
  if (!session->debtor) session->debtor = find_debtor(*session);
  base::Instant const ends = end_of_stay(stay, session->started, session->last_used);
  Citizen citizen{*session, ends, session->debtor, std::nullopt};
  if (!session->acting) return citizen;
  // Looked up anew each time: what has ended gives no view any more, and nobody is put back to their own unawares.
  citizen.power = parts_.books.reader()->representation(options_.authority, session->acting);
  bool const may =
      citizen.power && citizen.power->representative == citizen.self && citizen.power->covers(parts_.legal_date(now));
  if (!may) {
    parts_.operations.end_session(hash);
    return std::nullopt;
  }
  citizen.session.debtor = citizen.power->debtor;
  return citizen;
}

std::optional<ports::Party> Portal::sealed_person(ports::Session const& session) const {
  std::string const text = parts_.secrets.open(kSealedPerson, session.sealed_name).value_or("");
  std::size_t const between = text.find(kBetween);
  if (between == std::string::npos || between + 1 == text.size()) return std::nullopt;
  ports::PersonDetails person;
  std::string_view const view = text;
  person.national_id = view.substr(between + 1);
  return parts_.sealer.seal(person);
}

base::DebtorId Portal::find_debtor(ports::Session const& session) {
  auto const party = sealed_person(session);
  if (!party) return {};
  return parts_.books.reader()->find_party(options_.authority, *party).value_or(base::DebtorId{});
}

bool Portal::may_write(Request const& request, Citizen const& citizen, std::string_view form_token) const {
  std::string_view const token = form_token.empty() ? request.header("x-csrf-token").value_or("") : form_token;
  return is_same_origin(request, options_.own_origin) &&
         base::equal_in_constant_time(token, citizen.session.csrf_token);
}

void Portal::end_session(Request const& request) {
  auto const cookie = request.cookie(cookie_name(kSessionCookie, options_.cookies));
  if (cookie) parts_.operations.end_session(base::sha256(*cookie));
}

Response Portal::start_session(Request const& request, base::DebtorId debtor, std::string const& name,
                               std::string const& national_id) {
  end_session(request);  // who logs in takes the browser over
  std::string const value = ports::random_token(parts_.random);
  base::Instant const now = parts_.clock.now();
  ports::Session session{base::sha256(value),
                         options_.authority,
                         debtor,
                         parts_.secrets.seal(kSealedPerson, name + kBetween + national_id),
                         ports::random_token(parts_.random),
                         now,
                         now,
                         {},
                         is_shared_screen(request, options_.cookies)};
  parts_.operations.save_session(session, {now.microseconds - options_.absolute_lifetime.count() * kSecond});
  Response response = see_other("/");
  response.add_header("Set-Cookie", set_cookie(kSessionCookie, value, SameSite::kLax, options_.cookies));
  return response;
}

std::string Portal::session_json(Request const& request, std::optional<Citizen> const& citizen) {
  JsonWriter json;
  json.begin_object().member("authenticated", citizen.has_value());
  if (citizen) {
    std::string const person = parts_.secrets.open(kSealedPerson, citizen->session.sealed_name).value_or("");
    json.member("name", person.substr(0, person.find(kBetween)))
        .member("csrf_token", citizen->session.csrf_token)
        .member("expires_at", citizen->expires)
        .member("server_time", parts_.clock.now());
    if (citizen->power) {
      json.key("acting_for").begin_object().member("name", name_of(citizen->power->debtor));
      json.member("scope", claims::name_of(citizen->power->scope)).end_object();
    }
  }
  auto const direct_debit =
      options_.direct_debit_policy ? options_.direct_debit_policy() : payments::DirectDebitPolicy{};
  json.member("direct_debit", direct_debit.has_agreement()).member("helpers", profile()->has_helpers);
  json.member("creditors", profile()->has_creditors);
  bool const began_there = citizen && citizen->session.on_shared_screen;
  json.member("shared_screen", began_there || is_shared_screen(request, options_.cookies));
  json.member("demo", !options_.demo_personas.empty()).key("authority").raw(authority_json(*profile())).end_object();
  return json.take();
}

base::Now Portal::now() const {
  base::Instant const instant = parts_.clock.now();
  return {instant, parts_.legal_date(instant)};
}

/// Read again every few seconds: an operator's change shows without a restart.
std::shared_ptr<AuthorityProfile const> Portal::profile() {
  base::Instant const now = parts_.clock.now();
  std::lock_guard const lock{profile_mutex_};
  if (profile_ != nullptr && now.microseconds - profile_read_.microseconds < 5 * kSecond) return profile_;
  auto const reader = parts_.books.reader();
  for (ports::Authority const& authority : reader->authorities()) {
    if (authority.id != options_.authority) continue;
    auto about = std::make_shared<AuthorityProfile>(read_profile(authority, reader->sources(authority.id)));
    about->means = parts_.desk.means();
    about->has_helpers = has_helpers();
    about->has_creditors = has_creditors();
    profile_ = std::move(about);
  }
  profile_read_ = now;
  return profile_;
}

bool Portal::is_liable(claims::Claim const& claim, base::DebtorId debtor) const {
  return std::ranges::find(claim.liable, debtor) != claim.liable.end();
}

}  // namespace http::citizen
