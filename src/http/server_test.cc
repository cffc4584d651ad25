// The real server on a loopback port, spoken to through raw sockets: what it answers, and to whom.
#include "http/server.h"

#include <gtest/gtest.h>

#include "http/server_test_support.h"

namespace http {
namespace {

using namespace testing;

TEST(HttpServer, AnswersWithAllHeaders) {
  Running running;
  std::string const answer = running.exchange(get("/quick", kClose));
  EXPECT_EQ(status_of(answer), 200);
  for (char const* part :
       {"Date: Tue, 14 Nov 2023 22:13:20 GMT\r\n", "Content-Type: text/plain; charset=utf-8\r\n",
        "Content-Length: 5\r\n", "X-Content-Type-Options: nosniff\r\n", "Cache-Control: no-store\r\n",
        "X-Request-Id: ", "Content-Security-Policy: default-src 'none'", "Connection: close\r\n", "\r\n\r\nquick"}) {
    EXPECT_TRUE(answer.contains(part)) << part;
  }
  EXPECT_FALSE(answer.contains("Server:"));
  EXPECT_FALSE(answer.contains("Strict-Transport-Security"));
}

TEST(HttpServer, KeepsConnectionsAndAnswersPipelinedRequestsInOrder) {
  Running running;
  std::string bytes;
  for (int i = 0; i < 50; ++i) bytes += i % 2 == 0 ? get("/worker/" + std::to_string(i)) : get("/quick");
  bytes += "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc" + get("/worker/last", kClose);
  std::string const answer = running.exchange(bytes);
  EXPECT_EQ(count_of(answer, "HTTP/1.1 200 OK"), 52U);
  std::size_t at = 0;
  for (int i = 0; i < 50; i += 2) {
    std::size_t const next = answer.find("id=" + std::to_string(i), at);
    ASSERT_NE(next, std::string::npos) << i;
    at = next;
  }
  EXPECT_LT(at, answer.find("[abc]"));
  EXPECT_TRUE(answer.ends_with("id=last"));
}

TEST(HttpServer, TakesBytesAsTheyCome) {
  Running running;
  Wire wire(running.server->port());
  std::string const bytes =
      "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
      "3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n";
  for (char const byte : bytes) {
    wire.send({&byte, 1});
    std::this_thread::sleep_for(100us);
  }
  EXPECT_TRUE(wire.read_all().ends_with("[abc0123456789]"));
}

TEST(HttpServer, TakesALastChunkInPieces) {
  Running running;
  Wire wire(running.server->port());
  wire.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
  for (char const* piece : {"0\r\n", "\r", "\n"}) {
    std::this_thread::sleep_for(20ms);
    wire.send(piece);
  }
  std::string const answer = wire.read_all();
  EXPECT_EQ(status_of(answer), 200) << answer;
  EXPECT_TRUE(answer.ends_with("[]")) << answer;
}

TEST(HttpServer, HeadHasTheLengthAndNoBody) {
  Running running;
  std::string const answer = running.exchange("HEAD /quick HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(answer.contains("Content-Length: 5\r\n"));
  EXPECT_TRUE(answer.ends_with("\r\n\r\n"));
}

TEST(HttpServer, LargeAnswersArriveWhole) {
  Running running;
  std::string const answer = running.exchange(get("/big", kClose));
  EXPECT_TRUE(answer.contains("Content-Length: 3000000\r\n"));
  EXPECT_EQ(count_of(answer, "b"), 3'000'000U + count_of(answer.substr(0, answer.find("\r\n\r\n")), "b"));
}

TEST(HttpServer, RefusesWhatItDoesNotServe) {
  Running running;
  EXPECT_EQ(status_of(running.exchange(get("/nothing", kClose))), 404);
  std::string const wrong = running.exchange("DELETE /quick HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(status_of(wrong), 405);
  EXPECT_TRUE(wrong.contains("Allow: GET, HEAD\r\n"));
  for (char const* method : {"TRACE", "CONNECT", "PROPFIND", "get"}) {
    EXPECT_EQ(
        status_of(running.exchange(std::string(method) + " /quick HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")),
        405)
        << method;
  }
  EXPECT_EQ(running.calls, 0);
}

TEST(HttpServer, AFailingHandlerTellsNothing) {
  Running running;
  std::string const thrown = running.exchange(get("/throws", kClose));
  EXPECT_EQ(status_of(thrown), 500);
  EXPECT_FALSE(thrown.contains("secret"));
  std::string const split = running.exchange(get("/splits", kClose));
  EXPECT_EQ(status_of(split), 500);
  EXPECT_FALSE(split.contains("Set-Cookie"));
}

// What one server reads as the end of a request another reads as its middle. Each of these must be answered 400 (or
// its own code), the connection closed, and what follows never be taken for a request.

TEST(HttpServer, ProxiesHostsAndCookies) {
  ServerConfiguration configuration;
  configuration.trusted_proxies = *TrustedProxies::parse({"127.0.0.1"});
  configuration.host_names = {"pay.example"};
  Running running(configuration);
  std::string const answer = running.exchange(
      "GET /who HTTP/1.1\r\nHost: PAY.example:443\r\nX-Forwarded-For: 9.9.9.9, 1.2.3.4\r\nX-Forwarded-Proto: https\r\n"
      "Cookie: a=1; c=7\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(answer.ends_with("1.2.3.4 tls 7"));
  EXPECT_TRUE(answer.contains("Strict-Transport-Security: "));
  EXPECT_EQ(status_of(running.exchange(get("/who", kClose))), 421);
  Running direct;
  EXPECT_TRUE(
      direct.exchange(get("/who", "X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n"))
          .ends_with("127.0.0.1 plain -"));
}

TEST(HttpServer, ThePlainDoorOnlyLeadsToTls) {
  ServerConfiguration configuration;
  configuration.redirect_origin = "https://pay.example";
  Running running(configuration);
  for (char const* target : {"/quick", "/claims/1?a=b%20c", "/nowhere"}) {
    std::string const answer = running.exchange(get(target, kClose));
    EXPECT_EQ(status_of(answer), 308) << target;
    EXPECT_TRUE(answer.contains("Location: https://pay.example" + std::string(target) + "\r\n")) << answer;
    EXPECT_FALSE(answer.contains("Strict-Transport-Security"));
  }
  // Where it leads is ours to say, and not the caller's.
  std::string const answer =
      running.exchange("GET //evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(answer.contains("Location: https://pay.example//evil.example/\r\n")) << answer;
  for (char const* request :
       {"GET /api/source/v1/claims HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer k\r\nConnection: close\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\nab"}) {
    std::string const refused = running.exchange(request);
    EXPECT_EQ(status_of(refused), 403) << request;
    EXPECT_TRUE(refused.contains("tls_required")) << refused;
    EXPECT_FALSE(refused.contains("Location:")) << refused;
  }
  EXPECT_EQ(running.calls, 0);
}

TEST(HttpServer, LogsNothingPersonal) {
  Running running;
  running.exchange(get("/worker/secret-id?q=0101011234", "Cookie: s=secret\r\nConnection: close\r\n"));
  running.exchange(get("/secret-path", kClose));
  running.server->stop(1s);
  running.log.flush();
  EXPECT_TRUE(running.logged.contains("\"route\":\"/worker/{id}\",\"status\":200"));
  EXPECT_TRUE(running.logged.contains("\"route\":\"-\",\"status\":404"));
  EXPECT_FALSE(running.logged.contains("secret"));
  EXPECT_FALSE(running.logged.contains("0101011234"));
  EXPECT_FALSE(running.logged.contains("127.0.0.1"));
}

TEST(HttpServer, SaysWhyItDoesNotStart) {
  FixedClock clock;
  Router router;
  router.add(Method::kGet, "/", Privilege::kPublic, [](Request const&) { return no_content(); });
  auto const start = [&](ServerConfiguration configuration) {
    return Server(std::move(configuration), router, clock, nullptr, nullptr).start();
  };
  EXPECT_EQ(start({.address = "nowhere"}).error(), StartError::kBadAddress);
  EXPECT_EQ(start({.tls = TlsFiles{"/nonexistent", "/nonexistent"}}).error(), StartError::kBadCertificate);
  Running running;
  EXPECT_EQ(start({.port = running.server->port()}).error(), StartError::kAddressInUse);
  router.add(Method::kGet, "/mine", Privilege::kCitizen, [](Request const&) { return no_content(); });
  EXPECT_EQ(start({}).error(), StartError::kRouteWithoutGate);
}

}  // namespace
}  // namespace http
