// /hooks/{provider}: where those who carry our messages tell what became of them.
//
// Checked, stored, answered, and only then acted on.
#pragma once

#include <functional>

#include "http/router.h"
#include "ports/clock.h"
#include "ports/delivery_notices.h"
#include "ports/operations.h"

namespace http::hooks {

struct MessageHookParts {
  ports::DeliveryNotices const& notices;
  ports::Operations& operations;
  ports::Clock const& clock;
  base::AuthorityId authority;
  std::function<void()> wake_janitor;  // called after a notice was stored; must not block
};

/// Adds POST /hooks/<the provider's name>. To be called once for each provider.
void add_message_hook(Router& router, MessageHookParts parts);

}  // namespace http::hooks
