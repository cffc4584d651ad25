// Mistakes made on purpose, one at a time, so that a test can see the auditor find each of them. They stand between the
// engine and the books and exist nowhere else.
//
// Not safe for threads: the simulator has one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "ports/books.h"

namespace simulation {

enum class Mistake : std::uint8_t {
  kNone,
  kPaymentTwice,        // a payment that is sent again is booked again
  kFreedPartForgotten,  // a part of a payment that is freed stays where it was
  kInterestOnFees,      // fees bear interest
  kHoldEndsEarly,       // the last day of a hold is not one of its days
  kAmountsSwapped,      // two postings of an entry have each other's amount
};

/// "payment_twice", "interest_on_fees" ...
[[nodiscard]] std::string_view name_of(Mistake mistake);
[[nodiscard]] std::optional<Mistake> mistake_of(std::string_view name);
[[nodiscard]] std::span<Mistake const> all_mistakes();

/// The books, seen through the mistake. `books` must outlive what is returned.
[[nodiscard]] std::unique_ptr<ports::BooksTransaction> make_mistaken(ports::BooksTransaction& books, Mistake mistake);

}  // namespace simulation
