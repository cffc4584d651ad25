// Rows on their way into a PostgreSQL database, and the thread that sends them: the engine decides while the server
// writes.
//
// One thread gives rows and asks for the end; between send() and finish() or drop() the connection is the sender's.
#pragma once

#include <libpq-fe.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "storage/connection.h"
#include "storage/insert.h"

namespace adapters::postgres {

class RowSender {
 public:
  /// The connection must outlive the sender. No thread is started before there are rows.
  explicit RowSender(PGconn* connection) : connection_(connection) {}
  ~RowSender();
  RowSender(RowSender const&) = delete;
  RowSender& operator=(RowSender const&) = delete;

  /// Takes rows in the form of COPY BINARY, without its header. The connection must be in a transaction, and wait for
  /// no answer. Returns at once, unless very much has not been sent yet. Throws the DatabaseError of earlier rows.
  void send(storage::Insert const& into, std::string rows);

  /// Returns when the server has written all rows and the connection is the caller's again. Throws the first
  /// DatabaseError of any of them; what came after those rows was not sent.
  void finish();

  /// As finish(), for a transaction that is going to be rolled back: what has not been sent never will be.
  void drop();

 private:
  struct Rows {
    storage::Insert const* into;
    std::string bytes;
  };

  void run();
  [[nodiscard]] Rows next();
  void copy(Rows const& rows);
  void begin_copy(storage::Insert const& into);
  void put(std::string_view bytes);
  void end_copy();

  PGconn* connection_;

  // Of the thread that sends.
  storage::Insert const* copying_ = nullptr;  // the table of the COPY under way
  bool all_put_ = true;                       // of that COPY so far

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Rows> waiting_;
  std::size_t waiting_bytes_ = 0;
  bool finishing_ = false;
  bool at_rest_ = true;
  bool ended_ = false;
  std::optional<storage::DatabaseError> error_;
  std::thread thread_;  // only once there were rows
};

}  // namespace adapters::postgres
