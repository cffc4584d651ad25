#include "http/plan_json.h"

#include "http/affordability_json.h"

namespace http {

void write_instalment(JsonWriter& out, arrangements::Instalment const& instalment, NameClaim const& name) {
  out.member("date", instalment.date).member("amount_minor", instalment.minor()).key("claims").begin_array();
  for (arrangements::Part const& part : instalment.parts) {
    out.begin_object();
    name(out, part.claim);
    out.member("amount_minor", part.minor).end_object();
  }
  out.end_array();
}

void write_outside(JsonWriter& out, std::vector<arrangements::PolicyBreach> const& outside) {
  out.key("outside").begin_array();
  for (arrangements::PolicyBreach const each : outside) out.value(arrangements::name_of(each));
  out.end_array();
}

namespace {

void write_affordability_of(JsonWriter& out, arrangements::Proposals const& proposals) {
  out.key("affordability");
  if (!proposals.affordability) {
    out.raw("null");
    return;
  }
  out.begin_object();
  write_affordability(out, *proposals.affordability);
  out.end_object();
}

void write_proposal(JsonWriter& out, arrangements::Proposal const& proposal, NameClaim const& name) {
  arrangements::Schedule const& schedule = proposal.schedule;
  out.begin_object().member("kind", arrangements::name_of(proposal.kind));
  out.member("first_date", schedule.instalments.front().date).member("last_date", proposal.last_date());
  out.member("count", static_cast<std::int64_t>(schedule.instalments.size()));
  out.member("largest_instalment_minor", proposal.largest_minor()).member("total_minor", schedule.total_minor());
  out.member("interest_minor", schedule.interest_minor);
  out.member("interest_after_minor", schedule.interest_after_minor);
  out.member("within_policy", proposal.outside.empty());
  write_outside(out, proposal.outside);
  if (proposal.left_to_live_on_minor) out.member("left_to_live_on_minor", *proposal.left_to_live_on_minor);
  out.member("takes_what_is_lived_on", proposal.takes_what_is_lived_on);
  out.key("instalments").begin_array();
  for (arrangements::Instalment const& each : schedule.instalments) {
    out.begin_object();
    write_instalment(out, each, name);
    out.end_object();
  }
  out.end_array().end_object();
}

}  // namespace

void write_offer(JsonWriter& out, engine::Offer const& offer, NameClaim const& name) {
  out.member("open_minor", offer.proposals.open_minor).key("plan");
  offer.plan ? out.value(offer.plan->value) : out.raw("null");
  out.key("assumptions").begin_array();
  for (std::string const& each : offer.assumptions) out.value(each);
  out.end_array().key("claims").begin_array();
  for (base::ClaimId const id : offer.claims) {
    out.begin_object();
    name(out, id);
    out.end_object();
  }
  out.end_array().key("left_out").begin_array();
  for (engine::LeftOut const& each : offer.left_out) {
    out.begin_object();
    name(out, each.claim);
    out.member("why", engine::code_of(each.why)).end_object();
  }
  out.end_array();
  write_affordability_of(out, offer.proposals);
  out.key("proposals").begin_array();
  for (arrangements::Proposal const& each : offer.proposals.all) write_proposal(out, each, name);
  out.end_array();
}

void write_plan(JsonWriter& out, engine::PlanView const& view, NameClaim const& name) {
  arrangements::Arrangement const& plan = view.plan;
  out.begin_object().member("plan", plan.id.value).member("state", arrangements::name_of(plan.state));
  out.member("debtor", plan.debtor.value).member("agreed", plan.agreed).member("last_date", plan.last_date());
  out.member("total_minor", plan.total_minor()).member("paid_minor", view.standing.paid_minor);
  out.member("open_minor", view.standing.open_minor).member("missing_minor", view.standing.missing_minor);
  out.member("stage", arrangements::name_of(plan.stage)).member("moves", std::int64_t{plan.moves});
  out.member("pauses", std::int64_t{plan.pauses}).member("replans", std::int64_t{plan.replans});
  write_outside(out, plan.outside);
  out.member("reason", plan.reason);
  if (plan.ended) out.member("ended", *plan.ended);
  out.key("next");
  auto const next = view.standing.next();
  if (next && !arrangements::is_ended(plan.state)) {
    out.begin_object().member("date", plan.instalments[*next].date);
    out.member("left_minor", view.standing.left_minor[*next]).end_object();
  } else {
    out.raw("null");
  }
  out.key("instalments").begin_array();
  for (std::size_t i = 0; i < plan.instalments.size(); ++i) {
    out.begin_object();
    write_instalment(out, plan.instalments[i], name);
    out.member("left_minor", view.standing.left_minor[i]).end_object();
  }
  out.end_array().end_object();
}

}  // namespace http
