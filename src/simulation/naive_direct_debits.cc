#include "simulation/naive_direct_debits.h"

#include <algorithm>

#include "simulation/naive_calendar.h"

namespace simulation {

namespace {

using payments::CollectionState;
using payments::MandateState;

// What an authority that has said nothing about the days has.
constexpr std::int32_t kNoticeDays = 14;
constexpr std::int32_t kFreshDays = 14;
constexpr std::string_view kStart = "direct_debit:";

std::string number(std::int64_t value) { return std::to_string(value); }
std::string key_of(std::int64_t collection) { return std::string{kStart} + number(collection); }
/// Of the days of one claim: what was sent may be less than what was planned.
std::string days_of(std::int64_t collection, std::int64_t claim) { return key_of(collection) + "/" + number(claim); }

}  // namespace

void NaiveDirectDebits::begin(engine::Entry const& entry, std::vector<engine::Command> const&) {
  today_ = entry.date.days;
  came_.clear();
  taken_back_.clear();
  seen_.clear();
  due_.clear();
  told_.clear();
}

void NaiveDirectDebits::see(engine::Event const& event) {
  if (auto const* asked = std::get_if<engine::MandateAsked>(&event)) {
    for (auto const& [id, each] : mandates_) {
      expect(each.debtor != asked->debtor.value || each.state == MandateState::kEnded,
             "debtor " + number(each.debtor) + " has two mandates at once");
    }
    mandates_[asked->mandate.value].debtor = asked->debtor.value;
    ++counts_.mandates;
  } else if (auto const* confirmed = std::get_if<engine::MandateConfirmed>(&event)) {
    Mandate& one = mandates_[confirmed->mandate.value];
    expect(one.state != MandateState::kEnded, "a mandate that has ended is confirmed");
    one.state = MandateState::kActive;
  } else if (auto const* over = std::get_if<engine::MandateEnded>(&event)) {
    mandates_[over->mandate.value].state = MandateState::kEnded;
  } else if (auto const* wanted = std::get_if<engine::CollectionPlanned>(&event)) {
    planned(*wanted);
  } else if (auto const* out = std::get_if<engine::CollectionSent>(&event)) {
    sent(*out);
  } else if (auto const* done = std::get_if<engine::CollectionEnded>(&event)) {
    ended(*done);
  } else if (auto const* came = std::get_if<engine::PaymentRecorded>(&event)) {
    if (came->means == ledger::Means::kDirectDebit) came_[came->payment.value] = came->amount_minor;
  } else if (auto const* back = std::get_if<engine::PaymentReversed>(&event)) {
    taken_back_.insert(back->payment.value);
  } else if (auto const* message = std::get_if<engine::MessagePlanned>(&event)) {
    told(*message);
  }
}

void NaiveDirectDebits::planned(engine::CollectionPlanned const& e) {
  std::string const name = "collection " + number(e.collection.value);
  ++counts_.planned;
  Collection& one = collections_[e.collection.value];
  one.mandate = e.mandate.value;
  one.debtor = e.debtor.value;
  one.day = e.day.days;
  seen_.insert(e.collection.value);
  auto const mandate = mandates_.find(one.mandate);
  bool const allowed = mandate != mandates_.end() && mandate->second.state == MandateState::kActive &&
                       mandate->second.debtor == one.debtor;
  expect(allowed, name + " is planned, and no bank has confirmed that it may be");
  expect(one.day >= today_ + kNoticeDays, name + " is told of too late");
  expect(naive_is_working_day(one.day), name + " is on a day on which banks move no money");
  expect(days_.emplace(one.mandate, one.day).second, name + " is the second on its day");
  for (payments::Choice const& part : e.parts) {
    std::int64_t const id = part.claim.value;
    NaiveClaim const& claim = books_.claims.at(id);
    one.parts[id] = part.limit_minor.value_or(0);
    bool const alone = claim.liable.size() == 1 && claim.liable.front() == one.debtor;
    expect(alone, name + " takes for claim " + number(id) + " what others owe");
    expect(tried_.emplace(id, one.debtor).second, name + ": claim " + number(id) + " is tried a second time");
    expect(one.parts[id] == claim.open(), name + ": claim " + number(id) + " owes another amount");
    expect(!claim.cancelled && claim.objections.empty(), name + ": claim " + number(id) + " is withdrawn or disputed");
    expect(claim.dates.last_payment_day.days <= one.day, name + " comes before the last day to pay");
    calm_.begin_days(days_of(e.collection.value, id), {id}, today_ + 1, std::nullopt);
  }
  auto const debtor = books_.debtors.find(one.debtor);
  bool const is_known = debtor != books_.debtors.end() && debtor->second.kind != claims::DebtorKind::kUnknown;
  if (is_known) due_.emplace(e.collection.value, "notice");
}

void NaiveDirectDebits::sent(engine::CollectionSent const& e) {
  std::string const name = "collection " + number(e.collection.value);
  ++counts_.sent;
  Collection& one = collections_[e.collection.value];
  seen_.insert(e.collection.value);
  expect(one.state == CollectionState::kPlanned, name + " is sent twice, or after it ended");
  expect(today_ < one.day, name + " is sent when its day has come");
  one.state = CollectionState::kSent;
  std::map<std::int64_t, std::int64_t> left;
  for (payments::Choice const& part : e.parts) {
    std::int64_t const minor = left[part.claim.value] = part.limit_minor.value_or(0);
    expect(minor > 0 && minor <= one.parts[part.claim.value], name + " takes more than the debtor was told");
    expect(minor <= books_.claims.at(part.claim.value).open(), name + " takes more than is owed");
  }
  for (auto const& [claim, minor] : one.parts) {
    if (!left.contains(claim)) let_go(e.collection.value, claim, false);
  }
  one.parts = left;
}

void NaiveDirectDebits::ended(engine::CollectionEnded const& e) {
  std::string const name = "collection " + number(e.collection.value);
  Collection& one = collections_[e.collection.value];
  seen_.insert(e.collection.value);
  bool const reverses = e.state == CollectionState::kReversed;
  bool const collects = e.state == CollectionState::kCollected;
  bool const was = reverses   ? one.state == CollectionState::kCollected
                   : collects ? one.state == CollectionState::kSent
                              : payments::is_open(one.state);
  expect(was, name + " ends as " + std::string{payments::name_of(e.state)} + " from another state");
  one.state = e.state;
  std::int64_t sum = 0;
  for (auto const& [claim, minor] : one.parts) sum += minor;
  if (collects) {
    ++counts_.collected;
    one.payment = e.payment.value;
    auto const came = came_.find(e.payment.value);
    expect(came != came_.end() && came->second == sum, name + " brings another amount than was sent");
  } else if (reverses) {
    ++counts_.reversed;
    expect(taken_back_.contains(one.payment), name + " is taken back, and its payment stays");
  } else {
    ++(e.state == CollectionState::kFailed ? counts_.failed : counts_.cancelled);
    expect(!e.payment, name + " brings no money, and has a payment");
    // The bank was told of nothing: another may have the day.
    if (e.state == CollectionState::kCancelled) days_.erase({one.mandate, one.day});
  }
  bool const to_no_end = e.state == CollectionState::kFailed || reverses;
  bool owes = false;
  for (auto const& [claim, minor] : one.parts) {
    let_go(e.collection.value, claim, to_no_end);
    owes |= books_.claims.at(claim).open() > 0;
  }
  auto const debtor = books_.debtors.find(one.debtor);
  bool const is_known = debtor != books_.debtors.end() && debtor->second.kind != claims::DebtorKind::kUnknown;
  if (to_no_end && owes && is_known) due_.emplace(e.collection.value, "failed");
}

void NaiveDirectDebits::let_go(std::int64_t id, std::int64_t claim, bool fresh) {
  calm_.end_days(days_of(id, claim), today_);
  NaiveClaim const& own = books_.claims.at(claim);
  if (!fresh || own.open() == 0) return;
  calm_.begin_days(days_of(id, claim) + "/fresh", {claim}, today_ + 1, today_ + kFreshDays);
}

void NaiveDirectDebits::told(engine::MessagePlanned const& e) {
  if (!e.procedure.starts_with(kStart)) return;
  std::int64_t const id = std::stoll(e.procedure.substr(kStart.size()));
  std::string const name = "collection " + number(id);
  told_.emplace(id, e.step);
  auto const found = collections_.find(id);
  expect(found != collections_.end() && found->second.debtor == e.debtor.value && e.fee_minor == 0,
         name + ": a message to somebody else, or with a fee");
}

void NaiveDirectDebits::check_holds(std::int64_t id, Collection const& one) {
  for (auto const& [claim, minor] : one.parts) {
    auto const& holds = books_.claims.at(claim).holds;
    auto const hold = std::ranges::find(holds, key_of(id), &claims::Hold::key);
    bool const runs = hold != holds.end() && !hold->last;
    expect(runs == payments::is_open(one.state),
           "collection " + number(id) + " holds claim " + number(claim) + ", or should");
  }
}

void NaiveDirectDebits::end() {
  for (std::int64_t const id : seen_) check_holds(id, collections_.at(id));
  expect(due_ == told_, "somebody is told of a collection that is none, or not told of one");
}

void NaiveDirectDebits::compare(ports::BooksReader& books, base::AuthorityId authority) {
  std::size_t rows = 0;
  books.each_collection(authority, [&](payments::Collection const& row) {
    ++rows;
    auto const found = collections_.find(row.id.value);
    std::string const name = "collection " + number(row.id.value);
    if (found == collections_.end()) return expect(false, name + " was made by nobody");
    Collection const& own = found->second;
    std::map<std::int64_t, std::int64_t> parts;
    for (payments::Choice const& part : row.parts) parts[part.claim.value] = part.limit_minor.value_or(0);
    expect(row.state == own.state && row.debtor.value == own.debtor && row.day.days == own.day && parts == own.parts &&
               row.payment.value == own.payment,
           name + " is another than by the events");
    check_holds(row.id.value, own);
  });
  expect(rows == collections_.size(), "collections that were planned are missing");
  rows = 0;
  books.each_mandate(authority, [&](payments::Mandate const& row) {
    ++rows;
    auto const found = mandates_.find(row.id.value);
    expect(found != mandates_.end() && found->second.state == row.state && found->second.debtor == row.debtor.value,
           "mandate " + number(row.id.value) + " is another than by the events");
  });
  expect(rows == mandates_.size(), "mandates that were asked for are missing");
}

}  // namespace simulation
