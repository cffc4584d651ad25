#include <charconv>

#include "base/encoding.h"
#include "http/source/handlers.h"
#include "http/source/refusal_problem.h"
#include "http/source/submitting.h"

namespace http::source {
namespace {

Response claim_response(SourceCaller const& caller, int status, ClaimFacts const& facts) {
  JsonWriter out;
  write_claim(out, facts, caller.authority.currency);
  Response response = json_response(status, out.take());
  if (status == 201) {
    response.set_header("Location", "/api/source/v1/claims/" + base::percent_encode(facts.claim.reference));
  }
  return response;
}

Response answer_claim(SourceApi& api, SourceCaller const& caller, Request const& request, std::string_view reference) {
  auto const reader = api.books().reader();
  auto const facts = find_claim(*reader, caller, reference);
  if (!facts) return problem_response(problem_of(engine::Refusal::kClaimNotFound), request);
  return claim_response(caller, 200, *facts);
}

}  // namespace

Response post_claim(SourceApi& api, SourceCaller const& caller, Request const& request) {
  auto key = idempotency_key_of(request);
  if (!key) return problem_response(key.error(), request);
  JsonDocument document = JsonDocument::parse_body(request);
  ClaimInput input = read_claim(document.root(), caller.source, caller.authority.country);
  if (!document.errors().empty()) return problem_response(document.problem(), request);
  std::string const reference = input.command.reference;
  auto const outcome = api.books().submit_one(submission_of(api, caller, std::move(input), std::move(*key)), api.now());
  if (!outcome) return problem_response(problem_of(outcome.error().refusal), request);
  auto const reader = api.books().reader();
  auto const facts = find_claim(*reader, caller, reference);
  if (!facts) return problem_response(internal_error(), request);
  return claim_response(caller, status_of(*outcome), *facts);
}

Response get_claim(SourceApi& api, SourceCaller const& caller, Request const& request) {
  return answer_claim(api, caller, request, request.parameter("reference"));
}

Response get_claim_by_query(SourceApi& api, SourceCaller const& caller, Request const& request) {
  auto const reference = request.query.find("reference");
  if (!reference || request.query.size() != 1) {
    return problem_response(invalid_input({{"reference", "is required, and is the only thing to ask by"}}), request);
  }
  return answer_claim(api, caller, request, *reference);
}

Response post_change(SourceApi& api, SourceCaller const& caller, Request const& request) {
  auto key = idempotency_key_of(request);
  if (!key) return problem_response(key.error(), request);
  std::string_view const reference = request.parameter("reference");
  JsonDocument document = JsonDocument::parse_body(request);
  ChangeInput input = read_change(document.root(), claim_key(caller, reference));
  if (!document.errors().empty()) return problem_response(document.problem(), request);
  auto const outcome = api.books().submit_one(submission_of(caller, std::move(input), std::move(*key)), api.now());
  if (!outcome) return problem_response(problem_of(outcome.error().refusal), request);
  auto const reader = api.books().reader();
  auto const facts = find_claim(*reader, caller, reference);
  if (!facts) return problem_response(internal_error(), request);
  JsonWriter out;
  out.begin_object();
  write_change_result(out, *outcome, *facts, caller.authority.currency);
  out.end_object();
  return json_response(status_of(*outcome), out.take());
}

namespace {

/// The payment, if this source itself recorded it: what a citizen paid here, or another source, is not its to reverse.
std::optional<base::PaymentId> own_payment(ports::BooksReader& reader, SourceCaller const& caller,
                                           std::string_view text) {
  base::PaymentId id;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), id.value);
  if (error != std::errc() || end != text.data() + text.size() || id.value <= 0) return std::nullopt;
  auto const payment = reader.payment(caller.authority.id, id);
  if (!payment || payment->means != ledger::Means::kSource) return std::nullopt;
  auto const entries = reader.journal(caller.authority.id, payment->recorded_seq - 1, 1);
  if (entries.empty()) return std::nullopt;
  auto const entry = engine::decode_entry(entries.front().payload);
  if (!entry || entry->actor != caller.actor) return std::nullopt;
  return id;
}

void write_reversal(JsonWriter& out, engine::PaymentReversed const& event, SourceApi& api, SourceCaller const& caller) {
  auto const reader = api.books().reader();
  std::map<base::ClaimId, claims::Amounts> shares;
  for (payments::Allocation const& part : event.allocations) shares[part.claim][part.component] += part.minor;
  out.key("claims").begin_array();
  for (auto const& [claim, amounts] : shares) {
    auto const name = api.claims().find(*reader, caller.authority.id, claim);
    if (!name || name->source != caller.source) continue;
    out.begin_object();
    out.member("reference", name->reference);
    out.member("claim_id", std::to_string(claim.value));
    write_amounts(out.key("reversed"), amounts);
    out.end_object();
  }
  out.end_array();
}

}  // namespace

Response post_reversal(SourceApi& api, SourceCaller const& caller, Request const& request) {
  auto key = idempotency_key_of(request);
  if (!key) return problem_response(key.error(), request);
  JsonDocument document = JsonDocument::parse_body(request);
  ReversalInput input = read_reversal(document.root());
  if (!document.errors().empty()) return problem_response(document.problem(), request);
  auto const payment = own_payment(*api.books().reader(), caller, request.parameter("payment_id"));
  if (!payment) return problem_response(problem_of(engine::Refusal::kPaymentNotFound), request);
  ChangeInput change{engine::ReversePayment{*payment, std::move(input.reason), input.date}, {}};
  auto const outcome = api.books().submit_one(submission_of(caller, std::move(change), std::move(*key)), api.now());
  if (!outcome) return problem_response(problem_of(outcome.error().refusal), request);
  JsonWriter out;
  out.begin_object();
  out.member("seq", outcome->seq);
  out.member("repeated", outcome->kind == engine::AnswerKind::kRepeated);
  out.member("payment_id", std::to_string(payment->value));
  if (auto const* reversed = engine::find_event<engine::PaymentReversed>(*outcome)) {
    write_reversal(out, *reversed, api, caller);
  }
  out.end_object();
  return json_response(status_of(*outcome), out.take());
}

}  // namespace http::source
