#include "engine/business_day.h"

#include <algorithm>

#include "base/digest.h"
#include "base/encoding.h"
#include "dunning/occasion.h"
#include "engine/claim_limitation.h"
#include "engine/codec.h"
#include "engine/enquiry_words.h"
#include "engine/interest_run.h"

namespace engine {

namespace {

constexpr char const* kActor = "business_day";
constexpr int kDaysBack = 14;
constexpr int kYearBack = 400;
constexpr std::size_t kClaimPage = 2'000;
constexpr std::size_t kMessagePage = 500;
constexpr std::size_t kJournalPage = 16;  // an entry of the day is about hundreds of debtors
constexpr std::size_t kShardsAtOnce = 4;
constexpr std::size_t kSamples = 5;

std::string started_key(base::Date date) { return "started " + base::format_date(date); }
std::string ended_key(base::Date date) { return "ended " + base::format_date(date); }

template <class Wanted>
std::optional<Wanted> find_mark(ports::BooksReader& reader, base::AuthorityId authority, std::string const& key) {
  auto const stored = reader.find_entry(authority, entry_key(kActor, key));
  if (!stored) return std::nullopt;
  auto const entry = decode_entry(stored->payload);
  if (!entry || entry->events.empty()) return std::nullopt;
  auto const* mark = std::get_if<Wanted>(&entry->events.front());
  return mark != nullptr ? std::optional{*mark} : std::nullopt;
}

/// What a day has done, added up in no order: the sum of the digests of its events, lane by lane.
class Tally {
 public:
  void add(Event const& event, base::Date date) {
    std::visit([&](auto const& e) { (*this)(e, date); }, event);
  }
  /// Debtors are counted entry by entry: one debtor's claims are in one entry.
  void end_entry() { last_debtor_ = {}; }

  void operator()(CourseStepTaken const& e, base::Date date) {
    if (e.step.date != date) return;
    ++totals.steps;
    ++steps[e.procedure.substr(0, e.procedure.find('@')) + " " + e.step.step];
    if (e.debtor != last_debtor_) ++totals.debtors;
    last_debtor_ = e.debtor;
    digest(e);
  }
  void operator()(LetterRecorded const& e, base::Date date) {
    if (e.letter.date != date) return;
    totals.fees_minor += e.letter.fee_minor;
    digest(e);
  }
  void operator()(MessagePlanned e, base::Date date) {
    if (e.date != date) return;
    ++totals.messages;
    if (std::string const code = dunning::occasion_code(e.step); !code.empty()) {
      ++occasions[e.procedure.substr(0, e.procedure.find('@')) + " " + code];
    }
    if (samples.size() < kSamples && !e.beside) {
      samples.push_back({e.debtor, e.step, e.claims, e.amount_minor, e.fee_minor});
    }
    e.message = {};  // the number it got depends on what else went on
    // What is collected depends on when it is planned: the debtor has so many days from being told.
    if (!payments::collection_of(e.procedure)) digest(e);
  }
  void operator()(InterestPosted const& e, base::Date) {
    for (InterestStep const& step : e.steps) totals.interest_minor += step.minor;
    digest(e);
  }
  void operator()(CoursePlanned const& e, base::Date) { digest(e); }
  void operator()(ArrangementMissed const& e, base::Date date) {
    if (e.date == date) digest(e);
  }
  void operator()(ArrangementEnded const& e, base::Date date) {
    if (e.date == date) digest(e);
  }
  void operator()(auto const&, base::Date) {}

  [[nodiscard]] std::string hash() const {
    Encoder encoder;
    for (std::uint64_t const lane : lanes_) encoder.number(static_cast<std::int64_t>(lane));
    encoder.number(count_);
    return base::to_hex(base::sha256(encoder.bytes()));
  }

  BusinessDayTotals totals;
  std::map<std::string, std::int64_t> steps;
  std::map<std::string, std::int64_t> occasions;
  std::vector<DaySample> samples;

 private:
  void digest(auto const& event) {
    Encoder encoder;
    encoder(event);
    base::Digest const digest = base::sha256(encoder.bytes());
    for (std::size_t lane = 0; lane < lanes_.size(); ++lane) {
      std::uint64_t value = 0;
      for (std::size_t i = 0; i < 8; ++i) value = (value << 8) | digest[lane * 8 + i];
      lanes_[lane] += value;
    }
    ++count_;
  }

  std::array<std::uint64_t, 4> lanes_{};
  std::int64_t count_ = 0;
  base::DebtorId last_debtor_;
};

class Runner {
 public:
  Runner(BooksService& books, Rules const& rules, BusinessDay const& day) : books_(books), rules_(rules), day_(day) {}

  DayResult run() {
    auto const reader = books_.reader();
    look_back(*reader);
    result_.parked = parked(*reader);
    result_.enquiries = enquiries_due(*reader);
    result_.occasions_missed = occasions_missed(*reader);
    result_.referrals = referrals_due(*reader);
    if (auto const ended = find_mark<BusinessDayEnded>(*reader, day_.authority, ended_key(day_.date))) {
      result_.repeated = true;
      result_.totals = ended->totals;
      result_.batch_hash = ended->batch_hash;
      return std::move(result_);
    }
    if (day_.dry_run) {
      rehearse(*reader);
      return std::move(result_);
    }
    std::int64_t const first = start();
    // Before the interest: a plan that ends has its claims looked at by the run, on the same day however often it
    // breaks off in between.
    // Before the plans: whoever is being helped is not reminded of one.
    follow_referrals();
    follow_arrangements();
    follow_enquiries();
    expire_ability();
    // Before the interest and the steps: what will be collected is not reminded of.
    follow_direct_debits();
    post_interest();
    bool const all = take_steps(first);
    if (all) tell_of_occasions();
    result_.too_old = too_old(*books_.reader());
    Tally const tally = tally_from(first);
    take_over(tally);
    result_.out_of_bounds = !all || is_beyond(tally.totals.messages);
    if (!result_.out_of_bounds) end();
    return std::move(result_);
  }

 private:
  void look_back(ports::BooksReader& reader) {
    std::int64_t most = 0;
    for (int back = 1; back <= kDaysBack; ++back) {
      auto const ended = find_mark<BusinessDayEnded>(reader, day_.authority, ended_key({day_.date.days - back}));
      if (!ended) continue;
      if (!result_.day_before) result_.day_before = ended->totals;
      most = std::max(most, ended->totals.messages);
    }
    // Further back than that: what was planned before a long pause was planned by the procedures of then.
    for (int back = 1; back <= kYearBack && !procedures_before_; ++back) {
      auto const started = find_mark<BusinessDayStarted>(reader, day_.authority, started_key({day_.date.days - back}));
      if (started) procedures_before_ = started->procedures;
    }
    if (result_.day_before) result_.most_messages = std::max(kNormalMessages, 3 * most);
  }

  bool is_beyond(std::int64_t messages) const {
    return !day_.beyond_bounds && result_.most_messages && messages > *result_.most_messages;
  }

  std::int64_t parked(ports::BooksReader& reader) const {
    std::int64_t count = 0;
    base::MessageId after;
    while (true) {
      auto const page = reader.messages_in(day_.authority, dunning::MessageState::kDoubtful, after, kMessagePage);
      count += static_cast<std::int64_t>(page.size());
      if (page.size() < kMessagePage) return count;
      after = page.back().id;
    }
  }

  /// Of those that still wait for a step: what was due has had it by now.
  std::int64_t too_old(ports::BooksReader& reader) const {
    std::vector<base::ClaimId> waiting;
    reader.each_claim_to_look_at(day_.authority, day_.date,
                                 [&](base::ClaimId claim, base::DebtorId) { waiting.push_back(claim); });
    return std::ranges::count_if(waiting, [&](base::ClaimId id) {
      auto const claim = reader.claim(day_.authority, {id, {}, {}});
      auto const law = claim ? rules_.law.find(day_.authority, claim->type) : std::nullopt;
      return law && claim->state == claims::ClaimState::kOpen && is_limited(*law, *claim, day_.date);
    });
  }

  EnquiriesDue enquiries_due(ports::BooksReader& reader) const {
    base::Date const soon{day_.date.days + rules_.enquiry_policy(day_.authority).soon_days};
    EnquiriesDue due;
    for (enquiries::Enquiry const& each : open_enquiries(reader, day_.authority)) {
      bool const late = each.is_late(day_.date);
      due.late += late;
      due.soon += !late && each.answer_by <= soon;
      due.departments_late += each.asked_for && *each.asked_for < day_.date;
    }
    return due;
  }

  /// Also of a day that is run again: those that it has ended itself.
  ReferralsDue referrals_due(ports::BooksReader& reader) const {
    std::int32_t const soon = day_.date.days + rules_.help_policy(day_.authority).soon_days;
    ReferralsDue due;
    reader.each_referral(day_.authority, [&](help::Referral const& each) {
      bool const ended_today = each.outcome == help::Outcome::kExpired && each.ended == day_.date;
      bool const over = help::is_open(each.state) && each.until < day_.date;
      if (over || ended_today) {
        due.expired.push_back(each.id);
      } else if (help::is_open(each.state)) {
        ++due.open;
        if (each.until.days <= soon) due.soon.push_back(each.id);
      }
    });
    return due;
  }

  std::string procedures() const {
    return base::to_hex(base::sha256(rules_.law.procedures_by_type(day_.authority))).substr(0, 32);
  }

  bool asks_for_history() const {
    auto const* const procedures = rules_.law.procedures(day_.authority);
    if (procedures == nullptr) return false;
    for (dunning::Procedure const& each : *procedures) {
      for (dunning::Step const& step : each.steps) {
        if (step.audience == dunning::Audience::kUsuallyLate) return true;
      }
    }
    return false;
  }

  Submission submission(std::string key, Command command) const {
    Submission made;
    made.authority = day_.authority;
    made.actor = kActor;
    made.key = std::move(key);
    made.commands.push_back(std::move(command));
    return made;
  }

  /// The journal entry behind which everything the day does is found. Begun once, however often the day is run.
  std::int64_t start() {
    auto const outcome =
        books_.submit_one(submission(started_key(day_.date), StartBusinessDay{day_.date, procedures()}), day_.now);
    if (outcome) return outcome->seq;
    // The procedures have changed since the day began: it goes on with the new ones.
    auto const stored = books_.reader()->find_entry(day_.authority, entry_key(kActor, started_key(day_.date)));
    return stored ? stored->seq : 0;
  }

  void post_interest() {
    InterestSummary const summary = run_interest(books_, rules_, {day_.authority, day_.date, day_.now, false, kActor});
    for (auto const& [code, references] : summary.refused) {
      result_.refused[code] += static_cast<std::int64_t>(references.size());
    }
  }

  /// Those that are broken today end today: the course of their claims goes on tomorrow.
  void follow_arrangements() {
    follow<FollowArrangements>(books_.reader()->arrangements_to_look_at(day_.authority, day_.date), "arrangements",
                               result_.refused_plans);
  }

  /// Those that are open hold what has come since; those whose longest time has passed end.
  void follow_referrals() {
    std::vector<base::ReferralId> open;
    for (help::Referral const& each : books_.reader()->open_referrals(day_.authority)) open.push_back(each.id);
    follow<FollowReferrals>(open, "referrals", result_.refused_referrals);
  }

  /// Those that were not answered in time. They hold as before, so nothing else of the day depends on them.
  void follow_enquiries() {
    follow<FollowEnquiries>(books_.reader()->enquiries_to_look_at(day_.authority, day_.date), "enquiries",
                            result_.refused_enquiries);
  }

  /// Everybody whose mandate counts, and everybody of whom something is planned.
  void follow_direct_debits() {
    auto const reader = books_.reader();
    std::vector<base::DebtorId> debtors;
    for (payments::Mandate const& each : reader->mandates_in(day_.authority, payments::MandateState::kActive)) {
      debtors.push_back(each.debtor);
    }
    for (payments::Collection const& each :
         reader->collections_in(day_.authority, payments::CollectionState::kPlanned)) {
      debtors.push_back(each.debtor);
    }
    std::ranges::sort(debtors);
    debtors.erase(std::ranges::unique(debtors).begin(), debtors.end());
    follow<FollowDirectDebits>(debtors, "direct debits", result_.refused_debtors);
  }

  /// What was kept by consent goes when its days are over.
  void expire_ability() {
    follow<ExpireAbility>(books_.reader()->ability_statements_before(day_.authority, day_.date), "ability statements",
                          result_.refused_debtors);
  }

  /// In shards; where one is refused, one by one. A key for each try of each run: that nothing is done twice is not the
  /// key's doing.
  template <class FollowCommand, class Id>
  void follow(std::vector<Id> const& all, std::string const& what, std::map<std::string, std::vector<Id>>& refused) {
    for (std::size_t at = 0; at < all.size(); at += day_.shard) {
      std::size_t const end = std::min(at + day_.shard, all.size());
      follow_shard<FollowCommand>(std::vector<Id>(all.begin() + static_cast<std::ptrdiff_t>(at),
                                                  all.begin() + static_cast<std::ptrdiff_t>(end)),
                                  what, refused);
    }
  }

  template <class FollowCommand, class Id>
  void follow_shard(std::vector<Id> const& shard, std::string const& what,
                    std::map<std::string, std::vector<Id>>& refused) {
    std::string key = what + " " + base::format_date(day_.date) + " " + std::to_string(day_.now.instant.microseconds) +
                      " " + std::to_string(shard.front().value) + " " + std::to_string(shard.size());
    Outcome const outcome = books_.submit_one(submission(std::move(key), FollowCommand{shard, day_.date}), day_.now);
    if (outcome) return;
    if (shard.size() > 1) {
      for (Id const id : shard) follow_shard<FollowCommand>({id}, what, refused);
    } else {
      refused[std::string{code_of(outcome.error().refusal)}].push_back(shard.front());
    }
  }

  /// Everybody with a claim to look at, by number; with another procedure than yesterday, everybody whose claims were
  /// planned by the old one as well.
  std::vector<base::DebtorId> debtors(ports::BooksReader& reader) const {
    std::vector<base::DebtorId> debtors;
    reader.each_claim_to_look_at(day_.authority, day_.date,
                                 [&](base::ClaimId, base::DebtorId debtor) { debtors.push_back(debtor); });
    if (procedures_before_ && *procedures_before_ != procedures()) add_replanned(reader, debtors);
    std::ranges::sort(debtors);
    debtors.erase(std::ranges::unique(debtors).begin(), debtors.end());
    return debtors;
  }

  void add_replanned(ports::BooksReader& reader, std::vector<base::DebtorId>& debtors) const {
    base::ClaimId after;
    while (true) {
      std::vector<claims::Claim> const page = reader.open_claims(day_.authority, after, kClaimPage);
      if (page.empty()) return;
      after = page.back().id;
      for (claims::Claim const& claim : page) {
        auto const law = rules_.law.find(day_.authority, claim.type);
        std::string const identity = law && law->procedure != nullptr ? law->procedure->identity() : "-";
        if (!claim.course.procedure.empty() && claim.course.procedure != identity) {
          debtors.push_back(claim.liable.front());
        }
      }
    }
  }

  /// False if it stopped because the day is out of bounds.
  bool take_steps(std::int64_t first) {
    std::vector<base::DebtorId> const all = debtors(*books_.reader());
    std::int64_t messages = is_bounded() ? tally_from(first).totals.messages : 0;
    bool const history = asks_for_history();
    std::vector<Prepared> shards;
    for (std::size_t at = 0; at < all.size(); at += day_.shard) {
      std::vector<base::DebtorId> shard(
          all.begin() + static_cast<std::ptrdiff_t>(at),
          all.begin() + static_cast<std::ptrdiff_t>(std::min(at + day_.shard, all.size())));
      shards.push_back(steps_of(std::move(shard), history));
      if (shards.size() < kShardsAtOnce && at + day_.shard < all.size()) continue;
      messages += take(shards);
      shards.clear();
      if (is_beyond(messages)) return false;
    }
    return true;
  }

  // ---- occasions

  template <class Function>
  void each_occasion(Function&& function) const {
    auto const* const procedures = rules_.law.procedures(day_.authority);
    if (procedures == nullptr) return;
    for (dunning::Procedure const& procedure : *procedures) {
      for (dunning::Occasion const& occasion : procedure.occasions) function(procedure, occasion);
    }
  }

  /// Of the last two weeks: an authority that was not yet at work has missed nothing.
  std::vector<std::string> occasions_missed(ports::BooksReader& reader) const {
    std::vector<std::string> missed;
    each_occasion([&](dunning::Procedure const& procedure, dunning::Occasion const& occasion) {
      for (dunning::OccasionDays const& days : occasion.days) {
        if (!procedures_before_ || days.last >= day_.date || days.last.days < day_.date.days - kDaysBack) continue;
        bool run = false;
        for (base::Date each = days.first; each <= days.last && !run; ++each.days) {
          run = find_mark<BusinessDayEnded>(reader, day_.authority, ended_key(each)).has_value();
        }
        if (run) continue;
        missed.push_back(procedure.code + " " + occasion.code + " " + base::format_date(days.first) + ".." +
                         base::format_date(days.last));
      }
    });
    return missed;
  }

  /// Whom an occasion of the day may be for, with the command: by the claims alone. Those told before are left out.
  std::vector<std::pair<std::string, TellOfOccasion>> people_to_tell(ports::BooksReader& reader) const {
    std::vector<std::pair<std::string, TellOfOccasion>> people;
    each_occasion([&](dunning::Procedure const& procedure, dunning::Occasion const& occasion) {
      dunning::OccasionDays const* const days = dunning::days_at(occasion, day_.date);
      if (days == nullptr) return;
      for (base::DebtorId const debtor : late_debtors(reader, procedure)) {
        // For good: once in the days of the occasion, whatever is run again.
        std::string key = "occasion " + procedure.code + " " + occasion.code + " " + base::format_date(days->first) +
                          " " + std::to_string(debtor.value);
        if (reader.find_entry(day_.authority, entry_key(kActor, key))) continue;
        people.emplace_back(std::move(key), TellOfOccasion{debtor, procedure.code, occasion.code, day_.date});
      }
    });
    return people;
  }

  std::vector<base::DebtorId> late_debtors(ports::BooksReader& reader, dunning::Procedure const& procedure) const {
    std::vector<base::DebtorId> debtors;
    base::ClaimId after;
    while (true) {
      std::vector<claims::Claim> const page = reader.open_claims(day_.authority, after, kClaimPage);
      if (page.empty()) break;
      after = page.back().id;
      for (claims::Claim const& claim : page) {
        auto const law = rules_.law.find(day_.authority, claim.type);
        bool const its = law && law->procedure != nullptr && law->procedure->code == procedure.code;
        bool const late = claim.dates.last_payment_day < day_.date && !claim.disputed();
        if (its && late) debtors.push_back(claim.liable.front());
      }
    }
    std::ranges::sort(debtors);
    debtors.erase(std::ranges::unique(debtors).begin(), debtors.end());
    return debtors;
  }

  void tell_of_occasions() {
    auto const people = people_to_tell(*books_.reader());
    for (std::size_t at = 0; at < people.size(); at += day_.shard) {
      std::vector<Prepared> shard;
      for (std::size_t i = at; i < std::min(at + day_.shard, people.size()); ++i) {
        shard.push_back(prepare(submission(people[i].first, people[i].second)));
      }
      std::vector<Outcome> const outcomes = books_.submit(shard, day_.now);
      for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (outcomes[i] || outcomes[i].error().refusal == Refusal::kNotForOccasion) continue;
        result_.refused_debtors[std::string{code_of(outcomes[i].error().refusal)}].push_back(
            people[at + i].second.debtor);
      }
    }
  }

  /// A key for each shard of each run: that no step is taken twice is not the key's doing.
  Prepared steps_of(std::vector<base::DebtorId> debtors, bool history) const {
    std::string key = "steps " + base::format_date(day_.date) + " " + std::to_string(day_.now.instant.microseconds) +
                      " " + std::to_string(debtors.front().value) + " " + std::to_string(debtors.size());
    return prepare(submission(std::move(key), TakeSteps{std::move(debtors), day_.date, history}));
  }

  /// The number of messages planned. Where a shard is refused, its debtors are taken one by one.
  std::int64_t take(std::vector<Prepared> const& shards) {
    std::int64_t messages = 0;
    std::vector<Outcome> const outcomes = books_.submit(shards, day_.now);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      Outcome const& outcome = outcomes[i];
      if (outcome) {
        for (Event const& event : outcome->entry.events) messages += std::holds_alternative<MessagePlanned>(event);
        continue;
      }
      auto const& steps = std::get<TakeSteps>(shards[i].submission.commands.front());
      if (steps.debtors.size() > 1) {
        for (base::DebtorId const debtor : steps.debtors) messages += take({steps_of({debtor}, steps.history)});
      } else {
        result_.refused_debtors[std::string{code_of(outcome.error().refusal)}].push_back(steps.debtors.front());
      }
    }
    return messages;
  }

  [[nodiscard]] bool is_bounded() const { return result_.most_messages && !day_.beyond_bounds; }

  Tally tally_from(std::int64_t first) const {
    Tally tally;
    auto const reader = books_.reader();
    std::int64_t after = first;
    while (true) {
      std::vector<ports::JournalEntry> const page = reader->journal(day_.authority, after, kJournalPage);
      if (page.empty()) return tally;
      after = page.back().seq;
      for (ports::JournalEntry const& stored : page) {
        auto const entry = decode_entry(stored.payload);
        if (!entry || entry->actor != kActor) continue;
        for (Event const& event : entry->events) tally.add(event, day_.date);
        tally.end_entry();
      }
    }
  }

  void take_over(Tally const& tally) {
    result_.totals = tally.totals;
    result_.steps = tally.steps;
    result_.occasions = tally.occasions;
    result_.samples = tally.samples;
    result_.batch_hash = tally.hash();
  }

  void end() {
    (void)books_.submit_one(
        submission(ended_key(day_.date), EndBusinessDay{day_.date, result_.batch_hash, result_.totals}), day_.now);
  }

  /// The same rules on what a reader sees, and nothing is written.
  void rehearse(ports::BooksReader& reader) {
    Tally tally;
    InterestSummary const interest = run_interest(books_, rules_, {day_.authority, day_.date, day_.now, true, kActor});
    std::vector<base::DebtorId> const all = debtors(reader);
    bool const history = asks_for_history();
    // A day that lies ahead is rehearsed as if it had come.
    base::Now const now{day_.now.instant, std::max(day_.now.date, day_.date)};
    std::string const actor = kActor;
    for (base::DebtorId const debtor : all) {
      ports::WorkingSet state = load(reader, debtor, history);
      Context const context{state, now, state.next_seq, {}, rules_, actor};
      auto const events = apply(context, TakeSteps{{debtor}, day_.date, history});
      if (!events) continue;
      for (Event const& event : *events) tally.add(event, day_.date);
      tally.end_entry();
    }
    for (auto const& [key, command] : people_to_tell(reader)) {
      ports::WorkingSet state = load(reader, command.debtor, false);
      Context const context{state, now, state.next_seq, {}, rules_, actor};
      auto const events = apply(context, command);
      if (!events) continue;
      for (Event const& event : *events) tally.add(event, day_.date);
      tally.end_entry();
    }
    tally.totals.interest_minor = interest.posted_minor - interest.taken_back_minor;
    take_over(tally);
    result_.out_of_bounds = is_beyond(tally.totals.messages);
    result_.batch_hash.clear();
  }

  ports::WorkingSet load(ports::BooksReader& reader, base::DebtorId debtor, bool history) const {
    ports::WorkingSet state;
    state.authority = day_.authority;
    std::vector<base::DebtorId> liable{debtor};
    for (claims::Claim& claim : reader.claims_of(day_.authority, debtor)) {
      if (!history && claim.open_minor() == 0) continue;
      liable.insert(liable.end(), claim.liable.begin(), claim.liable.end());
      state.next_id = std::max(state.next_id, claim.id.value + 1);
      state.claims.load(std::move(claim));
    }
    for (base::DebtorId const id : liable) {
      if (auto row = reader.debtor(day_.authority, id)) state.debtors.load(std::move(*row));
    }
    return state;
  }

  BooksService& books_;
  Rules const& rules_;
  BusinessDay const& day_;
  DayResult result_;
  std::optional<std::string> procedures_before_;
};

}  // namespace

DayResult run_business_day(BooksService& books, Rules const& rules, BusinessDay const& day) {
  return Runner{books, rules, day}.run();
}

bool has_ended(ports::BooksReader& reader, base::AuthorityId authority, base::Date date) {
  return find_mark<BusinessDayEnded>(reader, authority, ended_key(date)).has_value();
}

}  // namespace engine
