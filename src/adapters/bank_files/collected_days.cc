#include "adapters/bank_files/collected_days.h"

#include <algorithm>
#include <map>

#include "adapters/bank_files/target_lookup.h"
#include "payments/bank_line.h"

namespace adapters::bank_files {

namespace {

using payments::Collection;
using payments::CollectionState;

/// Feasts and a weekend, and some bank days until a scheme has passed it on.
constexpr std::int32_t kLatestDays = 10;
/// A shorter number is in many a text.
constexpr std::size_t kMarkLetters = 6;
/// Issued direct debits, of ISO 20022's codes of bank transactions.
constexpr std::string_view kIssuedDirectDebits = "PMNT/IDDT/";

std::string day_key(payments::DeliveryDay const& which) {
  return "direct_debit/" + payments::delivery_day_reference(which);
}
std::string taken_back_key(base::CollectionId id) {
  return "direct_debit/taken_back/" + payments::collection_reference(id);
}

bool is_booked(ports::BooksReader& reader, base::AuthorityId authority, std::string const& key) {
  return !reader.bank_entry(authority, payments::expected_key(key)).empty();
}

bool any_text(IncomingSum const& sum, auto const& test) {
  return test(sum.batch) || std::ranges::any_of(sum.details, [&](LineDetail const& detail) {
           return test(detail.end_to_end_id) || test(detail.text) || std::ranges::any_of(detail.references, test);
         });
}

}  // namespace

CollectedDays::CollectedDays(ports::BooksReader& reader, base::AuthorityId authority,
                             std::vector<std::string> const& marks) {
  for (std::string const& mark : marks) {
    if (mark.size() >= kMarkLetters) marks_.push_back(mark);
  }
  std::map<payments::DeliveryDay, Day> days;
  reader.each_collection(authority, [&](Collection const& each) {
    if (each.delivery == 0) return;
    Day& day = days[{each.delivery, each.day}];
    if (day.which.delivery == 0) day = {{each.delivery, each.day}, each.day, each.day, 0, true, {}};
    day.answered &= !payments::is_open(each.state);
    bool const came = each.state == CollectionState::kCollected || each.state == CollectionState::kReversed;
    if (!came) return;
    day.collected_minor += each.amount_minor();
    // The bank's own day of payment, where that still stands.
    base::Date const paid = each.state == CollectionState::kCollected ? each.ended.value_or(each.day) : each.day;
    day.first = std::min(day.first, paid);
    day.last = std::max(day.last, paid);
    day.collections.push_back(each.id);
  });
  for (auto& [which, day] : days) {
    bool const waits = day.answered && day.collected_minor > 0 && !is_booked(reader, authority, day_key(which));
    if (waits) days_.push_back(std::move(day));
  }
}

bool CollectedDays::names(IncomingSum const& sum, Day const& day) const {
  std::string const reference = payments::delivery_day_reference(day.which);
  if (any_text(sum, [&](std::string const& text) { return names_word(text, reference); })) return true;
  // Where the bank tells each part, all of them are ours, and of that day.
  return !sum.details.empty() && std::ranges::all_of(sum.details, [&](LineDetail const& detail) {
    auto const id = payments::collection_referred_to(detail.end_to_end_id);
    return id && std::ranges::find(day.collections, *id) != day.collections.end();
  });
}

bool CollectedDays::is_marked(IncomingSum const& sum) const {
  bool const by_code = std::ranges::any_of(
      sum.details, [](LineDetail const& detail) { return detail.code.starts_with(kIssuedDirectDebits); });
  return by_code || std::ranges::any_of(marks_, [&](std::string const& mark) {
           return any_text(sum, [&](std::string const& text) { return names_word(text, mark); });
         });
}

std::optional<engine::RecordPayout> CollectedDays::take(IncomingSum const& sum) {
  bool const marked = is_marked(sum);
  auto const fits = [&](Day const& day) {
    bool const then = sum.value_date >= day.first && sum.value_date.days <= day.last.days + kLatestDays;
    return day.collected_minor == sum.amount_minor && then && (marked || names(sum, day));
  };
  std::vector<Day>::iterator found = days_.end();
  for (auto day = days_.begin(); day != days_.end(); ++day) {
    if (!fits(*day)) continue;
    if (names(sum, *day)) {
      found = day;
      break;
    }
    if (found != days_.end()) return std::nullopt;
    found = day;
  }
  if (found == days_.end()) return std::nullopt;
  engine::RecordPayout payout{day_key(found->which), ledger::Means::kDirectDebit, sum.amount_minor, 0, sum.value_date};
  days_.erase(found);
  return payout;
}

std::optional<TakenBack> taken_back(ports::BooksReader& reader, base::AuthorityId authority, LineDetail const& detail,
                                    std::int64_t amount_minor, base::Date value_date) {
  auto const id = payments::collection_referred_to(detail.end_to_end_id);
  if (!id || amount_minor >= 0) return std::nullopt;
  auto const collection = reader.collection(authority, *id);
  if (!collection || collection->amount_minor() != -amount_minor) return std::nullopt;
  bool const told = collection->state == CollectionState::kReversed;
  if (!told && collection->state != CollectionState::kCollected) return std::nullopt;
  auto const payment = reader.payment(authority, collection->payment);
  if (!payment || value_date < payment->value_date) return std::nullopt;
  // What was paid back to the debtor meanwhile is for a person.
  bool const stands = payment->state == payments::PaymentState::kReceived && payment->refunded_minor == 0;
  if (!told && !stands) return std::nullopt;
  if (is_booked(reader, authority, taken_back_key(*id))) return std::nullopt;
  return TakenBack{{*id, CollectionState::kReversed, -amount_minor, "taken_back", value_date},
                   {taken_back_key(*id), ledger::Means::kDirectDebit, amount_minor, 0, value_date}};
}

}  // namespace adapters::bank_files
