// One kind of help that people ask the simulated authority for, with those who see to it there: plans, enquiries,
// direct debits, helpers. What comes next is another strand of a world, and another watch of its auditor.
//
// Deterministic from its stream. Not safe for threads.
#pragma once

#include <memory>
#include <vector>

#include "base/seeded_stream.h"
#include "engine/books_service.h"
#include "engine/law_book.h"

namespace simulation {

struct StrandOrder {
  std::uint64_t seed = 1;
  std::string purpose;  // of the world
  base::AuthorityId authority;
  std::shared_ptr<engine::Rules const> rules;
};

class HelpStrand {
 public:
  virtual ~HelpStrand() = default;

  /// What is asked, decided and paid today, each as a submission that may be lost, late or doubled on its way.
  [[nodiscard]] virtual std::vector<engine::Submission> of_the_day(ports::BooksReader& books,
                                                                   std::vector<base::DebtorId> const& debtors,
                                                                   base::Date today) = 0;
  /// Somebody does it on a page, and clicks again if there is no answer.
  virtual void click(engine::BooksService&, std::vector<base::DebtorId> const&, base::Now) {}
};

template <class T>
[[nodiscard]] T const* any_of(base::SeededStream& stream, std::vector<T> const& list) {
  if (list.empty()) return nullptr;
  return &list[static_cast<std::size_t>(stream.below(static_cast<std::int64_t>(list.size())))];
}

}  // namespace simulation
