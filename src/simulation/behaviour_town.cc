#include "simulation/behaviour_town.h"

#include <algorithm>

#include "adapters/memory/service.h"
#include "base/digest.h"
#include "engine/business_day.h"
#include "engine/verify.h"

namespace simulation {

namespace {

using claims::Claim;
using dunning::StepKind;
using reports::FunnelPart;

constexpr base::Date kFirstDay{20'454};  // 1 January 2026
constexpr int kEarlierTerm = 5;          // days to pay the earlier claims
constexpr int kFirstIssue = 20;          // when all earlier claims are paid
constexpr int kLastIssue = kFirstIssue + 27;
constexpr int kTerm = 30;
constexpr int kDays = 160;              // the last notice has been followed by a hand-over well before
constexpr int kDaysOfAfterthought = 5;  // interest for the day of payment is posted after it, and paid then
constexpr std::int64_t kEarlierMinor = 50'000;
constexpr char const* kEarlierType = "earlier";
constexpr char const* kUpcomingTrial = "upcoming message";
constexpr char const* kLinkTrial = "link at notice";

base::Date later(base::Date day, int days) { return {day.days + days}; }

dunning::Procedure without_prompts(dunning::Procedure procedure) {
  procedure.code += "_without_prompts";
  std::erase_if(procedure.steps, [](dunning::Step const& step) { return step.kind == StepKind::kPrompt; });
  return procedure;
}

/// A claim and what its person does about it.
struct Bill {
  std::string reference;
  base::Date issued, last_payment_day;
  std::int64_t minor = 0;
  std::string type;
  Tried tried;
  Intention intention;
  bool counted = true;
  FunnelPart outcome = FunnelPart::kOpen;
  std::optional<base::Date> pays_on;  // known once the person has made up its mind
  bool done = false;                  // nothing more is done about it
};

class Town {
 public:
  Town(BehaviourOrder const& order, std::int64_t number, std::int64_t people)
      : order_(order),
        authority_(*books_.add_authority({{}, "simby", "Simby Kommune", "DK", base::kDanishKrone, "{}"})),
        source_(books_.ensure_source(authority_, "day_care", "Day care")) {
    set_rules();
    for (std::int64_t i = 0; i < people; ++i) move_in(std::to_string(number) + "-" + std::to_string(i));
  }

  void live(BehaviourReport& sum) {
    for (today_ = kFirstDay; today_ < later(kFirstDay, kDays); today_ = later(today_, 1)) {
      auto const reader = books_.reader();
      for (Bill& bill : bills_) act(*reader, bill);
      submit();
      run_day(sum);
    }
    today_ = later(today_, -1);
    add_to(sum);
  }

 private:
  void set_rules() {
    engine::AuthorityLaw law;
    law.packs = order_.packs;
    law.procedures = {order_.procedure, without_prompts(order_.procedure)};
    law.types[kEarlierType] = {order_.procedure.pack, true, "ordinary", {}, law.procedures[1].code};
    for (Tried const tried : {Tried{false, false}, Tried{false, true}, Tried{true, false}, Tried{true, true}}) {
      dunning::Procedure const& procedure = law.procedures[tried.upcoming_message ? 0 : 1];
      law.types[type_of(tried)] = {order_.procedure.pack, true, "ordinary", {}, procedure.code};
    }
    rules_.law.set(authority_, std::move(law));
    books_.set_rules(std::make_shared<engine::Rules const>(rules_));
  }

  /// Somebody with one claim that is counted, and two before it.
  void move_in(std::string const& name) {
    Bill bill;
    bill.reference = "C" + name;
    bill.intention = intention_of(order_.model, order_.seed, bill.reference);
    bill.issued = later(kFirstDay, kFirstIssue + bill.intention.issued_after);
    bill.last_payment_day = later(bill.issued, kTerm);
    bill.minor = bill.intention.principal_minor;
    bill.outcome = bill.intention.outcome;
    bill.tried = {order_.trials.upcoming_message && is_treated(order_.seed, kUpcomingTrial, bill.reference),
                  order_.trials.link_at_notice && is_treated(order_.seed, kLinkTrial, bill.reference)};
    bill.type = type_of(bill.tried);
    bills_.push_back(bill);
    for (char const* const which : {"A", "B"}) {
      Bill earlier = bill;
      earlier.reference = which + name;
      earlier.type = kEarlierType;
      earlier.counted = false;
      earlier.issued = kFirstDay;
      earlier.last_payment_day = later(kFirstDay, kEarlierTerm);
      earlier.minor = kEarlierMinor;
      earlier.pays_on = later(earlier.last_payment_day, bill.intention.usually_late ? bill.intention.days_late : -2);
      bills_.push_back(earlier);
    }
  }

  [[nodiscard]] base::Now now() const {
    constexpr std::int64_t kMicrosecondsOfDay = 86'400LL * 1'000'000;
    return {{today_.days * kMicrosecondsOfDay}, today_};
  }
  [[nodiscard]] engine::ClaimKey key_of(Bill const& bill) const { return {{}, source_, bill.reference}; }

  void ask(engine::Command command, std::vector<ports::Party> parties = {}) {
    engine::Submission made{authority_, "source:1", std::to_string(++asked_), {}, std::move(parties), {}};
    made.commands.push_back(std::move(command));
    waiting_.push_back(engine::prepare(std::move(made)));
  }

  void submit() {
    for (engine::Outcome const& outcome : books_.submit(waiting_, now())) refused_ += outcome ? 0 : 1;
    waiting_.clear();
  }

  void register_claim(Bill const& bill) {
    engine::RegisterClaim c{source_, bill.reference, bill.type, {}, {0}, {}, {}, 0};
    c.dates = {{}, {}, bill.issued, bill.last_payment_day, bill.last_payment_day};
    c.amounts[ledger::Component::kPrincipal] = bill.minor;
    ports::Party party;
    party.kind = claims::DebtorKind::kPerson;
    base::Digest const digest = base::sha256("person " + bill.reference.substr(1));
    std::copy_n(digest.begin(), party.blind_index.size(), party.blind_index.begin());
    std::copy_n(digest.begin() + 16, party.detail_digest.size(), party.detail_digest.begin());
    party.sealed = "sealed";
    ask(std::move(c), {party});
  }

  void act(ports::BooksReader& reader, Bill& bill) {
    if (bill.done || today_ < bill.issued) return;
    if (today_ == bill.issued) {
      register_claim(bill);
      return;
    }
    std::optional<Claim> const claim = reader.claim(authority_, key_of(bill));
    if (!claim) return;
    if (!bill.pays_on) decide(bill, *claim);
    if (bill.pays_on) pay(bill, *claim);
  }

  /// Pays what the books show, and what they show after that: interest for the last day may still come.
  void pay(Bill& bill, Claim const& claim) {
    if (today_ < *bill.pays_on) return;
    if (claim.state == claims::ClaimState::kOpen && claim.open_minor() > 0) {
      engine::RecordPayment payment;
      payment.minor = claim.open_minor();
      payment.value_date = today_;
      payment.chosen.push_back({key_of(bill), {}});
      ask(std::move(payment));
    } else if (today_ > later(*bill.pays_on, kDaysOfAfterthought)) {
      bill.done = true;
    }
  }

  /// The day on which a step of this kind was taken for the claim, as its books say.
  [[nodiscard]] std::optional<base::Date> taken(Claim const& claim, StepKind kind) const {
    for (claims::StepTaken const& step : claim.course.steps) {
      dunning::Step const* const known = order_.procedure.find(step.step);
      if (known != nullptr && known->kind == kind) return step.date;
    }
    return std::nullopt;
  }

  void decide(Bill& bill, Claim const& claim) {
    Intention const& intention = bill.intention;
    auto const after = [&](StepKind kind) -> std::optional<base::Date> {
      auto const day = taken(claim, kind);
      return day ? std::optional{later(*day, intention.days_to_act)} : std::nullopt;
    };
    switch (intention.outcome) {
      case FunnelPart::kOnTime:
        bill.pays_on = later(bill.last_payment_day, -intention.days_early);
        return;
      case FunnelPart::kLateBeforeReminder:
        return decide_when_late(bill, claim);
      case FunnelPart::kAfterReminder:
        bill.pays_on = after(StepKind::kReminder);
        return;
      case FunnelPart::kAfterNotice:
        bill.pays_on = after(StepKind::kNotice);
        return;
      case FunnelPart::kToCollection:
        if (bill.tried.link_at_notice && intention.moved_by_link) {
          bill.pays_on = after(StepKind::kNotice);
          bill.outcome = FunnelPart::kAfterNotice;
        } else if (taken(claim, StepKind::kHandOver)) {
          end(bill, engine::HandOverClaim{key_of(bill), "collector", today_});
        }
        return;
      case FunnelPart::kPlan:
        if (taken(claim, StepKind::kReminder)) {
          claims::Hold const plan{"plan", claims::HoldKind::kPlanInForce, "asked", today_, {}};
          end(bill, engine::PlaceHold{key_of(bill), {}, plan});
        }
        return;
      case FunnelPart::kCredited:
        if (today_ >= later(bill.last_payment_day, intention.withdrawn_after)) {
          end(bill, engine::CancelClaim{key_of(bill), "mistake", today_});
        }
        return;
      case FunnelPart::kOpen:
        if (taken(claim, StepKind::kReminder)) end(bill, engine::OpenObjection{key_of(bill), "o", "wrong", today_});
        return;
    }
  }

  /// Pays after the day, unless reminded of it in time.
  void decide_when_late(Bill& bill, Claim const& claim) {
    auto const reminded = taken(claim, StepKind::kPrompt);
    if (reminded && bill.intention.moved_by_upcoming && today_ <= bill.last_payment_day) {
      int const days = 1 + bill.intention.days_to_act % 3;
      bill.pays_on = std::min(later(*reminded, days), bill.last_payment_day);
      bill.outcome = FunnelPart::kOnTime;
    } else if (today_ > bill.last_payment_day) {
      bill.pays_on = later(bill.last_payment_day, bill.intention.days_late);
    }
  }

  void end(Bill& bill, engine::Command command) {
    ask(std::move(command));
    bill.done = true;
  }

  void run_day(BehaviourReport& sum) {
    engine::BusinessDay day{authority_, today_, now()};
    day.beyond_bounds = true;  // the first reminders of a new town are always more than before
    for (auto const& [step, count] : engine::run_business_day(books_, rules_, day).steps) sum.steps[step] += count;
  }

  void add_to(BehaviourReport& sum) {
    reports::KindOfStep const kind_of = [&](std::string_view, std::string_view code) -> std::optional<StepKind> {
      dunning::Step const* const step = order_.procedure.find(code);
      return step == nullptr ? std::nullopt : std::optional{step->kind};
    };
    auto const reader = books_.reader();
    for (BehaviourArm& arm : sum.arms) {
      std::string const type = type_of(arm.tried);
      reports::Funnel const funnel = reports::funnel(*reader, authority_, later(kFirstDay, kFirstIssue),
                                                     later(kFirstDay, kLastIssue), kind_of, today_, type);
      arm.funnel.total += funnel.total;
      for (std::size_t part = 0; part < reports::kFunnelParts; ++part) {
        arm.funnel.claims[part] += funnel.claims[part];
        arm.funnel.charged_minor[part] += funnel.charged_minor[part];
      }
      for (Bill const& bill : bills_) {
        if (bill.counted && bill.type == type) ++arm.lived[static_cast<std::size_t>(bill.outcome)];
      }
    }
    if (refused_ > 0) sum.findings.push_back(std::to_string(refused_) + " submissions were refused");
    for (auto const& finding : engine::verify(*reader, authority_).findings) sum.findings.push_back(finding.what);
  }

  BehaviourOrder const& order_;
  adapters::memory::Service books_;
  base::AuthorityId authority_;
  base::SourceId source_;
  engine::Rules rules_;
  base::Date today_;
  std::vector<Bill> bills_;
  std::vector<engine::Prepared> waiting_;
  std::int64_t asked_ = 0;
  std::int64_t refused_ = 0;
};

}  // namespace

std::string type_of(Tried tried) {
  return std::string{tried.upcoming_message ? "upcoming" : "plain"} + (tried.link_at_notice ? "_link" : "");
}

void live_in_town(BehaviourOrder const& order, std::int64_t number, std::int64_t people, BehaviourReport& sum) {
  Town{order, number, people}.live(sum);
}

}  // namespace simulation
