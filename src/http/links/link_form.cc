// The forms of the choices. Every field has its own error beside it, and comes back with what was typed.
#include <algorithm>

#include "http/links/link_pages.h"

namespace http::links {

namespace {

using engine::ChoiceRefusal;
using engine::DebtorChoice;

std::size_t index_of(DebtorChoice choice) {
  return static_cast<std::size_t>(std::ranges::find(engine::kDebtorChoices, choice) - engine::kDebtorChoices.begin());
}

std::string wrong(std::string_view words) {
  return "<p class=\"wrong\" id=\"wrong\" role=\"alert\">" + std::string{words} + "</p>";
}

std::string day_list(Texts const& texts, base::Date today, std::int32_t days, Language language,
                     engine::ChoiceDetail const& detail, bool missing) {
  std::string html = "<label class=\"field\" for=\"day\">" + std::string{texts.which_day} + "</label>";
  if (missing) html += wrong(texts.choose_day);
  html += "<select class=\"entry\" id=\"day\" name=\"day\" required" +
          std::string{missing ? " aria-invalid=\"true\" aria-describedby=\"wrong\"" : ""} + "><option value=\"\">" +
          std::string{texts.choose_day} + "</option>";
  for (std::int32_t ahead = 1; ahead <= days; ++ahead) {
    base::Date const day{today.days + ahead};
    html += "<option value=\"" + base::format_date(day) + "\"" + (detail.day == day ? " selected" : "") + ">" +
            long_date(day, language) + "</option>";
  }
  return html + "</select>";
}

std::string day_entry(Texts const& texts, base::Date today, std::int32_t days, Language language,
                      engine::ChoiceDetail const& detail, bool missing) {
  base::Date const first{today.days + 1};
  base::Date const last{today.days + days};
  std::string html = "<label class=\"field\" for=\"day\">" + std::string{texts.wait_until} +
                     "</label><p class=\"hint\" id=\"day-hint\">" +
                     filled(texts.wait_at_most, {{"date", long_date(last, language)}}) + "</p>";
  if (missing) html += wrong(texts.wait_missing);
  html += "<input class=\"entry day\" type=\"date\" id=\"day\" name=\"day\" required min=\"" +
          base::format_date(first) + "\" max=\"" + base::format_date(last) + "\" aria-describedby=\"day-hint" +
          (missing ? " wrong" : "") + "\"" + (missing ? " aria-invalid=\"true\"" : "");
  if (detail.day) html += " value=\"" + base::format_date(*detail.day) + "\"";
  return html + ">";
}

std::string reason_field(Texts const& texts, engine::ChoiceDetail const& detail, bool missing) {
  std::string html = "<fieldset" + std::string{missing ? " aria-describedby=\"wrong\"" : ""} + "><legend>" +
                     std::string{texts.why} + "</legend>";
  if (missing) html += wrong(texts.choose_reason);
  for (std::size_t i = 0; i < texts.reasons.size(); ++i) {
    std::string_view const code = enquiries::kObjectionReasons[i];
    html += "<label class=\"option\"><input type=\"radio\" name=\"reason\" required value=\"" + std::string{code} +
            "\"" + (detail.reason == code ? " checked" : "") + "><span>" + std::string{texts.reasons[i]} +
            "</span></label>";
  }
  return html + "</fieldset>";
}

std::string words_field(Texts const& texts, DebtorChoice choice, engine::ChoiceDetail const& detail,
                        std::optional<ChoiceRefusal> problem) {
  bool const question = choice == DebtorChoice::kQuestion;
  bool const missing = problem == ChoiceRefusal::kWordsMissing;
  bool const too_long = problem == ChoiceRefusal::kWordsTooLong;
  std::string html = "<label class=\"field\" for=\"words\">" +
                     std::string{question ? texts.words_question : texts.words_label} +
                     "</label><p class=\"hint\" id=\"words-hint\">" + std::string{texts.words_hint} + "</p>";
  if (missing) html += wrong(texts.words_missing);
  if (too_long) html += wrong(texts.words_too_long);
  // No maxlength: it would cut off without a word what is pasted in. A new line first, because browsers drop one there.
  html += "<textarea class=\"entry\" id=\"words\" name=\"words\" rows=\"5\"" +
          std::string{question ? " required" : ""} + " aria-describedby=\"words-hint" +
          (missing || too_long ? " wrong\" aria-invalid=\"true" : "") + "\">\n";
  return html + escape_html(detail.words) + "</textarea>";
}

}  // namespace

std::string LinkPages::choice_form(Visit const& visit, DebtorChoice choice, Language language, Entered const& entered) {
  Texts const& texts = texts_in(language);
  ChoiceTexts const& words = texts.choices[index_of(choice)];
  enquiries::Policy const policy = parts_.choices.policy(options_.authority);
  base::Date const today = now().date;
  base::Date const answer_by{today.days + policy.days_for(engine::kind_of(choice))};
  bool const no_day = entered.problem == ChoiceRefusal::kDateOutOfRange;
  std::string html = "<p class=\"lead\">" + filled(words.lead, {{"answer", long_date(answer_by, language)}}) + "</p>";
  if (entered.kept_until) {
    html += "<p class=\"note good\" role=\"status\">" +
            filled(texts.draft_kept, {{"date", long_date(*entered.kept_until, language)}}) + "</p>";
  }
  if (entered.problem == ChoiceRefusal::kByBooks) {
    html += "<p class=\"note warn\" role=\"alert\">" + std::string{texts.try_sending_again} + "</p>";
  }
  bool const time =
      choice == DebtorChoice::kPayOnDate || choice == DebtorChoice::kInstalments || choice == DebtorChoice::kDeferral;
  if (time) html += "<p class=\"quiet\">" + std::string{texts.interest_goes_on} + "</p>";
  html += "<div class=\"card\"><form id=\"choice\" method=\"post\" novalidate action=\"/p/choices/" +
          std::string{engine::name_of(choice)} + "\"><input type=\"hidden\" name=\"form\" value=\"" + visit.form_token +
          "\">";
  if (choice == DebtorChoice::kPayOnDate) {
    html += day_list(texts, today, policy.promise_days, language, entered.detail, no_day);
  }
  if (choice == DebtorChoice::kDeferral) {
    html += day_entry(texts, today, policy.deferral_days, language, entered.detail, no_day);
  }
  if (choice == DebtorChoice::kObjection) {
    html += reason_field(texts, entered.detail, entered.problem == ChoiceRefusal::kUnknownReason);
  }
  if (choice != DebtorChoice::kPayOnDate) html += words_field(texts, choice, entered.detail, entered.problem);
  std::string_view const elsewhere = choice == DebtorChoice::kHelp ? texts.help_see : std::string_view{};
  html += "<button class=\"button main\">" + std::string{words.button} + "</button>";
  // A choice of one day is made at once; what is written may need another hour.
  if (choice != DebtorChoice::kPayOnDate) {
    html += "<button class=\"button\" name=\"keep\" value=\"1\" formnovalidate>" + std::string{texts.draft_keep} +
            "</button><p class=\"quiet\">" + std::string{texts.draft_who} + "</p>";
    if (entered.kept_until) {
      html += "<button class=\"button\" name=\"forget\" value=\"1\" formnovalidate>" + std::string{texts.draft_forget} +
              "</button>";
    }
  }
  return html + "</form></div>" +
         (elsewhere.empty() ? "" : "<p><a class=\"back\" href=\"/help\">" + std::string{elsewhere} + "</a></p>") +
         "<p><a class=\"back\" href=\"/p\">" + std::string{texts.back} + "</a></p>";
}

}  // namespace http::links
