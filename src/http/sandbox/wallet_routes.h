// The sandbox wallet: a page like a phone's payment app, to approve, decline or ignore a payment in the demo.
#pragma once

#include "http/router.h"
#include "ports/payer_sandbox.h"

namespace http::sandbox {

/// `payers` must outlive the router. Never called outside the demo.
void add_wallet_routes(Router& router, ports::PayerSandbox& payers);

}  // namespace http::sandbox
