// Reading the rows of a whole table on a second thread, so that stepping the database and looking at the rows go on at
// the same time. What reads a whole table (the audit) does as much work on a row as the database does.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace storage {

/// Calls `use` on this thread with each row that `read` gives, in order. `read(Row&)` is false at the end; from the
/// second batch on it is called on another thread, never on both at a time. What either throws, this throws. `weigh`
/// tells how many usual rows a row is worth in memory.
template <class Row, class Read, class Use, class Weigh>
class ReadAhead {
 public:
  ReadAhead(Read& read, Use& use, Weigh& weigh) : read_(read), use_(use), weigh_(weigh) {}

  void run() {
    std::vector<Row> batch = next_batch();
    if (read_all_) return use_all(batch);  // a table that fits one batch is not worth a thread
    std::thread reader{[this] { fill(); }};
    try {
      while (!batch.empty()) {
        use_all(batch);
        batch = take();
      }
    } catch (...) {
      stop();
      reader.join();
      throw;
    }
    reader.join();
    if (error_) std::rethrow_exception(error_);
  }

 private:
  static constexpr std::size_t kBatch = 1'024;
  static constexpr std::size_t kBatchesAhead = 4;

  std::vector<Row> next_batch() {
    std::vector<Row> batch;
    Row row;
    for (std::size_t weight = 0; weight < kBatch && !read_all_;) {
      read_all_ = !read_(row);
      if (read_all_) break;
      weight += weigh_(row);
      batch.push_back(std::move(row));
    }
    return batch;
  }
  void use_all(std::vector<Row> const& batch) {
    for (Row const& row : batch) use_(row);
  }
  void fill() {
    bool ended = false;
    while (!ended) {
      std::vector<Row> batch;
      std::exception_ptr error;
      try {
        batch = next_batch();
      } catch (...) {
        error = std::current_exception();
      }
      std::unique_lock lock{mutex_};
      changed_.wait(lock, [this] { return stopped_ || batches_.size() < kBatchesAhead; });
      error_ = error;
      ended = stopped_ || read_all_ || error;
      if (!batch.empty()) batches_.push_back(std::move(batch));
      ended_ = ended;
      changed_.notify_all();
    }
  }
  /// Empty at the end.
  std::vector<Row> take() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [this] { return ended_ || !batches_.empty(); });
    if (batches_.empty()) return {};
    std::vector<Row> batch = std::move(batches_.front());
    batches_.pop_front();
    changed_.notify_all();
    return batch;
  }
  void stop() {
    std::lock_guard const lock{mutex_};
    stopped_ = true;
    changed_.notify_all();
  }

  Read& read_;
  Use& use_;
  Weigh& weigh_;
  bool read_all_ = false;  // of whoever reads
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::vector<Row>> batches_;
  std::exception_ptr error_;
  bool ended_ = false;
  bool stopped_ = false;
};

template <class Row, class Read, class Use, class Weigh>
void read_ahead(Read&& read, Use&& use, Weigh&& weigh) {
  ReadAhead<Row, Read, Use, Weigh>{read, use, weigh}.run();
}
template <class Row, class Read, class Use>
void read_ahead(Read&& read, Use&& use) {
  read_ahead<Row>(read, use, [](Row const&) { return std::size_t{1}; });
}

}  // namespace storage
