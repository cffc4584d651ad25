// Who the client is when a reverse proxy stands in between.
//
// X-Forwarded-For and X-Forwarded-Proto are believed only when the connection comes from a configured address; of the
// chain, only the part that configured proxies have added (read from the right).
// Pure.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/fields.h"
#include "http/request.h"

namespace http {

/// An IPv4 or IPv6 address in 16 bytes; IPv4 as ::ffff:a.b.c.d.
using AddressBytes = std::array<std::uint8_t, 16>;

[[nodiscard]] std::optional<AddressBytes> parse_address(std::string_view text);

/// What a rate limit by address should count by: an IPv4 address, or the /64 network of an IPv6 address, within which
/// one client has as many addresses as it likes.
[[nodiscard]] std::string rate_key_of(std::string_view address);

struct ClientOrigin {
  std::string address;
  Transport transport = Transport::kPlain;
};

class TrustedProxies {
 public:
  TrustedProxies() = default;
  /// "10.0.0.5", "10.1.0.0/16", "fd00::/8"; the error is the text that is none of these.
  [[nodiscard]] static std::expected<TrustedProxies, std::string> parse(std::vector<std::string> const& networks);

  [[nodiscard]] bool contains(std::string_view address) const;
  [[nodiscard]] bool empty() const noexcept { return networks_.empty(); }

  [[nodiscard]] ClientOrigin resolve(std::string_view peer_address, Transport peer_transport,
                                     FieldList const& headers) const;

 private:
  struct Network {
    AddressBytes address;
    int prefix_bits;
  };
  std::vector<Network> networks_;
};

}  // namespace http
