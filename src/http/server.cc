#include "http/server.h"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include "base/encoding.h"
#include "http/server_impl.h"
#include "http/server_tls.h"

namespace http {
namespace {

constexpr std::chrono::milliseconds kSweepInterval{200};
constexpr std::chrono::milliseconds kAcceptPause{50};

std::size_t default_workers() {
  std::size_t const cores = std::max(1U, std::thread::hardware_concurrency());
  // Many more than cores: most of them wait for a durable commit, and the more wait, the more share one.
  return 8 * cores + 16;
}

}  // namespace

Server::Impl::Impl(ServerConfiguration configuration, Router const& router, ports::Clock const& clock, AccessLog* log,
                   Metrics* metrics)
    : configuration_(std::move(configuration)),
      router_(router),
      clock_(clock),
      log_(log),
      metrics_(metrics),
      security_headers_(configuration_.security_headers),
      checks_(router, configuration_.trusted_proxies, configuration_.host_names, configuration_.redirect_origin) {
  std::array<unsigned char, 4> random{};
  if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1) random.fill(0);
  id_prefix_ = base::to_hex(random);
  id_prefix_ += '-';
}

bool Server::Impl::listen() {
  ErrorCode error;
  asio::ip::address const address = asio::ip::make_address(configuration_.address, error);
  tcp::endpoint const endpoint(address, configuration_.port);
  acceptor_.emplace(lanes_.front()->context);
  acceptor_->open(endpoint.protocol(), error);
  if (error) return false;
  acceptor_->set_option(asio::socket_base::reuse_address(true), error);
  acceptor_->bind(endpoint, error);
  if (error) return false;
  acceptor_->listen(asio::socket_base::max_listen_connections, error);
  if (error) return false;
  port_ = acceptor_->local_endpoint(error).port();
  return !error;
}

std::expected<void, StartError> Server::Impl::start() {
  if (!router_.routes_without_gate().empty()) return std::unexpected(StartError::kRouteWithoutGate);
  ErrorCode error;
  asio::ip::make_address(configuration_.address, error);
  if (error) return std::unexpected(StartError::kBadAddress);
  if (configuration_.tls) {
    tls_ = make_tls_context(configuration_.tls->certificate_chain, configuration_.tls->private_key);
    if (!tls_) return std::unexpected(StartError::kBadCertificate);
  }
  std::size_t const lanes = std::max<std::size_t>(1, configuration_.io_threads);
  for (std::size_t i = 0; i < lanes; ++i) lanes_.push_back(std::make_unique<Lane>());
  if (!listen()) {
    acceptor_.reset();
    lanes_.clear();
    return std::unexpected(StartError::kAddressInUse);
  }
  workers_.emplace(configuration_.worker_threads == 0 ? default_workers() : configuration_.worker_threads);
  running_ = true;
  asio::co_spawn(lanes_.front()->context, accept_all(), asio::detached);
  for (std::unique_ptr<Lane>& lane : lanes_) {
    asio::co_spawn(lane->context, sweep(*lane), asio::detached);
    Lane& own = *lane;
    lane->thread = std::thread([&own] { own.context.run(); });
  }
  return {};
}

void Server::Impl::stop(std::chrono::milliseconds deadline) {
  if (!running_) return;
  running_ = false;
  auto const all_ended = [this] { return connections_.load() == 0; };
  asio::post(lanes_.front()->context, [this] {
    ErrorCode ignored;
    acceptor_->close(ignored);
  });
  for (std::unique_ptr<Lane>& lane : lanes_) {
    Lane& own = *lane;
    asio::post(own.context, [&own] {
      own.draining = true;
      for (ConnectionBase* const connection : own.connections) {
        if (connection->phase == Phase::kIdle) connection->cut();
      }
    });
  }
  {
    std::unique_lock lock(ended_mutex_);
    ended_.wait_for(lock, deadline, all_ended);
  }
  for (std::unique_ptr<Lane>& lane : lanes_) {
    Lane& own = *lane;
    asio::post(own.context, [&own] {
      own.cutting = true;
      own.sweep_timer.cancel();
      for (ConnectionBase* const connection : own.connections) {
        if (connection->phase != Phase::kWorking) connection->cut();
      }
    });
  }
  // Handlers that still run are waited for: their thread cannot be taken away from them.
  workers_->join();
  {
    std::unique_lock lock(ended_mutex_);
    ended_.wait_for(lock, kLingerTimeout, all_ended);
  }
  for (std::unique_ptr<Lane>& lane : lanes_) {
    lane->guard.reset();
    lane->context.stop();
    lane->thread.join();
  }
  acceptor_.reset();
  lanes_.clear();
  workers_.reset();
}

Awaitable<void> Server::Impl::accept_all() {
  Lane& own = *lanes_.front();
  while (acceptor_->is_open()) {
    Lane& lane = *lanes_[next_lane_];
    next_lane_ = (next_lane_ + 1) % lanes_.size();
    auto [error, socket] = co_await acceptor_->async_accept(lane.context, kAwaitTuple);
    if (!error) {
      take_in(lane, std::move(socket));
      continue;
    }
    if (error == asio::error::operation_aborted || own.draining) co_return;
    // Out of file handles, most likely: those who are connected go on, and newcomers wait in the kernel's queue.
    Timer pause(own.context, kAcceptPause);
    co_await pause.async_wait(kAwaitTuple);
  }
}

void Server::Impl::take_in(Lane& lane, Socket socket) {
  if (connections_.load(std::memory_order_relaxed) >= configuration_.max_connections) return;  // closes it
  connections_.fetch_add(1);
  ErrorCode ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  serve_connection(lane, std::move(socket));
}

/// One timer for all connections of a lane, instead of one at every read and write.
Awaitable<void> Server::Impl::sweep(Lane& lane) {
  while (!lane.cutting) {
    lane.sweep_timer.expires_after(kSweepInterval);
    co_await lane.sweep_timer.async_wait(kAwaitTuple);
    TimePoint const now = SteadyClock::now();
    for (ConnectionBase* const connection : lane.connections) {
      if (connection->phase != Phase::kWorking && now > connection->deadline) connection->cut();
    }
  }
}

void Server::Impl::enter(Lane& lane, ConnectionBase& connection) {
  connection.place = lane.connections.insert(lane.connections.end(), &connection);
}

void Server::Impl::leave(Lane& lane, ConnectionBase& connection) {
  connection.cut();
  lane.connections.erase(connection.place);
  {
    std::lock_guard const lock(ended_mutex_);
    connections_.fetch_sub(1);
  }
  ended_.notify_all();
}

Server::Server(ServerConfiguration configuration, Router const& router, ports::Clock const& clock, AccessLog* log,
               Metrics* metrics)
    : impl_(std::make_unique<Impl>(std::move(configuration), router, clock, log, metrics)) {}

Server::~Server() = default;

std::expected<void, StartError> Server::start() { return impl_->start(); }

std::uint16_t Server::port() const noexcept { return impl_->port(); }

void Server::stop(std::chrono::milliseconds deadline) { impl_->stop(deadline); }

std::size_t Server::connections() const noexcept { return impl_->connections(); }

std::size_t Server::queued() const noexcept { return impl_->queued(); }

}  // namespace http
