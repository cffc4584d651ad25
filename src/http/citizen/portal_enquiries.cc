// /api/citizen/v1/enquiries: to disagree, to ask, for more time, for help, or to say by which day one pays; and what
// has become of it. /api/citizen/v1/enquiries/draft: a form that is half filled, kept sealed until it is sent or thrown
// away.
//
// Every refusal names its field, so that the page can say it beside the field. What was sent is not shown again:
// whoever opens the page next may be somebody who acts for the person.
#include <algorithm>
#include <array>

#include "http/citizen/portal.h"
#include "http/citizen/views.h"
#include "http/json_reader.h"
#include "http/json_writer.h"
#include "http/problem.h"

namespace http::citizen {

namespace {

using engine::ChoiceRefusal;
using engine::DebtorChoice;

constexpr char const* kForm = "enquiry";
constexpr std::int32_t kDaysShown = 180;  // of enquiries that have ended
constexpr std::size_t kMostClaims = 200;

/// What can be asked here; instalments have pages of their own.
constexpr std::array kChoices = {DebtorChoice::kObjection, DebtorChoice::kQuestion, DebtorChoice::kDeferral,
                                 DebtorChoice::kPayOnDate, DebtorChoice::kHelp};

std::array<std::string_view, kChoices.size()> choice_names() {
  std::array<std::string_view, kChoices.size()> names;
  std::ranges::transform(kChoices, names.begin(), [](DebtorChoice choice) { return engine::name_of(choice); });
  return names;
}

struct Asked {
  DebtorChoice choice = DebtorChoice::kQuestion;
  std::vector<base::ClaimId> claims;
  engine::ChoiceDetail detail;
};

Asked read_asked(JsonObject root) {
  auto const names = choice_names();
  Asked asked;
  asked.choice = kChoices[root.word("kind", names)];
  for (std::string const& id : root.texts("claims", {.max = kMostClaims})) asked.claims.push_back({read_id(id)});
  asked.detail.reason = root.optional_text("reason", {.max_letters = 40}).value_or("");
  asked.detail.day = root.optional_date("day");
  TextRule const words{.max_letters = 2 * enquiries::kMostLetters, .form = TextForm::kManyLines};
  asked.detail.words = root.optional_text("words", words).value_or("");
  return asked;
}

/// The code, and the field that it is about; empty: none.
std::pair<std::string_view, std::string_view> code_of(ChoiceRefusal refusal) {
  switch (refusal) {
    case ChoiceRefusal::kNothingOpen:
      return {"nothing_open", "claims"};
    case ChoiceRefusal::kDateOutOfRange:
      return {"date_out_of_range", "day"};
    case ChoiceRefusal::kAlreadyPromised:
      return {"already_promised", "day"};
    case ChoiceRefusal::kUnknownReason:
      return {"unknown_reason", "reason"};
    case ChoiceRefusal::kWordsMissing:
      return {"words_missing", "words"};
    case ChoiceRefusal::kWordsTooLong:
      return {"words_too_long", "words"};
    case ChoiceRefusal::kByBooks:
      break;
  }
  return {"changed_meanwhile", ""};
}

Response refuse(Request const& request, ChoiceRefusal refusal) {
  auto const [code, field] = code_of(refusal);
  int const status = refusal == ChoiceRefusal::kByBooks || refusal == ChoiceRefusal::kAlreadyPromised ? 409 : 422;
  Problem problem{
      status, std::string{code}, "The enquiry was not received", {}, "Put right what is named, and send it again.", {}};
  if (!field.empty()) problem.errors.push_back({"$." + std::string{field}, std::string{code}});
  return problem_response(problem, request);
}

}  // namespace

void Portal::add_enquiry_routes(Router& router) {
  auto const citizen = [](Request const& request) -> Citizen const& { return *request.caller<Citizen>(); };
  router.add(Method::kGet, "/api/citizen/v1/enquiries", Privilege::kCitizen,
             [this, citizen](Request const& request) { return json_response(200, enquiries(citizen(request))); });
  router.add(Method::kPost, "/api/citizen/v1/enquiries", Privilege::kCitizen,
             [this, citizen](Request const& request) { return receive_enquiry(request, citizen(request)); });
  router.add(Method::kPut, "/api/citizen/v1/enquiries/draft", Privilege::kCitizen,
             [this, citizen](Request const& request) { return keep_draft(request, citizen(request)); });
  router.add(Method::kDelete, "/api/citizen/v1/enquiries/draft", Privilege::kCitizen,
             [this, citizen](Request const& request) { return forget_draft(request, citizen(request)); });
}

ports::DraftKey Portal::draft_key(Citizen const& citizen) const {
  return {options_.authority, actor_of(citizen), kForm};
}

void Portal::write_one_enquiry(JsonWriter& json, enquiries::Enquiry const& each) {
  json.begin_object().member("number", enquiry_number(*profile(), each.recorded_seq));
  json.member("kind", enquiries::name_of(each.kind)).member("state", enquiries::name_of(each.state));
  json.member("received", each.received).member("holds", each.holds);
  json.member("answer_by", each.promised.value_or(each.answer_by)).member("is_late", each.promised.has_value());
  if (each.wanted) json.member("wanted", *each.wanted);
  if (each.ended) json.member("ended", *each.ended);
  if (each.granted) json.member("granted", *each.granted);
  if (each.outcome != enquiries::Outcome::kNone) json.member("outcome", enquiries::name_of(each.outcome));
  json.key("claims").begin_array();
  for (enquiries::EnquiredClaim const& claim : each.claims) json.value(std::to_string(claim.claim.value));
  json.end_array().end_object();
}

std::string Portal::enquiries(Citizen const& citizen) {
  base::DebtorId const debtor = citizen.session.debtor;
  base::Date const today = now().date;
  enquiries::Policy const policy = parts_.choices.policy(options_.authority);
  JsonWriter json;
  json.begin_object().member("today", today).member("may_ask", bool{debtor});
  json.member("promise_days", policy.promise_days).member("deferral_days", policy.deferral_days);
  json.member("most_letters", static_cast<std::int64_t>(enquiries::kMostLetters));
  json.key("answer_days").begin_object();
  for (DebtorChoice const choice : kChoices) {
    json.member(engine::name_of(choice), policy.days_for(engine::kind_of(choice)));
  }
  json.end_object().key("enquiries").begin_array();
  if (debtor) {
    auto all = parts_.books.reader()->enquiries_of(options_.authority, debtor);
    std::ranges::sort(all, std::ranges::greater{}, &enquiries::Enquiry::recorded_seq);
    for (enquiries::Enquiry const& each : all) {
      if (!each.ended || each.ended->days + kDaysShown >= today.days) write_one_enquiry(json, each);
    }
  }
  json.end_array().key("draft");
  auto const draft = parts_.drafts.find(draft_key(citizen), parts_.clock.now());
  if (draft) {
    json.begin_object().member("saved", parts_.legal_date(draft->saved));
    base::Date const until{parts_.legal_date(draft->saved).days + engine::kDraftDays};
    json.member("until", until).key("form").raw(draft->text).end_object();
  } else {
    json.raw("null");
  }
  return json.end_object().take();
}

Response Portal::receive_enquiry(Request const& request, Citizen const& citizen) {
  JsonDocument document = JsonDocument::parse_body(request);
  Asked const asked = read_asked(document.root());
  if (!document.errors().empty()) return problem_response(document.problem(), request);
  if (auto refusal = refuse_plan_write(request, citizen)) return *std::move(refusal);
  auto const received =
      parts_.choices.receive({options_.authority, citizen.session.debtor, actor_of(citizen)}, asked.claims,
                             asked.choice, asked.detail, now(), std::string{*request.header("idempotency-key")});
  if (!received) {
    parts_.forms.refused(engine::Form::kEnquiry, now().date, engine::form_fault_of(received.error()));
    return refuse(request, received.error());
  }
  parts_.forms.sent(engine::Form::kEnquiry, now().date);
  parts_.drafts.forget(draft_key(citizen));
  JsonWriter json;
  write_one_enquiry(json, *received);
  return json_response(201, json.take());
}

Response Portal::keep_draft(Request const& request, Citizen const& citizen) {
  JsonDocument document = JsonDocument::parse_body(request);
  JsonObject root = document.root();
  auto const names = choice_names();
  // Nothing has to be filled yet, and nothing right: it is kept as it was typed.
  JsonWriter json;
  json.begin_object();
  if (auto const kind = root.optional_word("kind", names)) json.member("kind", names[*kind]);
  json.key("claims").begin_array();
  for (std::string const& id : root.optional_texts("claims", {.max = kMostClaims}, {.max_letters = 20})) json.value(id);
  json.end_array();
  json.member("reason", root.optional_text("reason", {.max_letters = 40}).value_or(""));
  json.member("day", root.optional_text("day", {.max_letters = 10}).value_or(""));
  TextRule const words{.max_letters = 2 * enquiries::kMostLetters, .form = TextForm::kManyLines};
  json.member("words", root.optional_text("words", words).value_or(""));
  if (!document.errors().empty()) return problem_response(document.problem(), request);
  if (auto refusal = refuse_plan_write(request, citizen)) return *std::move(refusal);
  if (!parts_.drafts.keep(draft_key(citizen), json.end_object().take(), parts_.clock.now())) {
    return problem_response(too_large(engine::kMostOfADraft), request);
  }
  parts_.forms.kept(engine::Form::kEnquiry, now().date);
  return json_response(200, enquiries(citizen));
}

Response Portal::forget_draft(Request const& request, Citizen const& citizen) {
  if (auto refusal = refuse_plan_write(request, citizen)) return *std::move(refusal);
  parts_.drafts.forget(draft_key(citizen));
  return json_response(200, enquiries(citizen));
}

}  // namespace http::citizen
