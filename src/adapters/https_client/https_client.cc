#include "adapters/https_client/https_client.h"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <chrono>
#include <stdexcept>
#include <utility>

namespace adapters::https_client {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace beast_http = boost::beast::http;
using tcp = asio::ip::tcp;
using ErrorCode = boost::system::error_code;
using ports::HttpClientError;
using TimePoint = std::chrono::steady_clock::time_point;

template <class Octets>
std::uint32_t word_of(Octets const& bytes, std::size_t at) {
  return (std::uint32_t{bytes[at]} << 24) | (std::uint32_t{bytes[at + 1]} << 16) | (std::uint32_t{bytes[at + 2]} << 8) |
         std::uint32_t{bytes[at + 3]};
}

struct Ipv4Network {
  std::uint32_t address;
  int bits;
};

// RFC 6890 and its updates: not globally reachable, or not one host.
constexpr std::array<Ipv4Network, 16> kSpecialIpv4 = {{
    {0x00000000, 8},   // this network
    {0x0a000000, 8},   // private
    {0x64400000, 10},  // shared (carrier NAT)
    {0x7f000000, 8},   // loopback
    {0xa9fe0000, 16},  // link-local, cloud metadata
    {0xac100000, 12},  // private
    {0xc0000000, 24},  // protocol assignments
    {0xc0000200, 24},  // documentation
    {0xc0586300, 24},  // 6to4 relay
    {0xc0a80000, 16},  // private
    {0xc6120000, 15},  // benchmarks
    {0xc6336400, 24},  // documentation
    {0xcb007100, 24},  // documentation
    {0xe0000000, 4},   // multicast
    {0xf0000000, 4},   // reserved
    {0xffffffff, 32},  // broadcast
}};

bool is_public_ipv4(std::uint32_t address) {
  return std::none_of(kSpecialIpv4.begin(), kSpecialIpv4.end(), [address](Ipv4Network const& network) {
    std::uint32_t const mask = network.bits == 32 ? 0xffffffffU : ~(0xffffffffU >> network.bits);
    return (address & mask) == network.address;
  });
}

bool is_public_ipv6(asio::ip::address_v6::bytes_type const& bytes) {
  std::uint32_t const first = word_of(bytes, 0);
  std::uint32_t const second = word_of(bytes, 4);
  std::uint32_t const third = word_of(bytes, 8);
  std::uint32_t const last = word_of(bytes, 12);
  // Mapped (::ffff:0:0/96) and NAT64 (64:ff9b::/96): what counts is the IPv4 address within.
  if (first == 0 && second == 0 && third == 0x0000ffff) return is_public_ipv4(last);
  if (first == 0x0064ff9b && second == 0 && third == 0) return is_public_ipv4(last);
  // 6to4 (2002::/16).
  if ((first >> 16) == 0x2002) return is_public_ipv4((first << 16) | (second >> 16));
  // Only 2000::/3 is global unicast: loopback, unique local, link-local, site-local and multicast lie outside.
  if ((first >> 29) != 1) return false;
  bool const protocol_assignments = (first >> 16) == 0x2001 && (first & 0xfe00U) == 0;  // 2001::/23, Teredo too
  bool const documentation = first == 0x20010db8 || (first >> 12) == 0x3fff0;
  return !protocol_assignments && !documentation;
}

bool is_public(asio::ip::address const& address) {
  return address.is_v4() ? is_public_ipv4(address.to_v4().to_uint()) : is_public_ipv6(address.to_v6().to_bytes());
}

bool is_loopback(asio::ip::address const& address) {
  if (address.is_v4()) return address.to_v4().is_loopback();
  return address.to_v6().is_loopback() ||
         (address.to_v6().is_v4_mapped() &&
          asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).is_loopback());
}

beast_http::verb verb_of(ports::HttpMethod method) {
  switch (method) {
    case ports::HttpMethod::kGet:
      return beast_http::verb::get;
    case ports::HttpMethod::kPost:
      return beast_http::verb::post;
    case ports::HttpMethod::kPut:
      return beast_http::verb::put;
    case ports::HttpMethod::kPatch:
      return beast_http::verb::patch;
    case ports::HttpMethod::kDelete:
      return beast_http::verb::delete_;
  }
  return beast_http::verb::get;
}

bool is_safe_header(ports::HttpHeader const& header) {
  if (header.name.empty()) return false;
  for (char const letter : header.name) {
    bool const token = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                       (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
    if (!token) return false;
  }
  return std::none_of(header.value.begin(), header.value.end(), [](char letter) {
    auto const byte = static_cast<unsigned char>(letter);
    return (byte < 0x20 && byte != '\t') || byte == 0x7f;
  });
}

/// Runs the event loop until the one operation under way has ended; its own deadline ends it at the latest.
void finish(asio::io_context& context) {
  context.restart();
  context.run();
}

}  // namespace

bool is_public_address(std::string_view address) {
  ErrorCode error;
  asio::ip::address const parsed = asio::ip::make_address(std::string(address), error);
  return !error && is_public(parsed);
}

std::optional<UrlParts> split_url(std::string_view url) {
  for (char const letter : url) {
    auto const byte = static_cast<unsigned char>(letter);
    if (byte <= 0x20 || byte >= 0x7f) return std::nullopt;
  }
  auto const parsed = boost::urls::parse_uri({url.data(), url.size()});
  if (!parsed) return std::nullopt;
  boost::urls::url_view const view = *parsed;
  if (view.has_userinfo() || view.has_fragment() || !view.has_authority()) return std::nullopt;
  UrlParts parts;
  if (view.scheme_id() == boost::urls::scheme::https) {
    parts.scheme = "https";
    parts.port = "443";
  } else if (view.scheme_id() == boost::urls::scheme::http) {
    parts.scheme = "http";
    parts.port = "80";
  } else {
    return std::nullopt;
  }
  parts.host = std::string(view.host_address());
  if (parts.host.empty()) return std::nullopt;
  parts.host_header = std::string(view.encoded_host());
  if (view.has_port() && !view.port().empty()) {
    if (view.port_number() == 0) return std::nullopt;
    parts.port = std::string(view.port());
    parts.host_header += ":" + parts.port;
  }
  parts.target = std::string(view.encoded_path());
  if (parts.target.empty()) parts.target = "/";
  if (view.has_query()) parts.target += "?" + std::string(view.encoded_query());
  return parts;
}

class HttpsClient::Impl {
 public:
  explicit Impl(HttpsClientOptions options) : options_(std::move(options)), tls_(asio::ssl::context::tls_client) {
    SSL_CTX* const native = tls_.native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    tls_.set_verify_mode(asio::ssl::verify_peer);
    ErrorCode error;
    if (options_.authorities_file.empty()) {
      tls_.set_default_verify_paths(error);
    } else {
      tls_.load_verify_file(options_.authorities_file, error);
    }
    if (error) throw std::runtime_error("the list of certificate authorities cannot be read");
  }

  std::expected<ports::HttpResponse, HttpClientError> send(ports::HttpRequest const& request) {
    std::optional<UrlParts> const url = split_url(request.url);
    if (!url || !std::all_of(request.headers.begin(), request.headers.end(), is_safe_header)) {
      return std::unexpected(HttpClientError::kBadRequest);
    }
    bool const plain = url->scheme == "http";
    if (plain && options_.plain_http == PlainHttp::kRefused) return std::unexpected(HttpClientError::kSchemeNotAllowed);
    TimePoint const deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(request.timeout_ms);
    asio::io_context context(1);
    auto const endpoints = resolve(context, *url, deadline);
    if (!endpoints) return std::unexpected(endpoints.error());
    beast_http::request<beast_http::string_body> const message = make_message(request, *url);
    if (plain) {
      beast::tcp_stream stream(context);
      return exchange(context, stream, stream, *endpoints, message, *url, deadline);
    }
    beast::ssl_stream<beast::tcp_stream> stream(context, tls_);
    return exchange(context, stream, beast::get_lowest_layer(stream), *endpoints, message, *url, deadline);
  }

 private:
  using Endpoints = std::vector<tcp::endpoint>;

  [[nodiscard]] bool is_allowed(asio::ip::address const& address, UrlParts const& url) const {
    if (options_.addresses == AddressPolicy::kPublicOnly && !is_public(address)) return false;
    return url.scheme == "https" || is_loopback(address);
  }

  std::expected<Endpoints, HttpClientError> resolve(asio::io_context& context, UrlParts const& url,
                                                    TimePoint deadline) {
    tcp::resolver resolver(context);
    ErrorCode failed = asio::error::timed_out;
    Endpoints found;
    resolver.async_resolve(url.host, url.port, [&](ErrorCode const& error, tcp::resolver::results_type const& results) {
      failed = error;
      for (auto const& entry : results) found.push_back(entry.endpoint());
    });
    context.restart();
    context.run_until(deadline);
    if (!context.stopped()) {
      resolver.cancel();
      context.run();
      return std::unexpected(HttpClientError::kUnresolvable);
    }
    if (failed || found.empty()) return std::unexpected(HttpClientError::kUnresolvable);
    // One forbidden address among several is enough: a name that means both inside and outside is a trick.
    for (tcp::endpoint const& endpoint : found) {
      if (is_allowed(endpoint.address(), url)) continue;
      bool const internal = options_.addresses == AddressPolicy::kPublicOnly && !is_public(endpoint.address());
      return std::unexpected(internal ? HttpClientError::kAddressNotAllowed : HttpClientError::kSchemeNotAllowed);
    }
    return found;
  }

  beast_http::request<beast_http::string_body> make_message(ports::HttpRequest const& request,
                                                            UrlParts const& url) const {
    beast_http::request<beast_http::string_body> message(verb_of(request.method), url.target, 11);
    message.set(beast_http::field::host, url.host_header);
    message.set(beast_http::field::user_agent, options_.user_agent);
    message.set(beast_http::field::connection, "close");
    for (ports::HttpHeader const& header : request.headers) message.insert(header.name, header.value);
    message.body() = request.body;
    if (!request.body.empty() || request.method == ports::HttpMethod::kPost ||
        request.method == ports::HttpMethod::kPut || request.method == ports::HttpMethod::kPatch) {
      message.prepare_payload();
    }
    return message;
  }

  template <class Stream>
  std::expected<ports::HttpResponse, HttpClientError> exchange(
      asio::io_context& context, Stream& stream, beast::tcp_stream& lowest, Endpoints const& endpoints,
      beast_http::request<beast_http::string_body> const& message, UrlParts const& url, TimePoint deadline) {
    ErrorCode result;
    auto const keep = [&result](ErrorCode const& error, auto const&...) { result = error; };
    lowest.expires_at(deadline);
    lowest.async_connect(endpoints, keep);
    finish(context);
    if (result) return std::unexpected(HttpClientError::kUnreachable);
    if constexpr (!std::is_same_v<Stream, beast::tcp_stream>) {
      if (!name_peer(stream.native_handle(), url.host)) return std::unexpected(HttpClientError::kBadRequest);
      stream.async_handshake(asio::ssl::stream_base::client, keep);
      finish(context);
      // Nothing of the request has left yet, whatever went wrong.
      if (result == beast::error::timeout) return std::unexpected(HttpClientError::kUnreachable);
      if (result) return std::unexpected(HttpClientError::kNotTrusted);
    }
    beast_http::async_write(stream, message, keep);
    finish(context);
    if (result) return std::unexpected(meaning_of(result));
    beast::flat_buffer buffer;
    beast_http::response_parser<beast_http::string_body> parser;
    parser.header_limit(static_cast<std::uint32_t>(options_.max_header_bytes));
    parser.body_limit(options_.max_response_bytes);
    beast_http::async_read(stream, buffer, parser, keep);
    finish(context);
    // Without a length, the end of the connection is the end of the answer, and TLS peers often leave it there.
    bool const ended = result == asio::ssl::error::stream_truncated || result == beast_http::error::end_of_stream;
    if (result && !(ended && parser.is_done())) return std::unexpected(meaning_of(result));
    return make_response(parser.release());
  }

  static bool name_peer(SSL* tls, std::string const& host) {
    ErrorCode error;
    asio::ip::make_address(host, error);
    X509_VERIFY_PARAM* const parameters = SSL_get0_param(tls);
    if (!error) return X509_VERIFY_PARAM_set1_ip_asc(parameters, host.c_str()) == 1;
    X509_VERIFY_PARAM_set_hostflags(parameters, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    return SSL_set_tlsext_host_name(tls, host.c_str()) == 1 && SSL_set1_host(tls, host.c_str()) == 1;
  }

  static HttpClientError meaning_of(ErrorCode const& error) {
    if (error == beast::error::timeout) return HttpClientError::kTimeout;
    if (error == beast_http::error::body_limit || error == beast_http::error::header_limit ||
        error == beast_http::error::buffer_overflow) {
      return HttpClientError::kTooLarge;
    }
    bool const cut = error == beast_http::error::end_of_stream || error == beast_http::error::partial_message;
    if (!cut && error.category() == beast_http::make_error_code(beast_http::error::bad_version).category()) {
      return HttpClientError::kMalformed;
    }
    return HttpClientError::kBroken;
  }

  static ports::HttpResponse make_response(beast_http::response<beast_http::string_body>&& message) {
    ports::HttpResponse response;
    response.status = static_cast<int>(message.result_int());
    for (auto const& field : message) {
      response.headers.push_back({std::string(field.name_string()), std::string(field.value())});
    }
    response.body = std::move(message.body());
    return response;
  }

  HttpsClientOptions options_;
  asio::ssl::context tls_;
};

HttpsClient::HttpsClient(HttpsClientOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
HttpsClient::~HttpsClient() = default;

std::expected<ports::HttpResponse, ports::HttpClientError> HttpsClient::send(ports::HttpRequest const& request) {
  return impl_->send(request);
}

}  // namespace adapters::https_client
