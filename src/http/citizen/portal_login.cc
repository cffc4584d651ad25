// Log in through the identity provider, or (in the demo only) by choosing a person; log out.
#include <algorithm>

#include "base/digest.h"
#include "http/citizen/demo_login_page.h"
#include "http/citizen/portal.h"
#include "http/citizen/shared_screen.h"
#include "http/form.h"
#include "http/plain_page.h"
#include "http/problem.h"

namespace http::citizen {

namespace {

constexpr std::string_view kLoginCookie = "login";
constexpr std::int64_t kLoginMinutes = 15;

struct RefusalText {
  ports::LoginRefusal refusal;
  int status;
  std::string_view code;
  std::string_view next_step;
};

Problem login_problem(ports::LoginRefusal refusal) {
  using ports::LoginRefusal;
  static constexpr RefusalText kTexts[] = {
      {LoginRefusal::kProviderUnreachable, 503, "login_unavailable", "Log in could not be reached. Try again soon."},
      {LoginRefusal::kDeclined, 403, "login_declined", "The log in was broken off. Start again when you want to."},
      {LoginRefusal::kAssuranceTooLow, 403, "assurance_too_low",
       "This page needs a stronger proof of who you are. Log in again with the full MitID."},
      {LoginRefusal::kProfessional, 403, "professional_identity",
       "You used a work identity. Log in with your private one to see your own debts."},
      {LoginRefusal::kNotFresh, 403, "login_not_fresh",
       "On a shared screen everybody must log in anew, and the log in service did not say that this was done. Use a "
       "telephone or computer of your own."},
  };
  for (RefusalText const& text : kTexts) {
    if (text.refusal == refusal) {
      return {text.status, std::string{text.code}, "The log in did not succeed", {}, std::string{text.next_step}, {}};
    }
  }
  return {400, "login_failed", "The log in did not succeed", {}, "Go to the front page and log in again.", {}};
}

/// A browser gets a page, in the citizen's language; anything else the problem document.
Response login_refused(ports::LoginRefusal refusal, Request const& request) {
  Problem const problem = login_problem(refusal);
  bool const browser = request.header("accept").value_or("").find("text/html") != std::string_view::npos;
  if (!browser) return problem_response(problem, request);
  bool const english = request.cookie("lang") == "en";
  std::string_view text =
      english ? "Nothing has happened. You can log in again." : "Der er ikke sket noget. Du kan logge på igen.";
  if (problem.code == "login_unavailable") {
    text = english ? "The log in service does not answer right now. Try again in a little while."
                   : "Login svarer ikke lige nu. Prøv igen om lidt.";
  } else if (problem.code == "assurance_too_low") {
    text = english ? "This page needs a stronger proof of who you are. Log in again with your own MitID."
                   : "Siden kræver et stærkere bevis på, hvem du er. Log på igen med dit eget MitID.";
  } else if (problem.code == "professional_identity") {
    text = english ? "You used a work identity. Log in with your private MitID to see your own bills."
                   : "Du brugte et arbejds-login. Log på med dit private MitID for at se dine egne regninger.";
  } else if (problem.code == "login_not_fresh") {
    text = english
               ? "This screen is shared, so you must log in anew. The log in service may still remember somebody who "
                 "was here before you, so we show nothing. Try again, use your own telephone, or ask the staff."
               : "Skærmen er fælles, så du skal logge på forfra. Login husker måske en, der var her før dig. Derfor "
                 "viser vi ikke noget. Prøv igen, brug din egen telefon, eller spørg personalet.";
  }
  std::string const title = english ? "You are not logged in" : "Du er ikke logget på";
  Response response =
      plain_page_response({english ? "en" : "da", title,
                           "<div class=\"card\"><h1>" + title + "</h1><p>" + std::string{text} +
                               "</p><form action=\"/login\"><button class=\"main\">" + (english ? "Log in" : "Log på") +
                               "</button></form><form action=\"/\"><button>" +
                               (english ? "To the front page" : "Til forsiden") + "</button></form></div>"});
  response.status = problem.status;
  return response;
}

}  // namespace

void Portal::add_login_routes(Router& router) {
  router.add(Method::kGet, "/login", Privilege::kPublic,
             [this](Request const& request) { return begin_login(request); });
  // Also for whose session has ended meanwhile: they too want nothing left behind.
  router.add(Method::kPost, "/logout", Privilege::kPublic, [this](Request const& request) { return logout(request); });
  router.add(Method::kPost, "/done", Privilege::kPublic, [this](Request const& request) { return done(request); });
  router.add(Method::kPost, "/counter", Privilege::kPublic,
             [this](Request const& request) { return change_shared_screen(request); });
  if (parts_.identity != nullptr) {
    router.add(Method::kGet, "/auth/callback", Privilege::kPublic,
               [this](Request const& request) { return finish_login(request); });
  }
  // Outside the demo there are no personas, and so no way to this door.
  if (options_.demo_personas.empty()) return;
  router.add(Method::kGet, "/demo/login", Privilege::kPublic,
             [this](Request const& request) { return demo_login_page(request); });
  router.add(Method::kPost, "/demo/login", Privilege::kPublic,
             [this](Request const& request) { return demo_login(request); });
}

Response Portal::begin_login(Request const& request) {
  auto const verdict = login_limit_.take(request.remote_address, parts_.clock.now());
  if (!verdict.allowed) {
    return problem_response(too_many_requests(), request)
        .set_header("Retry-After", std::to_string(verdict.retry_after_seconds));
  }
  auto const to = [](std::string_view where) {
    Response response = see_other(where);
    response.status = 302;
    return response;
  };
  if (parts_.identity == nullptr) {
    return options_.demo_personas.empty() ? problem_response(not_found(), request) : to("/demo/login");
  }
  base::Instant const now = parts_.clock.now();
  std::string_view const wanted = request.query.find("lang").value_or("da");
  // On a shared screen the provider may still know who was here before.
  bool const must_be_fresh = is_shared_screen(request, options_.cookies);
  auto const started =
      parts_.identity->begin_login(options_.own_origin + "/auth/callback", wanted == "en" ? "en" : "da",
                                   must_be_fresh ? ports::Freshness::kFresh : ports::Freshness::kAny, now);
  if (!started) return login_refused(started.error(), request);
  std::string const browser = ports::random_token(parts_.random);
  parts_.operations.save_login_attempt(base::sha256(started->attempt.state),
                                       {options_.authority, base::sha256(browser), started->attempt.nonce,
                                        started->attempt.code_verifier, now, must_be_fresh});
  Response response = to(started->url);
  response.add_header("Set-Cookie", set_cookie(kLoginCookie, browser, SameSite::kLax, options_.cookies,
                                               std::chrono::minutes{kLoginMinutes}));
  return response;
}

Response Portal::finish_login(Request const& request) {
  auto const parameter = [&](std::string_view name) { return std::string{request.query.find(name).value_or("")}; };
  std::string const state = parameter("state");
  auto const stored = parts_.operations.take_login_attempt(base::sha256(state));
  auto const browser = request.cookie(cookie_name(kLoginCookie, options_.cookies)).value_or("");
  base::Instant const now = parts_.clock.now();
  // The attempt must be ours, of this browser and fresh: a link that somebody else made logs nobody in.
  bool const genuine = stored && stored->authority == options_.authority &&
                       base::equal_in_constant_time(base::sha256(browser), stored->browser_hash) &&
                       now.microseconds - stored->started.microseconds < kLoginMinutes * 60'000'000;
  if (!genuine) return login_refused(ports::LoginRefusal::kWrongAttempt, request);
  // Also where the screen became a shared one since: better asked twice than let in as somebody else.
  bool const must_be_fresh = stored->must_be_fresh || is_shared_screen(request, options_.cookies);
  auto const freshness = must_be_fresh ? ports::Freshness::kFresh : ports::Freshness::kAny;
  auto const identity = parts_.identity->complete_login(
      {state, parameter("code"), parameter("error"), parameter("iss")},
      {state, stored->nonce, stored->code_verifier, options_.own_origin + "/auth/callback", freshness, stored->started},
      now);
  if (!identity) return login_refused(identity.error(), request);
  if (identity->level < options_.assurance) {
    return login_refused(ports::LoginRefusal::kAssuranceTooLow, request);
  }
  base::DebtorId debtor;
  if (!identity->national_id.empty()) {
    ports::PersonDetails person;
    person.national_id = identity->national_id;
    ports::Party const party = parts_.sealer.seal(person);
    debtor = parts_.books.reader()->find_party(options_.authority, party).value_or(base::DebtorId{});
  }
  Response response = start_session(request, debtor, identity->name, identity->national_id);
  response.add_header("Set-Cookie", remove_cookie(kLoginCookie, SameSite::kLax, options_.cookies));
  return response;
}

Response Portal::demo_login_page(Request const& request) {
  bool const english = request.cookie("lang") == "en";
  return demo_page(options_.demo_personas, profile()->authority.name, english ? "en" : "da");
}

Response Portal::demo_login(Request const& request) {
  if (!is_same_origin(request, options_.own_origin)) return problem_response(forbidden(), request);
  auto const key = form_field(request.body, "persona");
  auto const persona = std::ranges::find(options_.demo_personas, key.value_or(""), &DemoPersona::key);
  if (persona == options_.demo_personas.end()) return problem_response(not_found(), request);
  ports::PersonDetails person;
  person.national_id = persona->national_id;
  auto const debtor = parts_.books.reader()->find_party(options_.authority, parts_.sealer.seal(person));
  return start_session(request, debtor.value_or(base::DebtorId{}), persona->name, persona->national_id);
}

Response Portal::change_shared_screen(Request const& request) {
  if (!is_same_origin(request, options_.own_origin)) return problem_response(forbidden(), request);
  bool const is_shared = form_field(request.body, "shared") == "1";
  constexpr std::chrono::hours kYear{365 * 24};
  // Either way nobody's session goes on under rules that they did not begin it with.
  end_session(request);
  Response response = see_other(is_shared ? "/" : "/counter");
  forget_person(response, request, options_.cookies);
  response.add_header("Set-Cookie", is_shared
                                        ? set_cookie(kSharedScreenCookie, "1", SameSite::kLax, options_.cookies, kYear)
                                        : remove_cookie(kSharedScreenCookie, SameSite::kLax, options_.cookies));
  return response;
}

/// Also for whose session has just ended by itself: what the browser keeps has to go all the same.
Response Portal::logout(Request const& request) {
  auto const citizen = find_citizen(request, Presence::kWatching);
  bool const may = citizen ? may_write(request, *citizen, form_field(request.body, "csrf_token").value_or(""))
                           : is_same_origin(request, options_.own_origin);
  if (!may) {
    return problem_response({403,
                             "csrf_token_invalid",
                             "The request did not come from the page",
                             {},
                             "Reload the page and log out there.",
                             {}},
                            request);
  }
  // Nobody is there to press anything on a page of the provider when time has run out: the screen comes back to ours.
  bool const by_time = form_field(request.body, "by") == "time";
  if (!by_time && citizen) return leave(request, "/");
  end_session(request);
  Response response = see_other("/");
  forget_person(response, request, options_.cookies);
  return response;
}

Response Portal::done(Request const& request) {
  if (!is_same_origin(request, options_.own_origin)) return problem_response(forbidden(), request);
  if (find_citizen(request, Presence::kWatching)) return leave(request, "/p/done");
  Response response = see_other("/p/done");
  forget_person(response, request, options_.cookies);
  return response;
}

Response Portal::leave(Request const& request, std::string_view back) {
  end_session(request);
  // The ID token is not kept (it may hold the national id), so the provider is told our name and no more.
  std::optional<std::string> const at_provider =
      parts_.identity == nullptr ? std::nullopt : parts_.identity->logout_url("", options_.own_origin + "/");
  Response response = see_other(at_provider.value_or(std::string{back}));
  forget_person(response, request, options_.cookies);
  return response;
}

}  // namespace http::citizen
