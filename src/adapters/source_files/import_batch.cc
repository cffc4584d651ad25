#include "adapters/source_files/import_batch.h"

namespace adapters::source_files {

BatchSubmitter::BatchSubmitter(engine::BooksService& books, base::Now now)
    : books_(books), now_(now), thread_([this] { run(); }) {}

BatchSubmitter::~BatchSubmitter() {
  {
    std::lock_guard const lock{mutex_};
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void BatchSubmitter::send(std::unique_ptr<Batch> batch) {
  {
    std::lock_guard const lock{mutex_};
    sent_.push_back(std::move(batch));
  }
  ++in_flight_;
  changed_.notify_all();
}

std::unique_ptr<Batch> BatchSubmitter::take() {
  std::unique_lock lock{mutex_};
  changed_.wait(lock, [this] { return !done_.empty(); });
  std::unique_ptr<Batch> batch = std::move(done_.front());
  done_.pop_front();
  --in_flight_;
  return batch;
}

void BatchSubmitter::run() {
  std::exception_ptr failed;
  while (true) {
    std::unique_ptr<Batch> batch;
    {
      std::unique_lock lock{mutex_};
      changed_.wait(lock, [this] { return stopping_ || !sent_.empty(); });
      if (sent_.empty()) return;
      batch = std::move(sent_.front());
      sent_.pop_front();
    }
    // After a failure nothing more is tried: rows may build on those before them.
    if (failed == nullptr && !batch->prepared.empty()) {
      try {
        batch->outcomes = books_.submit_unsettled(batch->prepared, now_);
      } catch (std::exception const&) {
        failed = std::current_exception();
      }
    }
    batch->error = failed;
    {
      std::lock_guard const lock{mutex_};
      done_.push_back(std::move(batch));
    }
    changed_.notify_all();
  }
}

}  // namespace adapters::source_files
