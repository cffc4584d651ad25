#include "engine/payment_desk.h"

#include <algorithm>

#include "base/digest.h"
#include "base/encoding.h"
#include "engine/entry.h"

namespace engine {

namespace {

/// An attempt that the provider does not know after this long was never made there.
constexpr std::int64_t kNeverMadeAfterMicroseconds = 10LL * 60 * 1'000'000;

std::string actor_of(base::DebtorId payer, base::DebtorId acting) {
  return claims::actor_for(acting ? acting : payer, payer);
}

std::string submission_key(std::string_view key) { return "pay:" + std::string{key}; }

}  // namespace

std::string PaymentDesk::reference_of(PaymentBasket const& basket) const {
  std::string const text =
      std::to_string(basket.authority.value) + "/" + std::to_string(basket.payer.value) + "/" + basket.key;
  return "fd-" + base::to_hex(base::text_of(base::hmac_sha256(reference_key_, text)).substr(0, 16));
}

std::vector<ledger::Means> PaymentDesk::means() const {
  std::vector<ledger::Means> offered;
  for (DeskProvider const& desk : providers_) offered.push_back(desk.means);
  return offered;
}

DeskProvider const* PaymentDesk::provider_of(ledger::Means means) const {
  auto const found = std::ranges::find(providers_, means, &DeskProvider::means);
  return found == providers_.end() ? nullptr : &*found;
}

DeskProvider const* PaymentDesk::provider_of(Attempt const& attempt) const {
  auto const found = std::ranges::find_if(
      providers_, [&](DeskProvider const& desk) { return desk.provider.capabilities().name == attempt.provider; });
  return found == providers_.end() ? nullptr : &*found;
}

std::expected<StartedPayment, NotStarted> PaymentDesk::start(PaymentBasket const& basket, base::Now now) {
  DeskProvider const* desk = provider_of(basket.means);
  if (desk == nullptr) return std::unexpected(ports::ProviderError::kMisconfigured);
  bool const ours = desk->provider.capabilities().naming == ports::Naming::kByUs;
  return ours ? start_named_by_us(*desk, basket, now) : start_named_by_provider(*desk, basket, now);
}

std::expected<PaymentDesk::Attempt, Refusal> PaymentDesk::write_down(DeskProvider const& desk,
                                                                     PaymentBasket const& basket,
                                                                     std::string const& reference, base::Now now) {
  Submission submission;
  submission.authority = basket.authority;
  submission.actor = actor_of(basket.payer, basket.acting);
  submission.key = submission_key(basket.key);
  submission.currency = basket.currency;
  submission.commands.emplace_back(
      StartAttempt{basket.payer, desk.provider.capabilities().name, reference, basket.choices});
  Outcome const outcome = books_.submit_one(std::move(submission), now);
  if (!outcome) return std::unexpected(outcome.error().refusal);
  auto const* started = find_event<AttemptStarted>(*outcome);
  if (started == nullptr) return std::unexpected(Refusal::kAttemptNotFound);
  return books_.reader()->attempt(basket.authority, started->attempt).value_or(Attempt{});
}

std::expected<StartedPayment, NotStarted> PaymentDesk::start_named_by_us(DeskProvider const& desk,
                                                                         PaymentBasket const& basket, base::Now now) {
  auto const attempt = write_down(desk, basket, reference_of(basket), now);
  if (!attempt) return std::unexpected(attempt.error());
  if (payments::is_final(attempt->state)) return StartedPayment{*attempt, {}};
  auto const created = desk.provider.create({attempt->reference,
                                             {attempt->amount_minor, basket.currency},
                                             basket.description,
                                             basket.return_url_base + std::to_string(attempt->id.value),
                                             attempt->reference});
  if (created) {
    return StartedPayment{advance(basket.authority, *attempt, State::kWaiting, 0, now), created->redirect_url};
  }
  if (created.error() == ports::ProviderError::kRefused || created.error() == ports::ProviderError::kMisconfigured) {
    return StartedPayment{advance(basket.authority, *attempt, State::kCancelled, 0, now), {}};
  }
  return StartedPayment{advance(basket.authority, *attempt, State::kUnknown, 0, now), {}};
}

std::expected<StartedPayment, NotStarted> PaymentDesk::start_named_by_provider(DeskProvider const& desk,
                                                                               PaymentBasket const& basket,
                                                                               base::Now now) {
  if (auto const before = find(basket.authority, basket.payer, basket.key, basket.acting))
    return resume(desk, basket, *before, now);
  std::int64_t amount_minor = 0;
  for (payments::Choice const& choice : basket.choices) {
    auto const sum = base::add_minor(amount_minor, choice.limit_minor.value_or(0));
    if (!sum) return std::unexpected(Refusal::kAmountOutOfRange);
    amount_minor = *sum;
  }
  std::string const order = reference_of(basket);
  auto const created = desk.provider.create({order,
                                             {amount_minor, basket.currency},
                                             basket.description,
                                             basket.return_url_base + "of/" + base::percent_encode(basket.key),
                                             order});
  if (!created) return std::unexpected(created.error());
  auto const attempt = write_down(desk, basket, created->reference, now);
  if (attempt) {
    return StartedPayment{advance(basket.authority, *attempt, State::kWaiting, 0, now), created->redirect_url};
  }
  // Nobody was sent to this page and nobody will be. Telling the provider is courtesy: whatever it answers is as well.
  (void)desk.provider.cancel(created->reference, order + "-unused");
  if (attempt.error() == Refusal::kKeyReusedWithOtherContent) {  // the other click of a double click was faster
    if (auto const before = find(basket.authority, basket.payer, basket.key, basket.acting))
      return resume(desk, basket, *before, now);
  }
  return std::unexpected(attempt.error());
}

std::expected<StartedPayment, NotStarted> PaymentDesk::resume(DeskProvider const& desk, PaymentBasket const& basket,
                                                              Attempt const& attempt, base::Now now) {
  bool const same = attempt.provider == desk.provider.capabilities().name && attempt.choices == basket.choices;
  if (!same) return std::unexpected(Refusal::kKeyReusedWithOtherContent);
  if (payments::is_final(attempt.state)) return StartedPayment{attempt, {}};
  auto const answer = desk.provider.get(attempt.reference);
  if (!answer) return StartedPayment{attempt, {}};
  return StartedPayment{follow(desk, basket.authority, attempt, *answer, now), answer->redirect_url};
}

std::optional<payments::PaymentAttempt> PaymentDesk::find(base::AuthorityId authority, base::DebtorId payer,
                                                          std::string_view key, base::DebtorId acting) {
  auto const reader = books_.reader();
  auto const stored = reader->find_entry(authority, entry_key(actor_of(payer, acting), submission_key(key)));
  auto const entry = stored ? decode_entry(stored->payload) : std::nullopt;
  if (!entry) return std::nullopt;
  for (Event const& event : entry->events) {
    if (auto const* started = std::get_if<AttemptStarted>(&event)) return reader->attempt(authority, started->attempt);
  }
  return std::nullopt;
}

PaymentDesk::Attempt PaymentDesk::advance(base::AuthorityId authority, Attempt const& attempt, State to,
                                          std::int64_t captured_minor, base::Now now) {
  DeskProvider const* desk = provider_of(attempt);
  if (desk != nullptr && payments::may_become(attempt.state, to)) {
    Submission submission;
    submission.authority = authority;
    submission.actor = "system";
    // Which of several that learnt the same came first is settled by the table of attempts, not by this key.
    submission.key = "attempt:" + std::to_string(attempt.id.value) + ":" + std::string{payments::name_of(to)} + ":" +
                     std::to_string(now.instant.microseconds);
    submission.commands.emplace_back(AdvanceAttempt{attempt.id, to, captured_minor, desk->means, now.date});
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
  DeskProvider const* desk = provider_of(*attempt);
  if (desk == nullptr) return attempt;  // of a provider that is not configured any more: a person must look
  auto answer = desk->provider.get(attempt->reference);
  std::int64_t const patience = desk->give_up_seconds * 1'000'000;
  if (answer && answer->state == ports::ProviderState::kCreated && patience > 0 &&
      now.instant.microseconds - attempt->started.microseconds > patience) {
    answer = desk->provider.cancel(attempt->reference, attempt->reference + "-cancel");
    if (!answer) return attempt;  // approved in the last moment, or no answer: asked again later
  }
  if (answer) return follow(*desk, authority, *attempt, *answer, now);
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

PaymentDesk::Attempt PaymentDesk::follow(DeskProvider const& desk, base::AuthorityId authority, Attempt attempt,
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
  if (payment.captured.minor > 0) {
    return advance(authority, attempt, State::kCaptured, payment.captured.minor, now);
  }
  if (payment.cancelled.minor >= payment.authorized.minor && payment.cancelled.minor > 0) {
    return advance(authority, attempt, State::kCancelled, 0, now);
  }
  return capture(desk, authority, advance(authority, attempt, State::kAuthorized, 0, now), now);
}

PaymentDesk::Attempt PaymentDesk::capture(DeskProvider const& desk, base::AuthorityId authority, Attempt attempt,
                                          base::Now now) {
  if (attempt.state != State::kAuthorized) return attempt;  // somebody else was faster
  auto const captured = desk.provider.capture(attempt.reference, {attempt.amount_minor, currency_of(authority)},
                                              attempt.reference + "-capture");
  if (captured && captured->captured.minor > 0) {
    return advance(authority, attempt, State::kCaptured, captured->captured.minor, now);
  }
  if (captured || captured.error() != ports::ProviderError::kRefused) {
    return attempt;  // the capture's key never changes: the next one to ask tries again
  }
  // It will never succeed: the card's issuer says no after all. The payer gets the reservation back and may try again.
  auto const released = desk.provider.cancel(attempt.reference, attempt.reference + "-cancel");
  bool const none_left = released && released->captured.minor == 0 && released->cancelled.minor > 0;
  return none_left ? advance(authority, attempt, State::kCancelled, 0, now) : attempt;
}

std::optional<payments::PaymentAttempt> PaymentDesk::give_up(base::AuthorityId authority, base::AttemptId id,
                                                             base::Now now) {
  auto const attempt = books_.reader()->attempt(authority, id);
  if (!attempt || payments::is_final(attempt->state)) return attempt;
  DeskProvider const* desk = provider_of(*attempt);
  if (desk == nullptr) return attempt;
  auto const before = desk->provider.get(attempt->reference);
  if (!before) return attempt;
  if (before->state != ports::ProviderState::kCreated) return follow(*desk, authority, *attempt, *before, now);
  auto const after = desk->provider.cancel(attempt->reference, attempt->reference + "-cancel");
  return after ? follow(*desk, authority, *attempt, *after, now) : attempt;
}

}  // namespace engine
