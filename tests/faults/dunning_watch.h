// The simulator's eyes on business days and messages (simulation/naive_dunning.h), for tests that run these alone.
#pragma once

#include <gtest/gtest.h>

#include "engine/entry.h"
#include "ports/books_reader.h"
#include "simulation/naive_dunning.h"

namespace tests {

class DunningWatch {
 public:
  /// Reads what is new in the journal.
  void read_on(ports::BooksReader& reader, base::AuthorityId authority) {
    while (true) {
      auto const page = reader.journal(authority, after_, 1'000);
      if (page.empty()) return;
      for (auto const& stored : page) {
        auto const entry = engine::decode_entry(stored.payload);
        ASSERT_TRUE(entry);
        dunning.begin(*entry);
        for (engine::Event const& event : entry->events) {
          dunning.see(event);
          std::visit(books_, event);
        }
        dunning.end();
      }
      after_ = page.back().seq;
    }
  }
  void expect_sound() {
    for (auto const* complaints : {&dunning.complaints, &books_.complaints}) {
      for (std::string const& complaint : *complaints) ADD_FAILURE() << complaint;
    }
    dunning.complaints.clear();
    books_.complaints.clear();
  }

 private:
  simulation::NaiveBooks books_;
  std::int64_t after_ = 0;

 public:
  simulation::NaiveDunning dunning{books_};
};

}  // namespace tests
