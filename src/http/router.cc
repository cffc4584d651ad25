#include "http/router.h"

#include <map>
#include <stdexcept>
#include <utility>

#include "http/problem.h"

namespace http {
namespace {

constexpr std::array<std::string_view, kPrivilegeCount> kPrivilegeNames = {"public", "citizen", "watching",
                                                                           "source", "webhook", "operator"};
constexpr int kNoRoute = -1;

enum class SegmentKind : std::uint8_t { kLiteral, kParameter, kRest };

struct Segment {
  SegmentKind kind;
  std::string text;  // the literal, or the parameter's name
};

[[noreturn]] void refuse_pattern(std::string_view pattern, std::string_view why) {
  throw std::logic_error("route pattern " + std::string(pattern) + ": " + std::string(why));
}

Segment parse_segment(std::string_view pattern, std::string_view text) {
  if (!text.starts_with('{')) {
    if (text.find_first_of("{}") != std::string_view::npos) refuse_pattern(pattern, "brace within a segment");
    return {SegmentKind::kLiteral, std::string(text)};
  }
  if (!text.ends_with('}')) refuse_pattern(pattern, "a parameter must be a whole segment");
  std::string_view name = text.substr(1, text.size() - 2);
  bool const rest = name.ends_with("...");
  if (rest) name.remove_suffix(3);
  if (name.empty() || name.find_first_of("{}.") != std::string_view::npos) refuse_pattern(pattern, "parameter name");
  return {rest ? SegmentKind::kRest : SegmentKind::kParameter, std::string(name)};
}

std::vector<Segment> parse_pattern(std::string_view pattern) {
  if (!pattern.starts_with('/')) refuse_pattern(pattern, "must start with /");
  std::vector<Segment> segments;
  std::string_view rest = pattern.substr(1);
  while (true) {
    std::size_t const slash = rest.find('/');
    segments.push_back(parse_segment(pattern, rest.substr(0, slash)));
    if (slash == std::string_view::npos) break;
    if (segments.back().kind == SegmentKind::kRest) refuse_pattern(pattern, "the rest must come last");
    rest = rest.substr(slash + 1);
  }
  return segments;
}

}  // namespace

struct Router::Node {
  std::array<int, kMethodCount> routes;
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> parameter;
  std::unique_ptr<Node> rest;

  Node() { routes.fill(kNoRoute); }

  [[nodiscard]] int route_for(Method method) const {
    int const own = routes[static_cast<std::size_t>(method)];
    if (own == kNoRoute && method == Method::kHead) return routes[static_cast<std::size_t>(Method::kGet)];
    return own;
  }

  [[nodiscard]] bool serves(std::optional<Method> method) const {
    if (method) return route_for(*method) != kNoRoute;
    for (int const route : routes) {
      if (route != kNoRoute) return true;
    }
    return false;
  }

  /// `path` without its leading slash. Depth is bounded by the patterns, not by the request.
  [[nodiscard]] Node const* descend(std::string_view path, std::optional<Method> method,
                                    std::vector<std::string_view>& values) const {
    std::size_t const slash = path.find('/');
    std::string_view const segment = path.substr(0, slash);
    bool const last = slash == std::string_view::npos;
    std::string_view const remaining = last ? std::string_view() : path.substr(slash + 1);
    if (auto const child = literals.find(segment); child != literals.end()) {
      Node const& node = *child->second;
      if (last && node.serves(method)) return &node;
      if (!last) {
        if (Node const* const found = node.descend(remaining, method, values)) return found;
      }
    }
    if (parameter && !segment.empty()) {
      values.push_back(segment);
      if (last && parameter->serves(method)) return parameter.get();
      if (!last) {
        if (Node const* const found = parameter->descend(remaining, method, values)) return found;
      }
      values.pop_back();
    }
    if (rest && rest->serves(method)) {
      values.push_back(path);
      return rest.get();
    }
    return nullptr;
  }
};

std::string_view privilege_name(Privilege privilege) noexcept {
  return kPrivilegeNames[static_cast<std::size_t>(privilege)];
}

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;

void Router::add(Route route) {
  if (!route.handler) refuse_pattern(route.pattern, "no handler");
  std::vector<Segment> const segments = parse_pattern(route.pattern);
  std::vector<std::string> names;
  Node* node = root_.get();
  for (Segment const& segment : segments) {
    if (segment.kind != SegmentKind::kLiteral) {
      for (std::string const& name : names) {
        if (name == segment.text) refuse_pattern(route.pattern, "repeated parameter name");
      }
      names.push_back(segment.text);
    }
    std::unique_ptr<Node>* next = nullptr;
    switch (segment.kind) {
      case SegmentKind::kLiteral:
        next = &node->literals[segment.text];
        break;
      case SegmentKind::kParameter:
        next = &node->parameter;
        break;
      case SegmentKind::kRest:
        next = &node->rest;
        break;
    }
    if (!*next) *next = std::make_unique<Node>();
    node = next->get();
  }
  if (names.empty()) {
    std::unique_ptr<Node>& own = literal_[route.pattern];
    if (!own) own = std::make_unique<Node>();
    node = own.get();
  }
  int& slot = node->routes[static_cast<std::size_t>(route.method)];
  if (slot != kNoRoute) refuse_pattern(route.pattern, "registered twice for the same method");
  slot = static_cast<int>(routes_.size());
  routes_.push_back(std::make_unique<Route>(std::move(route)));
  parameter_names_.push_back(std::move(names));
}

void Router::set_gate(Privilege privilege, Gate gate) { gates_[static_cast<std::size_t>(privilege)] = std::move(gate); }

Router::Node const* Router::find(std::string_view path, std::optional<Method> method,
                                 std::vector<std::string_view>& values) const {
  if (auto const own = literal_.find(path); own != literal_.end() && own->second->serves(method)) {
    return own->second.get();
  }
  return path.starts_with('/') ? root_->descend(path.substr(1), method, values) : nullptr;
}

Router::Match Router::match(std::optional<Method> method, Request& request) const {
  request.parameters.clear();
  request.route = {};
  std::vector<std::string_view> values;
  if (method) {
    if (Node const* const node = find(request.path, method, values)) {
      auto const index = static_cast<std::size_t>(node->route_for(*method));
      std::vector<std::string> const& names = parameter_names_[index];
      for (std::size_t i = 0; i < names.size() && i < values.size(); ++i) request.parameters.add(names[i], values[i]);
      request.route = routes_[index]->pattern;
      return {routes_[index].get(), index, true};
    }
  }
  values.clear();
  return {nullptr, routes_.size(), find(request.path, std::nullopt, values) != nullptr};
}

std::string Router::allowed_methods(std::string_view path) const {
  std::string allowed;
  std::vector<std::string_view> values;
  for (std::size_t i = 0; i < kMethodCount; ++i) {
    values.clear();
    if (find(path, static_cast<Method>(i), values) == nullptr) continue;
    if (!allowed.empty()) allowed += ", ";
    allowed += method_name(static_cast<Method>(i));
  }
  return allowed;
}

Response Router::run(Route const& route, Request& request, bool* failed) const {
  try {
    Gate const& gate = gates_[static_cast<std::size_t>(route.privilege)];
    if (gate) {
      if (std::optional<Response> refusal = gate(request)) return std::move(*refusal);
    } else if (route.privilege != Privilege::kPublic) {
      if (failed != nullptr) *failed = true;
      return problem_response(internal_error(), request);
    }
    return route.handler(request);
  } catch (...) {
    // What the exception says may hold personal data: it is neither sent nor logged.
    if (failed != nullptr) *failed = true;
    return problem_response(internal_error(), request);
  }
}

Response Router::answer(Request& request) const {
  Match const found = match(request.method, request);
  if (found.route != nullptr) return run(*found.route, request);
  if (!found.path_known) return problem_response(not_found(), request);
  Response response = problem_response(method_not_allowed(), request);
  response.set_header("Allow", allowed_methods(request.path));
  return response;
}

std::vector<Route const*> Router::routes_without_gate() const {
  std::vector<Route const*> open;
  for (std::unique_ptr<Route> const& route : routes_) {
    if (route->privilege == Privilege::kPublic) continue;
    if (!gates_[static_cast<std::size_t>(route->privilege)]) open.push_back(route.get());
  }
  return open;
}

}  // namespace http
