#include "engine/payment_desk.h"

#include "base/digest.h"
#include "base/encoding.h"

namespace engine {

namespace {

/// An attempt that the provider does not know after this long was never made there.
constexpr std::int64_t kNeverMadeAfterMicroseconds = 10LL * 60 * 1'000'000;

}  // namespace

std::string PaymentDesk::reference_of(PaymentBasket const& basket) const {
  std::string const text =
      std::to_string(basket.authority.value) + "/" + std::to_string(basket.payer.value) + "/" + basket.key;
  return "fd-" + base::to_hex(base::text_of(base::hmac_sha256(reference_key_, text)).substr(0, 16));
}

std::expected<StartedPayment, Refusal> PaymentDesk::start(PaymentBasket const& basket, base::Now now) {
  Submission submission;
  submission.authority = basket.authority;
  submission.actor = "debtor:" + std::to_string(basket.payer.value);
  submission.key = "pay:" + basket.key;
  submission.currency = basket.currency;
  submission.commands.emplace_back(
      StartAttempt{basket.payer, provider_.capabilities().name, reference_of(basket), basket.choices});
  Outcome const outcome = books_.submit_one(std::move(submission), now);
  if (!outcome) return std::unexpected(outcome.error().refusal);
  auto const* started = find_event<AttemptStarted>(*outcome);
  if (started == nullptr) return std::unexpected(Refusal::kAttemptNotFound);

  Attempt attempt = books_.reader()->attempt(basket.authority, started->attempt).value_or(Attempt{});
  if (payments::is_final(attempt.state)) return StartedPayment{attempt, {}};
  auto const created = provider_.create({attempt.reference,
                                         {attempt.amount_minor, basket.currency},
                                         basket.description,
                                         basket.return_url_base + std::to_string(attempt.id.value),
                                         attempt.reference});
  if (created)
    return StartedPayment{advance(basket.authority, attempt, State::kWaiting, 0, now), created->redirect_url};
  if (created.error() == ports::ProviderError::kRefused || created.error() == ports::ProviderError::kMisconfigured) {
    return StartedPayment{advance(basket.authority, attempt, State::kCancelled, 0, now), {}};
  }
  return StartedPayment{advance(basket.authority, attempt, State::kUnknown, 0, now), {}};
}

PaymentDesk::Attempt PaymentDesk::advance(base::AuthorityId authority, Attempt const& attempt, State to,
                                          std::int64_t captured_minor, base::Now now) {
  if (payments::may_become(attempt.state, to)) {
    Submission submission;
    submission.authority = authority;
    submission.actor = "system";
    // Which of several that learnt the same came first is settled by the table of attempts, not by this key.
    submission.key = "attempt:" + std::to_string(attempt.id.value) + ":" + std::string{payments::name_of(to)} + ":" +
                     std::to_string(now.instant.microseconds);
    submission.commands.emplace_back(AdvanceAttempt{attempt.id, to, captured_minor, means_, now.date});
    (void)books_.submit_one(std::move(submission), now);
  }
  return books_.reader()->attempt(authority, attempt.id).value_or(attempt);
}

std::optional<payments::PaymentAttempt> PaymentDesk::refresh(base::AuthorityId authority, std::string const& reference,
                                                             base::Now now) {
  auto const attempt = books_.reader()->attempt(authority, reference);
  if (!attempt) return std::nullopt;
  return refresh(authority, attempt->id, now);
}

std::optional<payments::PaymentAttempt> PaymentDesk::refresh(base::AuthorityId authority, base::AttemptId id,
                                                             base::Now now) {
  auto attempt = books_.reader()->attempt(authority, id);
  if (!attempt || payments::is_final(attempt->state)) return attempt;
  auto const answer = provider_.get(attempt->reference);
  if (answer) return follow(authority, *attempt, *answer, now);
  bool const old = now.instant.microseconds - attempt->started.microseconds > kNeverMadeAfterMicroseconds;
  bool const asked = attempt->state == State::kWaiting || attempt->state == State::kAuthorized;
  if (answer.error() == ports::ProviderError::kNotFound && old && !asked) {
    return advance(authority, *attempt, State::kCancelled, 0, now);
  }
  return attempt;  // as unknown as before; the janitor asks again
}

base::Currency PaymentDesk::currency_of(base::AuthorityId authority) {
  for (ports::Authority const& row : books_.reader()->authorities()) {
    if (row.id == authority) return row.currency;
  }
  return {};
}

PaymentDesk::Attempt PaymentDesk::follow(base::AuthorityId authority, Attempt attempt,
                                         ports::ProviderPayment const& payment, base::Now now) {
  using ports::ProviderState;
  switch (payment.state) {
    case ProviderState::kCreated:
      return advance(authority, attempt, State::kWaiting, 0, now);
    case ProviderState::kAborted:
      return advance(authority, attempt, State::kDeclined, 0, now);
    case ProviderState::kExpired:
      return advance(authority, attempt, State::kExpired, 0, now);
    case ProviderState::kTerminated:
      return advance(authority, attempt, State::kCancelled, 0, now);
    case ProviderState::kAuthorized:
      break;
  }
  ports::ProviderPayment now_known = payment;
  if (payment.captured.minor == 0) {
    if (payment.cancelled.minor >= payment.authorized.minor && payment.cancelled.minor > 0) {
      return advance(authority, attempt, State::kCancelled, 0, now);
    }
    attempt = advance(authority, attempt, State::kAuthorized, 0, now);
    auto const captured = provider_.capture(attempt.reference, {attempt.amount_minor, currency_of(authority)},
                                            attempt.reference + "-capture");
    if (!captured) return attempt;  // the capture's key never changes: the next one to ask tries again
    now_known = *captured;
  }
  if (now_known.captured.minor <= 0) return attempt;
  return advance(authority, attempt, State::kCaptured, now_known.captured.minor, now);
}

}  // namespace engine
