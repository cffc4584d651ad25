// A server on a loopback port with some routes, and a client that speaks to it through a raw socket.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>

#include "http/server.h"

namespace http::testing {

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

inline int status_of(std::string_view answer) {
  if (!answer.starts_with("HTTP/1.1 ") || answer.size() < 12) return 0;
  return std::stoi(std::string(answer.substr(9, 3)));
}

inline std::size_t count_of(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++count;
  return count;
}

inline std::string get(std::string_view path, std::string_view more = "") {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: x\r\n" + std::string(more) + "\r\n";
}

inline constexpr std::string_view kClose = "Connection: close\r\n";

}  // namespace http::testing
