// /api/citizen/v1/form-counts: what the pages see of their forms and the server does not: that one was opened, and what
// was wrong with it before it was sent.
//
// Only names from closed lists are taken, and nothing of who sends them is kept: a report says where a form is hard to
// fill in, and nothing of anybody. What is counted has no consequence, so what a made-up request could do is a wrong
// number; how many of them there can be in an hour is limited for each session.
#include <algorithm>

#include "http/citizen/portal.h"
#include "http/json_reader.h"
#include "http/problem.h"

namespace http::citizen {

namespace {

using engine::Form;
using engine::FormCode;
using engine::FormFault;
using engine::FormField;

constexpr std::array kForms = {Form::kEnquiry, Form::kAbility, Form::kDirectDebit};
constexpr std::array<std::string_view, 3> kNames = {engine::name_of(kForms[0]), engine::name_of(kForms[1]),
                                                    engine::name_of(kForms[2])};
enum Deed : std::size_t { kOpened, kRefused, kSent };
constexpr std::array<std::string_view, 3> kDeeds = {"opened", "refused", "sent"};

}  // namespace

void Portal::add_form_routes(Router& router) {
  router.add(Method::kPost, "/api/citizen/v1/form-counts", Privilege::kCitizen,
             [this](Request const& request) { return count_form(request, *request.caller<Citizen>()); });
}

Response Portal::count_form(Request const& request, Citizen const& citizen) {
  JsonDocument document = JsonDocument::parse_body(request);
  JsonObject root = document.root();
  Form const form = kForms[root.word("form", kNames)];
  std::size_t const deed = root.word("deed", kDeeds);
  std::vector<FormFault> faults;
  for (JsonObject each : root.optional_objects("faults", {.max = engine::kFormFieldNames.size()})) {
    FormFault const fault{static_cast<FormField>(each.word("field", engine::kFormFieldNames)),
                          static_cast<FormCode>(each.word("code", engine::kFormCodeNames))};
    if (!engine::has_field(form, fault.field)) each.refuse("field", "must be a field of the form");
    faults.push_back(fault);
  }
  // The others are counted where they arrive. Ability to pay is asked again with every change: the page knows which is
  // the first answer.
  if (deed == kSent && form != Form::kAbility) root.refuse("deed", "is counted where the form arrives");
  if ((deed == kRefused) == faults.empty())
    root.refuse("faults", "must be there if the form was refused, and only then");
  if (!document.errors().empty()) return problem_response(document.problem(), request);
  auto const verdict = form_limit_.take(citizen.session.csrf_token, parts_.clock.now());
  if (!verdict.allowed) {
    return problem_response(too_many_requests(), request)
        .set_header("Retry-After", std::to_string(verdict.retry_after_seconds));
  }
  base::Date const today = now().date;
  if (deed == kOpened) parts_.forms.opened(form, today);
  if (deed == kRefused) parts_.forms.refused(form, today, faults);
  if (deed == kSent) parts_.forms.sent(form, today);
  return no_content();
}

}  // namespace http::citizen
