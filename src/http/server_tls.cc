#include "http/server_tls.h"

#include <openssl/ssl.h>

#include <array>

namespace http {
namespace {

namespace asio = boost::asio;

/// RFC 7301: we speak HTTP/1.1; a client that offers only others gets no agreement.
int choose_protocol(SSL*, unsigned char const** out, unsigned char* out_size, unsigned char const* offered,
                    unsigned int offered_size, void*) {
  static constexpr std::array<unsigned char, 9> kOwn = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, out_size, kOwn.data(), static_cast<unsigned int>(kOwn.size()), offered,
                            offered_size) != OPENSSL_NPN_NEGOTIATED) {
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  }
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

std::optional<asio::ssl::context> make_tls_context(std::string const& certificate_chain,
                                                   std::string const& private_key) {
  std::optional<asio::ssl::context> made(asio::ssl::context::tls_server);
  boost::system::error_code error;
  made->use_certificate_chain_file(certificate_chain, error);
  if (error) return std::nullopt;
  made->use_private_key_file(private_key, asio::ssl::context::pem, error);
  if (error) return std::nullopt;
  SSL_CTX* const native = made->native_handle();
  if (SSL_CTX_check_private_key(native) != 1) return std::nullopt;
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  if (SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20") != 1) return std::nullopt;
  SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
  return made;
}

}  // namespace http
