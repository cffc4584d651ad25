#include "simulation/naive_helpers.h"

#include <algorithm>

#include "simulation/naive_holds.h"
#include "simulation/naive_law.h"

namespace simulation {

namespace {

using help::Outcome;
using help::State;

// What an authority that has said nothing has.
constexpr std::int32_t kLongestDays = 90;
constexpr std::int32_t kFreshDays = 14;
constexpr std::string_view kStart = "referral:";

std::string number(std::int64_t value) { return std::to_string(value); }
std::string key_of(std::int64_t referral) { return std::string{kStart} + number(referral); }
/// Of the days on one claim that is owed together.
std::string days_of(std::int64_t referral, std::int64_t claim) { return key_of(referral) + "/" + number(claim); }

bool runs(std::vector<claims::Hold> const& holds, std::string const& key) {
  auto const hold = std::ranges::find(holds, key, &claims::Hold::key);
  return hold != holds.end() && !hold->last;
}

}  // namespace

void NaiveHelpers::begin(engine::Entry const& entry, std::vector<engine::Command> const&) {
  today_ = entry.date.days;
  actor_ = entry.actor;
  seen_.clear();
  due_.clear();
  told_.clear();
}

void NaiveHelpers::see(engine::Event const& event) {
  if (auto const* e = std::get_if<engine::ReferralMade>(&event)) return made(*e);
  if (auto const* e = std::get_if<engine::ReferralExtended>(&event)) return extended(*e);
  if (auto const* e = std::get_if<engine::ReferralEnded>(&event)) return ended(*e);
  if (auto const* e = std::get_if<engine::HoldPlaced>(&event)) return marked(*e);
  if (auto const* e = std::get_if<engine::RepresentationGranted>(&event)) return granted(*e);
  if (auto const* e = std::get_if<engine::MessagePlanned>(&event)) return told(*e);
  if (auto const* e = std::get_if<engine::BusinessDayEnded>(&event)) return day_ended(e->date.days);
  if (auto const* sent = std::get_if<engine::ReferralSent>(&event)) {
    if (Referral* const one = find(sent->referral, "sent")) one->state = State::kSent;
  } else if (auto const* accepted = std::get_if<engine::ReferralAccepted>(&event)) {
    ++counts_.accepted;
    if (Referral* const one = find(accepted->referral, "accepted")) one->state = State::kAccepted;
  } else if (auto const* over = std::get_if<engine::RepresentationEnded>(&event)) {
    Representation& one = representations_[over->representation.value];
    if (!one.last || *one.last >= over->date.days) one.last = over->date.days - 1;
  } else if (std::holds_alternative<engine::StepDecided>(event)) {
    ++counts_.decided;
    expect(actor_.starts_with("clerk:"), "a step against somebody vulnerable is decided by " + actor_);
  } else if (auto const* letter = std::get_if<engine::LetterRecorded>(&event)) {
    if (letter->letter.fee_minor != 0) check_not_protected(letter->claim, letter->letter.date.days, "a fee", true);
  } else if (auto const* taken = std::get_if<engine::CourseStepTaken>(&event)) {
    bool const is_prompt = taken->step.step == "upcoming";
    if (!is_prompt) check_not_protected(taken->claim, taken->step.date.days, taken->step.step, false);
  } else if (auto const* away = std::get_if<engine::ClaimHandedOver>(&event)) {
    bool const decided = books_.hand_over_decided.contains(away->claim.value);
    if (!decided) check_not_protected(away->claim, away->date.days, "a hand-over", false);
  }
}

std::set<std::int64_t> NaiveHelpers::owed(std::int64_t debtor, bool together) const {
  std::set<std::int64_t> found;
  for (auto const& [id, claim] : books_.claims) {
    bool const is_own = std::ranges::count(claim.liable, debtor) > 0;
    if (claim.cancelled || claim.open() == 0 || !is_own) continue;
    if (!together || claim.liable.size() > 1) found.insert(id);
  }
  return found;
}

NaiveHelpers::Referral* NaiveHelpers::find(base::ReferralId id, std::string const& what) {
  auto const found = referrals_.find(id.value);
  bool const is_so = found != referrals_.end() && help::is_open(found->second.state);
  expect(is_so, "referral " + number(id.value) + " is " + what + ", and is none that can be");
  if (!is_so) return nullptr;
  seen_.insert(id.value);
  return &found->second;
}

void NaiveHelpers::made(engine::ReferralMade const& e) {
  std::string const name = "referral " + number(e.referral.value);
  ++counts_.referrals;
  counts_.referrals_back_dated += e.consented < e.date;
  for (auto const& [id, each] : referrals_) {
    bool const same = each.debtor == e.debtor.value && each.helper == e.helper && each.need == e.need;
    expect(!same || !help::is_open(each.state), name + " is to those who have referral " + number(id));
  }
  Referral one{e.debtor.value, e.helper, e.need, State::kProposed, e.until.days, {}};
  for (base::ClaimId const claim : e.held) one.held.insert(claim.value);
  expect(one.held == owed(one.debtor, true), name + " holds other claims than are owed together");
  expect(e.until.days == e.consented.days + kLongestDays && e.consented.days <= today_, name + " has other days");
  calm_.begin_debtor_days(key_of(e.referral.value), one.debtor, e.consented.days);
  for (std::int64_t const claim : one.held) {
    calm_.begin_days(days_of(e.referral.value, claim), {claim}, e.consented.days, std::nullopt);
  }
  expect_word(e.referral.value, one.debtor, true);
  referrals_[e.referral.value] = std::move(one);
  seen_.insert(e.referral.value);
}

void NaiveHelpers::expect_word(std::int64_t referral, std::int64_t debtor, bool begins) {
  auto const found = books_.debtors.find(debtor);
  bool const is_known = found != books_.debtors.end() && found->second.kind != claims::DebtorKind::kUnknown;
  std::set<std::int64_t> const about = owed(debtor, false);
  // An authority without a law for what is owed has no texts about it.
  if (is_known && !about.empty() && books_.claims.at(*about.begin()).type != kFreeType) due_.emplace(referral, begins);
}

void NaiveHelpers::extended(engine::ReferralExtended const& e) {
  Referral* const one = find(e.referral, "extended");
  if (one == nullptr) return;
  for (base::ClaimId const claim : e.claims) {
    bool const fits = owed(one->debtor, true).contains(claim.value) && one->held.insert(claim.value).second;
    expect(fits, "referral " + number(e.referral.value) + " is extended to claim " + number(claim.value));
    calm_.begin_days(days_of(e.referral.value, claim.value), {claim.value}, today_, std::nullopt);
  }
}

void NaiveHelpers::ended(engine::ReferralEnded const& e) {
  Referral* const one = find(e.referral, "ended");
  if (one == nullptr) return;
  std::string const name = "referral " + number(e.referral.value);
  one->state = e.state;
  bool const expires = e.outcome == Outcome::kExpired;
  counts_.declined += e.state == State::kDeclined;
  counts_.expired += expires;
  expect(expires == (actor_ == "business_day"), name + " is ended by " + actor_);
  expect(!expires || e.date.days == one->until + 1, name + " expires on another day than the first after its last");
  std::int32_t const fresh = e.date.days + kFreshDays;
  expect(e.fresh_until && e.fresh_until->days == fresh, name + " leaves another time than there is");
  calm_.end_debtor_days(key_of(e.referral.value), fresh);
  // What others owe as well, and came today, is left alone from now on; what was paid or moved meanwhile no more is.
  for (std::int64_t const claim : one->held) calm_.end_days(days_of(e.referral.value, claim), fresh);
  expect_word(e.referral.value, one->debtor, false);
}

void NaiveHelpers::told(engine::MessagePlanned const& e) {
  if (!e.procedure.starts_with(kStart)) return;
  std::int64_t const id = std::stoll(e.procedure.substr(kStart.size()));
  told_.emplace(id, e.step == "agreed");
  auto const found = referrals_.find(id);
  expect(found != referrals_.end() && found->second.debtor == e.debtor.value && e.fee_minor == 0,
         "referral " + number(id) + ": a message to somebody else, or with a fee");
}

void NaiveHelpers::marked(engine::HoldPlaced const& e) {
  if (e.hold.kind != claims::HoldKind::kVulnerable) return;
  ++counts_.marks;
  expect(e.debtor && !e.claim, "a claim is marked as vulnerable");
  if (e.hold.first.days > today_) return;
  for (auto const& [id, claim] : books_.claims) {
    if (std::ranges::count(claim.liable, e.debtor.value) > 0) calm_.marked_late(id, e.hold.first.days);
  }
}

void NaiveHelpers::granted(engine::RepresentationGranted const& e) {
  std::string const name = "representation " + number(e.representation.value);
  ++counts_.representations;
  expect(actor_.starts_with("clerk:") && e.debtor != e.representative, name + " is granted by or to the wrong one");
  Representation one{e.debtor.value, e.representative.value, e.first.days, std::nullopt};
  if (e.last) one.last = e.last->days;
  std::int32_t const from = std::max(one.first, today_);
  for (auto const& [id, each] : representations_) {
    bool const is_pair = each.debtor == one.debtor && each.representative == one.representative;
    bool const meets = (!one.last || each.first <= *one.last) && (!each.last || from <= *each.last);
    expect(!is_pair || !meets, name + " is on days of representation " + number(id));
  }
  representations_[e.representation.value] = one;
}

void NaiveHelpers::check_not_protected(base::ClaimId id, std::int32_t day, std::string const& what, bool is_fee) {
  auto const claim = books_.claims.find(id.value);
  if (claim == books_.claims.end()) return;
  bool const is_protected = std::ranges::any_of(claim->second.liable, [&](std::int64_t debtor) {
    auto const found = books_.debtors.find(debtor);
    return found != books_.debtors.end() && protects_on(found->second.holds, day);
  });
  if (!is_protected) return;
  auto const decided = books_.decided_on(id.value, day);
  expect(decided && (!is_fee || decided->fee),
         "claim " + number(id.value) + ": " + what + " against somebody vulnerable, and nobody has decided it");
}

void NaiveHelpers::day_ended(std::int32_t day) {
  for (auto const& [id, one] : referrals_) {
    expect(!help::is_open(one.state) || day <= one.until, "referral " + number(id) + " goes on for too long");
  }
}

void NaiveHelpers::check_holds(std::int64_t id, Referral const& one) {
  bool const is_open = help::is_open(one.state);
  auto const debtor = books_.debtors.find(one.debtor);
  expect(debtor != books_.debtors.end() && runs(debtor->second.holds, key_of(id)) == is_open,
         "referral " + number(id) + " holds its debtor, or should");
  for (std::int64_t const claim : one.held) {
    expect(runs(books_.claims.at(claim).holds, key_of(id)) == is_open,
           "referral " + number(id) + " holds claim " + number(claim) + ", or should");
  }
}

void NaiveHelpers::end() {
  for (std::int64_t const id : seen_) check_holds(id, referrals_.at(id));
  expect(due_ == told_, "somebody is told of the beginning or the end of a pause that has none, or not told of one");
}

void NaiveHelpers::compare(ports::BooksReader& books, base::AuthorityId authority) {
  std::size_t rows = 0;
  books.each_referral(authority, [&](help::Referral const& row) {
    ++rows;
    auto const found = referrals_.find(row.id.value);
    std::string const name = "referral " + number(row.id.value);
    if (found == referrals_.end()) return expect(false, name + " was made by nobody");
    Referral const& own = found->second;
    std::set<std::int64_t> held;
    for (base::ClaimId const claim : row.held) held.insert(claim.value);
    expect(row.state == own.state && row.debtor.value == own.debtor && row.until.days == own.until && held == own.held,
           name + " is another than by the events");
    check_holds(row.id.value, own);
  });
  expect(rows == referrals_.size(), "referrals that were made are missing");
  rows = 0;
  books.each_representation(authority, [&](claims::Representation const& row) {
    ++rows;
    auto const found = representations_.find(row.id.value);
    bool const same = found != representations_.end() && found->second.debtor == row.debtor.value &&
                      found->second.representative == row.representative.value;
    expect(same, "representation " + number(row.id.value) + " is another than by the events");
    if (!same) return;
    Representation const& own = found->second;
    for (std::int32_t const day :
         {own.first - 1, own.first, own.last.value_or(today_), own.last.value_or(today_) + 1}) {
      bool const covers = own.first <= day && (!own.last || day <= *own.last);
      expect(row.covers({day}) == covers,
             "representation " + number(row.id.value) + " counts on other days than by the events");
    }
  });
  expect(rows == representations_.size(), "representations that were granted are missing");
}

}  // namespace simulation
