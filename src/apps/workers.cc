#include "apps/workers.h"

namespace apps {

void Workers::repeat(std::string name, std::chrono::milliseconds pause, std::function<void()> task) {
  threads_.emplace_back([this, name = std::move(name), pause, task = std::move(task)] { loop(name, pause, task); });
}

void Workers::loop(std::string const& name, std::chrono::milliseconds pause, std::function<void()> const& task) {
  std::uint64_t seen = 0;
  while (true) {
    try {
      task();
    } catch (std::exception const&) {
      // What the exception says may hold what somebody sent: only the task's name is logged.
      log_.event(clock_.now(), "worker_failed", {{"worker", name}});
    }
    std::unique_lock lock{mutex_};
    changed_.wait_for(lock, pause, [&] { return stopping_ || wakes_ != seen; });
    if (stopping_) return;
    seen = wakes_;
  }
}

void Workers::wake() {
  {
    std::lock_guard const lock{mutex_};
    ++wakes_;
  }
  changed_.notify_all();
}

void Workers::stop() {
  {
    std::lock_guard const lock{mutex_};
    stopping_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

}  // namespace apps
