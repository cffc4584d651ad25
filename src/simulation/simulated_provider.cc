#include "simulation/simulated_provider.h"

#include <algorithm>

namespace simulation {

using ports::ProviderError;
using ports::ProviderState;

namespace {

constexpr std::int64_t kDaysUntilExpired = 7;
constexpr std::int64_t kLargestOrderMinor = 100'000'000;

}  // namespace

SimulatedProvider::SimulatedProvider(std::string name, ports::Naming naming, base::Currency currency,
                                     base::SeededStream stream)
    : stream_(stream) {
  capabilities_.name = std::move(name);
  capabilities_.naming = naming;
  capabilities_.currencies = {currency};
  capabilities_.min_amount_minor = 1;
  capabilities_.max_amount_minor = kLargestOrderMinor;
  capabilities_.max_description_letters = 100;
}

SimulatedProvider::Order* SimulatedProvider::find(std::string_view reference) {
  auto const found = orders_.find(reference);
  return found == orders_.end() ? nullptr : &found->second;
}

/// The answer, unless it is lost on its way or cannot be read.
SimulatedProvider::Answer SimulatedProvider::tell(ports::ProviderPayment const& payment) {
  if (!fails()) return payment;
  ++lost_answers_;
  return std::unexpected(stream_.chance_per_mille(200) ? ProviderError::kUnreadable : ProviderError::kUnreachable);
}

void SimulatedProvider::notify(std::string const& reference) {
  std::int64_t const copies = faults_per_mille_ == 0 ? 1 : stream_.below(4);  // never, once, twice, three times
  for (std::int64_t i = 0; i < copies; ++i) {
    std::int64_t const delay = stream_.chance_per_mille(300) ? stream_.below(20) : 0;
    notices_.push_back({reference, day_ + delay});
  }
}

std::expected<ports::CreatedPayment, ProviderError> SimulatedProvider::create(ports::PaymentOrder const& order) {
  if (fails()) return std::unexpected(ProviderError::kUnreachable);  // never arrived
  if (faults_per_mille_ > 0 && stream_.chance_per_mille(10)) return std::unexpected(ProviderError::kRefused);
  bool const ours = capabilities_.naming == ports::Naming::kByUs;
  std::string const reference = ours ? order.reference : "order-" + std::to_string(orders_.size() + 1);
  if (find(reference) == nullptr) {
    Order made;
    made.own_reference = reference;
    made.created_day = day_;
    made.payment.authorized = {0, order.amount.currency};
    made.payment.captured = made.payment.refunded = made.payment.cancelled = made.payment.authorized;
    made.ordered_minor = order.amount.minor;
    made.payment.redirect_url = "https://pay.example/" + reference;
    // An order under our name reaches the payer's phone, also if its answer does not reach us.
    made.payer_is_there = ours && stream_.chance_per_mille(500);
    orders_.emplace(reference, made);
  }
  Order const& known = *find(reference);
  if (!tell(known.payment)) return std::unexpected(ProviderError::kUnreachable);
  return ports::CreatedPayment{known.payment.redirect_url, ours ? std::string{} : reference};
}

SimulatedProvider::Answer SimulatedProvider::get(std::string_view reference) {
  if (fails()) return std::unexpected(ProviderError::kUnreachable);
  Order const* order = find(reference);
  if (order == nullptr) return std::unexpected(ProviderError::kNotFound);
  ports::ProviderPayment payment = order->payment;
  if (payment.state != ProviderState::kCreated) payment.redirect_url.clear();
  return tell(payment);
}

SimulatedProvider::Answer SimulatedProvider::capture(std::string_view reference, base::Money amount, std::string_view) {
  if (fails()) return std::unexpected(ProviderError::kUnreachable);
  Order* order = find(reference);
  if (order == nullptr) return std::unexpected(ProviderError::kNotFound);
  ports::ProviderPayment& payment = order->payment;
  if (payment.captured.minor == 0) {
    bool const may = payment.state == ProviderState::kAuthorized && payment.cancelled.minor == 0 &&
                     amount.minor == payment.authorized.minor;
    if (!may) return std::unexpected(ProviderError::kConflict);
    if (faults_per_mille_ > 0 && stream_.chance_per_mille(15)) return std::unexpected(ProviderError::kRefused);
    payment.captured.minor = amount.minor;
    notify(order->own_reference);
  }
  return tell(payment);
}

SimulatedProvider::Answer SimulatedProvider::cancel(std::string_view reference, std::string_view) {
  if (fails()) return std::unexpected(ProviderError::kUnreachable);
  Order* order = find(reference);
  if (order == nullptr) return std::unexpected(ProviderError::kNotFound);
  ports::ProviderPayment& payment = order->payment;
  if (payment.captured.minor > 0) return std::unexpected(ProviderError::kConflict);
  if (payment.state == ProviderState::kCreated) payment.state = ProviderState::kTerminated;
  if (payment.state == ProviderState::kAuthorized) payment.cancelled.minor = payment.authorized.minor;
  notify(order->own_reference);
  return tell(payment);
}

SimulatedProvider::Answer SimulatedProvider::refund(std::string_view, base::Money, std::string_view) {
  return std::unexpected(ProviderError::kConflict);  // refunds go through the bank here
}

std::expected<ports::Notice, ports::NoticeRefusal> SimulatedProvider::check_notice(ports::NoticeRequest const&,
                                                                                   base::Instant) const {
  return std::unexpected(ports::NoticeRefusal::kUnsigned);  // notices come by take_notices
}

void SimulatedProvider::send_payer(std::string const& reference) {
  if (Order* order = find(reference)) order->payer_is_there = true;
}

void SimulatedProvider::step(std::int64_t day) {
  day_ = day;
  for (auto& [reference, order] : orders_) {
    if (order.payment.state != ProviderState::kCreated) continue;
    if (day - order.created_day > kDaysUntilExpired) {
      order.payment.state = ProviderState::kExpired;
      notify(reference);
    } else if (order.payer_is_there && stream_.chance_per_mille(500)) {
      bool const approves = stream_.chance_per_mille(850);
      order.payment.state = approves ? ProviderState::kAuthorized : ProviderState::kAborted;
      if (approves) order.payment.authorized.minor = order.ordered_minor;
      notify(reference);
    }
  }
}

void SimulatedProvider::expire_all() {
  for (auto& [reference, order] : orders_) {
    if (order.payment.state == ProviderState::kCreated) order.payment.state = ProviderState::kExpired;
  }
}

std::vector<std::string> SimulatedProvider::take_notices(std::int64_t day) {
  std::vector<std::string> due;
  for (PendingNotice const& notice : notices_) {
    if (notice.due_day <= day) due.push_back(notice.reference);
  }
  std::erase_if(notices_, [&](PendingNotice const& notice) { return notice.due_day <= day; });
  for (std::size_t i = due.size(); i > 1; --i) {
    std::swap(due[i - 1], due[static_cast<std::size_t>(stream_.below(static_cast<std::int64_t>(i)))]);
  }
  return due;
}

std::map<std::string, std::int64_t> SimulatedProvider::captured() const {
  std::map<std::string, std::int64_t> result;
  for (auto const& [reference, order] : orders_) {
    if (order.payment.captured.minor > 0) result[reference] = order.payment.captured.minor;
  }
  return result;
}

}  // namespace simulation
