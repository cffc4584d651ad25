// The payment desk: leads a citizen's payment attempt from the first click to money in the books.
//
// What makes it exact: the attempt is written down before anybody can pay; every call to a provider that moves money
// carries a key that never changes; what the provider says is only ever learnt by asking it (`get`), whatever a
// webhook, a return page or the janitor told; and only the step to "captured", which the table of attempts allows
// once, makes a payment. No transaction is open while a provider is called.
//
// Where we name payments, the attempt is written before the provider is asked at all. Where the provider does, it is
// asked first and the payer is let go only once the attempt is written under that name: a payment whose page nobody was
// sent to can be paid by nobody, so whatever is lost before leaves nothing behind.
//
// Talks to ports only. Thread safety: any thread may call; two threads on one attempt do no harm.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/books_service.h"
#include "ports/payment_provider.h"

namespace engine {

/// A way to pay: one provider for each means.
struct DeskProvider {
  ports::PaymentProvider& provider;
  ledger::Means means;
  std::int64_t give_up_seconds =
      0;  // lets go of what nobody has approved after so long; 0: the provider does so itself
};

struct PaymentBasket {
  base::AuthorityId authority;
  base::Currency currency;
  base::DebtorId payer;
  ledger::Means means = ledger::Means::kMobilePay;
  std::vector<payments::Choice> choices;  // each with its amount
  std::string key;                        // the citizen's page's idempotency key: a double click has the same
  std::string description;                // for the provider's app; never a name or national id
  std::string return_url_base;            // the attempt's id is appended, or "of/" and the key if there is none yet
  base::DebtorId acting{};                // who begins it for the payer, if somebody else does
};

struct StartedPayment {
  payments::PaymentAttempt attempt;
  std::string redirect_url;  // empty if there is nowhere to go (any more)
};

/// The books refuse; or there is no provider of these means, or it gave no page: then nothing was begun.
using NotStarted = std::variant<Refusal, ports::ProviderError>;

class PaymentDesk {
 public:
  /// `reference_key`: a secret, so that references cannot be guessed from what a citizen knows.
  PaymentDesk(BooksService& books, std::vector<DeskProvider> providers, std::string reference_key)
      : books_(books), providers_(std::move(providers)), reference_key_(std::move(reference_key)) {}

  /// In the order in which they are offered.
  [[nodiscard]] std::vector<ledger::Means> means() const;

  /// Starts the attempt, or finds it again by its key, and asks the provider for a place to send the payer to.
  [[nodiscard]] std::expected<StartedPayment, NotStarted> start(PaymentBasket const& basket, base::Now now);

  /// The attempt that this payer, or who acts for them, started with this key.
  [[nodiscard]] std::optional<payments::PaymentAttempt> find(base::AuthorityId authority, base::DebtorId payer,
                                                             std::string_view key, base::DebtorId acting = {});

  /// Asks the provider how an attempt stands, captures what is authorised, and books what is captured.
  /// Nothing if there is no such attempt. A final attempt is returned as it is, without asking.
  std::optional<payments::PaymentAttempt> refresh(base::AuthorityId authority, base::AttemptId attempt, base::Now now);

  /// As above, by the provider's reference.
  std::optional<payments::PaymentAttempt> refresh(base::AuthorityId authority, std::string const& reference,
                                                  base::Now now);

  /// The payer has turned back: ends the attempt, unless the provider says that it was approved before.
  std::optional<payments::PaymentAttempt> give_up(base::AuthorityId authority, base::AttemptId attempt, base::Now now);

 private:
  using Attempt = payments::PaymentAttempt;
  using State = payments::AttemptState;

  [[nodiscard]] std::string reference_of(PaymentBasket const& basket) const;
  [[nodiscard]] DeskProvider const* provider_of(ledger::Means means) const;
  [[nodiscard]] DeskProvider const* provider_of(Attempt const& attempt) const;
  /// The attempt, now written down, or found again.
  std::expected<Attempt, Refusal> write_down(DeskProvider const& desk, PaymentBasket const& basket,
                                             std::string const& reference, base::Now now);
  std::expected<StartedPayment, NotStarted> start_named_by_us(DeskProvider const& desk, PaymentBasket const& basket,
                                                              base::Now now);
  std::expected<StartedPayment, NotStarted> start_named_by_provider(DeskProvider const& desk,
                                                                    PaymentBasket const& basket, base::Now now);
  std::expected<StartedPayment, NotStarted> resume(DeskProvider const& desk, PaymentBasket const& basket,
                                                   Attempt const& attempt, base::Now now);
  Attempt advance(base::AuthorityId authority, Attempt const& attempt, State to, std::int64_t captured_minor,
                  base::Now now);
  Attempt follow(DeskProvider const& desk, base::AuthorityId authority, Attempt attempt,
                 ports::ProviderPayment const& payment, base::Now now);
  Attempt capture(DeskProvider const& desk, base::AuthorityId authority, Attempt attempt, base::Now now);
  [[nodiscard]] base::Currency currency_of(base::AuthorityId authority);

  BooksService& books_;
  std::vector<DeskProvider> providers_;
  std::string reference_key_;
};

}  // namespace engine
