// The real server on a loopback port, spoken to through raw sockets: framing, limits, time-outs, overload and stopping.
#include "http/server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace http {
namespace {

using namespace std::chrono_literals;

class FixedClock final : public ports::Clock {
 public:
  [[nodiscard]] base::Instant now() const override { return {1'700'000'000'125'000}; }
};

/// A client that sends exactly the bytes it is told.
class Wire {
 public:
  explicit Wire(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr const*>(&address), sizeof address) == 0;
  }
  ~Wire() { ::close(socket_); }
  Wire(Wire const&) = delete;
  Wire& operator=(Wire const&) = delete;

  Wire& send(std::string_view bytes) {
    while (!bytes.empty()) {
      ssize_t const sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) break;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return *this;
  }

  /// Everything until the server closes, or until nothing has come for `quiet`.
  std::string read_all(std::chrono::milliseconds quiet = 3s) {
    std::string all;
    closed_ = false;
    while (true) {
      pollfd waiting{socket_, POLLIN, 0};
      if (::poll(&waiting, 1, static_cast<int>(quiet.count())) <= 0) return all;
      std::array<char, 65536> piece;
      ssize_t const got = ::recv(socket_, piece.data(), piece.size(), 0);
      if (got <= 0) {
        closed_ = true;
        return all;
      }
      all.append(piece.data(), static_cast<std::size_t>(got));
    }
  }

  /// Until `text` has come.
  std::string read_until(std::string_view text) {
    std::string all;
    while (!all.contains(text)) {
      std::array<char, 65536> piece;
      ssize_t const got = ::recv(socket_, piece.data(), piece.size(), 0);
      if (got <= 0) break;
      all.append(piece.data(), static_cast<std::size_t>(got));
    }
    return all;
  }

  [[nodiscard]] bool closed() const { return closed_; }
  [[nodiscard]] bool connected() const { return connected_; }
  [[nodiscard]] int handle() const { return socket_; }

 private:
  int socket_;
  bool connected_ = false;
  bool closed_ = false;
};

struct Running {
  FixedClock clock;
  Router router;
  std::string logged;
  AccessLog log;
  std::unique_ptr<Metrics> metrics;
  std::unique_ptr<Server> server;
  std::atomic<int> calls{0};
  std::atomic<bool> hold{false};

  explicit Running(ServerConfiguration configuration = {}) : log([this](std::string_view lines) { logged += lines; }) {
    router.add(Route{Method::kGet, "/quick", Privilege::kPublic,
                     [this](Request const&) {
                       ++calls;
                       return text_response(200, "quick");
                     },
                     Execution::kInline});
    router.add(Method::kGet, "/worker/{id}", Privilege::kPublic, [this](Request const& request) {
      ++calls;
      return text_response(200, "id=" + std::string(request.parameter("id")));
    });
    router.add(Route{Method::kPost, "/echo", Privilege::kPublic,
                     [this](Request const& request) {
                       ++calls;
                       return text_response(200, "[" + request.body + "]");
                     },
                     Execution::kWorker, 1000});
    router.add(Method::kGet, "/slow", Privilege::kPublic, [this](Request const&) {
      ++calls;
      while (hold) std::this_thread::sleep_for(1ms);
      return text_response(200, "slow");
    });
    router.add(Method::kGet, "/big", Privilege::kPublic,
               [](Request const&) { return text_response(200, std::string(3'000'000, 'b')); });
    router.add(Method::kGet, "/throws", Privilege::kPublic,
               [](Request const&) -> Response { throw std::runtime_error("secret"); });
    router.add(Method::kGet, "/splits", Privilege::kPublic,
               [](Request const&) { return text_response(200, "x").set_header("X-Bad", "a\r\nSet-Cookie: b"); });
    router.add(Method::kGet, "/who", Privilege::kPublic, [](Request const& request) {
      return text_response(200, request.remote_address + (request.transport == Transport::kTls ? " tls" : " plain") +
                                    " " + std::string(request.cookie("c").value_or("-")));
    });
    metrics = std::make_unique<Metrics>(router);
    server = std::make_unique<Server>(std::move(configuration), router, clock, &log, metrics.get());
    if (!server->start()) throw std::runtime_error("the server does not start");
  }
  ~Running() {
    hold = false;
    server.reset();
  }
  std::string exchange(std::string_view bytes) { return Wire(server->port()).send(bytes).read_all(); }
};

int status_of(std::string_view answer) {
  if (!answer.starts_with("HTTP/1.1 ") || answer.size() < 12) return 0;
  return std::stoi(std::string(answer.substr(9, 3)));
}

std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

std::string get(std::string_view path, std::string_view more = "") {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: x\r\n" + std::string(more) + "\r\n";
}

constexpr std::string_view kClose = "Connection: close\r\n";

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
struct Smuggled {
  char const* name;
  std::string bytes;
  int status;
};

std::vector<Smuggled> smuggling_corpus() {
  std::string const post = "POST /echo HTTP/1.1\r\nHost: x\r\n";
  std::string const next = "GET /quick HTTP/1.1\r\nHost: x\r\n\r\n";
  return {
      {"both lengths, length first", post + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG", 400},
      {"both lengths, chunked first", post + "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\nG", 400},
      {"two different lengths", post + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", 400},
      {"two equal lengths", post + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc", 400},
      {"a list of lengths", post + "Content-Length: 3, 3\r\n\r\nabc", 400},
      {"a signed length", post + "Content-Length: +3\r\n\r\nabc", 400},
      {"a negative length", post + "Content-Length: -3\r\n\r\nabc", 400},
      {"a hexadecimal length", post + "Content-Length: 0x3\r\n\r\nabc", 400},
      {"an empty length", post + "Content-Length:\r\n\r\nabc", 400},
      {"a length with a blank", post + "Content-Length: 3 3\r\n\r\nabc", 400},
      {"an overflowing length", post + "Content-Length: 18446744073709551617\r\n\r\nabc", 400},
      {"two encodings", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"chunked and identity", post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
       400},
      {"gzip, chunked", post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400},
      {"chunked, identity", post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", 400},
      {"identity", post + "Transfer-Encoding: identity\r\n\r\n" + next, 400},
      {"xchunked", post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400},
      {"quoted chunked", post + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n", 400},
      {"vertical tab before chunked",
       post + "Transfer-Encoding: \x0b"
              "chunked\r\n\r\n0\r\n\r\n",
       400},
      {"blank before the colon", post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", 400},
      {"tab before the colon", post + "Content-Length\t: 3\r\n\r\nabc", 400},
      {"a folded encoding", post + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n", 400},
      {"a fold after the value", post + "X-A: b\r\n \r\nContent-Length: 3\r\n\r\nabc", 400},
      {"a folded length", post + "Content-Length:\r\n\t3\r\n\r\nabc", 400},
      {"a folded field", post + "X-A: b\r\n c\r\nContent-Length: 3\r\n\r\nabc", 400},
      {"a field that begins with a blank", post + " Content-Length: 3\r\n\r\nabc", 400},
      {"bare line feeds", "POST /echo HTTP/1.1\nHost: x\nContent-Length: 3\n\nabc", 400},
      {"a bare line feed in the header", post + "X-A: b\nContent-Length: 3\r\n\r\nabc", 400},
      {"a bare carriage return", post + "X-A: b\rContent-Length: 3\r\n\r\nabc", 400},
      {"NUL in a value", post + std::string("X-A: b\0c\r\n\r\n", 11), 400},
      {"a field without a name", post + ": x\r\n\r\n", 400},
      {"a field without a colon", post + "Content-Length 3\r\n\r\nabc", 400},
      {"no host", "GET /quick HTTP/1.1\r\n\r\n", 400},
      {"two hosts", "GET /quick HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", 400},
      {"chunked in HTTP/1.0", "POST /echo HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      {"an oversized chunk", post + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nabc\r\n0\r\n\r\n", 400},
      {"a huge chunk", post + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFF0\r\nabc\r\n0\r\n\r\n", 413},
      {"a chunk longer than it says", post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n", 400},
      {"a chunk size with 0x", post + "Transfer-Encoding: chunked\r\n\r\n0x3\r\nabc\r\n0\r\n\r\n", 400},
      {"a negative chunk", post + "Transfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n0\r\n\r\n", 400},
      {"a chunk extension", post + "Transfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0\r\n\r\n", 400},
      {"a line feed in a chunk extension", post + "Transfer-Encoding: chunked\r\n\r\n3;\nx\r\nabc\r\n0\r\n\r\n", 400},
      {"bare line feeds in chunks", post + "Transfer-Encoding: chunked\r\n\r\n3\nabc\n0\n\n\r\n\r\n", 400},
      {"a trailer", post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nContent-Length: 3\r\n\r\n", 400},
      {"a harmless trailer", post + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\nX-A: b\r\n\r\n", 400},
      {"HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
      {"HTTP/1.2", "GET /quick HTTP/1.2\r\nHost: x\r\n\r\n", 505},
      {"HTTP/0.9", "GET /quick\r\n\r\n", 400},
      {"two blanks", "GET  /quick HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"a blank in the target", "GET /qui ck HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"absolute target", "GET http://x/quick HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400},
      {"asterisk target", "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400},
      {"a leading line end", "\r\nGET /quick HTTP/1.1\r\nHost: x\r\n\r\n", 400},
      {"TLS to a plain port", "\x16\x03\x01\x02", 400},
      {"dot segments", "GET /a/../quick HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400},
      {"an encoded slash", "GET /worker/a%2fb HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400},
      {"a repeated query key", "GET /quick?a=1&a=2 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400},
  };
}

TEST(HttpServer, RefusesTheSmugglingCorpus) {
  Running running;
  for (Smuggled const& item : smuggling_corpus()) {
    int const before = running.calls;
    Wire wire(running.server->port());
    bool const ends_itself = item.bytes.contains("Connection: close");
    std::string const answer =
        wire.send(item.bytes + (ends_itself ? "" : "GET /quick HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
            .read_all();
    EXPECT_EQ(status_of(answer), item.status) << item.name;
    bool const certain = item.bytes.starts_with("GET /quick HTTP/1.1") || item.bytes == "GET /quick HTTP/1.1\r\n\r\n";
    if (!certain) {
      EXPECT_EQ(count_of(answer, "X-Request-Id: "), 1U) << item.name;
      EXPECT_EQ(running.calls, before) << item.name;
    }
    EXPECT_TRUE(wire.closed()) << item.name;
  }
}

TEST(HttpServer, LimitsHeaderAndBody) {
  Running running;
  EXPECT_EQ(status_of(running.exchange(get("/quick", "X-A: " + std::string(20'000, 'a') + "\r\n"))), 431);
  std::string many;
  for (int i = 0; i < 120; ++i) many += "X-" + std::to_string(i) + ": a\r\n";
  EXPECT_EQ(status_of(running.exchange(get("/quick", many))), 431);
  EXPECT_EQ(status_of(running.exchange("GET /" + std::string(40'000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n")), 431);
  EXPECT_EQ(status_of(running.exchange("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\n\r\n")), 413);
  EXPECT_EQ(
      status_of(running.exchange("POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1000\r\n\r\n" +
                                 std::string(1000, 'x'))),
      200);
  EXPECT_EQ(
      status_of(running.exchange("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n200\r\n" +
                                 std::string(0x200, 'x') + "\r\n200\r\n" + std::string(0x200, 'x') + "\r\n0\r\n\r\n")),
      413);
  // The lines come one by one: the limit is on their sum.
  Wire drip(running.server->port());
  drip.send("GET /quick HTTP/1.1\r\n");
  for (int i = 0; i < 200; ++i) {
    drip.send("X-" + std::to_string(i) + ": " + std::string(200, 'a') + "\r\n");
    std::this_thread::sleep_for(1ms);
  }
  EXPECT_EQ(status_of(drip.read_all()), 431);
}

TEST(HttpServer, AnswersEvenWhenTheClientIsStillSending) {
  Running running;
  Wire wire(running.server->port());
  wire.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000000\r\n\r\n");
  wire.send(std::string(200'000, 'x'));
  EXPECT_EQ(status_of(wire.read_all()), 413);
  EXPECT_EQ(running.calls, 0);
}

TEST(HttpServer, ExpectContinue) {
  Running running;
  Wire wire(running.server->port());
  wire.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(wire.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_TRUE(wire.send("abc").read_all().ends_with("[abc]"));
  EXPECT_EQ(status_of(running.exchange(
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2000\r\nExpect: 100-continue\r\n\r\n")),
            413);
  EXPECT_EQ(
      status_of(running.exchange("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: a-pony\r\n\r\n")),
      417);
  EXPECT_EQ(status_of(running.exchange(
                "POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n")),
            404);
}

TEST(HttpServer, SlowClientsAreCutAndDoNotDisturb) {
  ServerConfiguration configuration;
  configuration.header_timeout = 300ms;
  configuration.body_timeout = 300ms;
  configuration.idle_timeout = 300ms;
  Running running(configuration);
  Wire silent(running.server->port());
  Wire header(running.server->port());
  Wire body(running.server->port());
  header.send("GET /quick HTTP/1.1\r\n");
  body.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na");
  EXPECT_EQ(status_of(running.exchange(get("/quick", kClose))), 200);
  auto const began = std::chrono::steady_clock::now();
  EXPECT_EQ(silent.read_all(), "");
  EXPECT_EQ(header.read_all(), "");
  EXPECT_EQ(body.read_all(), "");
  EXPECT_TRUE(silent.closed() && header.closed() && body.closed());
  EXPECT_LT(std::chrono::steady_clock::now() - began, 2s);
}

TEST(HttpServer, AFullQueueIsSaidSo) {
  ServerConfiguration configuration;
  configuration.worker_threads = 1;
  configuration.queue_limit = 2;
  Running running(configuration);
  running.hold = true;
  Wire first(running.server->port());
  Wire second(running.server->port());
  first.send(get("/slow", kClose));
  second.send(get("/slow", kClose));
  while (running.server->queued() < 2) std::this_thread::sleep_for(1ms);
  std::string const refused = running.exchange(get("/slow", kClose));
  EXPECT_EQ(status_of(refused), 503);
  EXPECT_TRUE(refused.contains("Retry-After: 1\r\n"));
  EXPECT_EQ(status_of(running.exchange(get("/quick", kClose))), 200);  // inline: no worker needed
  running.hold = false;
  EXPECT_EQ(status_of(first.read_all()), 200);
  EXPECT_EQ(status_of(second.read_all()), 200);
  EXPECT_EQ(running.server->queued(), 0U);
}

TEST(HttpServer, StopsAfterFinishingWhatRuns) {
  Running running;
  running.hold = true;
  Wire busy(running.server->port());
  Wire idle(running.server->port());
  idle.send(get("/quick")).read_until("quick");
  busy.send(get("/slow"));
  while (running.server->queued() == 0) std::this_thread::sleep_for(1ms);
  std::thread release([&running] {
    std::this_thread::sleep_for(150ms);
    running.hold = false;
  });
  running.server->stop(5s);
  release.join();
  std::string const answer = busy.read_all();
  EXPECT_EQ(status_of(answer), 200);
  EXPECT_TRUE(answer.contains("Connection: close\r\n"));
  EXPECT_EQ(idle.read_all(), "");
  EXPECT_TRUE(idle.closed());
  EXPECT_FALSE(Wire(running.server->port()).connected());
}

TEST(HttpServer, StopsAtItsDeadline) {
  Running running;
  Wire half(running.server->port());
  half.send("GET /quick HTTP/1.1\r\n");
  std::this_thread::sleep_for(50ms);
  auto const began = std::chrono::steady_clock::now();
  running.server->stop(100ms);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 2s);
  EXPECT_EQ(half.read_all(), "");
}

TEST(HttpServer, ManyConnectionsAtOnce) {
  ServerConfiguration configuration;
  configuration.io_threads = 2;
  Running running(configuration);
  std::vector<std::thread> clients;
  std::atomic<int> good{0};
  for (int c = 0; c < 8; ++c) {
    clients.emplace_back([&running, &good] {
      Wire wire(running.server->port());
      for (int i = 0; i < 100; ++i) {
        std::string const id = std::to_string(i);
        wire.send(get("/worker/" + id));
        good += wire.read_until("id=" + id).contains("HTTP/1.1 200 OK") ? 1 : 0;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(good, 800);
  running.server->stop(1s);  // an answer is counted after it has been sent
  EXPECT_EQ(running.metrics->count(1, 2), 800U);
}

TEST(HttpServer, BoundsItsConnections) {
  ServerConfiguration configuration;
  configuration.max_connections = 2;
  Running running(configuration);
  Wire first(running.server->port());
  Wire second(running.server->port());
  first.send(get("/quick")).read_until("quick");
  second.send(get("/quick")).read_until("quick");
  Wire third(running.server->port());
  EXPECT_EQ(third.send(get("/quick")).read_all(), "");
  EXPECT_TRUE(third.closed());
  EXPECT_EQ(running.server->connections(), 2U);
}

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
