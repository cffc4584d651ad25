// Rules for the business day: the steps that procedures take, with their fees and messages.
#include <algorithm>
#include <set>

#include "dunning/plan.h"
#include "engine/claim_law.h"
#include "engine/claim_limitation.h"

namespace engine {

namespace {

using claims::Claim;
using dunning::Step;

constexpr std::string_view kNoProcedure = "-";

/// A claim whose step is due today.
struct Due {
  base::ClaimId claim;
  AppliedLaw law;
  Step const* step = nullptr;
  std::optional<base::Date> answer_until;
};

/// Claims of a debtor that one letter is about: the same step of the same procedure, the same people liable.
struct Letter {
  Step const* step = nullptr;
  AppliedLaw law;
  std::vector<base::ClaimId> claims;
  std::vector<base::DebtorId> liable;
  std::optional<base::Date> answer_until;
  std::int64_t fee_minor = 0;
};

class StepTaker {
 public:
  StepTaker(Decision& decision, TakeSteps const& command) : d_(decision), on_(command.date) {
    std::set<base::DebtorId> const wanted(command.debtors.begin(), command.debtors.end());
    d_.state().claims.each([&](Claim const& claim) {
      // Whoever else is liable gets the letters of the case of the one first named.
      if (wanted.contains(claim.liable.front())) by_debtor_[claim.liable.front()].push_back(claim.id);
    });
  }

  /// What a hold for the vulnerable keeps from happening by itself, for these claims, because a person has decided so.
  StepTaker(Decision& decision, DecideStep const& command)
      : d_(decision), on_(decision.context().now.date), decided_(&command) {
    for (base::ClaimId const id : command.claims) {
      Claim const* const claim = d_.state().claims.find(id);
      if (claim != nullptr) by_debtor_[claim->liable.front()].push_back(id);
    }
  }

  [[nodiscard]] bool took_any() const { return took_any_; }

  void all() {
    for (auto const& [debtor, claims] : by_debtor_) take(debtor, claims);
  }

 private:
  void take(base::DebtorId debtor, std::vector<base::ClaimId> const& claims) {
    std::vector<Letter> letters;
    for (base::ClaimId const id : claims) {
      if (auto const due = look_at(debtor, id)) add(letters, *due);
    }
    for (Letter& letter : letters) send(letter);
  }

  dunning::ClaimFacts facts_of(Claim const& claim, AppliedLaw const& law) {
    ports::WorkingSet const& state = d_.state();
    claims::Debtor const* const debtor = state.debtors.find(claim.liable.front());
    // What can no longer be demanded is not asked for by itself, nor by a decision about somebody vulnerable.
    bool const limited = is_limited(law, claim, on_);
    bool const escalation =
        limited || claim.disputed() || is_stopped(state, claim, on_, &claims::HoldEffects::escalation, decided_on());
    return {claim, debtor == nullptr ? claims::DebtorKind::kUnknown : debtor->kind, usually_late(claim.liable.front()),
            escalation, limited || is_stopped(state, claim, on_, &claims::HoldEffects::contact, decided_on())};
  }

  bool usually_late(base::DebtorId debtor) {
    auto const found = late_.find(debtor);
    if (found != late_.end()) return found->second;
    std::vector<Claim const*> claims;
    for (base::ClaimId const id : by_debtor_[debtor]) claims.push_back(d_.state().claims.find(id));
    return late_[debtor] = dunning::usually_late(claims, on_);
  }

  std::optional<Due> look_at(base::DebtorId debtor, base::ClaimId id) {
    Claim const& claim = *d_.state().claims.find(id);
    std::optional<base::Date> const look_from = claim.course.look_from();
    if (claim.state != claims::ClaimState::kOpen) return std::nullopt;
    // Nobody is known to write to: a fine on a vehicle whose keeper has yet to be found.
    claims::Debtor const* const row = d_.state().debtors.find(debtor);
    if (row == nullptr || row->kind == claims::DebtorKind::kUnknown) return std::nullopt;
    auto const law = d_.context().rules.law.find(d_.state().authority, claim.type);
    std::string const identity =
        law && law->procedure != nullptr ? law->procedure->identity() : std::string{kNoProcedure};
    // Another procedure, or another version of it: when to look was reckoned by what is not done any more.
    bool const replanned = !claim.course.procedure.empty() && claim.course.procedure != identity;
    if (!replanned && (!look_from || *look_from > on_)) return std::nullopt;
    if (!law || law->procedure == nullptr) {
      if (claim.course.procedure != identity) d_.emit(CoursePlanned{id, identity, std::nullopt});
      return std::nullopt;
    }
    dunning::Planned const planned = dunning::plan(*law->procedure, law->pack, facts_of(claim, *law), on_);
    if (planned.due != nullptr) return Due{id, *law, planned.due, planned.answer_until};
    // What is held up is looked at again tomorrow, and every day until it is not.
    if (planned.held && claim.course.procedure == identity) return std::nullopt;
    if (claim.course.procedure != identity || claim.course.next != planned.next) {
      d_.emit(CoursePlanned{id, identity, planned.next});
    }
    return std::nullopt;
  }

  /// To a letter that it can be a part of, or to a new one.
  void add(std::vector<Letter>& letters, Due const& due) {
    Claim const& claim = *d_.state().claims.find(due.claim);
    auto const fits = [&](Letter const& letter) {
      return due.step->together && letter.step == due.step && letter.liable == claim.liable &&
             letter.answer_until == due.answer_until;
    };
    auto found = std::ranges::find_if(letters, fits);
    if (found == letters.end()) {
      letters.push_back({due.step, due.law, {}, claim.liable, due.answer_until, 0});
      found = letters.end() - 1;
    }
    found->claims.push_back(due.claim);
  }

  void send(Letter& letter) {
    // The oldest debt first: it is the one that carries the fee of a letter about several.
    std::ranges::sort(letter.claims, {}, [&](base::ClaimId id) {
      return std::pair{d_.state().claims.find(id)->dates.last_payment_day, id};
    });
    if (decided_ != nullptr) {
      d_.emit(StepDecided{decided_->debtor, letter.claims, letter.step->code, decided_->fee, decided_->reason, on_});
    }
    took_any_ = true;
    if (!letter.step->letter.empty()) record(letter);
    std::int64_t open = 0;
    for (base::ClaimId const id : letter.claims) open += d_.state().claims.find(id)->open_minor();
    for (base::ClaimId const id : letter.claims) step_taken(letter, id);
    if (letter.step->message.empty()) return;
    for (base::DebtorId const debtor : letter.liable) {
      plan_message(letter, debtor, open, letter.step->channels, false);
      if (!letter.step->beside.empty()) plan_message(letter, debtor, open, letter.step->beside, true);
    }
  }

  /// The letter of the law, with the fee that it allows: one for all where it says so.
  void record(Letter& letter) {
    Step const& step = *letter.step;
    law::Pack const& pack = *letter.law.pack;
    auto const rule = std::ranges::find(pack.fees, step.letter, &law::Fee::letter);
    bool const one_for_all = rule != pack.fees.end() && rule->one_for_all_claims_in_letter;
    for (base::ClaimId const id : letter.claims) {
      Claim const& claim = *d_.state().claims.find(id);
      LetterRecorded event{id, claim.owner, pack.code, {step.letter, {}, 0, on_}, letter.answer_until};
      bool const wanted = step.fee && (decided_ == nullptr || decided_->fee);
      if (wanted && !(one_for_all && letter.fee_minor > 0)) {
        // What the law does not allow is not taken; the letter goes all the same.
        auto const fee = fee_of(d_.state(), claim, pack, step.letter, on_, decided_on());
        if (fee && base::add_minor(claim.charged.total(), fee->minor)) {
          event.letter.fee_minor = fee->minor;
          event.letter.rule = fee->rule;
          letter.fee_minor += fee->minor;
          if (fee->answer_until && (!letter.answer_until || *fee->answer_until > *letter.answer_until)) {
            letter.answer_until = fee->answer_until;
          }
        }
      }
      event.answer_until = letter.answer_until;
      d_.emit(std::move(event));
    }
  }

  void step_taken(Letter const& letter, base::ClaimId id) {
    dunning::Procedure const& procedure = *letter.law.procedure;
    claims::StepTaken const taken{letter.step->code, on_, letter.answer_until};
    Claim after = *d_.state().claims.find(id);
    after.course.steps.push_back(taken);
    auto facts = facts_of(after, letter.law);
    // When to look next is a matter of days; what holds it up is asked then.
    facts.escalation_stopped = facts.contact_stopped = false;
    dunning::Planned const next = dunning::plan(procedure, letter.law.pack, facts, on_);
    d_.emit(CourseStepTaken{id, letter.liable.front(), procedure.identity(), taken, next.next});
  }

  void plan_message(Letter const& letter, base::DebtorId debtor, std::int64_t open,
                    std::vector<dunning::Channel> const& channels, bool beside) {
    d_.emit(MessagePlanned{{d_.new_id()},
                           debtor,
                           letter.law.procedure->identity(),
                           letter.step->code,
                           letter.step->message,
                           letter.claims,
                           channels,
                           beside,
                           on_,
                           letter.answer_until,
                           open,
                           letter.fee_minor});
  }

  /// The holds that a person's decision sets aside.
  [[nodiscard]] std::optional<claims::HoldKind> decided_on() const {
    return decided_ == nullptr ? std::nullopt : std::optional{claims::HoldKind::kVulnerable};
  }

  Decision& d_;
  base::Date on_;
  DecideStep const* decided_ = nullptr;
  bool took_any_ = false;
  std::map<base::DebtorId, std::vector<base::ClaimId>> by_debtor_;
  std::map<base::DebtorId, bool> late_;
};

}  // namespace

Refused decide(Decision& d, StartBusinessDay const& c) {
  if (c.date > d.context().now.date) return Refusal::kDateInFuture;
  if (c.procedures.size() > kTextLimit) return Refusal::kTextTooLong;
  d.emit(BusinessDayStarted{c.date, c.procedures});
  return std::nullopt;
}

Refused decide(Decision& d, EndBusinessDay const& c) {
  if (c.date > d.context().now.date) return Refusal::kDateInFuture;
  if (c.batch_hash.size() > kTextLimit) return Refusal::kTextTooLong;
  d.emit(BusinessDayEnded{c.date, c.batch_hash, c.totals});
  return std::nullopt;
}

Refused decide(Decision& d, TakeSteps const& c) {
  if (c.date > d.context().now.date) return Refusal::kDateInFuture;
  StepTaker{d, c}.all();
  return std::nullopt;
}

Refused decide(Decision& d, DecideStep const& c) {
  if (c.reason.size() > kTextLimit) return Refusal::kTextTooLong;
  if (c.reason.empty()) return Refusal::kReasonMissing;
  // A machine, a department or a helper does not decide this.
  if (!d.context().actor.starts_with(kClerkActor)) return Refusal::kNotAPerson;
  base::Date const today = d.context().now.date;
  claims::Debtor const* const debtor = d.state().debtors.find(c.debtor);
  if (debtor == nullptr) return Refusal::kDebtorNotFound;
  if (!claims::any_covers(debtor->holds, claims::HoldKind::kVulnerable, today)) return Refusal::kNotVulnerable;
  for (base::ClaimId const id : c.claims) {
    auto const found = d.find({id, {}, {}});
    if (!found) return found.error();
    Claim const& claim = **found;
    if (std::ranges::find(claim.liable, c.debtor) == claim.liable.end()) return Refusal::kClaimNotOfDebtor;
    if (claim.state != claims::ClaimState::kOpen) return Refusal::kNothingToDecide;
  }
  if (c.claims.empty()) return Refusal::kNothingToDecide;
  if (c.act == DecidedAct::kHandOver) {
    std::string_view const step = claims::kHandOverDecided.substr(claims::kDecided.size());
    d.emit(StepDecided{c.debtor, c.claims, std::string{step}, false, c.reason, today});
    return std::nullopt;
  }
  StepTaker taker{d, c};
  taker.all();
  return taker.took_any() ? std::nullopt : Refused{Refusal::kNothingToDecide};
}

}  // namespace engine
