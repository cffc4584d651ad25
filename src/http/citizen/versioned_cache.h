// Finished answers, kept as long as their version is the current one. The version is the debtor's in the books, so an
// answer is never older than the last change a citizen could see.
//
// Memory is bounded: when it is full, it is emptied. Thread safety: any thread may call.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/date.h"
#include "ports/books_reader.h"

namespace http::citizen {

class VersionedCache {
 public:
  struct Version {
    ports::DebtorVersion debtor;
    base::Date date;  // what is overdue changes at midnight
    friend bool operator==(Version const&, Version const&) = default;
  };

  explicit VersionedCache(std::size_t limit) : limit_(limit) {}

  [[nodiscard]] std::shared_ptr<std::string const> find(std::string const& key, Version version) {
    std::lock_guard const lock{mutex_};
    auto const found = entries_.find(key);
    return found != entries_.end() && found->second.version == version ? found->second.answer : nullptr;
  }
  void store(std::string const& key, Version version, std::shared_ptr<std::string const> answer) {
    std::lock_guard const lock{mutex_};
    if (entries_.size() >= limit_) entries_.clear();
    entries_.insert_or_assign(key, Entry{version, std::move(answer)});
  }

 private:
  struct Entry {
    Version version;
    std::shared_ptr<std::string const> answer;
  };
  std::size_t limit_;
  std::mutex mutex_;
  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace http::citizen
