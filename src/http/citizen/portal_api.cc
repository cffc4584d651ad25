// /api/citizen/v1: what the pages ask for.
#include <algorithm>

#include "claims/liability.h"
#include "engine/entry.h"
#include "http/citizen/portal.h"
#include "http/citizen/views.h"
#include "http/claim_json.h"
#include "http/json_reader.h"
#include "http/json_writer.h"
#include "http/problem.h"

namespace http::citizen {

namespace {

Citizen const& caller_of(Request const& request) { return *request.caller<Citizen>(); }

Problem refused(engine::Refusal refusal) {
  using engine::Refusal;
  Problem problem{409, std::string{engine::code_of(refusal)},    "The payment cannot be started",
                  {},  std::string{engine::advice_for(refusal)}, {}};
  switch (refusal) {
    case Refusal::kKeyReusedWithOtherContent:
      break;
    case Refusal::kClaimNotFound:
    case Refusal::kClaimNotOfDebtor:
    case Refusal::kClaimCancelled:
    case Refusal::kClaimHandedOver:
    case Refusal::kClaimSettled:
      // The same words for all: whether somebody else has a claim with this number is not told.
      problem.code = "claim_not_payable";
      problem.next_step = "Go back to the overview and choose again.";
      break;
    case Refusal::kAmountExceedsOpen:
      problem.code = "amount_exceeds_open";
      break;
    default:
      problem.status = 422;
  }
  return problem;
}

/// No payer was let go: whatever the provider did with the order, nobody can pay it.
Problem no_payment_page() {
  return {503,
          "payment_page_unavailable",
          "The payment provider gave no payment page",
          {},
          "Nothing was started. Try again in a moment, or pay by other means.",
          {}};
}

Response json_body(std::shared_ptr<std::string const> body) {
  Response response;
  response.set_header("Content-Type", "application/json; charset=utf-8");
  response.body = Body{std::move(body)};
  return response;
}

}  // namespace

void Portal::add_api_routes(Router& router) {
  router.add(Method::kGet, "/api/citizen/v1/session", Privilege::kPublic, [this](Request const& request) {
    return json_response(200, session_json(request, find_citizen(request, Presence::kWatching)));
  });
  // The press that says "I am still here"; the gate has taken note.
  router.add(Method::kPost, "/api/citizen/v1/session", Privilege::kCitizen, [this](Request const& request) {
    // The gate lets forms through, which no page of ours sends here.
    if (!may_write(request, caller_of(request), {})) return problem_response(forbidden(), request);
    return json_response(200, session_json(request, caller_of(request)));
  });
  router.add(Method::kGet, "/api/citizen/v1/overview", Privilege::kCitizen,
             [this](Request const& request) { return json_body(overview(caller_of(request))); });
  router.add(Method::kGet, "/api/citizen/v1/claims/{claim_id}", Privilege::kCitizen, [this](Request const& request) {
    auto body = claim(caller_of(request), request.parameter("claim_id"));
    return body != nullptr ? json_body(std::move(body)) : problem_response(not_found(), request);
  });
  router.add(Method::kPost, "/api/citizen/v1/payments", Privilege::kCitizen,
             [this](Request const& request) { return start_payment(request, caller_of(request)); });
  auto const show_payment = [this](Request const& request) {
    auto body = payment(caller_of(request), request.parameter("payment_id"));
    return body ? json_response(200, *std::move(body)) : problem_response(not_found(), request);
  };
  router.add(Method::kGet, "/api/citizen/v1/payments/{payment_id}", Privilege::kCitizen, show_payment);
  // What the waiting page asks again and again, whether anybody sits there or not.
  router.add(Method::kGet, "/api/citizen/v1/payments/{payment_id}/progress", Privilege::kWatching, show_payment);
}

std::shared_ptr<std::string const> Portal::overview(Citizen const& citizen) {
  base::DebtorId const debtor = citizen.session.debtor;
  base::Now const at = now();
  auto const reader = parts_.books.reader();
  // The version is read first: if something changes meanwhile, the answer is newer than its version says, never older.
  VersionedCache::Version const version{reader->debtor_version(options_.authority, debtor), at.date};
  std::string const key = std::to_string(debtor.value);
  if (auto cached = overviews_.find(key, version)) return cached;
  auto const about = profile();
  OverviewFacts facts{*about, at, 0, {}, {}};
  if (auto const row = reader->debtor(options_.authority, debtor)) facts.credit_minor = row->credit_minor;
  for (claims::Claim const& owed : reader->claims_of(options_.authority, debtor)) {
    facts.claims.push_back(claims::as_owed_by(owed, debtor));
  }
  facts.payments = reader->payments_of(options_.authority, debtor);
  auto answer = std::make_shared<std::string const>(overview_json(std::move(facts)));
  overviews_.store(key, version, answer);
  return answer;
}

std::shared_ptr<std::string const> Portal::claim(Citizen const& citizen, std::string_view id_text) {
  base::ClaimId const id{read_id(id_text)};
  base::DebtorId const debtor = citizen.session.debtor;
  if (!id || !debtor) return nullptr;
  base::Now const at = now();
  auto const reader = parts_.books.reader();
  VersionedCache::Version const version{reader->debtor_version(options_.authority, debtor), at.date};
  std::string const key = std::to_string(debtor.value) + "/" + std::to_string(id.value);
  if (auto cached = claims_.find(key, version)) return cached;
  auto const row = reader->claim(options_.authority, {id, {}, {}});
  if (!row || !is_liable(*row, debtor)) return nullptr;
  auto const about = profile();
  auto answer = std::make_shared<std::string const>(
      claim_json({*about, at, claims::as_owed_by(*row, debtor), reader->history(options_.authority, *row)}));
  claims_.store(key, version, answer);
  return answer;
}

std::optional<std::string> Portal::payment(Citizen const& citizen, std::string_view id_text) {
  std::int64_t const id = read_id(id_text);
  base::DebtorId const debtor = citizen.session.debtor;
  if (id == 0 || !debtor) return std::nullopt;
  base::Now const at = now();
  auto attempt = parts_.books.reader()->attempt(options_.authority, base::AttemptId{id});
  if (attempt && attempt->payer != debtor) return std::nullopt;
  if (attempt && !payments::is_final(attempt->state)) {
    bool ask = false;
    {
      // The waiting page asks often; the provider is asked once a second at most.
      std::lock_guard const lock{refresh_mutex_};
      base::Instant& last = refreshed_[attempt->id];
      ask = at.instant.microseconds - last.microseconds >= 1'000'000;
      if (ask) last = at.instant;
      if (refreshed_.size() > 10'000) refreshed_.clear();
    }
    if (ask) attempt = parts_.desk.refresh(options_.authority, attempt->id, at);
  }
  auto const reader = parts_.books.reader();
  base::PaymentId const payment_id = attempt ? attempt->payment : base::PaymentId{id};
  auto const payment = payment_id ? reader->payment(options_.authority, payment_id) : std::nullopt;
  if (!attempt && (!payment || payment->payer != debtor)) return std::nullopt;

  auto const about = profile();
  PaymentFacts facts{*about, attempt ? &*attempt : nullptr, payment ? &*payment : nullptr, {}, {}, {}};
  auto const add_claim = [&](base::ClaimId claim) {
    if (auto row = reader->claim(options_.authority, {claim, {}, {}})) facts.claims.push_back(std::move(*row));
  };
  if (attempt) std::ranges::for_each(attempt->choices, add_claim, &payments::Choice::claim);
  if (payment) {
    std::ranges::for_each(payment->allocations, add_claim, &payments::Allocation::claim);
    for (ports::JournalEntry const& stored : reader->journal(options_.authority, payment->recorded_seq - 1, 1)) {
      if (auto const entry = engine::decode_entry(stored.payload)) facts.paid_at = entry->recorded;
    }
  }
  return payment_json(facts);
}

Response Portal::start_payment(Request const& request, Citizen const& citizen) {
  auto const verdict = payment_limit_.take(std::to_string(citizen.session.debtor.value), parts_.clock.now());
  if (!verdict.allowed) {
    return problem_response(too_many_requests(), request)
        .set_header("Retry-After", std::to_string(verdict.retry_after_seconds));
  }
  auto const key = request.header("idempotency-key").value_or("");
  JsonDocument document = JsonDocument::parse_body(request);
  JsonObject root = document.root();
  engine::PaymentBasket basket;
  for (JsonObject item : root.objects("claims", {.min = 1, .max = 500})) {
    base::ClaimId const id{read_id(item.text("id", {.min_letters = 1, .max_letters = 64}))};
    basket.choices.push_back({id, item.whole_number("amount_minor", {.min = 1, .max = 1'000'000'000'000})});
  }
  std::vector<ledger::Means> const offered = parts_.desk.means();
  std::vector<std::string_view> names(offered.size());
  std::ranges::transform(offered, names.begin(), means_name);
  constexpr std::string_view kLanguages[] = {"da", "en"};
  std::size_t const means = root.word("means", names);
  (void)root.word("language", kLanguages);
  if (!document.errors().empty()) return problem_response(document.problem(), request);
  basket.means = offered[means];
  if (key.size() < 16 || key.size() > 64) {
    return problem_response({422,
                             "idempotency_key_missing",
                             "The request has no usable key",
                             {},
                             "Send an Idempotency-Key header of 16 to 64 letters.",
                             {}},
                            request);
  }
  auto const about = profile();
  basket.authority = options_.authority;
  basket.currency = about->authority.currency;
  basket.payer = citizen.session.debtor;
  if (citizen.power) basket.acting = citizen.self;
  basket.key = key;
  // The same for both languages: the provider must see the same order when a page tries again in the other one.
  basket.description = about->authority.name;
  if (basket.description.size() > 100) basket.description.resize(100);
  basket.return_url_base = options_.own_origin + "/payments/";
  auto const started = parts_.desk.start(basket, now());
  if (!started) {
    auto const* refusal = std::get_if<engine::Refusal>(&started.error());
    return problem_response(refusal != nullptr ? refused(*refusal) : no_payment_page(), request);
  }
  bool const nowhere = started->redirect_url.empty() && !payments::is_final(started->attempt.state);
  JsonWriter json;
  json.begin_object()
      .member("id", std::to_string(started->attempt.id.value))
      .member("state", shown_state(started->attempt.state))
      .member("redirect_url", started->redirect_url.empty()
                                  ? basket.return_url_base + std::to_string(started->attempt.id.value)
                                  : started->redirect_url)
      .end_object();
  Response response = json_response(201, json.take());
  if (nowhere) response.set_header("Retry-After", "5");
  return response;
}

}  // namespace http::citizen
