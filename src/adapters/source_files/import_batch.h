// Rows on their way into the books, and the thread that hands them over.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "adapters/source_files/row_mapper.h"
#include "engine/books_service.h"

namespace adapters::source_files {

/// A row that was rejected before it came to the engine, or that waits for the engine's answer.
struct RowRecord {
  std::uint64_t line = 0;
  std::size_t raw_begin = 0;  // in Batch::raw
  std::size_t raw_size = 0;
  std::optional<RowFault> fault;
  RowRule const* rule = nullptr;
  std::optional<std::int64_t> expected_open;
};

struct Batch {
  std::string raw;
  std::vector<RowRecord> rows;             // in the order of the file
  std::vector<engine::Prepared> prepared;  // of the rows without a fault, in the same order
  std::vector<engine::Outcome> outcomes;   // the same
  std::exception_ptr error;                // then there are no outcomes, and nothing was changed
};

/// Submits batches, one after the other, on a thread of its own.
class BatchSubmitter {
 public:
  BatchSubmitter(engine::BooksService& books, base::Now now);
  /// Waits for what is under way.
  ~BatchSubmitter();
  BatchSubmitter(BatchSubmitter const&) = delete;
  BatchSubmitter& operator=(BatchSubmitter const&) = delete;

  void send(std::unique_ptr<Batch> batch);
  /// Batches sent and not yet taken back.
  [[nodiscard]] std::size_t in_flight() const { return in_flight_; }
  /// The oldest batch sent, once it is done. Only if one is in flight.
  [[nodiscard]] std::unique_ptr<Batch> take();

 private:
  void run();

  engine::BooksService& books_;
  base::Now now_;
  std::size_t in_flight_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<Batch>> sent_;
  std::deque<std::unique_ptr<Batch>> done_;
  bool stopping_ = false;
  std::thread thread_;  // last: it starts when all else is there
};

}  // namespace adapters::source_files
