// /api/citizen/v1/ability: what the person can pay a month, by the rules of the authority's country. The figures are
// used for the answer and then forgotten: nothing of them is stored or logged.
// /api/citizen/v1/ability/kept: unless the person says yes to their being kept, for a time and sealed, and takes it
// back whenever they like.
#include "engine/ability_answers.h"
#include "http/ability_answers_json.h"
#include "http/affordability_json.h"
#include "http/citizen/portal.h"
#include "http/json_writer.h"
#include "http/problem.h"

namespace http::citizen {

namespace {

Problem no_rules() {
  return {404, "ability_rules_unknown", "What can be paid is not reckoned here", {}, "Ask the authority instead.", {}};
}

Problem not_kept(engine::Refusal refusal) {
  int const status = refusal == engine::Refusal::kKeyReusedWithOtherContent ? 409 : 422;
  return {status, std::string{engine::code_of(refusal)},    "The answers were not kept",
          {},     std::string{engine::advice_for(refusal)}, {}};
}

}  // namespace

void Portal::add_ability_routes(Router& router) {
  auto const citizen = [](Request const& request) -> Citizen const& { return *request.caller<Citizen>(); };
  router.add(Method::kPost, "/api/citizen/v1/ability", Privilege::kCitizen,
             [this](Request const& request) { return assess_ability(request); });
  router.add(Method::kGet, "/api/citizen/v1/ability/kept", Privilege::kCitizen,
             [this, citizen](Request const& request) { return json_response(200, kept_ability(citizen(request))); });
  router.add(Method::kPut, "/api/citizen/v1/ability/kept", Privilege::kCitizen,
             [this, citizen](Request const& request) { return keep_ability(request, citizen(request)); });
  router.add(Method::kDelete, "/api/citizen/v1/ability/kept", Privilege::kCitizen,
             [this, citizen](Request const& request) { return forget_ability(request, citizen(request)); });
}

Response Portal::assess_ability(Request const& request) {
  JsonDocument document = JsonDocument::parse_body(request);
  JsonObject root = document.root();
  arrangements::Household const household = read_ability_answers(root);
  auto const planned = root.optional_whole_number("instalment_minor", {.min = 1, .max = kMostMonthlyMinor});
  if (!document.errors().empty()) return problem_response(document.problem(), request);
  auto const& pack = options_.affordability;
  if (!pack) return problem_response(no_rules(), request);
  base::Date const today = now().date;
  auto const found = arrangements::assess_affordability(*pack, household, today, planned);
  if (!found) return problem_response(no_rules(), request);
  JsonWriter json;
  json.begin_object().member("pack", pack->code).member("on", today).member("currency", pack->currency.code());
  write_affordability(json, *found);
  return json_response(200, json.end_object().take());
}

std::string Portal::kept_ability(Citizen const& citizen) {
  base::DebtorId const debtor = citizen.session.debtor;
  bool const may_keep = debtor && options_.affordability && options_.ability_policy;
  JsonWriter json;
  json.begin_object().member("may_keep", may_keep).member("consent", arrangements::kAbilityConsent);
  std::int32_t const days = may_keep ? options_.ability_policy().keep_days : 0;
  json.member("keep_days", std::int64_t{days}).key("kept");
  auto const kept =
      debtor ? engine::open_ability(*parts_.books.reader(), parts_.secrets, options_.authority, debtor, now().date)
             : std::nullopt;
  if (!kept) return json.raw("null").end_object().take();
  json.begin_object().member("since", kept->statement.kept).member("until", kept->statement.until).key("answers");
  write_ability_answers(json, kept->household);
  return json.end_object().end_object().take();
}

Response Portal::keep_ability(Request const& request, Citizen const& citizen) {
  JsonDocument document = JsonDocument::parse_body(request);
  JsonObject root = document.root();
  std::string consent = root.text("consent", {.max_letters = 32});
  JsonObject told = root.object("answers");
  arrangements::Household const household = read_ability_answers(told);
  if (!document.errors().empty()) return problem_response(document.problem(), request);
  if (auto refusal = refuse_plan_write(request, citizen)) return *std::move(refusal);
  base::DebtorId const debtor = citizen.session.debtor;
  std::string const actor = actor_of(citizen);
  engine::Submission submission{
      options_.authority, actor, "keep ability " + std::string{*request.header("idempotency-key")}, {}, {}, {}};
  engine::add_ability_answers(submission, parts_.secrets, options_.ability_key, debtor, household, std::move(consent));
  auto const outcome = parts_.books.submit_one(std::move(submission), now());
  if (!outcome) return problem_response(not_kept(outcome.error().refusal), request);
  return json_response(200, kept_ability(citizen));
}

Response Portal::forget_ability(Request const& request, Citizen const& citizen) {
  if (auto refusal = refuse_plan_write(request, citizen)) return *std::move(refusal);
  base::DebtorId const debtor = citizen.session.debtor;
  engine::Submission submission{options_.authority,
                                actor_of(citizen),
                                "forget ability " + std::string{*request.header("idempotency-key")},
                                {},
                                {},
                                {engine::TakeBackAbility{debtor}}};
  auto const outcome = parts_.books.submit_one(std::move(submission), now());
  // What is not there any more has been deleted: that is what was wanted.
  if (!outcome && outcome.error().refusal != engine::Refusal::kAbilityNotKept) {
    return problem_response(not_kept(outcome.error().refusal), request);
  }
  return json_response(200, kept_ability(citizen));
}

}  // namespace http::citizen
