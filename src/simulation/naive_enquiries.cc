#include "simulation/naive_enquiries.h"

#include <algorithm>

#include "simulation/naive_law.h"

namespace simulation {

namespace {

using enquiries::Kind;
using enquiries::State;

// What an authority that has said nothing promises.
constexpr std::int32_t kFreshDays = 14;       // after an answer
constexpr std::int32_t kGraceDays = 3;        // after a day that was promised or granted
constexpr std::int32_t kDepartmentDays = 14;  // to answer what it is asked
constexpr std::int32_t kLateDays = 14;        // promised anew
constexpr char const* kActor = "business_day";

std::int32_t answer_days(Kind kind) {
  switch (kind) {
    case Kind::kObjection:
      return 28;
    case Kind::kDeferral:
    case Kind::kInstalments:
      return 14;
    case Kind::kQuestion:
      return 10;
    case Kind::kHelp:
      return 7;
    case Kind::kPromise:
      break;
  }
  return 0;
}

std::string number(std::int64_t value) { return std::to_string(value); }
std::string words_of(std::int32_t day) { return base::format_date({day}); }
std::string key_of(std::int64_t enquiry) { return "enquiry:" + number(enquiry); }

}  // namespace

void NaiveEnquiries::begin(engine::Entry const& entry, std::vector<engine::Command> const&) {
  today_ = entry.date.days;
  actor_ = entry.actor;
  seen_.clear();
  due_.clear();
  told_.clear();
}

void NaiveEnquiries::see(engine::Event const& event) {
  if (auto const* e = std::get_if<engine::EnquiryReceived>(&event)) return received(*e);
  if (auto const* e = std::get_if<engine::EnquiryAsked>(&event)) return asked(*e);
  if (auto const* e = std::get_if<engine::EnquiryAnswered>(&event)) return answered(*e);
  if (auto const* e = std::get_if<engine::EnquiryClosed>(&event)) return closed(*e);
  if (auto const* e = std::get_if<engine::EnquiryLate>(&event)) return late(*e);
  if (auto const* e = std::get_if<engine::MessagePlanned>(&event)) return planned(*e);
  if (auto const* e = std::get_if<engine::BusinessDayEnded>(&event)) return day_ended(e->date.days);
}

NaiveEnquiry* NaiveEnquiries::find(base::EnquiryId id, std::string const& what) {
  auto const found = enquiries_.find(id.value);
  bool const is_open = found != enquiries_.end() && enquiries::is_open(found->second.state);
  expect(is_open, "enquiry " + number(id.value) + " is " + what + " and does not wait");
  if (!is_open) return nullptr;
  seen_.insert(id.value);
  return &found->second;
}

/// To who can be written to, and where there are texts: where a law is known.
void NaiveEnquiries::tell(std::int64_t id, std::string const& step) {
  NaiveEnquiry const& one = enquiries_.at(id);
  auto const debtor = books_.debtors.find(one.debtor);
  bool const is_known = debtor != books_.debtors.end() && debtor->second.kind != claims::DebtorKind::kUnknown;
  if (is_known && books_.claims.at(one.claims.front()).type != kFreeType) due_.try_emplace(id, step);
}

void NaiveEnquiries::received(engine::EnquiryReceived const& e) {
  std::string const name = "enquiry " + number(e.enquiry.value);
  auto const [at, is_new] = enquiries_.try_emplace(e.enquiry.value);
  expect(is_new, name + " is received twice");
  NaiveEnquiry& one = at->second;
  seen_.insert(at->first);
  one.debtor = e.debtor.value;
  one.kind = e.kind;
  one.state = e.kind == Kind::kPromise ? State::kClosed : State::kReceived;
  one.received = e.date.days;
  one.answer_by = one.received + answer_days(e.kind);
  one.words = e.words;
  bool const may_come_again = e.kind == Kind::kObjection || e.kind == Kind::kHelp;
  for (base::ClaimId const id : e.claims) {
    one.claims.push_back(id.value);
    one.waiting.insert(id.value);
    NaiveClaim const& claim = books_.claims.at(id.value);
    expect(!claim.cancelled && std::ranges::count(claim.liable, one.debtor) > 0,
           name + ": claim " + number(id.value) + " is not theirs");
    if (heard_.emplace(id.value, e.kind).second || may_come_again) one.held.insert(id.value);
  }
  expect(e.state == one.state, name + " waits for an answer, or should");
  expect(e.answer_by.days == one.answer_by, name + " is to be answered by " + words_of(e.answer_by.days));
  expect(e.holds != one.held.empty(), name + " holds, or should");
  expect(one.received <= today_, name + " comes from the future");
  bool const is_promise = e.kind == Kind::kPromise;
  expect(!is_promise || one.held.size() == one.claims.size(), name + " is promised a second time");
  expect((is_promise || e.kind == Kind::kDeferral) == e.wanted.has_value(), name + " is for a day, or should be");
  std::optional<std::int32_t> last;
  if (is_promise && e.wanted) last = e.wanted->days + kGraceDays;
  calm_.begin_days(key_of(at->first), one.held, one.received, last);
  ++counts_.received[enquiries::index_of(e.kind)];
  counts_.back_dated += one.received < today_;
  tell(at->first, "received");
}

void NaiveEnquiries::asked(engine::EnquiryAsked const& e) {
  std::string const name = "enquiry " + number(e.enquiry.value);
  NaiveEnquiry* const one = find(e.enquiry, "asked about");
  if (one == nullptr) return;
  ++counts_.asked;
  one->state = State::kAsked;
  one->words = std::max(one->words, e.words);
  std::set<std::int64_t> claims;
  for (base::ClaimId const id : e.claims) claims.insert(id.value);
  expect(claims == one->waiting, name + ": departments are asked about other claims than those without an answer");
  expect(e.answer_by.days == e.date.days + kDepartmentDays, name + ": departments have another time to answer");
}

/// Once all have been answered, time begins to run.
void NaiveEnquiries::let_go(std::int64_t id, NaiveEnquiry& one, std::int32_t until) {
  calm_.end_days(key_of(id), today_);
  if (until > today_) calm_.begin_days(key_of(id) + ":answer", one.held, today_, until);
}

void NaiveEnquiries::answered(engine::EnquiryAnswered const& e) {
  std::string const name = "enquiry " + number(e.enquiry.value);
  NaiveEnquiry* const one = find(e.enquiry, "answered");
  if (one == nullptr) return;
  expect(e.words == one->words + 1, name + " is answered without reasons");
  one->words = e.words;
  for (base::ClaimId const id : e.claims) {
    expect(one->waiting.erase(id.value) == 1, name + ": claim " + number(id.value) + " is answered twice, or not its");
  }
  expect(e.complete == one->waiting.empty(), name + " is answered for all, or is not");
  if (e.granted) one->granted = e.granted->days;
  if (!e.complete) return;
  ++counts_.answered;
  counts_.answered_late += today_ > one->answer_by;
  one->state = State::kAnswered;
  let_go(e.enquiry.value, *one, one->granted ? *one->granted + kGraceDays : today_ + kFreshDays);
  tell(e.enquiry.value, "answered");
}

void NaiveEnquiries::closed(engine::EnquiryClosed const& e) {
  std::string const name = "enquiry " + number(e.enquiry.value);
  NaiveEnquiry* const one = find(e.enquiry, "closed");
  if (one == nullptr) return;
  one->state = e.state;
  ++(e.state == State::kWithdrawn ? counts_.withdrawn : counts_.closed);
  bool const by_itself = actor_ == kActor;
  if (by_itself) {
    bool const wants_answer = one->kind == Kind::kObjection || one->kind == Kind::kQuestion;
    bool const is_owed = std::ranges::any_of(one->claims, [&](std::int64_t id) {
      NaiveClaim const& claim = books_.claims.at(id);
      return !claim.cancelled && claim.open() > 0;
    });
    expect(!wants_answer && !is_owed, name + " is closed, and somebody waits for its answer");
  }
  let_go(e.enquiry.value, *one, by_itself ? today_ : today_ + kFreshDays);
}

void NaiveEnquiries::late(engine::EnquiryLate const& e) {
  std::string const name = "enquiry " + number(e.enquiry.value);
  NaiveEnquiry* const one = find(e.enquiry, "late");
  if (one == nullptr) return;
  ++counts_.late;
  expect(!one->late, name + " is noted as late twice");
  expect(e.date.days > one->answer_by, name + " is noted as late in time");
  expect(e.promised.days == e.date.days + kLateDays, name + " is promised another day");
  one->late = true;
  tell(e.enquiry.value, "late");  // what comes in late is told so with its receipt
}

void NaiveEnquiries::planned(engine::MessagePlanned const& e) {
  constexpr std::string_view kStart = "enquiry:";
  if (!e.procedure.starts_with(kStart)) return;
  std::int64_t const id = std::stoll(e.procedure.substr(kStart.size()));
  std::string const name = "enquiry " + number(id);
  told_.emplace(id, e.step);
  auto const found = enquiries_.find(id);
  bool const is_own = found != enquiries_.end() && found->second.debtor == e.debtor.value;
  expect(is_own && e.fee_minor == 0, name + ": a message to somebody else, or with a fee");
  if (!is_own || e.step != "answered") return;
  NaiveEnquiry const& one = found->second;
  std::int32_t const until = one.granted.value_or(today_ + kFreshDays);
  expect(e.answer_until && e.answer_until->days == until, name + ": the answer gives another day than there is time");
}

void NaiveEnquiries::day_ended(std::int32_t day) {
  for (auto const& [id, one] : enquiries_) {
    bool const noted = !enquiries::is_open(one.state) || one.late || one.answer_by >= day;
    expect(noted, "enquiry " + number(id) + " was to be answered by " + words_of(one.answer_by) +
                      ", and nobody has noted it on " + words_of(day));
  }
}

void NaiveEnquiries::check_holds(std::string const& name, std::int64_t id, NaiveEnquiry const& one) {
  bool const waits = enquiries::is_open(one.state);
  for (std::int64_t const claim : one.claims) {
    NaiveClaim const& own = books_.claims.at(claim);
    auto const hold = std::ranges::find(own.holds, key_of(id), &claims::Hold::key);
    bool const runs = hold != own.holds.end() && !hold->last;
    expect(runs == (waits && one.held.contains(claim)), name + " holds claim " + number(claim) + ", or should");
    bool const objects = own.objections.contains(key_of(id));
    expect(objects == (waits && one.kind == Kind::kObjection) || own.cancelled,
           name + " disputes claim " + number(claim) + ", or should");
  }
}

void NaiveEnquiries::end() {
  for (std::int64_t const id : seen_) check_holds("enquiry " + number(id), id, enquiries_.at(id));
  for (auto const& [id, step] : due_) {
    auto const found = told_.find({id, step});
    expect(found != told_.end(), "enquiry " + number(id) + ": whoever asked is not told that it is " + step);
    if (found != told_.end()) told_.erase(found);
  }
  for (auto const& [id, step] : told_) {
    expect(false, "enquiry " + number(id) + ": whoever asked is told that it is " + step + " for nothing");
  }
}

void NaiveEnquiries::compare(ports::BooksReader& books, base::AuthorityId authority) {
  std::size_t rows = 0;
  books.each_enquiry(authority, [&](enquiries::Enquiry const& row) {
    ++rows;
    std::string const name = "enquiry " + number(row.id.value);
    auto const found = enquiries_.find(row.id.value);
    if (found == enquiries_.end()) return expect(false, name + " was made by nobody");
    NaiveEnquiry const& own = found->second;
    expect(row.state == own.state && row.debtor.value == own.debtor && row.answer_by.days == own.answer_by,
           name + " is in another state than by the events");
    std::set<std::int64_t> waiting;
    for (enquiries::EnquiredClaim const& each : row.claims) {
      if (each.outcome == enquiries::Outcome::kNone) waiting.insert(each.claim.value);
    }
    expect(waiting == own.waiting && row.claims.size() == own.claims.size(),
           name + " has other answers than by the events");
    expect(row.words == own.words && row.late_since.has_value() == own.late,
           name + " has other words, or is late, than by the events");
    expect(std::ssize(books.enquiry_words(authority, row.id)) == own.words, name + " has lost words, or has too many");
    check_holds(name, row.id.value, own);
  });
  expect(rows == enquiries_.size(), "enquiries that were received are missing");
}

}  // namespace simulation
