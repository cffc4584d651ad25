// The server's own threads beside the HTTP ones: each repeats a task until the server stops.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "http/access_log.h"
#include "ports/clock.h"

namespace apps {

class Workers {
 public:
  Workers(http::AccessLog& log, ports::Clock const& clock) : log_(log), clock_(clock) {}
  ~Workers() { stop(); }
  Workers(Workers const&) = delete;
  Workers& operator=(Workers const&) = delete;

  /// Runs `task` every `pause`, and at once after wake(). An exception is logged by kind and the task goes on.
  void repeat(std::string name, std::chrono::milliseconds pause, std::function<void()> task);
  void wake();
  void stop();

 private:
  void loop(std::string const& name, std::chrono::milliseconds pause, std::function<void()> const& task);

  http::AccessLog& log_;
  ports::Clock const& clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::uint64_t wakes_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace apps
