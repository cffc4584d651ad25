// A sandbox of Nexi Checkout's Payment API with its hosted page, in memory: the real adapter talks to it over HTTP in
// the demo and in tests.
//
// Source: the vendor's public PHP SDK (calls, sums, notices, error codes). As there: a payment has no status member, a
//   declined card leaves it new so that the payer can try another, notices carry back the value that came with the
//   payment, and the payer comes back with "paymentid" in the address. It knows no card numbers: the page asks which
//   outcome is wanted.
// Thread safety: any thread may call.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>

#include "base/money.h"
#include "http/router.h"
#include "http/sandbox/misbehaviour.h"
#include "ports/random_source.h"

namespace http::sandbox {

struct NexiSandboxOptions {
  std::string secret_key;
  std::string page_url_base;  // where payers are sent: ".../sandbox/card/"
};

/// What the hosted page shows.
struct CardPage {
  base::Money amount;
  std::string description;
  std::string return_url;
  std::string cancel_url;
  bool waiting = true;    // false: paid, or let go of
  bool declined = false;  // the latest card was
};

class NexiSandbox {
 public:
  NexiSandbox(NexiSandboxOptions options, ports::Clock const& clock, ports::RandomSource& random);

  /// The vendor's API, for a server of its own, and POST /behaviour/card.
  void add_api_routes(Router& router);

  [[nodiscard]] std::optional<CardPage> find(std::string_view payment_id);
  /// False if the payment does not wait any more.
  bool reserve(std::string_view payment_id);
  bool decline(std::string_view payment_id);

  void send_notices(ports::HttpClient& client) { notices_.send_due(client, clock_); }

 private:
  struct Hook {
    std::string url, authorization;
  };
  struct Payment {
    std::string id, reference, description, return_url, cancel_url;
    base::Money amount;
    std::int64_t reserved = 0, charged = 0, refunded = 0, cancelled = 0;
    bool terminated = false, declined = false;
    std::map<std::string, Hook, std::less<>> hooks;  // by event
    std::set<std::string> used_keys;
    [[nodiscard]] bool waits() const { return !terminated && reserved == 0; }
  };
  using Change = std::function<Response(Payment&, Request const&)>;

  void add_change(Router& router, Method method, std::string_view action, Change change);
  [[nodiscard]] Response create(Request const& request);
  [[nodiscard]] Response charge(Payment& payment, Request const& request);
  [[nodiscard]] Response refund(Payment& payment, Request const& request);
  [[nodiscard]] Response release(Payment& payment);
  [[nodiscard]] Response terminate(Payment& payment);
  [[nodiscard]] std::string json_of(Payment const& payment) const;
  [[nodiscard]] std::string new_id();
  void notify(Payment const& payment, std::string_view event, std::int64_t minor);

  NexiSandboxOptions options_;
  ports::Clock const& clock_;
  ports::RandomSource& random_;
  std::mutex mutex_;
  SandboxBehaviour behaviour_;
  std::map<std::string, Payment, std::less<>> payments_;
  NoticeQueue notices_;
};

}  // namespace http::sandbox
