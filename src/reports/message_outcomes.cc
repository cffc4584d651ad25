#include "reports/message_outcomes.h"

#include <algorithm>

namespace reports {

namespace {

using dunning::MessageState;

/// The day on which each settled claim was paid; what is not there is not settled.
using SettledOn = std::map<base::ClaimId, base::Date>;

SettledOn settled_claims(ports::BooksReader& books, base::AuthorityId authority) {
  SettledOn settled;
  books.each_claim(authority, [&](claims::Claim const& claim) {
    if (claim.state != claims::ClaimState::kSettled) return;
    auto const& changes = claim.accrual.principal;
    settled.emplace_hint(settled.end(), claim.id, changes.empty() ? claim.dates.due : changes.back().date);
  });
  return settled;
}

/// Days from the message to the payment of the last of its claims.
Observation observe(dunning::Message const& message, SettledOn const& settled, base::Date today) {
  base::Date paid = message.planned;
  for (base::ClaimId const claim : message.claims) {
    auto const found = settled.find(claim);
    if (found == settled.end()) return {std::max(0, today.days - message.planned.days), false};
    paid = std::max(paid, found->second);
  }
  return {paid.days - message.planned.days, true};
}

}  // namespace

std::map<MessageKey, MessageOutcome> message_outcomes(ports::BooksReader& books, base::AuthorityId authority,
                                                      base::Date first, base::Date last, base::Date today) {
  SettledOn const settled = settled_claims(books, authority);
  std::map<MessageKey, MessageOutcome> outcomes;
  books.each_message(authority, [&](dunning::Message const& message) {
    if (message.planned < first || message.planned > last) return;
    std::string procedure = message.procedure.substr(0, message.procedure.find('@'));
    std::string const channel{message.channel ? dunning::name_of(*message.channel) : "none"};
    // Receipts together: each has its payment for a step, and none of them asks for another.
    bool const is_payment = receipted_payment(message).has_value();
    // So are those about enquiries, and about referrals.
    bool const is_enquiry = message.procedure.starts_with(enquiries::kKeyStart);
    bool const is_referral = message.procedure.starts_with(help::kKeyStart);
    // And what a plan is about; what it agrees on asks for nothing either.
    bool const is_agreement = dunning::is_agreement(message);
    bool const is_direct_debit = message.procedure.starts_with(payments::kDirectDebitKeyStart);
    bool const is_receipt = is_payment || is_enquiry || is_referral || is_direct_debit || is_agreement;
    std::string const step = is_payment ? "receipt" : message.step.substr(0, message.step.find('/'));
    if (message.procedure.starts_with(arrangements::kHoldKeyStart)) procedure = "plan";
    if (is_enquiry) procedure = "enquiry";
    if (is_referral) procedure = "referral";
    if (is_direct_debit) procedure = "direct debit";
    MessageOutcome& outcome = outcomes[{procedure + " " + step, channel, message.beside}];
    ++outcome.planned;
    bool const delivered = message.state == MessageState::kDelivered;
    bool const sent = delivered || message.state == MessageState::kSent;
    outcome.sent += sent;
    outcome.delivered += delivered;
    outcome.failed += message.state == MessageState::kFailed || message.state == MessageState::kUnreachable;
    outcome.too_late += message.state == MessageState::kTooLate;
    outcome.doubtful += message.state == MessageState::kDoubtful;
    if (sent && !is_receipt) outcome.days_to_payment.push_back(observe(message, settled, today));
  });
  return outcomes;
}

}  // namespace reports
