#include "adapters/postgres/row_sender.h"

#include <algorithm>
#include <utility>

#include "adapters/postgres/connection.h"
#include "adapters/postgres/errors.h"

namespace adapters::postgres {

using storage::DatabaseError;

namespace {

// What the server is behind with: some ten milliseconds of its work.
constexpr std::size_t kMostWaiting = std::size_t{8} << 20;

}  // namespace

RowSender::~RowSender() {
  if (!thread_.joinable()) return;
  drop();
  {
    std::lock_guard const lock{mutex_};
    ended_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

// ---- the thread that gives rows

void RowSender::send(storage::Insert const& into, std::string rows) {
  if (!thread_.joinable()) thread_ = std::thread{[this] { run(); }};
  {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [this] { return error_ || waiting_bytes_ < kMostWaiting; });
    if (error_) {
      lock.unlock();
      finish();
    }
    at_rest_ = false;
    waiting_bytes_ += rows.size();
    waiting_.push_back({&into, std::move(rows)});
  }
  changed_.notify_all();
}

void RowSender::finish() {
  if (!thread_.joinable()) return;
  std::unique_lock lock{mutex_};
  finishing_ = true;
  changed_.notify_all();
  changed_.wait(lock, [this] { return at_rest_; });
  finishing_ = false;
  if (error_) throw *std::exchange(error_, std::nullopt);
}

void RowSender::drop() {
  {
    std::lock_guard const lock{mutex_};
    waiting_.clear();
    waiting_bytes_ = 0;
  }
  try {
    finish();
  } catch (DatabaseError const&) {
    // It is undone in any case.
  }
}

// ---- the thread that sends

void RowSender::run() {
  std::unique_lock lock{mutex_};
  while (true) {
    changed_.wait(lock, [this] { return ended_ || !waiting_.empty() || (finishing_ && !at_rest_); });
    if (ended_) return;
    bool const more = !waiting_.empty();
    Rows rows;
    if (more) rows = next();
    bool const failed = error_.has_value();
    lock.unlock();
    std::optional<DatabaseError> error;
    try {
      if (!more) {
        end_copy();
      } else if (!failed) {
        copy(rows);
      }
    } catch (DatabaseError const& thrown) {
      error = thrown;
    }
    lock.lock();
    if (error && !error_) error_ = std::move(error);
    waiting_bytes_ -= std::min(waiting_bytes_, rows.bytes.size());
    if (!more) at_rest_ = waiting_.empty();
    changed_.notify_all();
  }
}

/// Of the table at hand, if there are any: each COPY has a cost of its own.
RowSender::Rows RowSender::next() {
  auto found = std::ranges::find(waiting_, copying_, &Rows::into);
  if (found == waiting_.end()) found = waiting_.begin();
  Rows rows = std::move(*found);
  waiting_.erase(found);
  return rows;
}

void RowSender::copy(Rows const& rows) {
  if (copying_ != rows.into) {
    end_copy();
    begin_copy(*rows.into);
  }
  put(rows.bytes);
}

void RowSender::begin_copy(storage::Insert const& into) {
  std::string const command = "COPY " + into.table() + " (" + into.columns() + ") FROM STDIN (FORMAT binary)";
  Result const started{PQexec(connection_, command.c_str())};
  if (PQresultStatus(started.get()) != PGRES_COPY_IN) throw error_of(started.get(), connection_);
  copying_ = &into;
  all_put_ = true;
  // The format's signature, flags and length of the extension.
  put({"PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19});
}

void RowSender::put(std::string_view bytes) {
  all_put_ = all_put_ && PQputCopyData(connection_, bytes.data(), static_cast<int>(bytes.size())) == 1;
}

void RowSender::end_copy() {
  if (std::exchange(copying_, nullptr) == nullptr) return;
  // At the end a row of -1 columns.
  bool const sent =
      all_put_ && PQputCopyData(connection_, "\377\377", 2) == 1 && PQputCopyEnd(connection_, nullptr) == 1;
  std::optional<DatabaseError> error;
  while (true) {
    Result const result{PQgetResult(connection_)};
    if (result == nullptr) break;
    if (PQresultStatus(result.get()) == PGRES_COPY_IN) break;  // the connection is gone, and it has not noticed
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK && !error) error = error_of(result.get(), connection_);
  }
  if (!error && !sent) error = connection_lost();
  if (error) throw *error;
}

}  // namespace adapters::postgres
