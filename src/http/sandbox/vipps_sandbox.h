// A sandbox of the Vipps MobilePay ePayment API, in memory: the real adapter talks to it over HTTP in the demo and in
// tests, so that the very requests and signatures of production are exercised.
//
// Source: the vendor's ePayment OpenAPI 1.4.1 and webhooks API v1 (states, amounts, idempotency, signature). It keeps
//   to what the vendor does where that can hurt: notices repeat, come late or never, and out of order if told to.
// Thread safety: any thread may call.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "http/router.h"
#include "http/sandbox/misbehaviour.h"
#include "ports/clock.h"
#include "ports/http_client.h"
#include "ports/payer_sandbox.h"
#include "ports/random_source.h"

namespace http::sandbox {

struct SandboxOptions {
  std::string client_id;
  std::string client_secret;
  std::string subscription_key;
  std::string merchant_serial_number;
  std::string wallet_url_base;  // where payers are sent: ".../sandbox/mobilepay/"
  std::string webhook_url;      // the product's /hooks/…
  std::string webhook_host;     // as the signature names it
  std::string webhook_path;
  std::string webhook_secret;
};

class VippsSandbox : public ports::PayerSandbox {
 public:
  VippsSandbox(SandboxOptions options, ports::Clock const& clock, ports::RandomSource& random);

  /// The vendor's API, for a server of its own.
  void add_api_routes(Router& router);

  std::optional<ports::SandboxPayment> find(std::string_view reference) override;
  bool answer(std::string_view reference, ports::PayerAnswer answer) override;

  /// Sends the notices that are due. To be called often, by one thread.
  void send_notices(ports::HttpClient& client) { notices_.send_due(client, clock_); }

 private:
  struct Payment {
    std::string reference;
    std::string psp_reference;
    std::string state = "CREATED";
    base::Money amount;
    std::int64_t captured = 0, cancelled = 0, refunded = 0;
    std::string description, return_url;
    std::string create_key, create_body;
    std::set<std::string> used_keys;
  };
  [[nodiscard]] Response create(Request const& request);
  [[nodiscard]] Response adjust(Request const& request, std::string_view action);
  [[nodiscard]] Response behave(Request const& request);
  [[nodiscard]] bool is_authorised(Request const& request) const;
  [[nodiscard]] std::string json_of(Payment const& payment) const;
  [[nodiscard]] ports::HttpRequest signed_notice(std::string const& body) const;
  void notify(Payment const& payment, std::string_view name, std::int64_t minor, std::string_view key);

  SandboxOptions options_;
  ports::Clock const& clock_;
  std::string token_;
  std::mutex mutex_;
  SandboxBehaviour behaviour_;
  std::map<std::string, Payment, std::less<>> payments_;
  NoticeQueue notices_;
  std::int64_t next_psp_ = 1;
};

}  // namespace http::sandbox
