// Instalments: ways to pay to choose from, the agreement, and what can be changed about it.
#include <algorithm>

#include "http/citizen/views.h"
#include "http/form.h"
#include "http/links/link_pages.h"

namespace http::links {

namespace {

constexpr char kPlan[] = "/p/choices/instalments";

std::string paragraph(std::string_view words, std::string_view style = {}) {
  std::string const mark = style.empty() ? "" : " class=\"" + std::string{style} + "\"";
  return "<p" + mark + ">" + std::string{words} + "</p>";
}

std::string fact(std::string_view name, std::string_view value) {
  return "<div><dt>" + std::string{name} + "</dt><dd>" + escape_html(value) + "</dd></div>";
}

/// What was shown, so that nothing else is agreed on.
std::string mark_of(arrangements::Proposal const& proposal) {
  return std::string{arrangements::name_of(proposal.kind)} + " " + std::to_string(proposal.schedule.total_minor()) +
         " " + base::format_date(proposal.schedule.instalments.front().date) + " " +
         std::to_string(proposal.schedule.instalments.size());
}

}  // namespace

std::optional<engine::PlanView> LinkPages::running_plan(Visit const& visit) {
  auto view = parts_.plans.find(engine::asker_of(visit.link), now().date);
  using arrangements::State;
  bool const runs = view && (view->plan.state == State::kRequested || view->plan.state == State::kInForce) &&
                    view->standing.open_minor > 0;
  return runs ? std::move(view) : std::nullopt;
}

Response LinkPages::offer_plans(Request const& request, Visit const& visit, int status) {
  Language const language = language_of(request);
  Texts const& texts = texts_in(language);
  std::string const title{texts.choices[1].title};
  engine::Offer const offer = parts_.plans.offer(engine::asker_of(visit.link), {}, now());
  std::vector<arrangements::Proposal> const shown = engine::DebtorPlans::shown(offer);
  std::string const other = "<h2>" + std::string{texts.plan_none_title} + "</h2>" + paragraph(texts.plan_none) +
                            "<p><a class=\"button\" href=\"" + kPlan + "?other=1\">" +
                            std::string{texts.choices[1].button} + "</a></p><p><a class=\"back\" href=\"/p\">" +
                            std::string{texts.back} + "</a></p>";
  if (shown.empty()) {
    parts_.forms.opened(engine::Form::kLinkInstalments, now().date);
    // Why is not told: that there is another plan is nothing for whoever holds the link.
    return show(request, {200, title, choice_form(visit, engine::DebtorChoice::kInstalments, language, {})});
  }
  bool const changed = request.query.find("note") == "changed";
  if (status == 200 && !changed) parts_.forms.opened(engine::Form::kLinkPlan, now().date);
  citizen::AuthorityProfile const about = profile();
  auto const amount = [&](std::int64_t minor) { return shown_amount({minor, about.authority.currency}, language); };
  std::string body = paragraph(texts.plan_lead, "lead");
  if (changed) body += paragraph(texts.plan_changed, "note warn");
  body += "<div class=\"card\"><form method=\"post\" action=\"" + std::string{kPlan} +
          "\"><input type=\"hidden\" name=\"form\" value=\"" + visit.form_token +
          "\"><input type=\"hidden\" name=\"plans\" value=\"1\"><fieldset" +
          (status == 422 ? " aria-describedby=\"wrong\"" : "") + "><legend>" + std::string{texts.plan_legend} +
          "</legend>";
  if (status == 422) {
    body += "<p class=\"wrong\" id=\"wrong\" role=\"alert\">" + std::string{texts.plan_missing} + "</p>";
  }
  for (arrangements::Proposal const& each : shown) {
    arrangements::Schedule const& schedule = each.schedule;
    std::string const count = std::to_string(schedule.instalments.size());
    std::string const first = long_date(schedule.instalments.front().date, language);
    bool const one = schedule.instalments.size() == 1;
    body += "<label class=\"option\"><input type=\"radio\" name=\"plan\" required value=\"" +
            escape_html(mark_of(each)) + "\"><span><b>" +
            filled(one ? texts.plan_one : texts.plan_many, {{"count", count},
                                                            {"amount", amount(each.largest_minor())},
                                                            {"date", first},
                                                            {"first", first},
                                                            {"last", long_date(each.last_date(), language)}}) +
            "</b><span class=\"hint\">" +
            filled(schedule.interest_minor > 0 ? texts.plan_total : texts.plan_total_free,
                   {{"total", amount(schedule.total_minor())}, {"interest", amount(schedule.interest_minor)}}) +
            (each.outside.empty() ? "" : " " + std::string{texts.plan_person}) + "</span></span></label>";
  }
  body += "</fieldset>" + paragraph(texts.plan_while) + paragraph(texts.plan_assumed, "quiet") +
          "<button class=\"button main\">" + std::string{texts.plan_button} + "</button></form></div>" + other;
  return show(request, {status, title, std::move(body)});
}

Response LinkPages::accept_plan(Request const& request, Visit const& visit) {
  if (running_plan(visit)) return see_other(kPlan);
  std::string const chosen = form_field(request.body, "plan").value_or("");
  auto const refused = [&](engine::FormCode code) {
    parts_.forms.refused(engine::Form::kLinkPlan, now().date, {engine::FormField::kPlan, code});
  };
  if (chosen.empty()) {
    refused(engine::FormCode::kMissing);
    return offer_plans(request, visit, 422);
  }
  engine::Offer const offer = parts_.plans.offer(engine::asker_of(visit.link), {}, now());
  for (arrangements::Proposal const& each : engine::DebtorPlans::shown(offer)) {
    if (mark_of(each) != chosen) continue;
    bool const made = !parts_.plans.accept(engine::asker_of(visit.link), each, offer.claims, now());
    if (!made) break;
    parts_.forms.sent(engine::Form::kLinkPlan, now().date);
    return see_other(kPlan);
  }
  refused(engine::FormCode::kChangedMeanwhile);
  return see_other(std::string{kPlan} + "?note=changed");
}

std::string LinkPages::next_payment_card(Visit const& visit, engine::PlanView const& view, Language language) {
  Texts const& texts = texts_in(language);
  auto const next = view.standing.next();
  if (!next || view.plan.state != arrangements::State::kInForce) return {};
  citizen::AuthorityProfile const about = profile();
  base::Date const date = view.plan.instalments[*next].date;
  std::int64_t minor = 0;
  for (payments::Choice const& choice : parts_.plans.next_payment(view)) minor += *choice.limit_minor;
  std::string const day = long_date(date, language);
  return "<div class=\"card\"><p class=\"label\">" + std::string{texts.plan_next} + "</p><p class=\"amount\">" +
         escape_html(shown_amount({minor, about.authority.currency}, language)) + "</p>" +
         paragraph(filled(date < now().date ? texts.plan_late : texts.plan_pay_by, {{"date", day}})) +
         pay_form(visit, texts, minor, "instalment") + "</div>";
}

Response LinkPages::plan(Request const& request, Visit const& visit, engine::PlanView const& view) {
  Language const language = language_of(request);
  Texts const& texts = texts_in(language);
  citizen::AuthorityProfile const about = profile();
  auto const amount = [&](std::int64_t minor) { return shown_amount({minor, about.authority.currency}, language); };
  bool const requested = view.plan.state == arrangements::State::kRequested;
  std::string body = paragraph(requested ? texts.plan_requested : texts.plan_agreed, "lead");
  auto const note = request.query.find("note");
  for (auto const& [name, words] : {std::pair{"moved", texts.plan_moved}, std::pair{"paused", texts.plan_paused}}) {
    if (note == name) body += "<p class=\"note good\" role=\"status\">" + std::string{words} + "</p>";
  }
  if (note == "refused") body += "<p class=\"note warn\" role=\"alert\">" + std::string{texts.plan_refused} + "</p>";
  body += next_payment_card(visit, view, language);
  body += "<dl class=\"facts\">" + fact(texts.reference, citizen::enquiry_number(about, view.plan.recorded_seq)) +
          fact(texts.plan_rest, amount(view.standing.open_minor)) +
          fact(texts.plan_last, long_date(view.plan.last_date(), language)) + "</dl>" +
          paragraph(texts.plan_keep, "quiet") + paragraph(texts.plan_while, "quiet");
  body += "<h2>" + std::string{texts.plan_all} + "</h2><dl class=\"facts\">";
  std::optional<std::size_t> const next = view.standing.next();
  for (std::size_t i = 0; i < view.plan.instalments.size(); ++i) {
    std::int64_t const planned = view.plan.instalments[i].minor();
    std::int64_t const left = view.standing.left_minor[i];
    // What comes after the next one has its planned amount: interest that is a part of it may not have come yet.
    bool const is_paid = !next || i < *next;
    bool const is_partly = next == i && left < planned;
    std::string const state = is_paid     ? std::string{texts.plan_paid}
                              : is_partly ? filled(texts.plan_partly, {{"amount", amount(left)}})
                                          : std::string{texts.plan_open};
    body += "<div><dt>" + long_date(view.plan.instalments[i].date, language) + "</dt><dd>" +
            escape_html(amount(std::max(planned, left))) + " <span class=\"hint\">" + state + "</span></dd></div>";
  }
  body += "</dl>";
  std::vector<base::Date> const days = parts_.plans.days_to_move_to(view, options_.authority, now().date);
  auto const form = [&](std::string_view change) {
    return "<form method=\"post\" action=\"/p/plan/" + std::string{change} +
           "\"><input type=\"hidden\" name=\"form\" value=\"" + visit.form_token + "\">";
  };
  if (!days.empty()) {
    base::Date const from = view.plan.instalments[*view.standing.next()].date;
    body += "<div class=\"panel\"><h2>" + std::string{texts.plan_move_title} + "</h2>" + form("move") +
            "<input type=\"hidden\" name=\"from\" value=\"" + base::format_date(from) +
            "\"><label class=\"field\" for=\"to\">" + std::string{texts.plan_move_day} +
            "</label><select class=\"entry\" id=\"to\" name=\"to\" required><option value=\"\">" +
            std::string{texts.choose_day} + "</option>";
    for (base::Date const day : days) {
      body += "<option value=\"" + base::format_date(day) + "\">" + long_date(day, language) + "</option>";
    }
    body += "</select><button class=\"button\">" + std::string{texts.plan_move_button} + "</button></form></div>";
  }
  if (parts_.plans.may_pause(view, options_.authority, now().date)) {
    body += "<div class=\"panel\"><h2>" + std::string{texts.plan_pause_title} + "</h2>" +
            paragraph(texts.plan_pause_text) + form("pause") + "<button class=\"button\">" +
            std::string{texts.plan_pause_button} + "</button></form></div>";
  }
  body += "<p><a class=\"back\" href=\"/p\">" + std::string{texts.back} + "</a></p>";
  return show(request, {200, std::string{requested ? texts.plan_requested_title : texts.plan_title}, std::move(body)});
}

Response LinkPages::change_plan(Request const& request) {
  auto const visit = form_visit(request);
  if (!visit) return see_other("/p");
  bool const moves = request.parameter("change") == "move";
  std::optional<engine::Refusal> refused = engine::Refusal::kPlanDates;
  if (moves) {
    auto const from = base::parse_date(form_field(request.body, "from").value_or(""));
    auto const to = base::parse_date(form_field(request.body, "to").value_or(""));
    if (from && to) refused = parts_.plans.move(engine::asker_of(visit->link), *from, *to, now());
  } else if (request.parameter("change") == "pause") {
    refused = parts_.plans.pause(engine::asker_of(visit->link), now());
  }
  return see_other(std::string{kPlan} + "?note=" + (refused ? "refused" : moves ? "moved" : "paused"));
}

}  // namespace http::links
