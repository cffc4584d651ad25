// What an installation says about its Nexi Checkout agreement. Secrets come from files, never from the database.
#pragma once

#include <string>
#include <vector>

#include "base/money.h"

namespace adapters::nexi_checkout {

struct NexiConfiguration {
  std::string base_url = "https://api.dibspayment.eu";
  std::string secret_key;  // the agreement's own; sent as it is
  std::string terms_url;   // the vendor's page links to it
  std::vector<base::Currency> currencies = {base::kDanishKrone};
  int timeout_ms = 10'000;

  // The authority knows who pays: the page asks for the card only. Whether an agreement allows it is for a person to
  // find out in the vendor's test environment.
  bool payer_details_left_out = true;

  // Notices. The vendor sends back a value that we choose for each payment; all of them come from this key.
  std::string notice_url;  // https, without a query
  std::string notice_key;
};

}  // namespace adapters::nexi_checkout
