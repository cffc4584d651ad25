#include "http/citizen/timeline.h"

#include <algorithm>
#include <cstdlib>

#include "engine/entry.h"

namespace http::citizen {

namespace {

/// One claim's story, told from the journal's events.
class Timeline {
 public:
  Timeline(JsonWriter& json, claims::Claim const& claim) : json_(json), claim_(claim) {}

  void entry(engine::Entry const& entry) {
    recorded_ = entry.date;
    for (engine::Event const& event : entry.events) std::visit(*this, event);
  }

  void operator()(engine::ClaimRegistered const& e) {
    if (e.claim == claim_.id) line(e.dates.issued, "registered", e.amounts.total());
  }
  void operator()(engine::AmountChanged const& e) {
    if (e.claim != claim_.id || e.delta_minor == 0) return;
    std::string_view kind = e.delta_minor > 0 ? "amended_up" : "amended_down";
    if (e.cause == engine::AmountCause::kFeeAdded) kind = "fee_added";
    if (e.cause == engine::AmountCause::kFeeWaived) kind = "fee_waived";
    line(e.date, kind, std::abs(e.delta_minor), e.reason);
  }
  void operator()(engine::ObjectionOpened const& e) {
    if (e.claim == claim_.id) line(e.date, "objection_opened", {}, e.reason);
  }
  void operator()(engine::ObjectionResolved const& e) {
    if (e.claim == claim_.id) line(e.date, "objection_resolved", {});
  }
  void operator()(engine::ClaimCancelled const& e) {
    if (e.claim == claim_.id) line(e.date, "cancelled", {}, e.reason);
  }
  void operator()(engine::ClaimHandedOver const& e) {
    if (e.claim == claim_.id) line(e.date, "handed_over", e.open.total());
  }
  void operator()(engine::ClaimRecalled const& e) {
    if (e.claim == claim_.id) line(e.date, "recalled", {});
  }
  void operator()(engine::PaymentRecorded const& e) { part(e.value_date, "payment", e.allocations); }
  void operator()(engine::PaymentReversed const& e) { part(e.date, "payment_reversed", e.allocations); }
  void operator()(engine::CreditApplied const& e) {
    std::vector<payments::Allocation> allocations;
    for (engine::PaymentPart const& p : e.parts) allocations.push_back(p.allocation);
    part(e.date, "payment", allocations);
  }
  void operator()(engine::ClaimStateChanged const& e) {
    if (e.claim == claim_.id && e.to == claims::ClaimState::kSettled) line(recorded_, "settled", {});
  }
  void operator()(engine::InterestPosted const& e) {
    if (e.claim != claim_.id) return;
    for (engine::InterestStep const& step : e.steps) {
      line(step.date, step.minor > 0 ? "interest_added" : "interest_taken_back", std::abs(step.minor));
    }
  }
  void operator()(engine::LetterRecorded const& e) {
    if (e.claim == claim_.id && e.letter.fee_minor > 0) line(e.letter.date, "fee_added", e.letter.fee_minor);
  }
  void operator()(engine::ClaimWrittenDown const& e) {
    // Below zero it only undoes one, for interest that is taken back in the next line.
    if (e.claim == claim_.id && e.amounts.total() > 0) line(e.date, "written_down", e.amounts.total());
  }
  void operator()(auto const&) {}

 private:
  void part(base::Date date, std::string_view kind, std::vector<payments::Allocation> const& allocations) {
    std::int64_t sum = 0;
    for (payments::Allocation const& a : allocations) sum += a.claim == claim_.id ? a.minor : 0;
    if (sum > 0) line(date, kind, sum);
  }
  void line(base::Date date, std::string_view kind, std::optional<std::int64_t> minor, std::string_view reason = {}) {
    json_.begin_object().member("date", date).member("kind", kind);
    if (minor) json_.member("amount_minor", *minor);
    // Only codes are shown: a source may have written words into the field that are not meant for the citizen.
    bool const is_code = !reason.empty() && reason.size() <= 64 && std::ranges::all_of(reason, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
    if (is_code) json_.member("reason_code", reason);
    json_.end_object();
  }

  JsonWriter& json_;
  claims::Claim const& claim_;
  base::Date recorded_;
};

}  // namespace

void write_timeline(JsonWriter& json, claims::Claim const& claim, std::vector<ports::JournalEntry> const& history) {
  Timeline timeline{json, claim};
  for (ports::JournalEntry const& stored : history) {
    if (auto const entry = engine::decode_entry(stored.payload)) timeline.entry(*entry);
  }
}

}  // namespace http::citizen
