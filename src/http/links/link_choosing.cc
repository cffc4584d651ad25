// The other choices: another day, more time, instalments, disagreeing, asking, help. A page that asks, and a receipt.
//
// What somebody has typed is never lost to an error: the form comes back with it. It stays on the page and is kept here
// before it is sent only if they press so, knowing that whoever holds the link sees it; what was sent is not shown
// again.
#include <algorithm>

#include "base/encoding.h"
#include "engine/enquiry_words.h"
#include "http/citizen/views.h"
#include "http/form.h"
#include "http/links/link_pages.h"

namespace http::links {

namespace {

using engine::DebtorChoice;

constexpr std::string_view kForm = "choice";  // its id

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

bool is_promise(DebtorChoice choice) { return choice == DebtorChoice::kPayOnDate; }

engine::ChoiceDetail read_detail(std::string_view form) {
  return {base::parse_date(form_field(form, "day").value_or("")), form_field(form, "reason").value_or(""),
          engine::tidy_words(form_field(form, "words").value_or(""))};
}

engine::Form form_of(DebtorChoice choice) {
  switch (choice) {
    case DebtorChoice::kPayOnDate:
      return engine::Form::kLinkPayOnDate;
    case DebtorChoice::kInstalments:
      return engine::Form::kLinkInstalments;
    case DebtorChoice::kObjection:
      return engine::Form::kLinkObjection;
    case DebtorChoice::kHelp:
      return engine::Form::kLinkHelp;
    case DebtorChoice::kDeferral:
      return engine::Form::kLinkDeferral;
    case DebtorChoice::kQuestion:
      break;
  }
  return engine::Form::kLinkQuestion;
}

/// A form that read_detail reads.
std::string draft_text(engine::ChoiceDetail const& detail) {
  std::string text = "reason=" + base::percent_encode(detail.reason) + "&words=" + base::percent_encode(detail.words);
  if (detail.day) text += "&day=" + base::format_date(*detail.day);
  return text;
}

ports::DraftKey draft_key(ports::SafeLink const& link, DebtorChoice choice) {
  return {link.authority, "link:" + std::to_string(link.id), std::string{engine::name_of(choice)}};
}

/// Whether the choice was made before, and the same cannot be asked again now.
bool is_settled(engine::RecordedChoice const& made) {
  return is_promise(made.choice) || enquiries::is_open(made.enquiry.state);
}

}  // namespace

Response LinkPages::ask(Request const& request) {
  auto const choice = read_choice(request);
  auto const visit = visit_of(request);
  if (!choice || !visit) return see_other("/p");
  bool const instalments = *choice == DebtorChoice::kInstalments;
  if (instalments) {
    auto const running = running_plan(*visit);
    if (running) return plan(request, *visit, *running);
  }
  bool const again = request.query.find("again").has_value();
  auto const made = parts_.choices.find(visit->link, *choice);
  if (made && (is_settled(*made) || !again)) return see_other(address_of("receipts", *choice));
  std::vector<claims::Claim> const open = parts_.choices.open_claims(visit->link);
  if (open.empty()) return see_other("/p");
  if (instalments && !again && request.query.find("other") == std::nullopt) return offer_plans(request, *visit, 200);
  Language const language = language_of(request);
  Texts const& texts = texts_in(language);
  std::string const title{texts.choices[index_of(*choice)].title};
  if (is_promise(*choice) && !engine::DebtorChoices::may_promise(open)) {
    return show(request, {200, title,
                          "<p class=\"lead\">" + std::string{texts.promised_before} +
                              "</p><p><a class=\"button main\" href=\"/p\">" + std::string{texts.back} + "</a></p>"});
  }
  auto const draft = draft_of(*visit, *choice);
  // Whoever comes back to what they kept has begun it before.
  if (!draft) parts_.forms.opened(form_of(*choice), now().date);
  return show(request, {200, title, choice_form(*visit, *choice, language, draft.value_or(Entered{})),
                        Ending::kWithVisit, kForm});
}

std::optional<LinkPages::Entered> LinkPages::draft_of(Visit const& visit, DebtorChoice choice) {
  auto const draft = parts_.drafts.find(draft_key(visit.link, choice), parts_.clock.now());
  if (!draft) return std::nullopt;
  return Entered{read_detail(draft->text), {}, base::Date{parts_.legal_date(draft->saved).days + engine::kDraftDays}};
}

Response LinkPages::keep(Request const& request, Visit const& visit, DebtorChoice choice, Entered const& entered) {
  ports::DraftKey const key = draft_key(visit.link, choice);
  if (form_field(request.body, "forget")) {
    parts_.drafts.forget(key);
    return see_other(address_of("choices", choice));
  }
  if (parts_.drafts.keep(key, draft_text(entered.detail), parts_.clock.now())) {
    parts_.forms.kept(form_of(choice), now().date);
    return see_other(address_of("choices", choice));
  }
  Language const language = language_of(request);
  Entered too_long = entered;
  too_long.problem = engine::ChoiceRefusal::kWordsTooLong;
  return show(request, {422, std::string{texts_in(language).choices[index_of(choice)].title},
                        choice_form(visit, choice, language, too_long), Ending::kWithVisit, kForm});
}

Response LinkPages::choose(Request const& request) {
  auto const choice = read_choice(request);
  Entered entered;
  entered.detail = read_detail(request.body);
  auto const visit = form_visit(request);
  // Only to who wrote them here: no other site puts words on our pages.
  bool const lost = choice && !visit && is_same_origin(request, options_.own_origin);
  if (lost) {
    parts_.forms.refused(form_of(*choice), now().date, {engine::FormField::kForm, engine::FormCode::kLinkEnded});
  }
  if (lost && !entered.detail.words.empty()) return give_back(request, entered.detail.words);
  if (!choice || !visit) return see_other("/p");
  if (*choice == DebtorChoice::kInstalments && form_field(request.body, "plans")) return accept_plan(request, *visit);
  if (form_field(request.body, "keep") || form_field(request.body, "forget")) {
    return keep(request, *visit, *choice, entered);
  }
  // More time on a shared screen: nothing is sent, and nothing that was typed is lost.
  if (form_field(request.body, "more")) {
    Language const language = language_of(request);
    return show(request, {200, std::string{texts_in(language).choices[index_of(*choice)].title},
                          choice_form(*visit, *choice, language, entered), Ending::kWithVisit, kForm});
  }
  auto const recorded = parts_.choices.record(visit->link, *choice, entered.detail, now());
  if (recorded) {
    parts_.forms.sent(form_of(*choice), now().date);
    parts_.drafts.forget(draft_key(visit->link, *choice));
    return see_other(address_of("receipts", *choice));
  }
  entered.problem = recorded.error();
  parts_.forms.refused(form_of(*choice), now().date, engine::form_fault_of(recorded.error()));
  bool const has_written = !entered.detail.words.empty();
  Language const language = language_of(request);
  switch (recorded.error()) {
    case engine::ChoiceRefusal::kNothingOpen:
      return has_written ? give_back(request, entered.detail.words) : see_other("/p");
    case engine::ChoiceRefusal::kAlreadyPromised:
      return see_other(address_of("choices", *choice));
    case engine::ChoiceRefusal::kDateOutOfRange:
    case engine::ChoiceRefusal::kUnknownReason:
    case engine::ChoiceRefusal::kWordsMissing:
    case engine::ChoiceRefusal::kWordsTooLong:
    case engine::ChoiceRefusal::kByBooks:
      break;
  }
  int const status = recorded.error() == engine::ChoiceRefusal::kByBooks ? 409 : 422;
  return show(request, {status, std::string{texts_in(language).choices[index_of(*choice)].title},
                        choice_form(*visit, *choice, language, entered), Ending::kWithVisit, kForm});
}

Response LinkPages::give_back(Request const& request, std::string const& words) {
  Language const language = language_of(request);
  Texts const& texts = texts_in(language);
  return show(request, {409, std::string{texts.unsent_title},
                        "<p class=\"lead\">" + std::string{texts.unsent} + "</p><label class=\"field\" for=\"words\">" +
                            std::string{texts.unsent_words} +
                            "</label><textarea class=\"entry\" id=\"words\" rows=\"8\" readonly>\n" +
                            escape_html(words) + "</textarea>" + other_ways(language),
                        Ending::kAlways});
}

Response LinkPages::chosen(Request const& request) {
  auto const choice = read_choice(request);
  auto const visit = visit_of(request);
  auto const made = choice && visit ? parts_.choices.find(visit->link, *choice) : std::nullopt;
  if (!made) return see_other("/p");
  Language const language = language_of(request);
  Texts const& texts = texts_in(language);
  ChoiceTexts const& words = texts.choices[index_of(*choice)];
  enquiries::Enquiry const& enquiry = made->enquiry;
  auto const day = [&](std::optional<base::Date> const& date) {
    return date ? long_date(*date, language) : std::string{};
  };
  bool const waits = is_promise(*choice) || enquiries::is_open(enquiry.state);
  std::string body;
  if (waits) {
    body = "<p class=\"lead\">" + filled(words.done_lead, {{"date", day(enquiry.wanted)}}) + "</p><p>" +
           filled(enquiry.holds ? words.next : texts.no_hold,
                  {{"last", day(made->last)}, {"answer", day(enquiry.promised.value_or(enquiry.answer_by))}}) +
           "</p>";
    if (enquiry.promised) body += "<p class=\"note\">" + std::string{texts.answer_late} + "</p>";
  } else {
    body = "<p class=\"lead\">" + filled(texts.answered, {{"date", day(enquiry.ended)}}) + "</p>";
  }
  body += "<dl class=\"facts\"><div><dt>" + std::string{texts.reference} + "</dt><dd>" +
          escape_html(citizen::enquiry_number(profile(), enquiry.recorded_seq)) +
          "</dd></div></dl><p class=\"quiet\">" + std::string{texts.keep_reference} + "</p>";
  if (*choice == engine::DebtorChoice::kHelp) {
    body += "<p><a class=\"button\" href=\"/help\">" + std::string{texts.help_see} + "</a></p>";
  }
  if (!parts_.choices.open_claims(visit->link).empty()) {
    if (!waits) {
      body += "<p><a class=\"button\" href=\"" + address_of("choices", *choice) + "?again=1\">" +
              std::string{texts.write_again} + "</a></p>";
    }
    body += "<p><a class=\"button\" href=\"/p\">" + std::string{texts.back} + "</a></p>";
  }
  return show(request, {200, std::string{waits ? words.done : texts.answered_title}, std::move(body)});
}

}  // namespace http::links
