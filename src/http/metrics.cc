#include "http/metrics.h"

#include <algorithm>
#include <utility>

namespace http {
namespace {

/// Seconds with six decimals, without floating point.
std::string seconds_of(std::uint64_t microseconds) {
  constexpr std::uint64_t kPerSecond = 1'000'000;
  std::string fraction = std::to_string(microseconds % kPerSecond);
  fraction.insert(0, 6 - fraction.size(), '0');
  return std::to_string(microseconds / kPerSecond) + "." + fraction;
}

std::string escape_label(std::string_view text) {
  std::string out;
  for (char const letter : text) {
    if (letter == '\\' || letter == '"') out += '\\';
    out += letter == '\n' ? ' ' : letter;
  }
  return out;
}

}  // namespace

Metrics::Metrics(Router const& router) : router_(router) {
  for (std::size_t i = 0; i <= router.routes().size(); ++i) routes_.push_back(std::make_unique<RouteCounts>());
}

Metrics::~Metrics() = default;

void Metrics::record(std::size_t route_index, int status, std::int64_t microseconds) noexcept {
  RouteCounts& counts = *routes_[std::min(route_index, routes_.size() - 1)];
  auto const status_class = static_cast<std::size_t>(std::clamp(status / 100, 0, 5));
  counts.by_class[status_class].fetch_add(1, std::memory_order_relaxed);
  std::int64_t const bounded = std::max<std::int64_t>(0, microseconds);
  auto const slot = std::lower_bound(kBounds.begin(), kBounds.end(), bounded) - kBounds.begin();
  counts.by_time[static_cast<std::size_t>(slot)].fetch_add(1, std::memory_order_relaxed);
  counts.total_microseconds.fetch_add(static_cast<std::uint64_t>(bounded), std::memory_order_relaxed);
}

void Metrics::add_gauge(std::string name, std::string help, std::function<std::int64_t()> read) {
  gauges_.push_back({std::move(name), std::move(help), std::move(read)});
}

std::uint64_t Metrics::count(std::size_t route_index, int status_class) const noexcept {
  if (status_class < 0 || status_class > 5) return 0;
  return routes_[std::min(route_index, routes_.size() - 1)]->by_class[static_cast<std::size_t>(status_class)].load(
      std::memory_order_relaxed);
}

std::string Metrics::to_text() const {
  std::string requests =
      "# HELP fairdue_http_requests_total Requests answered, by route and class of status.\n"
      "# TYPE fairdue_http_requests_total counter\n";
  std::string times =
      "# HELP fairdue_http_request_seconds Time from the end of the header to the answer, by route.\n"
      "# TYPE fairdue_http_request_seconds histogram\n";
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    RouteCounts const& counts = *routes_[i];
    std::string labels = "method=\"-\",route=\"-\"";
    if (i < router_.routes().size()) {
      Route const& route = *router_.routes()[i];
      labels =
          "method=\"" + std::string(method_name(route.method)) + "\",route=\"" + escape_label(route.pattern) + "\"";
    }
    for (std::size_t k = 1; k < counts.by_class.size(); ++k) {
      std::uint64_t const count = counts.by_class[k].load(std::memory_order_relaxed);
      if (count == 0) continue;
      requests += "fairdue_http_requests_total{" + labels + ",status=\"" + std::to_string(k) + "xx\"} " +
                  std::to_string(count) + "\n";
    }
    std::uint64_t below = 0;
    std::string lines;
    for (std::size_t k = 0; k < counts.by_time.size(); ++k) {
      below += counts.by_time[k].load(std::memory_order_relaxed);
      std::string const bound = k < kBounds.size() ? seconds_of(static_cast<std::uint64_t>(kBounds[k])) : "+Inf";
      lines +=
          "fairdue_http_request_seconds_bucket{" + labels + ",le=\"" + bound + "\"} " + std::to_string(below) + "\n";
    }
    if (below == 0) continue;
    times += lines;
    times += "fairdue_http_request_seconds_sum{" + labels + "} " +
             seconds_of(counts.total_microseconds.load(std::memory_order_relaxed)) + "\n";
    times += "fairdue_http_request_seconds_count{" + labels + "} " + std::to_string(below) + "\n";
  }
  std::string out = requests + times;
  for (Gauge const& gauge : gauges_) {
    out += "# HELP " + gauge.name + " " + gauge.help + "\n# TYPE " + gauge.name + " gauge\n" + gauge.name + " " +
           std::to_string(gauge.read()) + "\n";
  }
  return out;
}

}  // namespace http
