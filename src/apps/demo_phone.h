// The demo's phone: its pages, and what lets a day pass.
#pragma once

#include <atomic>
#include <memory>

#include "adapters/system/legal_day.h"
#include "adapters/system/shifted_clock.h"
#include "apps/demo_outbox.h"
#include "apps/installation.h"
#include "apps/server_options.h"
#include "apps/workers.h"
#include "http/sandbox/phone_pages.h"

namespace apps {

class DemoPhone {
 public:
  /// All must outlive this. Throws CommandRefused.
  DemoPhone(Installation& installation, ports::Authority const& authority, ServerOptions const& options,
            std::string const& origin, Workers& workers);

  void add_routes(http::Router& router) { pages_->add_routes(router); }

  /// Around each round of the business day and its messages: whoever lets a day pass waits for a whole one.
  void round_begins() { ++begun_; }
  void round_ends() { ended_ = begun_.load(); }

 private:
  [[nodiscard]] std::string name_of(base::DebtorId debtor);
  [[nodiscard]] std::string step_title(dunning::Message const& message, std::string_view language) const;
  [[nodiscard]] std::vector<base::DebtorId> personas(ServerOptions const& options);
  void pass_day();

  Installation& installation_;
  ports::Authority authority_;
  std::shared_ptr<engine::Rules const> rules_;  // as they were when the demo began
  std::shared_ptr<adapters::system::ShiftedClock> clock_;
  adapters::system::LegalDay legal_day_;
  Workers& workers_;
  DemoOutbox outbox_;
  std::unique_ptr<http::sandbox::PhonePages> pages_;
  std::atomic<std::uint64_t> begun_{0};
  std::atomic<std::uint64_t> ended_{0};
};

}  // namespace apps
