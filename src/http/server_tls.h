// The server's side of TLS: which versions, ciphers and protocol it agrees to.
//
// Source: RFC 8446 and 5246 (TLS 1.3 and 1.2, nothing older), RFC 7301 (ALPN: "http/1.1"); Mozilla's intermediate
//   profile without its ciphers that are not authenticated encryption.
// Internal to the server.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <optional>
#include <string>

namespace http {

/// Nothing if the certificate chain or the private key (PEM files) cannot be read or do not belong together.
[[nodiscard]] std::optional<boost::asio::ssl::context> make_tls_context(std::string const& certificate_chain,
                                                                        std::string const& private_key);

}  // namespace http
