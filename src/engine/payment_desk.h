// The payment desk: leads a citizen's payment attempt from the first click to money in the books.
//
// What makes it exact: the attempt is written down before the provider is asked; every call to the provider carries a
// key that never changes; what the provider says is only ever learnt by asking it (`get`), whatever a webhook, a
// return page or the janitor told; and only the step to "captured", which the table of attempts allows once, makes a
// payment. No transaction is open while the provider is called.
//
// Talks to ports only. Thread safety: any thread may call; two threads on one attempt do no harm.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "engine/books_service.h"
#include "ports/payment_provider.h"

namespace engine {

struct PaymentBasket {
  base::AuthorityId authority;
  base::Currency currency;
  base::DebtorId payer;
  std::vector<payments::Choice> choices;  // each with its amount
  std::string key;                        // the citizen's page's idempotency key: a double click has the same
  std::string description;                // for the provider's app; never a name or national id
  std::string return_url_base;            // the attempt's id is appended
};

struct StartedPayment {
  payments::PaymentAttempt attempt;
  std::string redirect_url;  // empty if there is nowhere to go (any more)
};

class PaymentDesk {
 public:
  /// `reference_key`: a secret, so that references cannot be guessed from what a citizen knows.
  PaymentDesk(BooksService& books, ports::PaymentProvider& provider, ledger::Means means, std::string reference_key)
      : books_(books), provider_(provider), means_(means), reference_key_(std::move(reference_key)) {}

  /// Starts the attempt, or finds it again by its key, and asks the provider for a place to send the payer to.
  [[nodiscard]] std::expected<StartedPayment, Refusal> start(PaymentBasket const& basket, base::Now now);

  /// Asks the provider how an attempt stands, captures what is authorised, and books what is captured.
  /// Nothing if there is no such attempt. A final attempt is returned as it is, without asking.
  std::optional<payments::PaymentAttempt> refresh(base::AuthorityId authority, base::AttemptId attempt, base::Now now);

  /// As above, by the provider's reference.
  std::optional<payments::PaymentAttempt> refresh(base::AuthorityId authority, std::string const& reference,
                                                  base::Now now);

 private:
  using Attempt = payments::PaymentAttempt;
  using State = payments::AttemptState;

  [[nodiscard]] std::string reference_of(PaymentBasket const& basket) const;
  Attempt advance(base::AuthorityId authority, Attempt const& attempt, State to, std::int64_t captured_minor,
                  base::Now now);
  Attempt follow(base::AuthorityId authority, Attempt attempt, ports::ProviderPayment const& payment, base::Now now);
  [[nodiscard]] base::Currency currency_of(base::AuthorityId authority);

  BooksService& books_;
  ports::PaymentProvider& provider_;
  ledger::Means means_;
  std::string reference_key_;
};

}  // namespace engine
