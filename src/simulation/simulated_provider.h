// A payment provider with payers, on a bad line: orders and captures are made and the answer is lost, or not made at
// all; notices come late, twice, in any order or never. What it holds is the truth about the money.
//
// Deterministic from its stream. Not safe for threads.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/seeded_stream.h"
#include "ports/payment_provider.h"

namespace simulation {

/// Something the provider wants to tell: only that an order has news.
struct PendingNotice {
  std::string reference;
  std::int64_t due_day = 0;
};

class SimulatedProvider : public ports::PaymentProvider {
 public:
  SimulatedProvider(std::string name, ports::Naming naming, base::Currency currency, base::SeededStream stream);

  [[nodiscard]] ports::ProviderCapabilities const& capabilities() const override { return capabilities_; }
  [[nodiscard]] std::expected<ports::CreatedPayment, ports::ProviderError> create(
      ports::PaymentOrder const& order) override;
  [[nodiscard]] std::expected<ports::ProviderPayment, ports::ProviderError> get(std::string_view reference) override;
  [[nodiscard]] std::expected<ports::ProviderPayment, ports::ProviderError> capture(
      std::string_view reference, base::Money amount, std::string_view idempotency_key) override;
  [[nodiscard]] std::expected<ports::ProviderPayment, ports::ProviderError> cancel(
      std::string_view reference, std::string_view idempotency_key) override;
  [[nodiscard]] std::expected<ports::ProviderPayment, ports::ProviderError> refund(
      std::string_view reference, base::Money amount, std::string_view idempotency_key) override;
  [[nodiscard]] std::expected<ports::Notice, ports::NoticeRefusal> check_notice(ports::NoticeRequest const& request,
                                                                                base::Instant now) const override;

  void set_faults_per_mille(std::int64_t parts) { faults_per_mille_ = parts; }
  /// The payer has been sent to this order's page.
  void send_payer(std::string const& reference);
  /// Payers approve, decline or do nothing; what nobody has approved after a week expires.
  void step(std::int64_t day);
  /// Nobody waits any longer: every order comes to its end.
  void expire_all();
  /// The notices that are due, in no particular order.
  [[nodiscard]] std::vector<std::string> take_notices(std::int64_t day);

  /// The money that was captured, by reference.
  [[nodiscard]] std::map<std::string, std::int64_t> captured() const;
  [[nodiscard]] std::int64_t lost_answers() const { return lost_answers_; }

 private:
  struct Order {
    ports::ProviderPayment payment;
    std::string own_reference;
    std::int64_t ordered_minor = 0;
    std::int64_t created_day = 0;
    bool payer_is_there = false;
  };
  using Answer = std::expected<ports::ProviderPayment, ports::ProviderError>;

  [[nodiscard]] bool fails() { return stream_.chance_per_mille(faults_per_mille_); }
  [[nodiscard]] Answer tell(ports::ProviderPayment const& payment);
  Order* find(std::string_view reference);
  void notify(std::string const& reference);

  ports::ProviderCapabilities capabilities_;
  base::SeededStream stream_;
  std::int64_t faults_per_mille_ = 0;
  std::map<std::string, Order, std::less<>> orders_;
  std::vector<PendingNotice> notices_;
  std::int64_t day_ = 0;
  std::int64_t lost_answers_ = 0;
};

}  // namespace simulation
