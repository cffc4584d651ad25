// Somebody who reads the journal beside the auditor's books, with rules of its own about one thing: plans, enquiries,
// direct debits, helpers. What comes next is another of them; the auditor itself stays as it is.
//
// Units: days since 1970; minor units. Not safe for threads.
#pragma once

#include <string>
#include <vector>

#include "engine/entry.h"
#include "ports/books_reader.h"
#include "simulation/naive_books.h"

namespace simulation {

class NaiveWatch {
 public:
  virtual ~NaiveWatch() = default;

  // The journal, in its order: an entry begins, its events come before the books have written them down, it ends.
  virtual void begin(engine::Entry const& entry, std::vector<engine::Command> const& commands) = 0;
  virtual void see(engine::Event const& event) = 0;
  virtual void end() = 0;
  /// Every row of the books with what the events say.
  virtual void compare(ports::BooksReader& books, base::AuthorityId authority) = 0;

  std::vector<std::string> complaints;

 protected:
  void expect(bool is_so, std::string const& complaint) {
    if (!is_so) complaints.push_back(complaint);
  }
};

}  // namespace simulation
