// The other choices: another day, instalments, disagreeing, help. A page that asks, and a receipt.
#include <algorithm>

#include "http/citizen/views.h"
#include "http/form.h"
#include "http/links/link_pages.h"

namespace http::links {

namespace {

using engine::DebtorChoice;

std::optional<DebtorChoice> read_choice(Request const& request) {
  auto const found = std::ranges::find(engine::kDebtorChoices, request.parameter("choice"),
                                       [](DebtorChoice choice) { return engine::name_of(choice); });
  return found == engine::kDebtorChoices.end() ? std::nullopt : std::optional{*found};
}

std::size_t index_of(DebtorChoice choice) {
  return static_cast<std::size_t>(std::ranges::find(engine::kDebtorChoices, choice) - engine::kDebtorChoices.begin());
}

std::string address_of(std::string_view kind, DebtorChoice choice) {
  return "/p/" + std::string{kind} + "/" + std::string{engine::name_of(choice)};
}

std::string wrong(std::string_view words) {
  return "<p class=\"wrong\" id=\"wrong\" role=\"alert\">" + std::string{words} + "</p>";
}

std::string day_field(Texts const& texts, base::Date today, std::int32_t days, Language language, bool missing) {
  std::string html = "<label class=\"field\" for=\"day\">" + std::string{texts.which_day} + "</label>";
  if (missing) html += wrong(texts.choose_day);
  html += "<select class=\"entry\" id=\"day\" name=\"day\" required" +
          std::string{missing ? " aria-invalid=\"true\" aria-describedby=\"wrong\"" : ""} + "><option value=\"\">" +
          std::string{texts.choose_day} + "</option>";
  for (std::int32_t ahead = 1; ahead <= days; ++ahead) {
    base::Date const day{today.days + ahead};
    html += "<option value=\"" + base::format_date(day) + "\">" + long_date(day, language) + "</option>";
  }
  return html + "</select>";
}

std::string reason_field(Texts const& texts, bool missing) {
  std::string html = "<fieldset" + std::string{missing ? " aria-describedby=\"wrong\"" : ""} + "><legend>" +
                     std::string{texts.why} + "</legend>";
  if (missing) html += wrong(texts.choose_reason);
  for (std::size_t i = 0; i < texts.reasons.size(); ++i) {
    html += "<label class=\"option\"><input type=\"radio\" name=\"reason\" required value=\"" +
            std::string{engine::kObjectionReasons[i]} + "\"><span>" + std::string{texts.reasons[i]} + "</span></label>";
  }
  return html + "</fieldset>";
}

}  // namespace

std::string LinkPages::choice_form(Visit const& visit, DebtorChoice choice, Language language, bool missing) {
  Texts const& texts = texts_in(language);
  ChoiceTexts const& words = texts.choices[index_of(choice)];
  std::string html = "<p class=\"lead\">" + std::string{words.lead} + "</p>";
  if (choice == DebtorChoice::kPayOnDate || choice == DebtorChoice::kInstalments) {
    html += "<p class=\"quiet\">" + std::string{texts.interest_goes_on} + "</p>";
  }
  bool const asks = choice == DebtorChoice::kPayOnDate || choice == DebtorChoice::kObjection;
  html += std::string{asks ? "<div class=\"card\">" : "<div>"} + "<form method=\"post\" action=\"" +
          address_of("choices", choice) + "\"><input type=\"hidden\" name=\"form\" value=\"" + visit.form_token + "\">";
  if (choice == DebtorChoice::kPayOnDate) {
    html += day_field(texts, now().date, parts_.choices.limits().promise_days, language, missing);
  }
  if (choice == DebtorChoice::kObjection) html += reason_field(texts, missing);
  return html + "<button class=\"button main\">" + std::string{words.button} + "</button></form></div>" +
         "<p><a class=\"back\" href=\"/p\">" + std::string{texts.back} + "</a></p>";
}

Response LinkPages::ask(Request const& request) {
  auto const choice = read_choice(request);
  auto const visit = visit_of(request);
  if (!choice || !visit) return see_other("/p");
  bool const instalments = *choice == DebtorChoice::kInstalments;
  if (instalments) {
    auto const running = running_plan(*visit);
    if (running) return plan(request, *visit, *running);
  }
  if (parts_.choices.find(visit->link, *choice)) return see_other(address_of("receipts", *choice));
  std::vector<claims::Claim> const open = parts_.choices.open_claims(visit->link);
  if (open.empty()) return see_other("/p");
  if (instalments && request.query.find("other") == std::nullopt) return offer_plans(request, *visit, 200);
  Language const language = language_of(request);
  Texts const& texts = texts_in(language);
  std::string const title{texts.choices[index_of(*choice)].title};
  if (*choice == DebtorChoice::kPayOnDate && !engine::DebtorChoices::may_promise(open)) {
    return show(request, {200, title,
                          "<p class=\"lead\">" + std::string{texts.promised_before} +
                              "</p><p><a class=\"button main\" href=\"/p\">" + std::string{texts.back} + "</a></p>"});
  }
  return show(request, {200, title, choice_form(*visit, *choice, language, false)});
}

Response LinkPages::choose(Request const& request) {
  auto const choice = read_choice(request);
  auto const visit = form_visit(request);
  if (!choice || !visit) return see_other("/p");
  if (*choice == DebtorChoice::kInstalments && form_field(request.body, "plans")) return accept_plan(request, *visit);
  engine::ChoiceDetail const detail{base::parse_date(form_field(request.body, "day").value_or("")),
                                    form_field(request.body, "reason").value_or("")};
  auto const recorded = parts_.choices.record(visit->link, *choice, detail, now());
  if (recorded) return see_other(address_of("receipts", *choice));
  switch (recorded.error()) {
    case engine::ChoiceRefusal::kDateOutOfRange:
    case engine::ChoiceRefusal::kUnknownReason: {
      Language const language = language_of(request);
      return show(request, {422, std::string{texts_in(language).choices[index_of(*choice)].title},
                            choice_form(*visit, *choice, language, true)});
    }
    case engine::ChoiceRefusal::kNothingOpen:
      return see_other("/p");
    case engine::ChoiceRefusal::kAlreadyPromised:
    case engine::ChoiceRefusal::kByBooks:
      break;
  }
  return see_other(address_of("choices", *choice));
}

Response LinkPages::chosen(Request const& request) {
  auto const choice = read_choice(request);
  auto const visit = visit_of(request);
  auto const recorded = choice && visit ? parts_.choices.find(visit->link, *choice) : std::nullopt;
  if (!recorded) return see_other("/p");
  Language const language = language_of(request);
  Texts const& texts = texts_in(language);
  ChoiceTexts const& words = texts.choices[index_of(*choice)];
  std::string const pay_on = recorded->pay_on ? long_date(*recorded->pay_on, language) : std::string{};
  std::string const last = recorded->last ? long_date(*recorded->last, language) : std::string{};
  std::string body = "<p class=\"lead\">" + filled(words.done_lead, {{"date", pay_on}}) + "</p><p>" +
                     filled(words.next, {{"last", last}}) + "</p><dl class=\"facts\"><div><dt>" +
                     std::string{texts.reference} + "</dt><dd>" +
                     escape_html(citizen::enquiry_number(profile(), recorded->seq)) +
                     "</dd></div></dl><p class=\"quiet\">" + std::string{texts.keep_reference} + "</p>";
  if (!parts_.choices.open_claims(visit->link).empty()) {
    body += "<p><a class=\"button\" href=\"/p\">" + std::string{texts.back} + "</a></p>";
  }
  return show(request, {200, std::string{words.done}, std::move(body)});
}

}  // namespace http::links
