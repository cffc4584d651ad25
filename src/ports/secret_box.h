// Sealing small secrets and texts before they are stored.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ports {

/// Thread safety: any thread may call.
class SecretBox {
 public:
  SecretBox() = default;
  SecretBox(SecretBox const&) = delete;
  SecretBox& operator=(SecretBox const&) = delete;
  virtual ~SecretBox() = default;

  /// `purpose` is part of what is authenticated: a text sealed for one purpose does not open for another.
  [[nodiscard]] virtual std::string seal(std::string_view purpose, std::string_view plain) = 0;
  /// Nothing if it was changed, sealed for something else, or with a key that is not here.
  [[nodiscard]] virtual std::optional<std::string> open(std::string_view purpose, std::string_view sealed) = 0;
};

}  // namespace ports
