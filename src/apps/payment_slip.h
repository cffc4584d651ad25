// The payment slip at the foot of a letter: what somebody without a phone types into the bank's page, or takes to the
// bank, so that the money finds its claim by itself.
//
// Denmark: the payment line (FIK) where the bank has agreed to one, else registration and account number. Norway:
// account and KID. Elsewhere: the IBAN and the reference. A slip without a reference has the account alone, and a
// person matches what comes in.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "apps/message_settings.h"
#include "claims/claim.h"
#include "contact/envelope.h"

namespace apps {

/// Of the claim, if the message is about one; of the debtor, whose claims the money then pays, if about several.
/// Nothing if the authority has agreed on no scheme with its bank, or the scheme has no room for the number.
[[nodiscard]] std::optional<payments::PaymentReference> slip_reference(MessageSettings const& settings,
                                                                       std::span<claims::Claim const> claims,
                                                                       base::DebtorId debtor);

[[nodiscard]] std::vector<contact::SlipLine> payment_slip(std::string const& country, MessageSettings const& settings,
                                                          std::optional<payments::PaymentReference> const& reference);

}  // namespace apps
