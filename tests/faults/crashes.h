// A process that dies in the middle of its work, as often as a seed says.
#pragma once

#include <span>
#include <vector>

#include "base/seeded_stream.h"
#include "engine/books_service.h"
#include "tests/support/forwarding_books.h"

namespace tests {

/// The process has died.
struct Crash {};

/// The moment at which the process dies: at every so-manieth write or call, before it or after it.
class Luck {
 public:
  Luck(std::uint64_t seed, int one_in) : stream_(seed, "crashes"), one_in_(one_in) {}
  void may_crash() {
    if (one_in_ == 0 || stream_.below(one_in_) != 0) return;
    ++crashes;
    throw Crash{};
  }
  void stop() { one_in_ = 0; }
  int crashes = 0;

 private:
  base::SeededStream stream_;
  int one_in_;
};

/// Its process dies before a write, or after it and before it is told.
class DyingBooks : public ForwardingBooks {
 public:
  DyingBooks(engine::BooksService& books, Luck& luck) : ForwardingBooks(books), luck_(luck) {}
  std::vector<engine::Outcome> submit(std::span<engine::Prepared const> prepared, base::Now now) override {
    luck_.may_crash();
    auto outcomes = ForwardingBooks::submit(prepared, now);
    luck_.may_crash();
    return outcomes;
  }

 private:
  Luck& luck_;
};

}  // namespace tests
