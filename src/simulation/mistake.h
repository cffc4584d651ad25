// Mistakes made on purpose, one at a time, so that a test can see the auditor find each of them. Those about money
// stand between the engine and the books; those about business days and messages are in the rules that the simulated
// authority lives by, or in its sender. They exist nowhere else.
//
// Not safe for threads: the simulator has one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "dunning/sending.h"
#include "engine/law_book.h"
#include "ports/books.h"

namespace simulation {

enum class Mistake : std::uint8_t {
  kNone,
  kPaymentTwice,          // a payment that is sent again is booked again
  kFreedPartForgotten,    // a part of a payment that is freed stays where it was
  kInterestOnFees,        // fees bear interest
  kHoldEndsEarly,         // the last day of a hold is not one of its days
  kAmountsSwapped,        // two postings of an entry have each other's amount
  kEscalatesEarly,        // the last warning comes a day before its day
  kFeeForEachClaim,       // a letter about several claims brings a fee for each of them
  kSendsWithoutLooking,   // a message leaves as it was planned, whatever has happened since
  kNewKeyEachTime,        // whoever is asked again about a message takes it for another
  kRingsAtNight,          // text messages and e-mails leave at any hour
  kContactsUncounted,     // a debtor is written to however often
  kFeeKept,               // a fee stays although its letter never left
  kExemptionForgotten,    // what people do not want to get is not asked
  kPlanOverlooked,        // steps are taken although a plan is kept
  kEnquiryOverlooked,     // steps are taken although somebody waits for an answer
  kShareOff,              // of a plan's shares, one is a minor unit too large and another too small
  kLateFeesStay,          // what was charged since an enquiry came stays when it is entered late
  kRemindedAgain,         // what was missed is reminded of every day
  kCollectionOverlooked,  // steps are taken although a bank is about to collect
  kReferralOverlooked,    // steps are taken although somebody is being helped
  kMarkOverlooked,        // steps are taken although somebody needs other handling
  kNoGrace,               // another plan is offered on the day after the reminder
};

/// "payment_twice", "interest_on_fees" ...
[[nodiscard]] std::string_view name_of(Mistake mistake);
[[nodiscard]] std::optional<Mistake> mistake_of(std::string_view name);
[[nodiscard]] std::span<Mistake const> all_mistakes();

/// The rules, with the mistake in them.
void make_mistaken(engine::AuthorityLaw& law, Mistake mistake);
void make_mistaken(dunning::SendRules& rules, Mistake mistake);
void make_mistaken(engine::Rules& rules, base::AuthorityId authority, Mistake mistake);

/// The books, seen through the mistake. `books` must outlive what is returned.
[[nodiscard]] std::unique_ptr<ports::BooksTransaction> make_mistaken(ports::BooksTransaction& books, Mistake mistake);

}  // namespace simulation
