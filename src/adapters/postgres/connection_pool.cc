#include "adapters/postgres/connection_pool.h"

#include <chrono>

namespace adapters::postgres {

std::shared_ptr<Connection> ConnectionPool::take() {
  std::unique_ptr<Connection> connection;
  {
    std::unique_lock lock{mutex_};
    given_back_.wait_for(lock, std::chrono::seconds{5}, [this] { return taken_ < most_; });
    ++taken_;
    if (!idle_.empty()) {
      connection = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  try {
    if (connection == nullptr) connection = std::make_unique<Connection>(url_);
  } catch (...) {
    give_back(nullptr);
    throw;
  }
  return {connection.release(), [this](Connection* back) { give_back(std::unique_ptr<Connection>{back}); }};
}

void ConnectionPool::give_back(std::unique_ptr<Connection> connection) {
  {
    std::lock_guard const lock{mutex_};
    --taken_;
    if (connection != nullptr && idle_.size() < most_) idle_.push_back(std::move(connection));
  }
  given_back_.notify_one();
}

}  // namespace adapters::postgres
