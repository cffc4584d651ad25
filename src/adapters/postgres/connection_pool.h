// Connections kept for the next caller. Bounded, so that many server processes fit on one database server.
//
// Thread safety: any thread may take one; a connection is one thread's until it is given back.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "adapters/postgres/connection.h"

namespace adapters::postgres {

class ConnectionPool {
 public:
  ConnectionPool(std::string url, std::size_t most) : url_(std::move(url)), most_(most) {}

  /// Waits when all are taken. A caller that already has one and asks for another is not kept waiting for ever: after
  /// five seconds a connection beyond the bound is made. Throws DatabaseError.
  [[nodiscard]] std::shared_ptr<Connection> take();

 private:
  void give_back(std::unique_ptr<Connection> connection);

  std::string url_;
  std::size_t most_;
  std::mutex mutex_;
  std::condition_variable given_back_;
  std::vector<std::unique_ptr<Connection>> idle_;
  std::size_t taken_ = 0;
};

}  // namespace adapters::postgres
