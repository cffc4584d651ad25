// A thin layer over sqlite3 for the statements of the books. One connection belongs to one thread at a time.
#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "storage/connection.h"

struct sqlite3;

namespace adapters::sqlite {

enum class Access : std::uint8_t { kReadWrite, kReadOnly };

class Connection : public storage::Connection {
 public:
  /// Opens (kReadWrite: or creates) the file with WAL, synchronous=FULL and foreign keys.
  Connection(std::string const& path, Access access);
  ~Connection() override;

  void insert_numbers(storage::Insert const& into, std::span<std::int64_t const> numbers) override;
  void script(std::string const& sql) override;
  [[nodiscard]] std::int64_t changes() override;
  void begin() override { run("BEGIN IMMEDIATE"); }
  void commit() override { run("COMMIT"); }
  void roll_back() override;
  void begin_snapshot() override { run("BEGIN"); }
  [[nodiscard]] std::string in_dialect(std::string_view schema) const override;
  void tune_schema() override;
  void wrote_many(std::size_t) override {}  // its plans are fixed
  [[nodiscard]] sqlite3* handle() const { return database_; }

  /// From how many pages in the write-ahead log they are copied back after a commit.
  void check_point_at(int pages) { check_point_at_ = pages; }
  /// Whether that will happen within the next few commits, if they are like the last one. Any thread may ask.
  [[nodiscard]] bool is_near_check_point() const;

 protected:
  [[nodiscard]] std::unique_ptr<storage::PreparedStatement> prepare(std::string_view sql) override;
  [[nodiscard]] storage::PreparedStatement& inserting(storage::Insert const& into) override;
  void will_stream(storage::PreparedStatement&) override {}  // rows are always read while they come

 private:
  static int after_commit(void* self, sqlite3* database, char const* name, int pages);

  sqlite3* database_ = nullptr;
  std::atomic<int> check_point_at_{20'000};
  std::atomic<int> log_pages_{0};
  std::atomic<int> last_commit_pages_{0};
};

}  // namespace adapters::sqlite
