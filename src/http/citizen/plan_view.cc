#include "http/citizen/plan_view.h"

#include <algorithm>

#include "http/citizen/views.h"
#include "http/plan_json.h"

namespace http::citizen {

namespace {

using claims::Claim;

/// What a citizen knows a claim by.
NameClaim name_from(std::vector<Claim> const& claims) {
  return [&claims](JsonWriter& json, base::ClaimId id) {
    json.member("id", std::to_string(id.value));
    auto const claim = std::ranges::find(claims, id, &Claim::id);
    json.member("type", claim == claims.end() ? std::string{} : claim->type);
    if (claim != claims.end()) json.member("reference", claim->reference);
  };
}

void write_next(JsonWriter& json, PlanFacts const& facts, NameClaim const& name) {
  engine::PlanView const& view = *facts.view;
  json.key("next");
  auto const next = view.standing.next();
  if (!next || facts.next.empty() || view.plan.state != arrangements::State::kInForce) {
    json.raw("null");
    return;
  }
  base::Date const date = view.plan.instalments[*next].date;
  std::int64_t minor = 0;
  for (payments::Choice const& choice : facts.next) minor += choice.limit_minor.value_or(0);
  json.begin_object().member("date", date).member("left_minor", minor).member("late", date < facts.today);
  json.key("claims").begin_array();
  for (payments::Choice const& choice : facts.next) {
    json.begin_object();
    name(json, choice.claim);
    json.member("amount_minor", choice.limit_minor.value_or(0)).end_object();
  }
  json.end_array().end_object();
}

void write_instalments(JsonWriter& json, engine::PlanView const& view, NameClaim const& name) {
  arrangements::Arrangement const& plan = view.plan;
  auto const next = view.standing.next();
  json.key("instalments").begin_array();
  for (std::size_t i = 0; i < plan.instalments.size(); ++i) {
    std::int64_t const planned = plan.instalments[i].minor();
    std::int64_t const left = view.standing.left_minor[i];
    // What comes after the next one has its planned amount: interest that is a part of it may not have come yet.
    bool const is_paid = !next || i < *next;
    bool const is_partly = next == i && left < planned;
    json.begin_object();
    write_instalment(json, plan.instalments[i], name);
    json.member("left_minor", left);
    json.member("state", is_paid ? "paid" : is_partly ? "partly_paid" : "open").end_object();
  }
  json.end_array();
}

}  // namespace

std::string plan_json(PlanFacts const& facts) {
  JsonWriter json;
  json.begin_object().member("currency", facts.profile.authority.currency.code());
  json.member("may_ask", facts.may_ask).key("plan");
  if (!facts.view) {
    json.raw("null").end_object();
    return json.take();
  }
  engine::PlanView const& view = *facts.view;
  arrangements::Arrangement const& plan = view.plan;
  NameClaim const name = name_from(view.claims);
  json.begin_object().member("number", enquiry_number(facts.profile, plan.recorded_seq));
  json.member("state", arrangements::name_of(plan.state)).member("agreed", plan.agreed);
  if (plan.ended) json.member("ended", *plan.ended);
  json.member("last_date", plan.last_date()).member("total_minor", plan.total_minor());
  json.member("paid_minor", view.standing.paid_minor).member("open_minor", view.standing.open_minor);
  json.member("missing_minor", view.standing.missing_minor);
  write_outside(json, plan.outside);
  write_next(json, facts, name);
  write_instalments(json, view, name);
  json.key("days_to_move_to").begin_array();
  for (base::Date const day : facts.days_to_move_to) json.value(base::format_date(day));
  json.end_array().member("may_pause", facts.may_pause).end_object().end_object();
  return json.take();
}

std::string plan_offer_json(AuthorityProfile const& profile, engine::Offer const& offer,
                            std::vector<Claim> const& claims) {
  JsonWriter json;
  json.begin_object().member("currency", profile.authority.currency.code());
  write_offer(json, offer, name_from(claims));
  json.end_object();
  return json.take();
}

}  // namespace http::citizen
