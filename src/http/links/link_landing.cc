// The page with the amount, and the calm ones in its place.
#include <algorithm>

#include "http/citizen/views.h"
#include "http/links/link_pages.h"

namespace http::links {

namespace {

std::string hidden(std::string_view name, std::string_view value) {
  return "<input type=\"hidden\" name=\"" + std::string{name} + "\" value=\"" + escape_html(value) + "\">";
}

std::string log_in_panel(Texts const& texts) {
  return "<div class=\"panel\"><h2>" + std::string{texts.details_title} + "</h2><p>" + std::string{texts.details} +
         "</p><p><a class=\"button\" href=\"/login\">" + std::string{texts.log_in} + "</a></p></div>";
}

/// The title is escaped where it is shown.
std::string plain_title(std::string_view words, std::string const& authority) {
  std::size_t const place = words.find("{authority}");
  return std::string{words.substr(0, place)} + authority;
}

}  // namespace

std::string LinkPages::pay_form(Visit const& visit, Texts const& texts, std::int64_t minor, std::string_view what) {
  std::vector<ledger::Means> const means = parts_.desk.means();
  if (means.empty()) return "<p>" + std::string{texts.no_means} + "</p>";
  std::string html = "<form method=\"post\" action=\"/p/pay\">" + hidden("form", visit.form_token) +
                     hidden("key", ports::random_token(parts_.random)) + hidden("amount", std::to_string(minor)) +
                     hidden("what", what) + "<div class=\"pay\">";
  for (std::size_t i = 0; i < means.size(); ++i) {
    bool const card = means[i] == ledger::Means::kCard;
    html += "<button class=\"button" + std::string{i == 0 ? " main" : ""} + "\" name=\"means\" value=\"" +
            (card ? "card" : "mobilepay") + "\">" + std::string{card ? texts.pay_card : texts.pay_mobilepay} +
            "</button>";
  }
  return html + "</div></form>";
}

Response LinkPages::landing(Request const& request, Visit const& visit) {
  Language const language = language_of(request);
  Texts const& texts = texts_in(language);
  std::vector<claims::Claim> const open = parts_.choices.open_claims(visit.link);
  if (open.empty()) {
    return show(request, {200, std::string{texts.nothing_title},
                          "<p class=\"lead\">" + std::string{texts.nothing} + "</p>" + other_ways(language)});
  }
  citizen::AuthorityProfile const about = profile();
  std::int64_t minor = 0;
  for (claims::Claim const& claim : open) minor += claim.open_minor();
  auto const note = request.query.find("note");
  std::string body;
  for (auto const& [name, words] : {std::pair{"changed", texts.changed_amount}, std::pair{"no_page", texts.no_page},
                                    std::pair{"too_often", texts.too_often}}) {
    if (note == name) body += "<p class=\"note warn\" role=\"alert\">" + std::string{words} + "</p>";
  }
  for (std::size_t i = 0; i < texts.choices.size(); ++i) {
    auto const made = parts_.choices.find(visit.link, engine::kDebtorChoices[i]);
    if (!made) continue;
    bool const promise = made->choice == engine::DebtorChoice::kPayOnDate;
    bool const answered = made->enquiry.state == enquiries::State::kAnswered;
    if (!promise && !answered && !enquiries::is_open(made->enquiry.state)) continue;
    std::string const number = escape_html(citizen::enquiry_number(about, made->enquiry.recorded_seq));
    body += "<p class=\"note\">" +
            (promise    ? filled(texts.promised, {{"date", long_date(*made->enquiry.wanted, language)}})
             : answered ? std::string{texts.answered_title} + ": " + number
                        : std::string{texts.choices[i].done} + ": " + number) +
            "</p>";
  }
  if (auto const running = running_plan(visit)) {
    body += next_payment_card(visit, *running, language) + "<p><a class=\"button\" href=\"/p/choices/instalments\">" +
            std::string{texts.plan_see} + "</a></p>";
  }
  body += "<div class=\"card\"><p class=\"label\">" + std::string{texts.to_pay} + "</p><p class=\"amount\">" +
          escape_html(shown_amount({minor, about.authority.currency}, language)) + "</p><p class=\"quiet\">" +
          std::string{texts.live} + "</p>" + pay_form(visit, texts, minor, "all") + "</div><h2>" +
          std::string{texts.others_title} + "</h2><ul class=\"choices\">";
  for (std::size_t i = 0; i < texts.choices.size(); ++i) {
    body += "<li><a href=\"/p/choices/" + std::string{name_of(engine::kDebtorChoices[i])} + "\"><span><b>" +
            std::string{texts.choices[i].title} + "</b><small>" + std::string{texts.choices[i].about} +
            "</small></span></a></li>";
  }
  body += "</ul>" + log_in_panel(texts) + "<p><a class=\"back\" href=\"/p?enter=code\">" +
          std::string{texts.other_code} + "</a></p>";
  return show(request, {200, plain_title(texts.pay_title, about.authority.name), std::move(body)});
}

Response LinkPages::dead(Request const& request) {
  Language const language = language_of(request);
  Texts const& texts = texts_in(language);
  return forgetting(show(request, {404, std::string{texts.dead_title},
                                   "<p class=\"lead\">" + std::string{texts.dead} + "</p>" + other_ways(language)}));
}

Response LinkPages::busy(Request const& request, std::int64_t seconds) {
  Language const language = language_of(request);
  Texts const& texts = texts_in(language);
  return show(request, {429, std::string{texts.busy_title},
                        "<p class=\"lead\">" + std::string{texts.busy} + "</p>" + other_ways(language)})
      .set_header("Retry-After", std::to_string(seconds));
}

Response LinkPages::code_form(Request const& request, bool wrong) {
  Texts const& texts = texts_in(language_of(request));
  std::string body =
      "<p class=\"lead\">" + std::string{texts.code_lead} +
      "</p><div class=\"card\"><form method=\"post\" action=\"/p\"><label class=\"field\" for=\"code\">" +
      std::string{texts.code_label} + "<span class=\"hint\" id=\"hint\">" + std::string{texts.code_hint} +
      "</span></label>";
  if (wrong) body += "<p class=\"wrong\" id=\"wrong\" role=\"alert\">" + std::string{texts.code_unknown} + "</p>";
  body += "<input class=\"entry code\" id=\"code\" name=\"code\" aria-describedby=\"hint" +
          std::string{wrong ? " wrong\" aria-invalid=\"true" : ""} +
          "\" maxlength=\"200\" autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\" required>"
          "<button class=\"button main\">" +
          std::string{texts.code_button} + "</button></form></div>" + log_in_panel(texts);
  return show(request, {wrong ? 422 : 200, std::string{texts.code_title}, std::move(body)});
}

}  // namespace http::links
