#include "http/trusted_proxies.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstring>

namespace http {
namespace {

constexpr std::array<std::uint8_t, 12> kMappedPrefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr int kMappedBits = 96;
constexpr int kAllBits = 128;

bool is_mapped(AddressBytes const& address) noexcept {
  return std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), address.begin());
}

std::string format_address(AddressBytes const& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (is_mapped(address)) {
    inet_ntop(AF_INET, address.data() + kMappedPrefix.size(), text.data(), text.size());
  } else {
    inet_ntop(AF_INET6, address.data(), text.data(), text.size());
  }
  return text.data();
}

bool within(AddressBytes const& address, AddressBytes const& network, int prefix_bits) noexcept {
  auto const whole = static_cast<std::size_t>(prefix_bits / 8);
  if (!std::equal(network.begin(), network.begin() + static_cast<std::ptrdiff_t>(whole), address.begin())) return false;
  int const bits = prefix_bits % 8;
  if (bits == 0) return true;
  unsigned const mask = 0xffU << (8 - bits);
  return ((address[whole] ^ network[whole]) & mask & 0xffU) == 0;
}

std::string_view trim(std::string_view text) noexcept {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// The elements of all fields of that name, as one list in the order sent.
std::vector<std::string_view> list_elements(FieldList const& headers, std::string_view name) {
  std::vector<std::string_view> elements;
  for (std::size_t i = 0; i < headers.size(); ++i) {
    FieldList::Field const field = headers.at(i);
    if (!equal_ignoring_case(field.name, name)) continue;
    std::string_view rest = field.value;
    while (true) {
      std::size_t const comma = rest.find(',');
      elements.push_back(trim(rest.substr(0, comma)));
      if (comma == std::string_view::npos) break;
      rest = rest.substr(comma + 1);
    }
  }
  return elements;
}

}  // namespace

std::optional<AddressBytes> parse_address(std::string_view text) {
  std::string const copy(text);
  AddressBytes bytes{};
  if (in_addr v4{}; inet_pton(AF_INET, copy.c_str(), &v4) == 1 && copy.size() == text.size()) {
    std::copy(kMappedPrefix.begin(), kMappedPrefix.end(), bytes.begin());
    std::memcpy(bytes.data() + kMappedPrefix.size(), &v4, sizeof v4);
    return bytes;
  }
  if (in6_addr v6{}; inet_pton(AF_INET6, copy.c_str(), &v6) == 1) {
    std::memcpy(bytes.data(), &v6, sizeof v6);
    return bytes;
  }
  return std::nullopt;
}

std::string rate_key_of(std::string_view address) {
  std::optional<AddressBytes> bytes = parse_address(address);
  if (!bytes) return std::string(address);
  if (is_mapped(*bytes)) return format_address(*bytes);
  constexpr std::size_t kNetworkBytes = 8;
  std::fill(bytes->begin() + kNetworkBytes, bytes->end(), std::uint8_t{0});
  return format_address(*bytes);
}

std::expected<TrustedProxies, std::string> TrustedProxies::parse(std::vector<std::string> const& networks) {
  TrustedProxies proxies;
  for (std::string const& text : networks) {
    std::size_t const slash = text.find('/');
    std::string_view const view(text);
    std::optional<AddressBytes> const address = parse_address(view.substr(0, slash));
    if (!address) return std::unexpected(text);
    int bits = kAllBits;
    if (slash != std::string::npos) {
      std::string_view const digits = view.substr(slash + 1);
      auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), bits);
      if (error != std::errc() || end != digits.data() + digits.size() || bits < 0) return std::unexpected(text);
      if (view.find(':') == std::string_view::npos) bits += kMappedBits;
      if (bits > kAllBits) return std::unexpected(text);
    }
    proxies.networks_.push_back({*address, bits});
  }
  return proxies;
}

bool TrustedProxies::contains(std::string_view address) const {
  if (networks_.empty()) return false;
  std::optional<AddressBytes> const bytes = parse_address(address);
  if (!bytes) return false;
  return std::any_of(networks_.begin(), networks_.end(),
                     [&bytes](Network const& network) { return within(*bytes, network.address, network.prefix_bits); });
}

ClientOrigin TrustedProxies::resolve(std::string_view peer_address, Transport peer_transport,
                                     FieldList const& headers) const {
  ClientOrigin origin{std::string(peer_address), peer_transport};
  if (!contains(peer_address)) return origin;
  std::vector<std::string_view> const chain = list_elements(headers, "X-Forwarded-For");
  for (auto element = chain.rbegin(); element != chain.rend(); ++element) {
    std::optional<AddressBytes> const address = parse_address(*element);
    if (!address) break;
    origin.address = format_address(*address);
    if (!contains(origin.address)) break;
  }
  std::vector<std::string_view> const protocols = list_elements(headers, "X-Forwarded-Proto");
  if (!protocols.empty()) {
    origin.transport = equal_ignoring_case(protocols.back(), "https") ? Transport::kTls : Transport::kPlain;
  }
  return origin;
}

}  // namespace http
