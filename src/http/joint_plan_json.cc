#include "http/joint_plan_json.h"

#include "http/affordability_json.h"
#include "http/plan_json.h"

namespace http {

namespace {

void write_creditor(JsonWriter& out, engine::JointSide const& side, NameAuthority const& name) {
  out.begin_object().member("authority", name(side.creditor.authority)).member("debtor", side.creditor.debtor.value);
  out.member("open_minor", side.open_minor).member("yields", side.creditor.yields).key("plan");
  side.plan ? out.value(side.plan->value) : out.raw("null");
  out.key("claims").begin_array();
  for (base::ClaimId const id : side.claims) out.value(id.value);
  out.end_array().key("left_out").begin_array();
  for (engine::LeftOut const& each : side.left_out) {
    out.begin_object().member("claim", each.claim.value).member("why", engine::code_of(each.why)).end_object();
  }
  out.end_array().end_object();
}

void write_days(JsonWriter& out, std::vector<arrangements::Planned> const& days) {
  out.begin_array();
  for (arrangements::Planned const& each : days) {
    out.begin_object().member("date", each.date).member("amount_minor", each.minor).end_object();
  }
  out.end_array();
}

void write_proposal(JsonWriter& out, engine::JointOffer const& offer, arrangements::JointProposal const& proposal,
                    NameAuthority const& name) {
  std::vector<arrangements::Planned> const days = proposal.days();
  out.begin_object().member("kind", arrangements::name_of(proposal.kind));
  out.member("first_date", days.front().date).member("last_date", proposal.last_date());
  out.member("count", static_cast<std::int64_t>(days.size()));
  out.member("largest_instalment_minor", proposal.largest_minor()).member("total_minor", proposal.total_minor());
  out.member("within_policy", proposal.is_within_policies());
  if (proposal.left_to_live_on_minor) out.member("left_to_live_on_minor", *proposal.left_to_live_on_minor);
  out.member("takes_what_is_lived_on", proposal.takes_what_is_lived_on);
  out.key("days");
  write_days(out, days);
  out.key("parts").begin_array();
  for (std::size_t i = 0; i < offer.sides.size(); ++i) {
    arrangements::Schedule const& own = proposal.schedules[i];
    out.begin_object().member("authority", name(offer.sides[i].creditor.authority));
    out.member("total_minor", own.total_minor()).member("interest_minor", own.interest_minor);
    write_outside(out, proposal.outside[i]);
    out.key("instalments").begin_array();
    for (arrangements::Instalment const& each : own.instalments) {
      out.begin_object().member("date", each.date).member("amount_minor", each.minor()).end_object();
    }
    out.end_array().end_object();
  }
  out.end_array().end_object();
}

}  // namespace

void write_joint_offer(JsonWriter& out, engine::JointOffer const& offer, NameAuthority const& name) {
  out.member("open_minor", offer.proposals.open_minor).key("assumptions").begin_array();
  for (std::string const& each : offer.assumptions) out.value(each);
  out.end_array().key("creditors").begin_array();
  for (engine::JointSide const& side : offer.sides) write_creditor(out, side, name);
  out.end_array().key("affordability");
  if (offer.proposals.affordability) {
    out.begin_object();
    write_affordability(out, *offer.proposals.affordability);
    out.end_object();
  } else {
    out.raw("null");
  }
  out.key("proposals").begin_array();
  for (arrangements::JointProposal const& each : offer.proposals.all) write_proposal(out, offer, each, name);
  out.end_array();
}

}  // namespace http
