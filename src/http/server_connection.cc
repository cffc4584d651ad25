// One connection: handshake, requests in, answers out, until one side has enough.
#include <algorithm>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include "http/problem.h"
#include "http/server_impl.h"

namespace http {
namespace {

constexpr std::size_t kLingerBytes = 1024 * 1024;
constexpr std::size_t kReadBytes = 4 * 1024;
constexpr std::size_t kBodyReadBytes = 32 * 1024;
constexpr std::size_t kKeptBufferBytes = 16 * 1024;
constexpr std::size_t kJoinedBodyBytes = 8 * 1024;

std::string text_of_address(asio::ip::address const& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  }
  return address.to_string();
}

}  // namespace

template <class Stream>
Awaitable<bool> Server::Impl::shake_hands(Connection<Stream>& connection) {
  if constexpr (kIsTls<Stream>) {
    connection.deadline = SteadyClock::now() + configuration_.handshake_timeout;
    auto const [error] = co_await connection.stream.async_handshake(asio::ssl::stream_base::server, kAwaitTuple);
    co_return !error;
  }
  co_return true;
}

template <class Stream>
Awaitable<std::optional<ParseStep>> Server::Impl::read_until_step(Connection<Stream>& connection, RequestParser& parser,
                                                                  std::size_t at_once) {
  while (true) {
    if (connection.buffer.size() != 0) {
      auto const bytes = connection.buffer.cdata();
      std::size_t used = 0;
      ParseStep const step = parser.feed({static_cast<char const*>(bytes.data()), bytes.size()}, used);
      connection.buffer.consume(used);
      if (step != ParseStep::kNeedMore) co_return step;
      // What the parser cannot use yet is a line or chunk header: longer than this, it is an attack.
      if (connection.buffer.size() > configuration_.max_header_bytes) co_return ParseStep::kMalformed;
    }
    auto const space = connection.buffer.prepare(at_once);
    auto const [error, size] = co_await connection.stream.async_read_some(space, kAwaitTuple);
    if (error) co_return std::nullopt;
    connection.buffer.commit(size);
    if (connection.phase == Phase::kIdle) {
      connection.phase = Phase::kBusy;
      connection.deadline = SteadyClock::now() + configuration_.header_timeout;
    }
  }
}

void Server::Impl::run_handler(Route const& route, Request& request, Response& response) const noexcept {
  bool failed = false;
  try {
    response = router_.run(route, request, &failed);
    if (failed && log_ != nullptr) {
      log_->event(request.received, "handler_failed", {{"request_id", request.request_id}, {"route", request.route}});
    }
  } catch (...) {
    response.headers.clear();
    response.status = 500;
  }
}

template <class Stream>
Awaitable<bool> Server::Impl::write_answer(Connection<Stream>& connection, After after) {
  Response& response = connection.response;
  if (!is_sendable(response)) response = problem_response(internal_error(), connection.request);
  make_head(connection.head, connection.request, response, after, connection.lane.date_line, security_headers_);
  bool const bodiless = connection.request.method == Method::kHead || response.status == 204 || response.status == 304;
  std::string_view body = bodiless ? std::string_view() : response.body.view();
  if (body.size() <= kJoinedBodyBytes) {
    connection.head += body;
    body = {};
  }
  connection.deadline = SteadyClock::now() + configuration_.write_timeout;
  std::array<asio::const_buffer, 2> const buffers = {asio::buffer(connection.head),
                                                     asio::const_buffer(body.data(), body.size())};
  auto const [error, size] = co_await asio::async_write(connection.stream, buffers, kAwaitTuple);
  co_return !error;
}

/// Closing at once would make the kernel throw our answer away while the client still sends.
template <class Stream>
Awaitable<void> Server::Impl::linger(Connection<Stream>& connection) {
  connection.deadline = SteadyClock::now() + kLingerTimeout;
  if constexpr (kIsTls<Stream>) {
    co_await connection.stream.async_shutdown(kAwaitTuple);
    co_return;
  } else {
    ErrorCode ignored;
    connection.stream.shutdown(asio::socket_base::shutdown_send, ignored);
    std::size_t left = kLingerBytes;
    while (left > 0) {
      connection.buffer.clear();
      auto const space = connection.buffer.prepare(kReadBytes);
      auto const [error, size] = co_await connection.stream.async_read_some(space, kAwaitTuple);
      if (error) co_return;
      left -= std::min(left, size);
    }
  }
}

void Server::Impl::record(Request const& request, std::string_view method, std::size_t route_index, int status,
                          TimePoint began) {
  if (log_ == nullptr && metrics_ == nullptr) return;
  std::int64_t const microseconds =
      std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - began).count();
  if (metrics_ != nullptr) metrics_->record(route_index, status, microseconds);
  if (log_ != nullptr) {
    log_->request({request.received, request.request_id, method, request.route.empty() ? "-" : request.route, status,
                   microseconds});
  }
}

/// Reads the body; what the parser said at the end of it, or nothing if the connection has ended.
template <class Stream>
Awaitable<std::optional<ParseStep>> Server::Impl::read_body(Connection<Stream>& connection, RequestParser& parser) {
  connection.deadline = SteadyClock::now() + configuration_.body_timeout;
  bool const expects = connection.request.headers.count_ignoring_case("Expect") != 0;
  if (expects && connection.buffer.size() == 0) {
    static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::const_buffer const go_on(kContinue.data(), kContinue.size());
    auto const [error, size] = co_await asio::async_write(connection.stream, go_on, kAwaitTuple);
    if (error) co_return std::nullopt;
  }
  std::optional<ParseStep> const step = co_await read_until_step(connection, parser, kBodyReadBytes);
  co_return step;
}

/// Runs the handler where its route wants it; false if the server has been cut meanwhile.
template <class Stream>
Awaitable<bool> Server::Impl::run_route(Connection<Stream>& connection, Route const& route) {
  if (route.execution == Execution::kInline) {
    run_handler(route, connection.request, connection.response);
    co_return true;
  }
  if (queued_.fetch_add(1, std::memory_order_relaxed) >= configuration_.queue_limit) {
    queued_.fetch_sub(1, std::memory_order_relaxed);
    connection.response = problem_response(overloaded(), connection.request);
    connection.response.set_header("Retry-After", "1");
    co_return true;
  }
  connection.phase = Phase::kWorking;
  co_await asio::post(asio::bind_executor(workers_->get_executor(), kAwait));
  run_handler(route, connection.request, connection.response);
  queued_.fetch_sub(1, std::memory_order_relaxed);
  co_await asio::post(connection.lane.context.get_executor(), kAwait);
  connection.phase = Phase::kBusy;
  co_return !connection.lane.cutting;
}

template <class Stream>
void Server::Impl::make_ready(Connection<Stream>& connection) const {
  connection.request.clear();
  connection.response = Response();
  TimePoint const now = SteadyClock::now();
  bool const has_more = connection.buffer.size() != 0;
  connection.phase = has_more ? Phase::kBusy : Phase::kIdle;
  connection.deadline = now + (has_more ? configuration_.header_timeout : configuration_.idle_timeout);
  if (!has_more && connection.buffer.capacity() > kKeptBufferBytes) connection.buffer.shrink_to_fit();
}

template <class Stream>
Awaitable<After> Server::Impl::serve_one(Connection<Stream>& connection) {
  if (connection.lane.draining && connection.buffer.size() == 0) co_return After::kClose;
  make_ready(connection);
  Request& request = connection.request;
  RequestParser parser(request, configuration_.max_header_bytes);
  std::optional<ParseStep> step = co_await read_until_step(connection, parser, kReadBytes);
  connection.phase = Phase::kBusy;
  if (!step) co_return After::kClose;
  TimePoint const began = SteadyClock::now();
  request.request_id = next_request_id();
  request.received = clock_.now();

  Router::Match match;
  match.index = router_.routes().size();
  std::optional<Response> early;
  constexpr Transport kTransport = kIsTls<Stream> ? Transport::kTls : Transport::kPlain;
  // Where this request ends and the next begins: without that there is no next one.
  bool certain = *step == ParseStep::kHeaderDone;
  if (certain) {
    early = checks_.check_header(request, parser, connection.peer_address, kTransport, match);
    if (early) certain = !parser.has_body();
  } else {
    early = RequestChecks::answer_to_step(*step, request, 0);
  }
  if (!early && parser.has_body()) {
    std::size_t const limit = match.route->body_limit_bytes;
    parser.set_body_limit(limit);
    step = co_await read_body(connection, parser);
    if (!step) co_return After::kClose;
    certain = *step == ParseStep::kComplete;
    if (!certain) early = RequestChecks::answer_to_step(*step, request, limit);
  }
  if (early) {
    connection.response = std::move(*early);
  } else {
    bool const alive = co_await run_route(connection, *match.route);
    if (!alive) co_return After::kClose;
  }

  bool const keep = certain && parser.is_http_1_1() && parser.keep_alive() && !connection.lane.draining;
  After const after = keep ? After::kKeepAlive : After::kClose;
  bool const written = co_await write_answer(connection, after);
  std::string_view const method = parser.method() ? method_name(request.method) : "-";
  record(request, method, match.index, connection.response.status, began);
  if (!written) co_return After::kClose;
  if (after == After::kClose) co_await linger(connection);
  co_return after;
}

template <class Stream>
Awaitable<void> Server::Impl::serve(std::shared_ptr<Connection<Stream>> connection) {
  Connection<Stream>& own = *connection;
  enter(own.lane, own);
  try {
    ErrorCode error;
    tcp::endpoint const peer = socket_of(own.stream).remote_endpoint(error);
    if (!error) {
      own.peer_address = text_of_address(peer.address());
      bool const ready = co_await shake_hands(own);
      After after = ready ? After::kKeepAlive : After::kClose;
      while (after == After::kKeepAlive && !own.lane.cutting) after = co_await serve_one(own);
    }
  } catch (std::exception const&) {
    // Out of memory is what is left; the connection is given up, the server goes on.
    own.phase = Phase::kBusy;
  }
  leave(own.lane, own);
}

void Server::Impl::serve_connection(Lane& lane, Socket socket) {
  if (tls_) {
    auto connection = std::make_shared<Connection<TlsStream>>(lane, TlsStream(std::move(socket), *tls_));
    asio::co_spawn(lane.context, serve(std::move(connection)), asio::detached);
  } else {
    auto connection = std::make_shared<Connection<Socket>>(lane, std::move(socket));
    asio::co_spawn(lane.context, serve(std::move(connection)), asio::detached);
  }
}

}  // namespace http
