// Money that is here, on its way to claims. Private to the engine's apply_*.cc files.
#pragma once

#include <string>
#include <vector>

#include "engine/decision.h"

namespace engine {

struct Receipt {
  base::DebtorId payer;
  ledger::Means means;
  std::int64_t minor;
  base::Date value_date;
  std::string const& external_reference;
};

/// Records money that is here, spread as chosen; what is left is the payer's credit. It always succeeds: money that
/// has come in is never refused. Where the claims' procedure has receipts, one is planned for the payer.
base::PaymentId receive(Decision& d, Receipt const& receipt, std::vector<payments::Choice> const& choices);

/// Money that was freed on a claim, because what it had paid should never have been charged, counts on that claim from
/// the day on which it came: as if the charge had never been. What the claim does not need stays its payer's credit,
/// and so does what somebody paid who does not owe it.
void count_again(Decision& d, std::vector<PaymentPart> const& freed);

}  // namespace engine
