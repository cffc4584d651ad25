// The payer's side of a sandboxed payment provider: what a phone would show and do. For the demo and tests only.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/money.h"

namespace ports {

struct SandboxPayment {
  std::string reference;
  base::Money amount;
  std::string description;
  std::string return_url;
  bool waiting = true;  // false: approved, declined or expired already
};

enum class PayerAnswer : std::uint8_t { kApprove, kDecline };

/// Thread safety: any thread may call.
class PayerSandbox {
 public:
  virtual ~PayerSandbox() = default;
  [[nodiscard]] virtual std::optional<SandboxPayment> find(std::string_view reference) = 0;
  /// False if it is not waiting any more.
  virtual bool answer(std::string_view reference, PayerAnswer answer) = 0;
};

}  // namespace ports
