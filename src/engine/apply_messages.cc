// Rules for what becomes of a message, and for a letter that never left.
//
// A fee is for a letter that was sent (docs/decisions/0024). A letter has not been sent when the message to each of
// those who are liable has come to its end and reached nobody; what goes out beside it is no letter. Then its fee is
// waived, and a step that was a reminder or a warning has not been taken: nothing that builds on it may follow.
#include <algorithm>

#include "dunning/plan.h"
#include "engine/arrangement_debts.h"
#include "engine/decision.h"
#include "engine/message_subject.h"

namespace engine {

namespace {

using claims::Claim;
using claims::StepTaken;
using dunning::Message;
using dunning::MessageState;
using dunning::StepKind;

constexpr char const* kReason = "letter_not_sent";

std::string_view code_of(std::string_view identity) { return identity.substr(0, identity.find('@')); }

/// The step as its procedure has it now; null if it has none such any more.
dunning::Step const* step_of(Decision const& d, Message const& message) {
  auto const* const procedures = d.context().rules.law.procedures(d.state().authority);
  if (procedures == nullptr) return nullptr;
  auto const found = std::ranges::find(*procedures, code_of(message.procedure), &dunning::Procedure::code);
  return found == procedures->end() ? nullptr : found->find(message.step);
}

/// Whether what follows builds on the letter. What is only a help to remember is not written anew, and that a claim is
/// ready to be handed over has been told to its source.
bool must_have_left(dunning::Step const* step) {
  return step == nullptr || step->kind == StepKind::kReminder || step->kind == StepKind::kNotice;
}

/// Whether it has reached nobody, whoever it was written to.
bool is_given_up(Decision const& d, Message const& message) {
  bool given_up = message.beside || dunning::never_left(message.state);
  d.state().messages.each([&](Message const& other) {
    if (!other.beside && dunning::is_same_letter(message, other)) given_up &= dunning::never_left(other.state);
  });
  return given_up;
}

/// Whether the letter to somebody else who is liable may have spoken of the claim that this one leaves out, or may yet.
bool others_speak_of(Decision const& d, Message const& message, Claim const& claim) {
  base::Date const today = d.context().now.date;
  bool const nobodys = claim.state != claims::ClaimState::kOpen || claim.disputed() ||
                       claims::any_stops(claim.holds, today, &claims::HoldEffects::contact) ||
                       claims::any_stops(claim.holds, today, &claims::HoldEffects::escalation);
  bool speak = false;
  d.state().messages.each([&](Message const& other) {
    if (other.id == message.id || other.beside || !dunning::is_same_letter(message, other)) return;
    bool const waits = other.state == MessageState::kPlanned;
    if (!dunning::never_left(other.state)) speak |= !waits || !nobodys;
  });
  return speak;
}

/// The letters that may be what the business day recorded for the message: somebody else may have recorded one of the
/// same kind for the claim on the same day.
std::vector<claims::Letter> letters_of(Decision const& d, Message const& message, base::ClaimId id) {
  std::vector<claims::Letter> letters;
  Claim const* const claim = d.state().claims.find(id);
  StepTaken const* const taken = claim == nullptr ? nullptr : claim->course.find(message.step);
  if (taken == nullptr) return letters;
  dunning::Step const* const step = step_of(d, message);
  for (claims::Letter const& each : claim->accrual.letters) {
    if (each.date == taken->date && (step == nullptr || each.letter == step->letter)) letters.push_back(each);
  }
  return letters;
}

/// What the business day recorded for the claim. A fee for all claims of a letter is on the first that could carry it.
std::optional<claims::Letter> letter_of(Decision const& d, Message const& message, base::ClaimId id) {
  std::vector<claims::Letter> const letters = letters_of(d, message, id);
  if (letters.empty()) return std::nullopt;
  auto const carries_all = [&](claims::Letter const& letter) { return letter.fee_minor == message.fee_minor; };
  bool carries = message.fee_minor > 0;
  for (base::ClaimId const earlier : message.claims) {
    if (earlier == id) break;
    carries &= std::ranges::none_of(letters_of(d, message, earlier), carries_all);
  }
  claims::Letter const* found = nullptr;
  for (claims::Letter const& letter : letters) {
    if (letter.fee_minor > (carries ? message.fee_minor : 0)) continue;
    if (found == nullptr || letter.fee_minor > found->fee_minor) found = &letter;
  }
  return found != nullptr ? *found : letters.front();
}

Refused take_back(Decision& d, Message const& message, base::ClaimId id, std::optional<claims::Letter> const& letter) {
  Claim const* const claim = d.state().claims.find(id);
  StepTaken const* const taken = claim == nullptr ? nullptr : claim->course.find(message.step);
  if (taken == nullptr || claim->state == claims::ClaimState::kCancelled) return std::nullopt;
  dunning::Step const* const step = step_of(d, message);
  LetterNotSent event{id, message.id, {}, {}, message.reason, {}};
  if (must_have_left(step)) event.step = message.step;
  if (letter) event.letter = *letter;
  if (event.step.empty() && event.letter.letter.empty()) return std::nullopt;
  base::Date const today = d.context().now.date;
  event.next = std::max(base::Date{taken->date.days + dunning::kDaysToNextTry}, base::Date{today.days + 1});
  // Some of it may have been let go already.
  std::int64_t const kept = claims::fees_kept(claim->accrual, event.letter.date);
  std::int64_t const fee = std::min({event.letter.fee_minor, kept, claim->charged[ledger::Component::kFee]});
  d.emit(std::move(event));
  return fee > 0 ? decide(d, WaiveFee{{id, {}, {}}, fee, kReason, today}) : std::nullopt;
}

/// A person has put right what was missing: the letter goes after all. Its fee does not come back.
void take_again(Decision& d, Message const& message) {
  dunning::Step const* const step = step_of(d, message);
  base::Date const today = d.context().now.date;
  for (base::ClaimId const id : message.claims) {
    Claim const* const claim = d.state().claims.find(id);
    if (claim == nullptr || claim->state != claims::ClaimState::kOpen) continue;
    auto const law = d.context().rules.law.find(d.state().authority, claim->type);
    if (law && step != nullptr && !step->letter.empty()) {
      d.emit(LetterRecorded{id, claim->owner, law->pack->code, {step->letter, {}, 0, today}, message.answer_until});
    }
    StepTaken const taken{message.step, today, message.answer_until};
    d.emit(CourseStepTaken{id, claim->liable.front(), message.procedure, taken, base::Date{today.days + 1}});
  }
}

}  // namespace

Refused decide(Decision& d, AdvanceMessage const& c) {
  for (std::string const* text : {&c.variant, &c.provider_reference, &c.reason}) {
    if (text->size() > kTextLimit) return Refusal::kTextTooLong;
  }
  Message const* const found = d.state().messages.find(c.message);
  if (found == nullptr) return Refusal::kMessageNotFound;
  if (!dunning::may_follow(found->state, c.to)) return std::nullopt;
  Message const before = *found;
  bool const is_letter = !before.beside && is_of_course(before);
  bool const goes_again =
      is_letter && c.to == MessageState::kPlanned && is_given_up(d, before) && must_have_left(step_of(d, before));
  if (goes_again) {
    bool const written_anew = std::ranges::any_of(before.claims, [&](base::ClaimId id) {
      Claim const* const claim = d.state().claims.find(id);
      return claim != nullptr && claim->course.find(before.step) != nullptr;
    });
    if (written_anew) return std::nullopt;
  }
  d.emit(MessageAdvanced{c.message, c.to, c.channel, c.variant, c.provider_reference, c.reason});
  if (!is_letter) return std::nullopt;
  if (goes_again) take_again(d, before);
  Message const after = *d.state().messages.find(c.message);
  if (dunning::never_left(c.to) && is_given_up(d, after)) {
    // All looked up before the first is taken away: which of them carries the fee shows in all together.
    std::vector<std::optional<claims::Letter>> letters;
    for (base::ClaimId const id : after.claims) letters.push_back(letter_of(d, after, id));
    for (std::size_t i = 0; i < letters.size(); ++i) {
      if (Refused const refused = take_back(d, after, after.claims[i], letters[i])) return refused;
    }
  }
  for (base::ClaimId const id : c.left_out) {
    Claim const* const claim = d.state().claims.find(id);
    if (claim == nullptr || std::ranges::find(after.claims, id) == after.claims.end()) continue;
    if (others_speak_of(d, after, *claim)) continue;
    if (Refused const refused = take_back(d, after, id, letter_of(d, after, id))) return refused;
  }
  return std::nullopt;
}

}  // namespace engine
