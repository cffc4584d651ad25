#include "simulation/world.h"

#include <algorithm>

#include "base/digest.h"
#include "engine/payment_desk.h"
#include "engine/verify.h"
#include "simulation/auditor.h"
#include "simulation/dunning_office.h"
#include "simulation/naive_law.h"
#include "simulation/people_with_direct_debit.h"
#include "simulation/people_with_enquiries.h"
#include "simulation/people_with_helpers.h"
#include "simulation/people_with_plans.h"
#include "simulation/simulated_provider.h"
#include "simulation/workload.h"

namespace simulation {

namespace {

constexpr std::int64_t kStoreFaultsPerMille = 40;
constexpr std::int64_t kProviderFaultsPerMille = 80;
constexpr std::int64_t kDaysBetweenComparisons = 30;
constexpr std::int64_t kDaysBetweenReplays = 180;
constexpr std::int64_t kMicrosecondsOfDay = 86'400LL * 1'000'000;
constexpr std::int64_t kMicrosecondsOfStep = 1'000'000;
constexpr std::int64_t kMicrosecondsOfMinute = 60'000'000;
constexpr std::int64_t kLongestDelayDays = 15;
constexpr std::size_t kAllAttempts = 100'000;
constexpr char const* kProcedure = "dk/municipal";
constexpr std::int64_t kSenderCrashesPerMille = 25;
constexpr int kMorning = 5 * 60;                                      // when the business day runs
constexpr int kOpening = 7 * 60;                                      // when departments begin to work
constexpr int kRounds[] = {430, 485, 570, 780, 1'010, 1'190, 1'215};  // of the sender, on both sides of quiet hours

/// What a partner wants to tell us, until it knows that we have it.
struct Message {
  engine::Submission submission;
  std::int32_t due_day = 0;
};

std::shared_ptr<engine::Rules const> rules_of(WorldOrder const& order, base::AuthorityId authority) {
  auto rules = std::make_shared<engine::Rules>();
  engine::AuthorityLaw law;
  law.packs = order.packs;
  if (has_business_days(order.world)) law.procedures = order.procedures;
  law.types[std::string{kPublicType}] = {"dk/public", true, "ordinary"};
  law.types[std::string{kCivilType}] = {"dk/civil", true, "ordinary"};
  law.types[std::string{kInvoiceType}] = {"dk/civil", false, "ordinary"};
  if (has_business_days(order.world)) law.types[std::string{kPublicType}].procedure = kProcedure;
  make_mistaken(law, order.mistake);
  rules->law.set(authority, std::move(law));
  if (is_helped(order.world)) rules->direct_debit_policies[authority] = {27, 19};
  rules->refund_alone_up_to_minor[authority] = kRefundAloneUpToMinor;
  make_mistaken(*rules, authority, order.mistake);
  return rules;
}

class World {
 public:
  explicit World(WorldOrder const& order)
      : purpose_("world " + std::to_string(order.world) + " "),
        books_(order.seed, purpose_ + "store", order.mistake),
        authority_(*books_.add_authority({{}, "simby", "Simby Kommune", "DK", base::kDanishKrone, "{}"})),
        auditor_(authority_),
        stream_(order.seed, purpose_ + "partners"),
        workload_(order.seed, purpose_ + "workload", authority_,
                  {books_.ensure_source(authority_, "parking", "Parking"),
                   books_.ensure_source(authority_, "housing", "Housing")},
                  kPeopleOfWorld),
        wallet_("wallet", ports::Naming::kByUs, base::kDanishKrone, {order.seed, purpose_ + "wallet"}),
        cards_("cards", ports::Naming::kByProvider, base::kDanishKrone, {order.seed, purpose_ + "cards"}),
        desk_(books_, {{wallet_, ledger::Means::kMobilePay, 0}, {cards_, ledger::Means::kCard, 3 * 86'400}}, "secret") {
    auto const rules = rules_of(order, authority_);
    books_.set_rules(rules);
    books_.set_witness(&auditor_);
    auditor_.dunning().set_catch_up([this] { auditor_.follow(*books_.true_reader()); });
    auditor_.dunning().set_under_procedure(
        [days = has_business_days(order.world)](NaiveClaim const& claim) { return days && claim.type == kPublicType; });
    if (has_business_days(order.world)) {
      office_.emplace(OfficeOrder{order.seed, purpose_, authority_, order.mistake}, books_, auditor_.dunning(), rules);
    }
    if (is_helped(order.world)) {
      StrandOrder const strand{order.seed, purpose_, authority_, rules};
      strands_.push_back(std::make_unique<PeopleWithPlans>(strand));
      strands_.push_back(std::make_unique<PeopleWithEnquiries>(strand));
      strands_.push_back(std::make_unique<PeopleWithDirectDebit>(strand));
      strands_.push_back(std::make_unique<PeopleWithHelpers>(strand));
    }
    base::Date const earliest = *base::make_date(2021, 1, 1);
    day_ = first_day_ = {earliest.days + static_cast<std::int32_t>(stream_.below(3 * 365))};
  }

  WorldReport run() {
    set_faults(kStoreFaultsPerMille, kProviderFaultsPerMille);
    std::int32_t const last = first_day_.days + static_cast<std::int32_t>(kYearsOfWorld * 365);
    for (; day_.days < last && !report_.finding; ++day_.days) live_a_day();
    if (!report_.finding) settle();
    report_.events = auditor_.events();
    report_.store = books_.faults();
    report_.provider_answers_lost = wallet_.lost_answers() + cards_.lost_answers();
    report_.captures = static_cast<std::int64_t>(captured().size());
    report_.dunning = dunning_report();
    report_.help = help_report();
    books_.true_reader()->each_block(authority_, [&](ports::JournalBlock const& b) { report_.journal_hash = b.hash; });
    return report_;
  }

 private:
  enum class Weather : bool { kGood, kBad };
  [[nodiscard]] base::Now now() {
    if (!office_) return {{day_.days * kMicrosecondsOfDay + report_.steps * kMicrosecondsOfStep}, day_};
    // With quiet hours the minute counts; no two moments are the same.
    ticks_ += 1'000;
    return {{day_.days * kMicrosecondsOfDay + minute_ * kMicrosecondsOfMinute + ticks_}, day_};
  }

  void set_faults(std::int64_t store, std::int64_t providers) {
    books_.set_faults_per_mille(store);
    wallet_.set_faults_per_mille(providers);
    cards_.set_faults_per_mille(providers);
    if (office_) office_->set_crashes_per_mille(store == 0 ? 0 : kSenderCrashesPerMille);
  }

  /// One step: whatever goes wrong on the way, the auditor looks at what is there after it.
  template <class Function>
  void step(Function&& function) {
    if (report_.finding) return;
    ++report_.steps;
    try {
      function();
    } catch (NoAnswer const&) {
      // Whoever asked will ask again.
    } catch (engine::StoreUnavailable const&) {
    }
    auditor_.follow(*books_.true_reader());
    look_for_findings();
  }

  void look_for_findings() {
    if (auditor_.findings().empty() || report_.finding) return;
    report_.finding = WorldFinding{report_.steps, day_, auditor_.findings().front()};
  }

  void live_a_day() {
    ticks_ = 0;
    if (office_) begin_business_day(Weather::kBad);
    minute_ = kOpening;
    for (std::int64_t i = stream_.below(4); i > 0; --i) send(workload_.next(day_));
    if (stream_.chance_per_mille(250)) start_payment();
    help();
    deliver_due();
    visit_providers();
    std::int32_t const age = day_.days - first_day_.days;
    if (age % 4 == 3) ask_about_attempts();
    auto const date = std::chrono::year_month_day{day_.sys()};
    if (date.day() == std::chrono::day{1} || stream_.chance_per_mille(15)) {
      base::Date const until{day_.days - static_cast<std::int32_t>(stream_.below(2))};
      for (engine::Submission& run : workload_.interest_run(until)) send(std::move(run));
    }
    if (age % kDaysBetweenComparisons == 0) compare();
    if (office_) send_messages(Weather::kBad);
    if (age % kDaysBetweenReplays == kDaysBetweenReplays - 1) replay();
  }

  void help() {
    for (auto const& strand : strands_) {
      step([&] {
        auto made = strand->of_the_day(*books_.reader(), workload_.debtors(), day_);
        for (engine::Submission& submission : made) send(std::move(submission));
      });
      if (stream_.chance_per_mille(120)) step([&] { strand->click(books_, workload_.debtors(), now()); });
    }
  }

  [[nodiscard]] HelpReport help_report() const {
    if (strands_.empty()) return {};
    StoreFaults const& faults = books_.faults();
    return {1,
            auditor_.plans().counts(),
            auditor_.enquiries().counts(),
            auditor_.direct_debits().counts(),
            auditor_.helpers().counts(),
            auditor_.calm().left_alone(),
            auditor_.calm().fees_let_go(),
            faults.crashes + faults.late_crashes + faults.lost_answers};
  }

  /// The business day, until it has ended; now and then nobody sees to it before the next morning.
  void begin_business_day(Weather weather) {
    minute_ = kMorning;
    constexpr int kMostTries = 50;
    days_to_run_.push_back(day_);
    for (int tries = 0; tries < kMostTries && !days_to_run_.empty(); ++tries) {
      step([&] {
        if (office_->run_day(days_to_run_.front(), now())) days_to_run_.pop_front();
      });
      if (weather == Weather::kBad && office_->chance_per_mille(10)) return;
    }
    // A day that has ended is run again, and nothing comes of it.
    if (days_to_run_.empty() && office_->chance_per_mille(30)) step([&] { (void)office_->run_day(day_, now()); });
    if (weather == Weather::kBad && office_->chance_per_mille(150)) send(workload_.public_claim(day_));
  }

  void send_messages(Weather weather) {
    for (int const round : kRounds) {
      minute_ = round;
      if (weather == Weather::kBad && office_->chance_per_mille(120)) {
        if (auto const about = office_->waiting_message()) {
          Message const message{workload_.about_message(about->first, about->second, day_), day_.days};
          step([&] { deliver({message}); });
        }
      }
      step([&] { office_->take_news(now(), minute_); });
      step([&] { office_->send(now(), minute_); });
    }
  }

  [[nodiscard]] DunningReport dunning_report() {
    if (!office_) return {};
    NaiveDunning const& own = auditor_.dunning();
    using enum dunning::MessageState;
    return {own.days_ended(),    office_->days_run(),           own.steps_taken(),
            own.fees(),          std::ssize(own.messages()),    own.deliveries(),
            own.count(kTooLate), own.count(kDoubtful),          own.interruptions(),
            office_->crashes(),  own.fees_of_letters_not_sent()};
  }

  /// Puts a message on its way: lost, late, twice, or as it should be.
  void send(engine::Submission submission) {
    if (stream_.chance_per_mille(10)) {
      ++report_.dropped;
      return;
    }
    std::int64_t const copies = stream_.chance_per_mille(50) ? 2 : 1;
    report_.duplicates += copies - 1;
    for (std::int64_t i = 0; i < copies; ++i) {
      bool const is_late = stream_.chance_per_mille(80);
      report_.delayed += is_late ? 1 : 0;
      waiting_.push_back(
          {submission, day_.days + static_cast<std::int32_t>(is_late ? stream_.below(kLongestDelayDays) : 0)});
    }
    if (stream_.chance_per_mille(5)) {  // the key again, with other content
      submission.commands.emplace_back(engine::AllocateCredit{{}, {}, day_});
      waiting_.push_back({std::move(submission), day_.days});
    }
  }

  /// Everything that is due, in any order, one to three at a time.
  void deliver_due() {
    std::vector<Message> due;
    std::erase_if(waiting_, [&](Message& message) {
      if (message.due_day > day_.days) return false;
      due.push_back(std::move(message));
      return true;
    });
    for (std::size_t i = due.size(); i > 1; --i) {
      std::swap(due[i - 1], due[static_cast<std::size_t>(stream_.below(static_cast<std::int64_t>(i)))]);
    }
    while (!due.empty()) {
      std::size_t const size = std::min(due.size(), static_cast<std::size_t>(stream_.between(1, 3)));
      std::vector<Message> group(std::make_move_iterator(due.end() - static_cast<std::ptrdiff_t>(size)),
                                 std::make_move_iterator(due.end()));
      due.resize(due.size() - size);
      step([&] { deliver(group); });
    }
  }

  void deliver(std::vector<Message> const& group) {
    std::vector<engine::Prepared> prepared;
    for (Message const& message : group) prepared.push_back(engine::prepare(message.submission));
    report_.sent += static_cast<std::int64_t>(group.size());
    try {
      for (engine::Outcome const& outcome : books_.submit(prepared, now())) {
        if (!outcome) {
          ++report_.refused;
          continue;
        }
        ++(outcome->kind == engine::AnswerKind::kApplied ? report_.accepted : report_.repeated);
        workload_.learn(*outcome);
      }
    } catch (std::runtime_error const&) {
      // No answer: the same again under the same key, now or within days. Some give up, and never learn.
      for (Message const& message : group) {
        if (stream_.chance_per_mille(40)) continue;
        ++report_.resent;
        waiting_.push_back({message.submission, day_.days + static_cast<std::int32_t>(stream_.below(3))});
      }
      throw;
    }
  }

  void start_payment() {
    base::DebtorId const payer = [&] {
      auto const& all = workload_.debtors();
      return all.empty() ? base::DebtorId{} : all[static_cast<std::size_t>(stream_.below(std::ssize(all)))];
    }();
    engine::PaymentBasket basket;
    basket.authority = authority_;
    basket.currency = base::kDanishKrone;
    basket.payer = payer;
    basket.means = stream_.chance_per_mille(500) ? ledger::Means::kMobilePay : ledger::Means::kCard;
    basket.key = "basket " + std::to_string(++baskets_);
    basket.description = "Simby";
    basket.return_url_base = "https://simby.example/payments/";
    for (claims::Claim const& claim : books_.true_reader()->claims_of(authority_, payer)) {
      if (claim.state != claims::ClaimState::kOpen || basket.choices.size() == 3) continue;
      std::int64_t const open = claim.open_minor();
      basket.choices.push_back({claim.id, stream_.chance_per_mille(700) ? open : stream_.between(1, open)});
    }
    if (basket.choices.empty()) return;
    // Clicks, clicks twice, and clicks again when the page says that something went wrong.
    for (std::int64_t clicks = stream_.chance_per_mille(200) ? 2 : 1, tries = 0; clicks > 0 && tries < 4; ++tries) {
      bool answered = false;
      step([&] {
        auto const started = desk_.start(basket, now());
        answered = true;
        if (started && !started->redirect_url.empty()) {
          provider_of(basket.means).send_payer(started->attempt.reference);
        }
      });
      clicks -= answered ? 1 : 0;
      if (!answered && stream_.chance_per_mille(300)) return;  // goes away
    }
  }

  SimulatedProvider& provider_of(ledger::Means means) { return means == ledger::Means::kCard ? cards_ : wallet_; }

  void visit_providers() {
    for (SimulatedProvider* provider : {&wallet_, &cards_}) {
      provider->step(day_.days);
      for (std::string const& reference : provider->take_notices(day_.days)) {
        ++report_.notices;
        step([&] { (void)desk_.refresh(authority_, reference, now()); });
      }
    }
  }

  void ask_about_attempts() {
    for (payments::PaymentAttempt const& attempt : books_.true_reader()->open_attempts(authority_, kAllAttempts)) {
      step([&] {
        if (stream_.chance_per_mille(50)) {
          (void)desk_.give_up(authority_, attempt.id, now());
        } else {
          (void)desk_.refresh(authority_, attempt.id, now());
        }
      });
    }
  }

  [[nodiscard]] std::map<std::string, std::int64_t> captured() const {
    auto result = wallet_.captured();
    result.merge(cards_.captured());
    return result;
  }

  void compare() {
    auditor_.compare(*books_.true_reader());
    auditor_.compare_providers(captured(), Auditor::Completeness::kNotYet);
    look_for_findings();
  }

  /// The engine's own audit, as a second opinion.
  void replay() {
    engine::Audit const audit = engine::verify(*books_.true_reader(), authority_);
    if (audit.findings.empty() || report_.finding) return;
    report_.finding = WorldFinding{report_.steps, day_, "verify: " + audit.findings.front().what};
  }

  /// The weather clears: all that is on its way arrives, everything that is unknown becomes known.
  void settle() {
    set_faults(0, 0);
    if (office_) {
      begin_business_day(Weather::kGood);
      auditor_.dunning().expect_nothing_forgotten(day_.days);
    }
    for (std::int64_t i = 0; i < kLongestDelayDays + 10; ++i, ++day_.days) {
      minute_ = kOpening;
      deliver_due();
      if (office_) send_messages(Weather::kGood);
      if (i == 8) {
        wallet_.expire_all();
        cards_.expire_all();
      }
      visit_providers();
      ask_about_attempts();
    }
    for (engine::Submission& run : workload_.interest_run(day_)) waiting_.push_back({std::move(run), day_.days});
    deliver_due();
    if (!report_.finding && !books_.true_reader()->open_attempts(authority_, 1).empty()) {
      report_.finding = WorldFinding{report_.steps, day_, "a payment attempt never came to an end"};
    }
    if (office_) auditor_.dunning().expect_all_ended();
    auditor_.follow(*books_.true_reader());
    compare();
    auditor_.compare_providers(captured(), Auditor::Completeness::kAll);
    look_for_findings();
    replay();
  }

  std::string purpose_;
  FaultyBooks books_;
  base::AuthorityId authority_;
  Auditor auditor_;
  base::SeededStream stream_;
  Workload workload_;
  SimulatedProvider wallet_;
  SimulatedProvider cards_;
  engine::PaymentDesk desk_;
  std::optional<DunningOffice> office_;               // with business days alone
  std::vector<std::unique_ptr<HelpStrand>> strands_;  // in helped worlds alone
  std::deque<base::Date> days_to_run_;
  base::Date first_day_;
  base::Date day_;
  int minute_ = 0;
  std::int64_t ticks_ = 0;
  std::vector<Message> waiting_;
  std::int64_t baskets_ = 0;
  WorldReport report_;
};

}  // namespace

WorldReport run_world(WorldOrder const& order) { return World{order}.run(); }

}  // namespace simulation
