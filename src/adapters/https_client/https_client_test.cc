// The client against small servers in this process: what it takes, what it refuses, and what its errors mean.
#include "adapters/https_client/https_client.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>

namespace adapters::https_client {
namespace {

using ports::HttpClientError;

/// Takes one connection and hands it to `talk`.
class OneShotServer {
 public:
  explicit OneShotServer(std::function<void(int)> talk, std::uint32_t on_address = INADDR_LOOPBACK)
      : listener_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(on_address);
    ::bind(listener_, reinterpret_cast<sockaddr const*>(&address), sizeof address);
    ::listen(listener_, 4);
    socklen_t size = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, talk = std::move(talk)] {
      int const connection = ::accept(listener_, nullptr, nullptr);
      if (connection < 0) return;
      talk(connection);
      ::close(connection);
    });
  }
  ~OneShotServer() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
  }
  OneShotServer(OneShotServer const&) = delete;
  OneShotServer& operator=(OneShotServer const&) = delete;
  [[nodiscard]] std::string url(std::string_view scheme, std::string_view host = "127.0.0.1") const {
    return std::string(scheme) + "://" + std::string(host) + ":" + std::to_string(port_) + "/a?b=c";
  }

 private:
  int listener_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

std::string read_request(int connection) {
  std::string all;
  std::array<char, 4096> piece;
  while (!all.contains("\r\n\r\n")) {
    ssize_t const got = ::recv(connection, piece.data(), piece.size(), 0);
    if (got <= 0) break;
    all.append(piece.data(), static_cast<std::size_t>(got));
  }
  return all;
}

std::function<void(int)> answers(std::string answer, std::string* asked = nullptr) {
  return [answer = std::move(answer), asked](int connection) {
    std::string const request = read_request(connection);
    if (asked != nullptr) *asked = request;
    [[maybe_unused]] ssize_t const sent = ::send(connection, answer.data(), answer.size(), MSG_NOSIGNAL);
  };
}

HttpsClientOptions loopback() { return {.plain_http = PlainHttp::kLoopbackOnly, .max_response_bytes = 1000}; }

std::expected<ports::HttpResponse, HttpClientError> call(HttpsClientOptions options, std::string const& url,
                                                         int timeout_ms = 3000) {
  HttpsClient client(std::move(options));
  return client.send({.url = url, .timeout_ms = timeout_ms});
}

TEST(HttpsClient, SendsAndReceives) {
  std::string asked;
  std::expected<ports::HttpResponse, HttpClientError> response;
  {
    OneShotServer server(answers("HTTP/1.1 201 Created\r\nX-A: b\r\nContent-Length: 2\r\n\r\nok", &asked));
    HttpsClient client(loopback());
    response = client.send({ports::HttpMethod::kPost, server.url("http"), {{"X-Key", "v"}}, "", 3000});
  }
  ASSERT_TRUE(response.has_value());
  EXPECT_EQ(response->status, 201);
  EXPECT_EQ(response->header("x-a"), "b");
  EXPECT_EQ(response->body, "ok");
  EXPECT_TRUE(asked.starts_with("POST /a?b=c HTTP/1.1\r\n"));
  EXPECT_TRUE(asked.contains("X-Key: v\r\n"));
  EXPECT_TRUE(asked.contains("Content-Length: 0\r\n"));
}

TEST(HttpsClient, DoesNotFollowRedirects) {
  OneShotServer server(answers("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"));
  EXPECT_EQ(call(loopback(), server.url("http"))->status, 302);
}

TEST(HttpsClient, AnswersWithoutLengthEndWithTheConnection) {
  OneShotServer server(answers("HTTP/1.1 200 OK\r\n\r\nhello"));
  EXPECT_EQ(call(loopback(), server.url("http"))->body, "hello");
}

TEST(HttpsClient, BoundsTheAnswer) {
  OneShotServer announced(answers("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n" + std::string(1001, 'x')));
  EXPECT_EQ(call(loopback(), announced.url("http")).error(), HttpClientError::kTooLarge);
  OneShotServer endless(answers("HTTP/1.1 200 OK\r\n\r\n" + std::string(5000, 'x')));
  EXPECT_EQ(call(loopback(), endless.url("http")).error(), HttpClientError::kTooLarge);
  OneShotServer header(answers("HTTP/1.1 200 OK\r\nX: " + std::string(50'000, 'x') + "\r\n\r\n"));
  EXPECT_EQ(call(loopback(), header.url("http")).error(), HttpClientError::kTooLarge);
}

TEST(HttpsClient, ErrorsTellWhetherTheRequestMayHaveArrived) {
  OneShotServer nonsense(answers("nonsense\r\n\r\n"));
  EXPECT_EQ(call(loopback(), nonsense.url("http")).error(), HttpClientError::kMalformed);
  OneShotServer cut(answers("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"));
  EXPECT_EQ(call(loopback(), cut.url("http")).error(), HttpClientError::kBroken);
  OneShotServer hung_up([](int connection) { read_request(connection); });
  EXPECT_EQ(call(loopback(), hung_up.url("http")).error(), HttpClientError::kBroken);
  OneShotServer silent([](int connection) {
    read_request(connection);
    std::this_thread::sleep_for(std::chrono::milliseconds(600));
  });
  auto const began = std::chrono::steady_clock::now();
  EXPECT_EQ(call(loopback(), silent.url("http"), 200).error(), HttpClientError::kTimeout);
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::milliseconds(500));
  EXPECT_EQ(call(loopback(), "http://127.0.0.1:1/").error(), HttpClientError::kUnreachable);
  EXPECT_TRUE(may_have_arrived(HttpClientError::kTimeout));
  EXPECT_FALSE(may_have_arrived(HttpClientError::kUnreachable));
}

TEST(HttpsClient, RefusesBeforeSending) {
  EXPECT_EQ(call({}, "http://127.0.0.1:1/").error(), HttpClientError::kSchemeNotAllowed);
  EXPECT_EQ(call(loopback(), "http://192.0.2.1/").error(), HttpClientError::kSchemeNotAllowed);
  HttpsClientOptions const only_public{.addresses = AddressPolicy::kPublicOnly};
  for (char const* url : {"https://127.0.0.1/", "https://[::1]/", "https://localhost/", "https://10.1.2.3/",
                          "https://169.254.169.254/latest", "https://[fd00::1]/", "https://[::ffff:10.0.0.1]/"}) {
    EXPECT_EQ(call(only_public, url).error(), HttpClientError::kAddressNotAllowed) << url;
  }
  for (char const* url : {"", "x", "ftp://a/", "https://", "https://user@host/", "https://host/#a", "https://host/a b",
                          "https://host:0/", "https:///a", "//host/", "https://h\xc3\xa6/"}) {
    EXPECT_EQ(call(loopback(), url).error(), HttpClientError::kBadRequest) << url;
  }
  HttpsClient client(loopback());
  EXPECT_EQ(client.send({.url = "https://example.org/", .headers = {{"X", "a\r\nY: b"}}}).error(),
            HttpClientError::kBadRequest);
  EXPECT_EQ(client.send({.url = "https://example.org/", .headers = {{"X:", "a"}}}).error(),
            HttpClientError::kBadRequest);
}

TEST(HttpsClient, KnowsPublicAddresses) {
  for (char const* address : {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8",
                              "64:ff9b::808:808", "2002:808:808::1"}) {
    EXPECT_TRUE(is_public_address(address)) << address;
  }
  for (char const* address : {"0.0.0.0",
                              "10.0.0.1",
                              "100.64.0.1",
                              "127.0.0.1",
                              "127.255.255.255",
                              "169.254.1.1",
                              "172.16.0.1",
                              "172.31.255.255",
                              "192.0.0.1",
                              "192.0.2.1",
                              "192.168.0.1",
                              "198.18.0.1",
                              "198.51.100.1",
                              "203.0.113.1",
                              "224.0.0.1",
                              "240.0.0.1",
                              "255.255.255.255",
                              "::",
                              "::1",
                              "::ffff:127.0.0.1",
                              "::ffff:192.168.1.1",
                              "64:ff9b::a00:1",
                              "2002:a00:1::1",
                              "fc00::1",
                              "fd12::1",
                              "fe80::1",
                              "fec0::1",
                              "ff02::1",
                              "2001:db8::1",
                              "2001::1",
                              "100::1",
                              "nonsense",
                              ""}) {
    EXPECT_FALSE(is_public_address(address)) << address;
  }
}

TEST(HttpsClient, SplitsUrls) {
  std::optional<UrlParts> const parts = split_url("https://[2001:db8::1]:8443?x=%20");
  ASSERT_TRUE(parts.has_value());
  EXPECT_EQ(parts->host, "2001:db8::1");
  EXPECT_EQ(parts->host_header, "[2001:db8::1]:8443");
  EXPECT_EQ(parts->target, "/?x=%20");
  EXPECT_EQ(split_url("HTTPS://example.org/a")->port, "443");
}

/// A certificate for "localhost" and 127.0.0.1, made for this run.
class TlsServer {
 public:
  explicit TlsServer(long valid_from_seconds = -60, long valid_to_seconds = 3600)
      : key_(EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")) {
    certificate_ = X509_new();
    X509_set_version(certificate_, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate_), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate_), valid_from_seconds);
    X509_gmtime_adj(X509_getm_notAfter(certificate_), valid_to_seconds);
    X509_set_pubkey(certificate_, key_);
    X509_NAME* const name = X509_get_subject_name(certificate_);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<unsigned char const*>("test"), -1, -1, 0);
    X509_set_issuer_name(certificate_, name);
    X509_EXTENSION* const names =
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
    X509_add_ext(certificate_, names, -1);
    X509_EXTENSION_free(names);
    X509_sign(certificate_, key_, EVP_sha256());
    std::string pattern = (std::filesystem::temp_directory_path() / "fairdue_ca_XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    FILE* const file = std::fopen(authorities().c_str(), "w");
    PEM_write_X509(file, certificate_);
    std::fclose(file);
  }
  ~TlsServer() {
    X509_free(certificate_);
    EVP_PKEY_free(key_);
    std::filesystem::remove_all(folder_);
  }
  TlsServer(TlsServer const&) = delete;
  TlsServer& operator=(TlsServer const&) = delete;

  [[nodiscard]] std::string authorities() const { return folder_ + "/ca.pem"; }

  [[nodiscard]] std::function<void(int)> talk(int max_version = TLS1_3_VERSION) const {
    return [this, max_version](int connection) {
      SSL_CTX* const context = SSL_CTX_new(TLS_server_method());
      SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
      SSL_CTX_set_max_proto_version(context, max_version);
      SSL_CTX_set_cipher_list(context, "DEFAULT:@SECLEVEL=0");
      SSL_CTX_use_certificate(context, certificate_);
      SSL_CTX_use_PrivateKey(context, key_);
      SSL* const tls = SSL_new(context);
      SSL_set_fd(tls, connection);
      if (SSL_accept(tls) == 1) {
        std::array<char, 4096> request;
        SSL_read(tls, request.data(), static_cast<int>(request.size()));
        std::string const answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
        SSL_write(tls, answer.data(), static_cast<int>(answer.size()));
      }
      SSL_free(tls);
      SSL_CTX_free(context);
    };
  }

 private:
  EVP_PKEY* key_;
  X509* certificate_;
  std::string folder_;
};

TEST(HttpsClient, TrustsOnlyAKnownAuthorityAndTheRightName) {
  TlsServer const tls;
  HttpsClientOptions const trusting{.authorities_file = tls.authorities()};
  {
    OneShotServer server(tls.talk());
    auto const response = call(trusting, server.url("https", "localhost"));
    ASSERT_TRUE(response.has_value());
    EXPECT_EQ(response->body, "ok");
  }
  {
    OneShotServer server(tls.talk());
    EXPECT_TRUE(call(trusting, server.url("https", "127.0.0.1")).has_value());
  }
  {
    OneShotServer server(tls.talk(), INADDR_LOOPBACK + 1);
    EXPECT_EQ(call(trusting, server.url("https", "127.0.0.2")).error(), HttpClientError::kNotTrusted);
  }
  {
    OneShotServer server(tls.talk());
    EXPECT_EQ(call({}, server.url("https", "localhost")).error(), HttpClientError::kNotTrusted);
  }
}

TEST(HttpsClient, RefusesExpiredCertificatesAndOldVersions) {
  TlsServer const expired(-7200, -3600);
  OneShotServer old(expired.talk());
  EXPECT_EQ(call({.authorities_file = expired.authorities()}, old.url("https", "localhost")).error(),
            HttpClientError::kNotTrusted);
  TlsServer const tls;
  OneShotServer version(tls.talk(TLS1_1_VERSION));
  EXPECT_EQ(call({.authorities_file = tls.authorities()}, version.url("https", "localhost")).error(),
            HttpClientError::kNotTrusted);
}

}  // namespace
}  // namespace adapters::https_client
