// The server behind TLS, with a certificate of the moment.
#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <array>
#include <cstdio>
#include <filesystem>

#include "http/server_test_support.h"

namespace http {
namespace {

using namespace testing;

/// A key and a certificate for this run, in a folder that goes away with it.
class Certificate {
 public:
  Certificate() {
    std::string pattern = (std::filesystem::temp_directory_path() / "fairdue_tls_XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    EVP_PKEY* const key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
    X509* const certificate = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME* const name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<unsigned char const*>("localhost"), -1, -1,
                               0);
    X509_set_issuer_name(certificate, name);
    X509_sign(certificate, key, EVP_sha256());
    FILE* const certificate_file = std::fopen(files().certificate_chain.c_str(), "w");
    PEM_write_X509(certificate_file, certificate);
    std::fclose(certificate_file);
    FILE* const key_file = std::fopen(files().private_key.c_str(), "w");
    PEM_write_PrivateKey(key_file, key, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(key_file);
    X509_free(certificate);
    EVP_PKEY_free(key);
  }
  ~Certificate() { std::filesystem::remove_all(folder_); }
  Certificate(Certificate const&) = delete;
  Certificate& operator=(Certificate const&) = delete;
  [[nodiscard]] TlsFiles files() const { return {folder_ + "/certificate.pem", folder_ + "/key.pem"}; }

 private:
  std::string folder_;
};

std::string exchange_over_tls(std::uint16_t port, std::string_view bytes, int max_version) {
  Wire wire(port);
  SSL_CTX* const context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
  SSL_CTX_set_max_proto_version(context, max_version);
  SSL_CTX_set_cipher_list(context, "DEFAULT:@SECLEVEL=0");
  SSL* const tls = SSL_new(context);
  SSL_set_fd(tls, wire.handle());
  std::string all;
  if (SSL_connect(tls) == 1) {
    SSL_write(tls, bytes.data(), static_cast<int>(bytes.size()));
    std::array<char, 65536> piece;
    int got = 0;
    while ((got = SSL_read(tls, piece.data(), static_cast<int>(piece.size()))) > 0) {
      all.append(piece.data(), static_cast<std::size_t>(got));
    }
  }
  SSL_free(tls);
  SSL_CTX_free(context);
  return all;
}

TEST(HttpServer, SpeaksTls) {
  Certificate const certificate;
  ServerConfiguration configuration;
  configuration.tls = certificate.files();
  Running running(configuration);
  for (int const version : {TLS1_3_VERSION, TLS1_2_VERSION}) {
    std::string const answer = exchange_over_tls(running.server->port(), get("/who") + get("/big", kClose), version);
    EXPECT_EQ(count_of(answer, "HTTP/1.1 200 OK"), 2U);
    EXPECT_TRUE(answer.contains("127.0.0.1 tls"));
    EXPECT_TRUE(answer.contains("Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n"));
    EXPECT_GT(answer.size(), 3'000'000U);
  }
  EXPECT_EQ(exchange_over_tls(running.server->port(), get("/who", kClose), TLS1_1_VERSION), "");
  EXPECT_EQ(status_of(running.exchange(get("/quick"))), 0);  // plain text to a TLS port
}

}  // namespace
}  // namespace http
