// The server's limits: sizes, time-outs, overload, and stopping.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "http/server_test_support.h"

namespace http {
namespace {

using namespace testing;

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

}  // namespace
}  // namespace http
