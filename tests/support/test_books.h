// The stores that tests run on, all behind the same port.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "adapters/memory/service.h"
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
};

struct SqliteBooks {
  TemporaryFolder folder;
  std::string path = folder.file("books.db");
  std::vector<std::string> migrated = adapters::sqlite::migrate(path);
  adapters::sqlite::Service service{path};
  engine::BooksService& get() { return service; }
  static constexpr char const* kName = "sqlite";
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
