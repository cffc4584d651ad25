// Counts and times for Prometheus, without ids or anything personal: labels are route patterns and status classes.
//
// Source: Prometheus text exposition format 0.0.4.
// Thread safety: any thread may record and read; register gauges before serving.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/router.h"

namespace http {

class Metrics {
 public:
  /// Upper bounds of the time histogram, in microseconds; the last class is open.
  static constexpr std::array<std::int64_t, 10> kBounds = {250,    1'000,   2'500,   5'000,     10'000,
                                                           25'000, 100'000, 500'000, 2'000'000, 10'000'000};

  explicit Metrics(Router const& router);
  ~Metrics();
  Metrics(Metrics const&) = delete;
  Metrics& operator=(Metrics const&) = delete;

  /// `route_index` as in Router::Match; Router::routes().size() for what matched no route.
  void record(std::size_t route_index, int status, std::int64_t microseconds) noexcept;

  /// A number read when asked for. `name` as Prometheus wants it: "fairdue_outbox_waiting".
  void add_gauge(std::string name, std::string help, std::function<std::int64_t()> read);

  [[nodiscard]] std::string to_text() const;
  [[nodiscard]] std::uint64_t count(std::size_t route_index, int status_class) const noexcept;

 private:
  struct RouteCounts {
    std::array<std::atomic<std::uint64_t>, 6> by_class{};  // 1xx to 5xx at 1 to 5
    std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> by_time{};
    std::atomic<std::uint64_t> total_microseconds{0};
  };
  struct Gauge {
    std::string name;
    std::string help;
    std::function<std::int64_t()> read;
  };
  Router const& router_;
  std::vector<std::unique_ptr<RouteCounts>> routes_;
  std::vector<Gauge> gauges_;
};

}  // namespace http
