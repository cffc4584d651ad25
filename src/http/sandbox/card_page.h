// The sandbox's hosted payment page: instead of a card number it asks which kind of card to play.
#pragma once

#include "http/router.h"
#include "http/sandbox/nexi_sandbox.h"

namespace http::sandbox {

/// `cards` must outlive the router. Never called outside the demo.
void add_card_routes(Router& router, NexiSandbox& cards);

}  // namespace http::sandbox
