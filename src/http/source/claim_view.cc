#include "http/source/claim_view.h"

#include "claims/liability.h"

namespace http::source {

void write_amounts(JsonWriter& out, claims::Amounts const& amounts) {
  out.begin_object();
  write_component_amounts(out, amounts);
  out.member("total_minor", amounts.total());
  out.end_object();
}

void write_claim(JsonWriter& out, ClaimFacts const& facts, base::Currency currency) {
  claims::Claim const& claim = facts.claim;
  out.begin_object();
  out.member("claim_id", std::to_string(claim.id.value));
  out.member("reference", claim.reference);
  out.member("type", claim.type);
  out.member("state", claims::name_of(claim.state));
  out.member("currency", currency.code());
  write_dates(out, claim.dates);
  write_amounts(out.key("charged"), claim.charged);
  write_amounts(out.key("open"), claim.open);
  out.member("paid_minor", claim.paid_minor());
  if (!claim.shares.empty()) {
    std::vector<std::int64_t> const open = claims::open_by_share(claim);
    out.key("shares").begin_array();
    for (std::size_t i = 0; i < claim.shares.size(); ++i) {
      out.begin_object().member("share", claim.shares[i].parts).member("open_minor", open[i]).end_object();
    }
    out.end_array();
  }
  out.key("objections").begin_array();
  for (std::string const& objection : claim.open_objections) out.value(objection);
  out.end_array();
  out.member("version", facts.version);
  out.end_object();
}

namespace {

/// What happened to money in an answer.
struct MoneyMoved {
  base::PaymentId payment;
  std::int64_t allocated_minor = 0;
  std::int64_t credited_minor = 0;

  void operator()(engine::PaymentRecorded const& event) {
    payment = event.payment;
    for (payments::Allocation const& part : event.allocations) allocated_minor += part.minor;
    credited_minor += event.credit_minor;
  }
  void operator()(engine::CreditApplied const& event) {
    for (engine::PaymentPart const& part : event.parts) allocated_minor += part.allocation.minor;
  }
  void operator()(engine::AmountChanged const& event) { free(event.freed); }
  void operator()(engine::ClaimCancelled const& event) { free(event.freed); }
  void operator()(auto const&) {}

 private:
  void free(std::vector<engine::PaymentPart> const& parts) {
    for (engine::PaymentPart const& part : parts) credited_minor += part.allocation.minor;
  }
};

}  // namespace

void write_change_result(JsonWriter& out, engine::Answer const& answer, ClaimFacts const& facts,
                         base::Currency currency) {
  MoneyMoved moved;
  for (engine::Event const& event : answer.entry.events) std::visit(moved, event);
  out.member("seq", answer.seq);
  out.member("repeated", answer.kind == engine::AnswerKind::kRepeated);
  if (moved.payment) out.member("payment_id", std::to_string(moved.payment.value));
  out.member("allocated_minor", moved.allocated_minor);
  out.member("credited_minor", moved.credited_minor);
  write_claim(out.key("claim"), facts, currency);
}

}  // namespace http::source
