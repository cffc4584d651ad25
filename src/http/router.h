// Which handler answers which method and path, and who may call it.
//
// Every route declares its privilege; a privilege other than kPublic needs a gate, which runs before the handler and
// finds out who calls. A route whose privilege has no gate answers 500 and is listed by routes_without_gate(): closed,
// not open, when something was forgotten.
// Patterns: literal segments and `{name}` for one whole segment; `{name...}` as last segment takes the rest, slashes
//   included, and may be empty. Literal beats parameter beats rest. A trailing slash is another path.
// GET answers HEAD too. OPTIONS and unknown methods on a known path give 405 with Allow.
// Thread safety: build it first, then any number of threads may use it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "http/request.h"
#include "http/response.h"

namespace http {

enum class Privilege : std::uint8_t {
  kPublic,    // anybody
  kCitizen,   // a logged-in citizen
  kWatching,  // the same, when their page asks by itself: nobody stays logged in by it
  kSource,    // a source system with its key
  kWebhook,   // a partner whose signature the handler checks over the raw body
  kOperator,  // the one who runs the installation
};
inline constexpr std::size_t kPrivilegeCount = 6;

[[nodiscard]] std::string_view privilege_name(Privilege privilege) noexcept;

/// Where a handler runs. Inline is for answers that are at hand (health, built-in files): it must not block, or all
/// connections of the thread wait.
enum class Execution : std::uint8_t { kWorker, kInline };

using Handler = std::function<Response(Request const&)>;
/// Lets a call pass (nothing) or answers it. Runs where the handler runs.
using Gate = std::function<std::optional<Response>(Request&)>;

inline constexpr std::size_t kDefaultBodyLimit = 64 * 1024;

struct Route {
  Method method = Method::kGet;
  std::string pattern;
  Privilege privilege = Privilege::kOperator;
  Handler handler;
  Execution execution = Execution::kWorker;
  std::size_t body_limit_bytes = kDefaultBodyLimit;
};

class Router {
 public:
  Router();
  ~Router();
  Router(Router const&) = delete;
  Router& operator=(Router const&) = delete;

  /// Stops the program (std::logic_error) on a malformed pattern, an empty handler or a second handler for the same.
  void add(Route route);
  void add(Method method, std::string_view pattern, Privilege privilege, Handler handler) {
    add(Route{method, std::string(pattern), privilege, std::move(handler)});
  }
  void set_gate(Privilege privilege, Gate gate);

  struct Match {
    Route const* route = nullptr;  // null: no such path, or not with this method
    std::size_t index = 0;         // of the route in routes()
    bool path_known = false;       // 405 rather than 404
  };
  /// Fills request.parameters and request.route from request.path and the method. An unknown method: nullopt.
  [[nodiscard]] Match match(std::optional<Method> method, Request& request) const;

  /// "GET, HEAD, POST" for a path that match() knows.
  [[nodiscard]] std::string allowed_methods(std::string_view path) const;

  /// Gate, then handler. An exception becomes a 500 problem; `failed`, if given, is told so.
  [[nodiscard]] Response run(Route const& route, Request& request, bool* failed = nullptr) const;

  /// match() and run() in one, with 404 and 405: for tests without a server.
  [[nodiscard]] Response answer(Request& request) const;

  [[nodiscard]] std::vector<std::unique_ptr<Route>> const& routes() const noexcept { return routes_; }
  [[nodiscard]] std::vector<Route const*> routes_without_gate() const;

 private:
  struct Node;
  /// The node for `path` that has `method` (any, if none is given); `values` are its parameters in order.
  Node const* find(std::string_view path, std::optional<Method> method, std::vector<std::string_view>& values) const;

  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept { return std::hash<std::string_view>{}(text); }
  };

  std::vector<std::unique_ptr<Route>> routes_;
  std::vector<std::vector<std::string>> parameter_names_;                                      // of each route
  std::unordered_map<std::string, std::unique_ptr<Node>, TextHash, std::equal_to<>> literal_;  // no parameters
  std::unique_ptr<Node> root_;                                                                 // with parameters
  std::array<Gate, kPrivilegeCount> gates_;
};

}  // namespace http
