#include "http/server.h"

#include <openssl/rand.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <charconv>
#include <condition_variable>
#include <cstdio>
#include <ctime>
#include <list>
#include <mutex>
#include <thread>
#include <utility>

#include "base/encoding.h"
#include "http/cookies.h"
#include "http/problem.h"
#include "http/request_parser.h"

// Coroutines live in this file only. Within a co_await expression there is no lambda and no brace-built temporary:
// g++ 12 destroys those twice. Everything awaited is named first or built by a constructor.

namespace http {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using ErrorCode = boost::system::error_code;
using SteadyClock = std::chrono::steady_clock;
using TimePoint = SteadyClock::time_point;

// The executor's own type, not any_io_executor: no virtual call at every step.
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<tcp, Executor>;
using Timer = asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, Executor>;
using TlsStream = asio::ssl::stream<Socket>;
template <class Result>
using Awaitable = asio::awaitable<Result, Executor>;
using Await = asio::use_awaitable_t<Executor>;
using AwaitTuple = asio::as_tuple_t<Await>;

constexpr Await kAwait;
constexpr AwaitTuple kAwaitTuple(kAwait);

constexpr std::chrono::milliseconds kSweepInterval{200};
constexpr std::chrono::milliseconds kLingerTimeout{1'000};
constexpr std::chrono::milliseconds kAcceptPause{50};
constexpr std::size_t kLingerBytes = 1024 * 1024;
constexpr std::size_t kReadBytes = 4 * 1024;
constexpr std::size_t kBodyReadBytes = 32 * 1024;
constexpr std::size_t kKeptBufferBytes = 16 * 1024;
constexpr std::size_t kJoinedBodyBytes = 8 * 1024;
constexpr TimePoint kNever = TimePoint::max();

template <class Stream>
constexpr bool kIsTls = std::is_same_v<Stream, TlsStream>;

Socket& socket_of(Socket& stream) noexcept { return stream; }
Socket& socket_of(TlsStream& stream) noexcept { return stream.next_layer(); }

std::size_t default_workers() {
  std::size_t const cores = std::max(1U, std::thread::hardware_concurrency());
  // Many more than cores: most of them wait for a durable commit, and the more wait, the more share one.
  return 8 * cores + 16;
}

std::string text_of_address(asio::ip::address const& address) {
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  }
  return address.to_string();
}

void append_number(std::string& out, std::uint64_t value, int base = 10) {
  std::array<char, 24> digits{};
  auto const [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value, base);
  out.append(digits.data(), end);
}

/// RFC 9110 section 5.6.7, made at most once a second.
class DateLine {
 public:
  std::string const& at(base::Instant now) {
    std::int64_t const second = now.microseconds / 1'000'000;
    if (second != second_) {
      second_ = second;
      constexpr std::array<char const*, 7> kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
      constexpr std::array<char const*, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
      std::time_t const time = static_cast<std::time_t>(second);
      std::tm parts{};
      gmtime_r(&time, &parts);
      std::array<char, 64> text{};
      int const size = std::snprintf(text.data(), text.size(), "Date: %s, %02d %s %04d %02d:%02d:%02d GMT\r\n",
                                     kDays[static_cast<std::size_t>(parts.tm_wday) % 7], parts.tm_mday,
                                     kMonths[static_cast<std::size_t>(parts.tm_mon) % 12], parts.tm_year + 1900,
                                     parts.tm_hour, parts.tm_min, parts.tm_sec);
      line_.assign(text.data(), static_cast<std::size_t>(std::max(0, size)));
    }
    return line_;
  }

 private:
  std::int64_t second_ = -1;
  std::string line_;
};

/// What the sweeper may do with a connection. Changed only on the lane's thread.
enum class Phase : std::uint8_t {
  kIdle,     // Between requests: may be closed at any time.
  kBusy,     // Reading or writing: closed when its deadline has passed.
  kWorking,  // A worker thread has it: not to be touched.
};

enum class After : std::uint8_t { kKeepAlive, kClose };

struct ConnectionBase {
  ConnectionBase() = default;
  ConnectionBase(ConnectionBase const&) = delete;
  ConnectionBase& operator=(ConnectionBase const&) = delete;
  virtual ~ConnectionBase() = default;
  virtual void cut() noexcept = 0;

  Phase phase = Phase::kBusy;
  TimePoint deadline = kNever;
  std::list<ConnectionBase*>::iterator place;
};

/// One thread with its event loop and its connections. All members are used on that thread only.
struct Lane {
  Lane() : context(1), guard(context.get_executor()), sweep_timer(context) {}

  asio::io_context context;
  asio::executor_work_guard<Executor> guard;
  Timer sweep_timer;
  std::list<ConnectionBase*> connections;
  DateLine date_line;
  bool draining = false;
  bool cutting = false;
  std::thread thread;
};

template <class Stream>
struct Connection final : ConnectionBase {
  Connection(Lane& on_lane, Stream made) : lane(on_lane), stream(std::move(made)) {}

  void cut() noexcept override {
    ErrorCode ignored;
    socket_of(stream).close(ignored);
  }

  Lane& lane;
  Stream stream;
  boost::beast::flat_buffer buffer;
  Request request;
  Response response;
  std::string head;
  std::string peer_address;
};

}  // namespace

class Server::Impl {
 public:
  Impl(ServerConfiguration configuration, Router const& router, ports::Clock const& clock, AccessLog* log,
       Metrics* metrics)
      : configuration_(std::move(configuration)),
        router_(router),
        clock_(clock),
        log_(log),
        metrics_(metrics),
        security_headers_(configuration_.security_headers) {
    std::array<unsigned char, 4> random{};
    if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1) random.fill(0);
    id_prefix_ = base::to_hex(random);
    id_prefix_ += '-';
  }

  ~Impl() { stop(std::chrono::milliseconds(0)); }

  std::expected<void, StartError> start();
  void stop(std::chrono::milliseconds deadline);
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] std::size_t connections() const noexcept { return connections_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::size_t queued() const noexcept { return queued_.load(std::memory_order_relaxed); }

 private:
  bool set_up_tls();
  bool listen();

  Awaitable<void> accept_all();
  Awaitable<void> sweep(Lane& lane);
  void take_in(Lane& lane, Socket socket);

  template <class Stream>
  Awaitable<void> serve(std::shared_ptr<Connection<Stream>> connection);
  template <class Stream>
  Awaitable<bool> shake_hands(Connection<Stream>& connection);
  template <class Stream>
  Awaitable<After> serve_one(Connection<Stream>& connection);
  /// Reads until the parser says something else than "more"; nothing when the connection ended or timed out.
  template <class Stream>
  Awaitable<std::optional<ParseStep>> read_until_step(Connection<Stream>& connection, RequestParser& parser,
                                                      std::size_t at_once);
  template <class Stream>
  Awaitable<std::optional<ParseStep>> read_body(Connection<Stream>& connection, RequestParser& parser);
  template <class Stream>
  Awaitable<bool> run_route(Connection<Stream>& connection, Route const& route);
  template <class Stream>
  void make_ready(Connection<Stream>& connection) const;
  template <class Stream>
  Awaitable<bool> write_answer(Connection<Stream>& connection, After after);
  template <class Stream>
  Awaitable<void> linger(Connection<Stream>& connection);

  void enter(Lane& lane, ConnectionBase& connection);
  void leave(Lane& lane, ConnectionBase& connection);

  /// Looks at the header; an answer if the request is to go no further.
  std::optional<Response> check_header(Request& request, RequestParser const& parser, std::string_view peer_address,
                                       Transport transport, Router::Match& match) const;
  [[nodiscard]] bool is_own_host(std::string_view host) const;
  Response answer_to_step(ParseStep step, Request const& request, std::size_t body_limit) const;
  /// Nothing may be thrown on a worker thread: the connection belongs to its lane.
  void run_handler(Route const& route, Request& request, Response& response) const noexcept;
  void make_head(std::string& head, Request const& request, Response const& response, After after,
                 DateLine& date_line) const;
  void record(Request const& request, std::string_view method, std::size_t route_index, int status, TimePoint began);
  std::string next_request_id() {
    std::string id = id_prefix_;
    append_number(id, next_id_.fetch_add(1, std::memory_order_relaxed), 16);
    return id;
  }

  ServerConfiguration configuration_;
  Router const& router_;
  ports::Clock const& clock_;
  AccessLog* log_;
  Metrics* metrics_;
  SecurityHeaders security_headers_;
  std::string id_prefix_;
  std::atomic<std::uint64_t> next_id_{1};

  std::vector<std::unique_ptr<Lane>> lanes_;
  std::optional<Acceptor> acceptor_;
  std::optional<asio::ssl::context> tls_;
  std::optional<asio::thread_pool> workers_;
  std::size_t next_lane_ = 0;
  std::uint16_t port_ = 0;
  bool running_ = false;

  std::atomic<std::size_t> connections_{0};
  std::atomic<std::size_t> queued_{0};
  std::mutex ended_mutex_;
  std::condition_variable ended_;
};

namespace {

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

bool Server::Impl::set_up_tls() {
  if (!configuration_.tls) return true;
  tls_.emplace(asio::ssl::context::tls_server);
  ErrorCode error;
  tls_->use_certificate_chain_file(configuration_.tls->certificate_chain, error);
  if (error) return false;
  tls_->use_private_key_file(configuration_.tls->private_key, asio::ssl::context::pem, error);
  if (error) return false;
  SSL_CTX* const native = tls_->native_handle();
  if (SSL_CTX_check_private_key(native) != 1) return false;
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  if (SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20") != 1) return false;
  SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
  return true;
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
  if (!set_up_tls()) return std::unexpected(StartError::kBadCertificate);
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
  if (tls_) {
    auto connection = std::make_shared<Connection<TlsStream>>(lane, TlsStream(std::move(socket), *tls_));
    asio::co_spawn(lane.context, serve(std::move(connection)), asio::detached);
  } else {
    auto connection = std::make_shared<Connection<Socket>>(lane, std::move(socket));
    asio::co_spawn(lane.context, serve(std::move(connection)), asio::detached);
  }
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

bool Server::Impl::is_own_host(std::string_view host) const {
  if (configuration_.host_names.empty()) return true;
  std::size_t const colon = host.rfind(':');
  std::size_t const bracket = host.rfind(']');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
    host = host.substr(0, colon);
  }
  return std::any_of(configuration_.host_names.begin(), configuration_.host_names.end(),
                     [host](std::string const& own) { return equal_ignoring_case(own, host); });
}

std::optional<Response> Server::Impl::check_header(Request& request, RequestParser const& parser,
                                                   std::string_view peer_address, Transport transport,
                                                   Router::Match& match) const {
  ClientOrigin const origin = configuration_.trusted_proxies.resolve(peer_address, transport, request.headers);
  request.remote_address = origin.address;
  request.transport = origin.transport;
  request.received = clock_.now();
  std::size_t const hosts = request.headers.count_ignoring_case("Host");
  if (hosts > 1 || (hosts == 0 && parser.is_http_1_1())) {
    return problem_response(malformed_request("There must be one Host header."), request);
  }
  if (!split_target(request.target, request.path, request.query)) {
    return problem_response(malformed_request("The path or query is not in the form that is taken here."), request);
  }
  if (hosts == 1 && !is_own_host(request.header("Host").value_or(""))) {
    return problem_response({421,
                             "misdirected_request",
                             "This server does not answer for that host",
                             "",
                             "Send the request to the host it is meant for.",
                             {}},
                            request);
  }
  for (std::size_t i = 0; i < request.headers.size(); ++i) {
    FieldList::Field const field = request.headers.at(i);
    if (equal_ignoring_case(field.name, "Cookie")) parse_cookies(field.value, request.cookies);
  }
  if (std::optional<Method> const method = parser.method()) request.method = *method;
  match = router_.match(parser.method(), request);
  if (match.route == nullptr) {
    if (!match.path_known) return problem_response(not_found(), request);
    Response refused = problem_response(method_not_allowed(), request);
    refused.set_header("Allow", router_.allowed_methods(request.path));
    return refused;
  }
  if (parser.announced_body_bytes() > match.route->body_limit_bytes) {
    return problem_response(too_large(match.route->body_limit_bytes), request);
  }
  if (request.headers.count_ignoring_case("Expect") != 0 &&
      !equal_ignoring_case(request.header("Expect").value_or(""), "100-continue")) {
    return problem_response({417,
                             "expectation_failed",
                             "The Expect header asks for something unknown",
                             "",
                             "Send the request without it.",
                             {}},
                            request);
  }
  return std::nullopt;
}

Response Server::Impl::answer_to_step(ParseStep step, Request const& request, std::size_t body_limit) const {
  switch (step) {
    case ParseStep::kHeaderTooLarge:
      return problem_response({431, "header_too_large", "The header is too large", "", "Send less header.", {}},
                              request);
    case ParseStep::kBodyTooLarge:
      return problem_response(too_large(body_limit), request);
    case ParseStep::kBadVersion:
      return problem_response({505, "version_not_supported", "Only HTTP/1.1 is spoken here", "", "Use HTTP/1.1.", {}},
                              request);
    case ParseStep::kNeedMore:
    case ParseStep::kHeaderDone:
    case ParseStep::kComplete:
    case ParseStep::kMalformed:
      break;
  }
  return problem_response(malformed_request(""), request);
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

void Server::Impl::make_head(std::string& head, Request const& request, Response const& response, After after,
                             DateLine& date_line) const {
  head.clear();
  head += "HTTP/1.1 ";
  append_number(head, static_cast<std::uint64_t>(response.status));
  head += ' ';
  head += reason_phrase(response.status);
  head += "\r\n";
  head += date_line.at(request.received);
  for (ResponseHeader const& field : response.headers) {
    head += field.name;
    head += ": ";
    head += field.value;
    head += "\r\n";
  }
  security_headers_.append_to(head, response, request.transport);
  head += "X-Request-Id: ";
  head += request.request_id;
  head += "\r\n";
  if (response.status != 204 && response.status != 304) {
    head += "Content-Length: ";
    append_number(head, response.body.view().size());
    head += "\r\n";
  }
  if (after == After::kClose) head += "Connection: close\r\n";
  head += "\r\n";
}

namespace {

/// Headers that the server itself writes, or that would end the header early, show a mistake in a handler.
bool is_sendable(Response const& response) noexcept {
  static constexpr std::array<std::string_view, 5> kOwn = {"Content-Length", "Transfer-Encoding", "Connection", "Date",
                                                           "Trailer"};
  if (response.status < 200 || response.status > 599) return false;
  return std::all_of(response.headers.begin(), response.headers.end(), [](ResponseHeader const& field) {
    bool const own = std::any_of(kOwn.begin(), kOwn.end(),
                                 [&field](std::string_view name) { return equal_ignoring_case(name, field.name); });
    return !own && is_header_safe(field.name, field.value);
  });
}

}  // namespace

template <class Stream>
Awaitable<bool> Server::Impl::write_answer(Connection<Stream>& connection, After after) {
  Response& response = connection.response;
  if (!is_sendable(response)) response = problem_response(internal_error(), connection.request);
  make_head(connection.head, connection.request, response, after, connection.lane.date_line);
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
    early = check_header(request, parser, connection.peer_address, kTransport, match);
    if (early) certain = !parser.has_body();
  } else {
    early = answer_to_step(*step, request, 0);
  }
  if (!early && parser.has_body()) {
    std::size_t const limit = match.route->body_limit_bytes;
    parser.set_body_limit(limit);
    step = co_await read_body(connection, parser);
    if (!step) co_return After::kClose;
    certain = *step == ParseStep::kComplete;
    if (!certain) early = answer_to_step(*step, request, limit);
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
