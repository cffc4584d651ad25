// /api/citizen/v1/plan: instalments for everything that the person owes.
#include "http/citizen/plan_view.h"
#include "http/citizen/portal.h"
#include "http/json_reader.h"
#include "http/json_writer.h"
#include "http/problem.h"

namespace http::citizen {

namespace {

constexpr std::int64_t kMostMinor = 1'000'000'000'000;

Problem refused(engine::Refusal refusal) {
  using engine::Refusal;
  Problem problem{409, std::string{engine::code_of(refusal)},    "The plan cannot be made or changed",
                  {},  std::string{engine::advice_for(refusal)}, {}};
  switch (refusal) {
    case Refusal::kKeyReusedWithOtherContent:
    case Refusal::kPlanInForce:
    case Refusal::kPlanNotFound:
    case Refusal::kPlanNotInForce:
    case Refusal::kPlanDoesNotAddUp:
    case Refusal::kPlanChangeOutsidePolicy:
    case Refusal::kPlanInstalmentPaid:
      break;
    default:
      problem.status = 422;
  }
  return problem;
}

Problem no_key() {
  return {422,
          "idempotency_key_missing",
          "The request has no usable key",
          {},
          "Send an Idempotency-Key header of 16 to 64 letters.",
          {}};
}

}  // namespace

void Portal::add_plan_routes(Router& router) {
  auto const citizen = [](Request const& request) -> Citizen const& { return *request.caller<Citizen>(); };
  router.add(Method::kGet, "/api/citizen/v1/plan", Privilege::kCitizen,
             [this, citizen](Request const& request) { return json_response(200, plan(citizen(request))); });
  router.add(Method::kPost, "/api/citizen/v1/plan", Privilege::kCitizen,
             [this, citizen](Request const& request) { return make_plan(request, citizen(request)); });
  router.add(Method::kPost, "/api/citizen/v1/plan/proposals", Privilege::kCitizen,
             [this, citizen](Request const& request) { return propose_plans(request, citizen(request)); });
  router.add(Method::kPost, "/api/citizen/v1/plan/{change}", Privilege::kCitizen,
             [this, citizen](Request const& request) { return change_plan(request, citizen(request)); });
}

engine::PlanAsker Portal::plan_asker(Citizen const& citizen) const {
  return {options_.authority, citizen.session.debtor, {}, actor_of(citizen)};
}

std::string Portal::plan(Citizen const& citizen) {
  auto const about = profile();
  base::Date const today = now().date;
  PlanFacts facts{*about, today, false, {}, {}, {}, false};
  if (!citizen.session.debtor) return plan_json(facts);
  engine::PlanAsker const asker = plan_asker(citizen);
  facts.view = parts_.plans.find(asker, today);
  if (facts.view && !arrangements::is_ended(facts.view->plan.state) && facts.view->standing.open_minor > 0) {
    facts.next = parts_.plans.next_payment(*facts.view);
    facts.days_to_move_to = parts_.plans.days_to_move_to(*facts.view, options_.authority, today);
    facts.may_pause = parts_.plans.may_pause(*facts.view, options_.authority, today);
  } else {
    facts.may_ask = parts_.plans.may_ask(asker, today);
  }
  return plan_json(facts);
}

Response Portal::propose_plans(Request const& request, Citizen const& citizen) {
  JsonDocument document = JsonDocument::parse_body(request);
  JsonObject root = document.root();
  arrangements::Wish wish;
  if (auto const day = root.optional_whole_number("payday", {.min = 0, .max = 31})) {
    wish.payday = static_cast<std::int32_t>(*day);
  }
  wish.instalment_minor = root.optional_whole_number("instalment_minor", {.min = 1, .max = kMostMinor});
  if (!document.errors().empty()) return problem_response(document.problem(), request);
  auto const about = profile();
  if (!citizen.session.debtor) return json_response(200, plan_offer_json(*about, {}, {}));
  engine::Offer const offer = parts_.plans.offer(plan_asker(citizen), wish, now());
  std::vector<claims::Claim> const claims =
      parts_.books.reader()->claims_of(options_.authority, citizen.session.debtor);
  return json_response(200, plan_offer_json(*about, offer, claims));
}

/// Nothing: the request may go on.
std::optional<Response> Portal::refuse_plan_write(Request const& request, Citizen const& citizen) {
  auto const verdict = payment_limit_.take(std::to_string(citizen.session.debtor.value), parts_.clock.now());
  if (!verdict.allowed) {
    return problem_response(too_many_requests(), request)
        .set_header("Retry-After", std::to_string(verdict.retry_after_seconds));
  }
  auto const key = request.header("idempotency-key").value_or("");
  if (key.size() < 16 || key.size() > 64) return problem_response(no_key(), request);
  if (!citizen.session.debtor) return problem_response(refused(engine::Refusal::kPlanNotFound), request);
  return std::nullopt;
}

Response Portal::make_plan(Request const& request, Citizen const& citizen) {
  JsonDocument document = JsonDocument::parse_body(request);
  std::vector<arrangements::Planned> instalments;
  for (JsonObject each : document.root().objects("instalments", {.min = 1, .max = 600})) {
    base::Date const date = each.date("date");
    instalments.push_back({date, each.whole_number("amount_minor", {.min = 1, .max = kMostMinor})});
  }
  if (!document.errors().empty()) return problem_response(document.problem(), request);
  if (auto refusal = refuse_plan_write(request, citizen)) return *std::move(refusal);
  std::string const key{*request.header("idempotency-key")};
  if (auto const refusal = parts_.plans.make(plan_asker(citizen), std::move(instalments), now(), key)) {
    return problem_response(refused(*refusal), request);
  }
  return json_response(201, plan(citizen));
}

Response Portal::change_plan(Request const& request, Citizen const& citizen) {
  bool const moves = request.parameter("change") == "move";
  if (!moves && request.parameter("change") != "pause") return problem_response(not_found(), request);
  JsonDocument document = JsonDocument::parse_body(request);
  JsonObject root = document.root();
  base::Date from;
  base::Date to;
  if (moves) {
    from = root.date("from");
    to = root.date("to");
  }
  if (!document.errors().empty()) return problem_response(document.problem(), request);
  if (auto refusal = refuse_plan_write(request, citizen)) return *std::move(refusal);
  std::string const key{*request.header("idempotency-key")};
  engine::PlanAsker const asker = plan_asker(citizen);
  auto const refusal = moves ? parts_.plans.move(asker, from, to, now(), key) : parts_.plans.pause(asker, now(), key);
  if (refusal) return problem_response(refused(*refusal), request);
  return json_response(200, plan(citizen));
}

}  // namespace http::citizen
