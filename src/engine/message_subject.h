// What a message is about: a step of a claim's course, a plan, an enquiry, a referral, an occasion, or a payment that
// has come in.
//
// It stands in the message's procedure, the course's own name or the key of what else it belongs to, and in its step.
#pragma once

#include "arrangements/arrangement.h"
#include "dunning/occasion.h"
#include "enquiries/enquiry.h"
#include "help/referral.h"
#include "payments/direct_debit.h"

namespace engine {

[[nodiscard]] inline bool is_of_plan(dunning::Message const& message) {
  return message.procedure.starts_with(arrangements::kHoldKeyStart);
}

[[nodiscard]] inline bool is_of_enquiry(dunning::Message const& message) {
  return message.procedure.starts_with(enquiries::kKeyStart);
}

[[nodiscard]] inline bool is_of_referral(dunning::Message const& message) {
  return message.procedure.starts_with(help::kKeyStart);
}

[[nodiscard]] inline bool is_of_direct_debit(dunning::Message const& message) {
  return message.procedure.starts_with(payments::kDirectDebitKeyStart);
}

/// Tells somebody what they have asked for or agreed to: asks for nothing, like a receipt.
[[nodiscard]] inline bool is_answer(dunning::Message const& message) {
  return is_of_enquiry(message) || is_of_referral(message) || is_of_direct_debit(message) ||
         dunning::is_agreement(message);
}

/// A letter, or what goes beside one, that a procedure's step asked for.
[[nodiscard]] inline bool is_of_course(dunning::Message const& message) {
  return !is_of_plan(message) && !is_answer(message) && !dunning::is_of_occasion(message) &&
         !dunning::receipted_payment(message);
}

}  // namespace engine
