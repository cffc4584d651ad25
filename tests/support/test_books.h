// The stores that tests run on, all behind the same port.
#pragma once

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "adapters/memory/service.h"
#include "adapters/postgres/service.h"
#include "adapters/sqlite/service.h"

namespace tests {

/// A folder that goes with the object.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "fairdue-test-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(TemporaryFolder const&) = delete;
  TemporaryFolder& operator=(TemporaryFolder const&) = delete;
  [[nodiscard]] std::string file(std::string const& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

struct MemoryBooks {
  adapters::memory::Service service;
  engine::BooksService& get() { return service; }
  static constexpr char const* kName = "memory";
  /// Why tests on this store are skipped; null if they are not.
  static char const* why_skipped() { return nullptr; }
};

struct SqliteBooks {
  TemporaryFolder folder;
  std::string path = folder.file("books.db");
  std::vector<std::string> migrated = adapters::sqlite::migrate(path);
  adapters::sqlite::Service service{path};
  engine::BooksService& get() { return service; }
  static constexpr char const* kName = "sqlite";
  static char const* why_skipped() { return nullptr; }
  storage::Store& store() { return service; }
  /// As another process has them.
  [[nodiscard]] std::unique_ptr<engine::BooksService> another() const {
    return std::make_unique<adapters::sqlite::Service>(path);
  }
};

/// A schema of its own in the database that FAIRDUE_POSTGRES names; it goes with the object.
class PostgresBooks {
 public:
  PostgresBooks() {
    if (why_skipped() != nullptr) return;
    static std::atomic<int> number{0};
    name_ = "test_" + std::to_string(::getpid()) + "_" + std::to_string(++number);
    adapters::postgres::Connection{base_url()}.script("CREATE SCHEMA " + name_);
    adapters::postgres::migrate(url());
    service_.emplace(url());
  }
  ~PostgresBooks() {
    if (!service_) return;
    service_.reset();
    adapters::postgres::Connection{base_url()}.script("DROP SCHEMA " + name_ + " CASCADE");
  }
  PostgresBooks(PostgresBooks const&) = delete;
  PostgresBooks& operator=(PostgresBooks const&) = delete;

  engine::BooksService& get() { return *service_; }
  storage::Store& store() { return *service_; }
  /// As another process has them.
  [[nodiscard]] std::unique_ptr<engine::BooksService> another() const {
    return std::make_unique<adapters::postgres::Service>(url());
  }
  [[nodiscard]] std::string url() const {
    std::string const base = base_url();
    return base + (base.find('?') == std::string::npos ? "?" : "&") + "application_name=" + name_ +
           "&options=-csearch_path%3D" + name_;
  }
  /// Ends the connections of this store's services on the server, but the one that is asked to do it.
  int kill_connections() {
    adapters::postgres::Connection connection{base_url()};
    auto row =
        connection.query("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = $1",
                         std::string_view{name_});
    return row.step() ? static_cast<int>(row.integer(0)) : 0;
  }
  static constexpr char const* kName = "postgresql";
  static char const* why_skipped() {
    return std::getenv("FAIRDUE_POSTGRES") == nullptr ? "FAIRDUE_POSTGRES does not name a database" : nullptr;
  }

 private:
  static std::string base_url() { return std::getenv("FAIRDUE_POSTGRES"); }

  std::string name_;
  std::optional<adapters::postgres::Service> service_;
};

inline ports::Authority const kTestAuthority{{}, "testby", "Testby Kommune", "DK", base::kDanishKrone, "{}"};

/// 2026-03-01 at 09:00 UTC.
inline constexpr base::Now kNow{{1'772'355'600'000'000}, {20'513}};

inline ports::Party person(std::string const& number) {
  ports::Party party;
  party.kind = claims::DebtorKind::kPerson;
  base::Digest const digest = base::sha256(number);
  std::copy_n(digest.begin(), party.blind_index.size(), party.blind_index.begin());
  std::copy_n(digest.begin() + 16, party.detail_digest.size(), party.detail_digest.begin());
  party.sealed = "sealed:" + number;
  return party;
}

}  // namespace tests
