// /hooks/{provider}: where payment providers send their notices.
//
// Checked, stored raw, answered, and only then looked into: a notice is a hint, the truth is asked of the provider.
#pragma once

#include <functional>

#include "http/router.h"
#include "ports/clock.h"
#include "ports/operations.h"
#include "ports/payment_provider.h"

namespace http::hooks {

struct PaymentHookParts {
  ports::PaymentProvider& provider;
  ports::Operations& operations;
  ports::Clock const& clock;
  base::AuthorityId authority;
  std::function<void()> wake_janitor;  // called after a notice was stored; must not block
  int accepted_status = 204;
};

/// Adds POST /hooks/<the provider's name>. To be called once for each provider.
void add_payment_hook(Router& router, PaymentHookParts parts);

}  // namespace http::hooks
