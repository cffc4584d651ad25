// The insides of the server, for its two sources: server.cc (threads, listening, stopping) and server_connection.cc
// (one connection).
//
// Coroutines live in those two only. Within a co_await expression there is no lambda and no brace-built temporary:
// g++ 12 destroys those twice. Everything awaited is named first or built by a constructor.
#pragma once

#include <atomic>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>
#include <utility>

#include "http/request_checks.h"
#include "http/response_head.h"
#include "http/server.h"

namespace http {

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

inline constexpr Await kAwait;
inline constexpr AwaitTuple kAwaitTuple(kAwait);

inline constexpr std::chrono::milliseconds kLingerTimeout{1'000};
inline constexpr TimePoint kNever = TimePoint::max();

template <class Stream>
constexpr bool kIsTls = std::is_same_v<Stream, TlsStream>;

inline Socket& socket_of(Socket& stream) noexcept { return stream; }
inline Socket& socket_of(TlsStream& stream) noexcept { return stream.next_layer(); }

/// What the sweeper may do with a connection. Changed only on the lane's thread.
enum class Phase : std::uint8_t {
  kIdle,     // Between requests: may be closed at any time.
  kBusy,     // Reading or writing: closed when its deadline has passed.
  kWorking,  // A worker thread has it: not to be touched.
};

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

class Server::Impl {
 public:
  Impl(ServerConfiguration configuration, Router const& router, ports::Clock const& clock, AccessLog* log,
       Metrics* metrics);
  ~Impl() { stop(std::chrono::milliseconds(0)); }

  std::expected<void, StartError> start();
  void stop(std::chrono::milliseconds deadline);
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] std::size_t connections() const noexcept { return connections_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::size_t queued() const noexcept { return queued_.load(std::memory_order_relaxed); }

 private:
  bool listen();

  Awaitable<void> accept_all();
  Awaitable<void> sweep(Lane& lane);
  void take_in(Lane& lane, Socket socket);

  // server_connection.cc: one connection, from its handshake to its end.
  /// Begins to serve on the lane's thread.
  void serve_connection(Lane& lane, Socket socket);
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

  /// Nothing may be thrown on a worker thread: the connection belongs to its lane.
  void run_handler(Route const& route, Request& request, Response& response) const noexcept;
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
  RequestChecks checks_;
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

}  // namespace http
