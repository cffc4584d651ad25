#include "http/source/source_events.h"

#include <algorithm>
#include <cstdlib>
#include <variant>

#include "base/encoding.h"
#include "http/json_writer.h"
#include "http/request.h"
#include "http/source/claim_view.h"

namespace http::source {
namespace {

using claims::Amounts;

std::string_view word_of_cause(engine::AmountCause cause) {
  switch (cause) {
    case engine::AmountCause::kAmended:
      return "amended";
    case engine::AmountCause::kFeeAdded:
      return "fee_added";
    case engine::AmountCause::kFeeWaived:
      return "fee_waived";
  }
  return "";
}

std::string_view word_of_outcome(engine::ObjectionOutcome outcome) {
  switch (outcome) {
    case engine::ObjectionOutcome::kRejected:
      return "rejected";
    case engine::ObjectionOutcome::kPartlyUpheld:
      return "partly_upheld";
    case engine::ObjectionOutcome::kUpheld:
      return "upheld";
    case engine::ObjectionOutcome::kWithdrawn:
      return "withdrawn";
  }
  return "";
}

/// Letters that may stand in a header and in a signed text: an authority's code hardly ever has others.
std::string safe_code(std::string_view code) {
  std::string safe(code);
  std::ranges::replace_if(
      safe,
      [](char c) {
        bool const word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        return !word && c != '-' && c != '_';
      },
      '_');
  return safe;
}

struct Share {
  base::ClaimId claim;
  Amounts amounts;
};

void add_share(std::vector<Share>& shares, payments::Allocation const& part) {
  auto at = std::ranges::find(shares, part.claim, &Share::claim);
  if (at == shares.end()) at = shares.insert(shares.end(), Share{part.claim, {}});
  at->amounts[part.component] += part.minor;
}

std::int64_t sum_of(std::vector<engine::PaymentPart> const& parts) {
  std::int64_t sum = 0;
  for (engine::PaymentPart const& part : parts) sum += part.allocation.minor;
  return sum;
}

class Teller {
 public:
  Teller(EventContext const& context, engine::Entry const& entry, NameClaim const& name_claim)
      : context_(context), entry_(entry), name_claim_(name_claim) {}

  std::vector<SourceEvent> tell() {
    for (index_ = 0; index_ < entry_.events.size(); ++index_) std::visit(*this, entry_.events[index_]);
    return std::move(told_);
  }

  void operator()(engine::ClaimRegistered const& event) {
    if (event.source != context_.source || !begin("claim.registered", event.claim)) return;
    out_.member("type", event.type);
    write_dates(out_, event.dates);
    write_amounts(out_.key("charged"), event.amounts);
    end();
  }
  void operator()(engine::AmountChanged const& event) {
    if (!begin("claim.amount_changed", event.claim)) return;
    out_.member("cause", word_of_cause(event.cause));
    out_.member("component", component_name(event.component));
    out_.member("delta_minor", event.delta_minor);
    out_.member("credited_minor", sum_of(event.freed));
    out_.member("reason", event.reason);
    out_.member("date", event.date);
    end();
  }
  void operator()(engine::ObjectionOpened const& event) {
    if (!begin("claim.objection_opened", event.claim)) return;
    out_.member("objection", event.objection);
    if (!event.reason.empty()) out_.member("reason", event.reason);
    out_.member("date", event.date);
    end();
  }
  void operator()(engine::ObjectionResolved const& event) {
    if (!begin("claim.objection_resolved", event.claim)) return;
    out_.member("objection", event.objection);
    out_.member("outcome", word_of_outcome(event.outcome));
    out_.member("date", event.date);
    end();
  }
  void operator()(engine::ClaimCancelled const& event) {
    if (!begin("claim.cancelled", event.claim)) return;
    write_amounts(out_.key("open_before"), event.open);
    out_.member("credited_minor", sum_of(event.freed));
    out_.member("reason", event.reason);
    out_.member("date", event.date);
    end();
  }
  void operator()(engine::ClaimHandedOver const& event) {
    if (!begin("claim.handed_over", event.claim)) return;
    out_.member("recipient", event.recipient);
    write_amounts(out_.key("open"), event.open);
    out_.member("date", event.date);
    end();
  }
  void operator()(engine::ClaimRecalled const& event) {
    if (!begin("claim.recalled", event.claim)) return;
    out_.member("reason", event.reason);
    out_.member("date", event.date);
    end();
  }
  void operator()(engine::ClaimStateChanged const& event) {
    if (!begin("claim.state_changed", event.claim)) return;
    out_.member("from", claims::name_of(event.from));
    out_.member("to", claims::name_of(event.to));
    out_.member("cause", claims::name_of(event.cause));
    end();
  }
  void operator()(engine::PaymentRecorded const& event) {
    std::vector<Share> shares;
    for (payments::Allocation const& part : event.allocations) add_share(shares, part);
    for (Share const& share : shares) {
      if (!begin("claim.payment_allocated", share.claim, "-" + std::to_string(share.claim.value))) continue;
      tell_payment(event.payment, event.means, share.amounts);
      out_.member("value_date", event.value_date);
      end();
    }
    tell_credit(event);
  }
  void operator()(engine::CreditApplied const& event) {
    std::vector<Share> shares;
    for (engine::PaymentPart const& part : event.parts) add_share(shares, part.allocation);
    for (Share const& share : shares) {
      if (!begin("claim.credit_applied", share.claim, "-" + std::to_string(share.claim.value))) continue;
      write_amounts(out_.key("allocated"), share.amounts);
      out_.member("date", event.date);
      end();
    }
  }
  void operator()(engine::PaymentReversed const& event) {
    std::vector<Share> shares;
    for (payments::Allocation const& part : event.allocations) add_share(shares, part);
    for (Share const& share : shares) {
      if (!begin("claim.payment_reversed", share.claim, "-" + std::to_string(share.claim.value))) continue;
      tell_payment(event.payment, event.means, share.amounts);
      out_.member("reason", event.reason);
      out_.member("date", event.date);
      end();
    }
  }
  void operator()(engine::HoldPlaced const& event) {
    if (event.hold.key.starts_with(help::kKeyStart)) return;
    if (!event.claim || !begin("claim.hold_placed", event.claim)) return;
    out_.member("hold", event.hold.key);
    out_.member("kind", claims::name_of(event.hold.kind));
    out_.member("first", event.hold.first);
    if (event.hold.last) out_.member("last", *event.hold.last);
    end();
  }
  void operator()(engine::HoldEnded const& event) {
    if (event.key.starts_with(help::kKeyStart)) return;
    if (!event.claim || !begin("claim.hold_ended", event.claim)) return;
    out_.member("hold", event.key);
    out_.member("last", event.last);
    end();
  }
  void operator()(engine::InterestPosted const& event) {
    if (event.steps.empty() || !begin("claim.interest_posted", event.claim)) return;
    out_.member("pack", event.pack);
    out_.key("steps").begin_array();
    for (engine::InterestStep const& step : event.steps) {
      out_.begin_object().member("date", step.date).member("amount_minor", step.minor).member("rule", step.rule);
      out_.end_object();
    }
    out_.end_array();
    out_.member("credited_minor", sum_of(event.freed));
    out_.member("through", event.through);
    end();
  }
  void operator()(engine::LetterRecorded const& event) {
    if (!begin("claim.letter_recorded", event.claim)) return;
    out_.member("letter", event.letter.letter);
    out_.member("fee_minor", event.letter.fee_minor);
    if (!event.letter.rule.empty()) out_.member("rule", event.letter.rule);
    out_.member("date", event.letter.date);
    end();
  }
  void operator()(engine::ClaimWrittenDown const& event) {
    bool const undone = event.amounts.total() < 0;
    if (!begin(undone ? "claim.write_down_undone" : "claim.written_down", event.claim)) return;
    claims::Amounts amounts = event.amounts;
    for (std::int64_t& minor : amounts.minor) minor = std::abs(minor);
    write_amounts(out_.key("amounts"), amounts);
    out_.member("reason", claims::name_of(event.reason));
    if (!event.note.empty()) out_.member("note", event.note);
    out_.member("date", event.date);
    end();
  }
  void operator()(engine::ClaimTransferred const& event) {
    if (!begin("claim.transferred", event.claim)) return;
    out_.member("reason", event.reason);
    out_.member("date", event.date);
    end();
  }
  void operator()(engine::DebtorChanged const& event) {
    if (!begin("claim.debtor_changed", event.claim)) return;
    out_.member("reason", event.reason);
    out_.member("date", event.date);
    end();
  }
  void operator()(engine::CourseStepTaken const& event) {
    if (!begin("claim.step_taken", event.claim)) return;
    out_.member("procedure", event.procedure);
    out_.member("step", event.step.step);
    out_.member("date", event.step.date);
    if (event.step.answer_until) out_.member("answer_until", *event.step.answer_until);
    end();
  }
  void operator()(engine::LetterNotSent const& event) {
    if (event.step.empty() || !begin("claim.step_not_taken", event.claim)) return;
    out_.member("step", event.step);
    out_.member("reason", event.reason);
    end();
  }
  /// What was written is asked for with the source's key; an event may pass through other hands.
  void operator()(engine::EnquiryReceived const& event) {
    if (event.state == enquiries::State::kClosed) return;
    for (base::ClaimId const claim : event.claims) {
      if (!begin_enquiry("claim.enquiry_received", event.enquiry, claim)) continue;
      out_.member("enquiry_kind", enquiries::name_of(event.kind));
      out_.member("reason", event.reason);
      if (event.wanted) out_.member("wanted", *event.wanted);
      out_.member("answer_by", event.answer_by);
      out_.member("date", event.date);
      end();
    }
  }
  void operator()(engine::EnquiryAsked const& event) {
    for (base::ClaimId const claim : event.claims) {
      if (!begin_enquiry("claim.enquiry_asked", event.enquiry, claim)) continue;
      out_.member("answer_by", event.answer_by);
      out_.member("date", event.date);
      end();
    }
  }
  void operator()(engine::EnquiryAnswered const& event) {
    for (base::ClaimId const claim : event.claims) {
      if (!begin_enquiry("claim.enquiry_answered", event.enquiry, claim)) continue;
      out_.member("outcome", enquiries::name_of(event.outcome));
      if (event.granted) out_.member("granted", *event.granted);
      out_.member("date", event.date);
      end();
    }
  }
  // Not about a claim: no source's business.
  void operator()(engine::DebtorAdded const&) {}
  void operator()(engine::CreditRefunded const&) {}
  void operator()(engine::AttemptStarted const&) {}
  void operator()(engine::AttemptAdvanced const&) {}
  // The bank's files are the authority's own matter; a payment they make is told by its own event.
  void operator()(engine::BankStatementRecorded const&) {}
  void operator()(engine::BankLineRecorded const&) {}
  void operator()(engine::BankLineExpected const&) {}
  void operator()(engine::BankLineDecided const&) {}
  void operator()(engine::BankLineReopened const&) {}
  void operator()(engine::PayoutRecorded const&) {}
  // A refund that waits is between caseworkers; what was paid back is told by its own event.
  void operator()(engine::SharesSet const&) {}  // told with the claim itself
  void operator()(engine::NationalIdChanged const&) {}
  // Between the debtor and the authority; the hold that a plan puts on a claim is told by its own event.
  void operator()(engine::ArrangementMade const&) {}
  void operator()(engine::ArrangementAccepted const&) {}
  void operator()(engine::ArrangementChanged const&) {}
  void operator()(engine::ArrangementMissed const&) {}
  void operator()(engine::ArrangementLookedAt const&) {}
  void operator()(engine::ArrangementEnded const&) {}
  void operator()(engine::EnquiryClosed const&) {}
  void operator()(engine::EnquiryLate const&) {}
  // That somebody is being helped is no department's business.
  void operator()(engine::ReferralMade const&) {}
  void operator()(engine::ReferralExtended const&) {}
  void operator()(engine::ReferralSent const&) {}
  void operator()(engine::ReferralAccepted const&) {}
  void operator()(engine::ReferralEnded const&) {}
  // Nobody's business but the person's and the authority's.
  void operator()(engine::AbilityKept const&) {}
  void operator()(engine::AbilityEnded const&) {}
  void operator()(engine::AbilityRead const&) {}
  void operator()(engine::DisclosureAllowed const&) {}
  void operator()(engine::DisclosureEnded const&) {}
  void operator()(engine::LetterFeesLetGo const&) {}
  void operator()(engine::RepresentationGranted const&) {}
  void operator()(engine::RepresentationEnded const&) {}
  void operator()(engine::MandateAsked const&) {}
  void operator()(engine::MandateConfirmed const&) {}
  void operator()(engine::MandateEnded const&) {}
  void operator()(engine::CollectionPlanned const&) {}
  void operator()(engine::CollectionSent const&) {}
  void operator()(engine::CollectionEnded const&) {}
  void operator()(engine::StepDecided const&) {}
  void operator()(engine::RefundProposed const&) {}
  void operator()(engine::RefundApproved const&) {}
  void operator()(engine::RefundRejected const&) {}
  // How the authority reaches its citizens is its own matter; the step it belongs to is told above.
  void operator()(engine::BusinessDayStarted const&) {}
  void operator()(engine::BusinessDayEnded const&) {}
  void operator()(engine::CoursePlanned const&) {}
  void operator()(engine::MessagePlanned const&) {}
  void operator()(engine::MessageAdvanced const&) {}

 private:
  void tell_payment(base::PaymentId payment, ledger::Means means, Amounts const& share) {
    out_.member("payment_id", std::to_string(payment.value));
    out_.member("means", means_name(means));
    write_amounts(out_.key("allocated"), share);
  }

  /// Money that was meant for claims of this source and no other, and found nothing open there.
  void tell_credit(engine::PaymentRecorded const& event) {
    if (event.credit_minor == 0 || event.meant_for.empty()) return;
    std::vector<std::string> references;
    for (base::ClaimId const claim : event.meant_for) {
      auto const name = name_claim_(claim);
      if (!name || name->source != context_.source) return;
      if (references.size() < kMaxReferencesInEvent) references.push_back(name->reference);
    }
    if (!begin("claim.payment_credited", event.meant_for.front(), "-credit")) return;
    out_.member("payment_id", std::to_string(event.payment.value));
    out_.member("means", means_name(event.means));
    out_.member("credited_minor", event.credit_minor);
    out_.key("meant_for").begin_array();
    for (std::string const& reference : references) out_.value(reference);
    out_.end_array();
    out_.member("value_date", event.value_date);
    end();
  }

  std::string_view who() const {
    if (entry_.actor == "source:" + std::to_string(context_.source.value)) return "source";
    return entry_.actor.starts_with("debtor:") ? "payer" : "authority";
  }

  /// Opens the event and its data; false if the claim is not the source's.
  bool begin(std::string_view type, base::ClaimId claim, std::string const& suffix = "") {
    auto const name = name_claim_(claim);
    if (!name || name->source != context_.source) return false;
    std::string id =
        safe_code(context_.authority_code) + "-" + std::to_string(context_.seq) + "-" + std::to_string(index_) + suffix;
    out_ = JsonWriter();
    out_.begin_object();
    out_.member("specversion", "1.0");
    out_.member("id", id);
    out_.member("source", "/authorities/" + base::percent_encode(context_.authority_code));
    out_.member("type", "dk.fairdue." + std::string(type) + ".v1");
    out_.member("subject", name->reference);
    out_.member("time", entry_.recorded);
    out_.member("datacontenttype", "application/json");
    out_.key("data").begin_object();
    out_.member("reference", name->reference);
    out_.member("claim_id", std::to_string(claim.value));
    out_.member("currency", context_.currency.code());
    out_.member("by", who());
    told_.push_back({std::move(id), {}});
    return true;
  }
  bool begin_enquiry(std::string_view type, base::EnquiryId enquiry, base::ClaimId claim) {
    if (!begin(type, claim, "-" + std::to_string(claim.value))) return false;
    out_.member("enquiry_id", std::to_string(enquiry.value));
    return true;
  }
  void end() {
    out_.end_object().end_object();
    told_.back().json = out_.take();
  }

  EventContext const& context_;
  engine::Entry const& entry_;
  NameClaim const& name_claim_;
  std::size_t index_ = 0;
  JsonWriter out_;
  std::vector<SourceEvent> told_;
};

}  // namespace

std::vector<SourceEvent> events_for_source(EventContext const& context, engine::Entry const& entry,
                                           NameClaim const& name_claim) {
  return Teller(context, entry, name_claim).tell();
}

}  // namespace http::source
