// The Danish payment line (FIK): what is printed at the foot of a payment slip, and typed into a bank's page.
//
//   +71<026840149965328+81234567<      card type, reference, creditor number
//   +73<+81234567<                     without a reference
//   71#026840149965328                 as electronic invoices have it; names no creditor
// Read leniently, written strictly. Pure.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "payments/reference.h"

namespace payments {

struct PaymentLine {
  std::string card_type;                      // two digits
  std::optional<PaymentReference> reference;  // none with 73 and 01
  std::string creditor;                       // 8 digits (71, 73, 75) or a giro account of 7 or 8; empty: not said
  friend bool operator==(PaymentLine const&, PaymentLine const&) = default;
};

/// Allows blanks anywhere, a missing last '<' and zeros lost in front of the reference.
[[nodiscard]] std::expected<PaymentLine, ReferenceError> read_payment_line(std::string_view text);

/// The line as it is printed; the errors are those of a line that cannot be.
[[nodiscard]] std::expected<std::string, ReferenceError> print_payment_line(PaymentLine const& line);

}  // namespace payments
