// The pages behind safe links: /p and /message. For whoever holds a link or code, without logging in. And /process, for
// anybody: what happens if one does not pay; and /help: who helps.
//
// What a stranger learns here: that something can be paid to this authority, and how much. No name, no kind of claim,
// nothing else that the debtor owes. Opening any page changes nothing; only forms do, and they carry a token that
// belongs to the link.
// A link's secret stands in the address once. It is swapped for a cookie at once, so that no later address holds it.
// Wrong tries are counted by address, and codes also all together; what works is never counted.
// On a shared screen (see http/citizen/shared_screen.h) a visit is short, and without any script: the page itself goes
// on to one that shows nothing.
// Thread safety: after add_routes, any thread may call; everything held is shared-safe.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "contact/message.h"
#include "engine/debtor_choices.h"
#include "engine/debtor_plans.h"
#include "engine/form_counter.h"
#include "engine/form_drafts.h"
#include "engine/payment_desk.h"
#include "engine/safe_links.h"
#include "http/citizen/portal.h"
#include "http/citizen/shared_screen.h"
#include "http/help_source.h"
#include "http/links/link_texts.h"
#include "http/plain_page.h"
#include "http/rate_limiter.h"
#include "http/router.h"

namespace http::links {

struct LinkPagesParts {
  engine::BooksService& books;
  engine::SafeLinks& links;
  engine::DebtorChoices& choices;
  engine::FormDrafts& drafts;
  engine::FormCounter& forms;
  engine::DebtorPlans& plans;
  engine::PaymentDesk& desk;
  ports::Clock const& clock;
  std::function<base::Date(base::Instant)> legal_date;
  ports::RandomSource& random;
  std::span<citizen::PageAsset const> assets;  // for the fonts
  /// What is done about a claim that is not paid, of every procedure in use, as it is now; see dunning::explain.
  std::function<std::vector<contact::Message>(Language)> processes;
  HelpSource help;
};

struct LinkPagesOptions {
  base::AuthorityId authority;
  std::string own_origin;
  CookieProtection cookies = CookieProtection::kSecure;
  std::string key;    // a secret of the installation: signs cookies and forms
  bool demo = false;  // says on every page that nothing is real
};

class LinkPages {
 public:
  LinkPages(LinkPagesParts parts, LinkPagesOptions options);

  void add_routes(Router& router);

 private:
  /// Somebody with a link that is good.
  struct Visit {
    ports::SafeLink link;
    std::string form_token;
  };
  /// What a shared screen does with a page when nobody presses.
  enum class Ending : std::uint8_t {
    kWithVisit,  // it goes with the visit; without one it stays
    kAlways,     // what somebody wrote stands on it
    kNever,      // the visit is over
  };
  /// The page around what a handler writes.
  struct Sheet {
    int status = 200;
    std::string title;  // plain text; the heading of the page
    std::string body;   // HTML below the heading
    Ending ending = Ending::kWithVisit;
    std::string_view form{};  // the id of a form that would lose what is typed if the page were asked for again
  };
  /// What the browser's cookie says of a visit.
  struct Remembered {
    engine::LinkSecret secret;
    base::Instant started;
    base::Instant last_used;
  };
  /// What somebody has typed into a form, and what is wrong with it.
  struct Entered {
    engine::ChoiceDetail detail;
    std::optional<engine::ChoiceRefusal> problem;
    std::optional<base::Date> kept_until;  // it is a draft that was kept
  };
  using Page = Response (LinkPages::*)(Request const&);

  // link_pages.cc
  void add(Router& router, Method method, std::string_view pattern, Page page);
  [[nodiscard]] Response arrive(Request const& request);
  [[nodiscard]] Response start(Request const& request);
  [[nodiscard]] Response enter_code(Request const& request);
  [[nodiscard]] Response message(Request const& request);
  // link_process.cc
  [[nodiscard]] Response process(Request const& request);
  // link_help.cc
  [[nodiscard]] Response help(Request const& request);
  // link_landing.cc
  [[nodiscard]] Response landing(Request const& request, Visit const& visit);
  [[nodiscard]] Response dead(Request const& request);
  [[nodiscard]] Response busy(Request const& request, std::int64_t seconds);
  [[nodiscard]] Response code_form(Request const& request, bool wrong);
  // link_paying.cc
  [[nodiscard]] Response pay(Request const& request);
  [[nodiscard]] Response payment(Request const& request);
  [[nodiscard]] Response back_from_payment(Request const& request);
  // link_choosing.cc
  [[nodiscard]] Response ask(Request const& request);
  [[nodiscard]] Response choose(Request const& request);
  [[nodiscard]] Response chosen(Request const& request);
  /// What was kept of the form; nothing if nothing was.
  [[nodiscard]] std::optional<Entered> draft_of(Visit const& visit, engine::DebtorChoice choice);
  [[nodiscard]] Response keep(Request const& request, Visit const& visit, engine::DebtorChoice choice,
                              Entered const& entered);
  /// The words of a form that can no longer be sent, for whoever wrote them.
  [[nodiscard]] Response give_back(Request const& request, std::string const& words);
  // link_form.cc
  [[nodiscard]] std::string choice_form(Visit const& visit, engine::DebtorChoice choice, Language language,
                                        Entered const& entered);
  // link_plan.cc
  [[nodiscard]] Response offer_plans(Request const& request, Visit const& visit, int status);
  [[nodiscard]] Response accept_plan(Request const& request, Visit const& visit);
  [[nodiscard]] Response plan(Request const& request, Visit const& visit, engine::PlanView const& view);
  [[nodiscard]] Response change_plan(Request const& request);
  /// The card with the next payment; empty if there is none.
  [[nodiscard]] std::string next_payment_card(Visit const& visit, engine::PlanView const& view, Language language);
  /// The plan of the link's claims that is in force or asked for.
  [[nodiscard]] std::optional<engine::PlanView> running_plan(Visit const& visit);
  // link_landing.cc
  [[nodiscard]] std::string pay_form(Visit const& visit, Texts const& texts, std::int64_t minor, std::string_view what);
  // link_layout.cc
  [[nodiscard]] Response show(Request const& request, Sheet const& sheet);
  [[nodiscard]] Response remembering(Response response, Request const& request, Remembered const& visit) const;
  [[nodiscard]] Response forgetting(Response response) const;
  [[nodiscard]] std::optional<Remembered> remembered(Request const& request) const;
  // link_shared.cc
  [[nodiscard]] bool is_shared(Request const& request) const;
  /// How long a visit lasts in this browser.
  [[nodiscard]] citizen::Stay stay(Request const& request) const;
  /// Until the page goes by itself when nothing is pressed; nothing if it stays.
  [[nodiscard]] std::optional<std::chrono::seconds> time_left(Request const& request, Sheet const& sheet,
                                                              std::optional<Remembered> const& visit) const;
  /// What is always in sight on a shared screen: how to stay, and how to leave.
  [[nodiscard]] std::string shared_bar(Request const& request, Sheet const& sheet, std::chrono::seconds left) const;
  [[nodiscard]] Response done(Request const& request);
  [[nodiscard]] std::optional<Visit> visit_of(Request const& request);
  /// The visit, if the form belongs to it.
  [[nodiscard]] std::optional<Visit> form_visit(Request const& request);
  /// Where to turn instead: log in, telephone, mail.
  [[nodiscard]] std::string other_ways(Language language);
  [[nodiscard]] citizen::AuthorityProfile profile();

  /// Waiting time if this caller has to wait before the next try with such a secret.
  [[nodiscard]] std::optional<std::int64_t> must_wait(Request const& request, engine::LinkForm form);
  void count_wrong(Request const& request, engine::LinkForm form);
  [[nodiscard]] base::Now now() const;

  LinkPagesParts parts_;
  LinkPagesOptions options_;
  PageStyle style_;
  RateLimiter token_tries_;     // by address; no common limit: nobody hits 128 bits, and nobody may lock all others out
  RateLimiter code_tries_;      // by address
  RateLimiter all_code_tries_;  // one bucket
  RateLimiter payment_limit_;
};

}  // namespace http::links
