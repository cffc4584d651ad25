#include "dunning/procedure_checks.h"

#include <algorithm>

namespace dunning {

namespace {

class Checks {
 public:
  Checks(Procedure const& procedure, law::Pack const& pack, base::Date on)
      : procedure_(procedure), pack_(pack), on_(on) {}

  std::vector<Finding> all() {
    if (procedure_.steps.empty()) find("", "there is no step: add a [[step]]");
    if (procedure_.reviewed_by.empty() || !procedure_.reviewed_on) {
      find("", "nobody has reviewed it: a second person reads it and is named under [reviewed] with by and on");
    }
    if (!procedure_.receipt.message.empty() && procedure_.receipt.channels.empty()) {
      find("", "[receipt] has a message, and no channel to send it by: add channels");
    }
    for (std::size_t i = 0; i < procedure_.occasions.size(); ++i) occasion(procedure_.occasions[i], i);
    for (std::size_t i = 0; i < procedure_.steps.size(); ++i) {
      Step const& step = procedure_.steps[i];
      if (step.code.find('/') != std::string::npos) find(step.code, "a step's code has no '/': receipts have it");
      order(step, i);
      days(step);
      message(step);
      if (!step.letter.empty()) law(step, i);
      if (step.fee && step.letter.empty()) find(step.code, "a fee needs the law's name of its letter: add letter");
    }
    return std::move(findings_);
  }

 private:
  void find(std::string const& step, std::string message) { findings_.push_back({step, std::move(message)}); }

  void occasion(Occasion const& occasion, std::size_t at) {
    std::string const& code = occasion.code;
    if (code.find('/') != std::string::npos) find(code, "an occasion's code has no '/'");
    auto const before = std::span{procedure_.occasions}.first(at);
    if (std::ranges::find(before, code, &Occasion::code) != before.end()) {
      find(code, "there are two occasions with this code");
    }
    if (occasion.channels.empty()) find(code, "it has no channel to send its message by: add channels");
    if (occasion.audience == Audience::kUsuallyLate) {
      find(code, "an occasion is for those who are late now: for is everybody, persons or businesses");
    }
  }

  void order(Step const& step, std::size_t at) {
    for (std::size_t i = 0; i < at; ++i) {
      if (procedure_.steps[i].code == step.code) find(step.code, "there are two steps with this code");
      if (procedure_.steps[i].kind == StepKind::kHandOver && procedure_.steps[i].audience == Audience::kEverybody) {
        find(step.code, "it can never be taken: '" + procedure_.steps[i].code + "' before it ends the procedure");
      }
    }
    if (step.kind == StepKind::kHandOver && step.after_step.empty()) {
      find(step.code, "nobody else takes over without a warning: let it follow one, with after = \"deadline of CODE\"");
    }
    if (step.after_step.empty()) return;
    auto const named = std::ranges::find(procedure_.steps, step.after_step, &Step::code);
    if (named == procedure_.steps.end()) {
      find(step.code, "it waits for '" + step.after_step + "', and there is no such step");
    } else if (static_cast<std::size_t>(named - procedure_.steps.begin()) >= at) {
      find(step.code,
           "it waits for '" + step.after_step + "', which waits for it: a step comes behind what it follows");
    }
  }

  void days(Step const& step) {
    bool const of_claim = step.anchor == Anchor::kDue || step.anchor == Anchor::kLastPaymentDay;
    if (step.until_days && *step.until_days < step.days) {
      find(step.code, "it can never be taken: it may not be taken after day " + std::to_string(*step.until_days) +
                          ", and not before day " + std::to_string(step.days));
    }
    if (step.days < 0 && !of_claim) find(step.code, "it would come before the step it follows: days is below zero");
    if (step.days < 0 && step.kind != StepKind::kPrompt) {
      find(step.code, "only a prompt may come before the last payment day");
    }
    if (step.kind == StepKind::kPrompt && of_claim && !step.until_days) {
      find(step.code, "a prompt that comes too late is of no help: say with until_days how long it makes sense");
    }
    if (step.kind == StepKind::kPrompt && step.fee) find(step.code, "a prompt costs nothing: it carries no fee");
  }

  void message(Step const& step) {
    if (!step.message.empty() && step.channels.empty()) {
      find(step.code, "it has a message, and no channel to send it by: add channels");
    }
    if (step.kind == StepKind::kNotice && step.message.empty()) find(step.code, "a notice without a message is none");
    // What the law demands in writing does not go by a text message.
    bool const written = !step.letter.empty() || step.kind == StepKind::kNotice;
    bool const text_only = !step.channels.empty() &&
                           std::ranges::all_of(step.channels, [](Channel channel) { return channel == Channel::kSms; });
    if (written && text_only) {
      find(step.code, "a letter of the law does not go by text message alone: put it beside, not instead");
    }
  }

  void law(Step const& step, std::size_t at) {
    auto const fee = std::ranges::find(pack_.fees, step.letter, &law::Fee::letter);
    law::Notice const* const notice = law::notice_rule(pack_, step.letter);
    if (fee == pack_.fees.end() && notice == nullptr) {
      find(step.code, "the law pack '" + pack_.code + "' knows no letter '" + step.letter + "'");
      return;
    }
    if (notice != nullptr && step.answer_days > 0 && step.answer_days < notice->deadline_days) {
      find(step.code, "its deadline of " + std::to_string(step.answer_days) + " days is shorter than the " +
                          std::to_string(notice->deadline_days) + " of " + notice->rule.act + " " +
                          notice->rule.section);
    }
    if (!step.fee) return;
    if (fee == pack_.fees.end() || !law::cap_on(*fee, on_)) {
      find(step.code, "the law pack '" + pack_.code + "' allows no fee for the letter '" + step.letter + "'");
      return;
    }
    std::string const of = " (" + fee->rule.act + " " + fee->rule.section + ")";
    if (fee->at_most > 0 && fees_before(step, at) >= fee->at_most) {
      find(step.code, "it would be fee number " + std::to_string(fees_before(step, at) + 1) + "; at most " +
                          std::to_string(fee->at_most) + " are allowed" + of);
    }
    if (fees_before(step, at) > 0 && between(step) < fee->days_apart) {
      find(step.code, "fees for such letters are " + std::to_string(fee->days_apart) + " days apart at least" + of +
                          ": raise days_apart");
    }
    bool const from_claim = step.anchor == Anchor::kLastPaymentDay || fees_before(step, at) == 0;
    if (step.anchor == Anchor::kLastPaymentDay && from_claim && step.days < fee->days_after_last_day) {
      find(step.code, "a fee is allowed from day " + std::to_string(fee->days_after_last_day) +
                          " after the last payment day on" + of);
    }
    if (!fee->after_letter.empty() && !letter_before(fee->after_letter, at)) {
      find(step.code, "its fee is only allowed after the letter '" + fee->after_letter + "'" + of);
    }
  }

  int fees_before(Step const& step, std::size_t at) const {
    return static_cast<int>(std::ranges::count_if(std::span{procedure_.steps}.first(at), [&](Step const& each) {
      return each.fee && each.letter == step.letter;
    }));
  }
  bool letter_before(std::string const& letter, std::size_t at) const {
    return std::ranges::any_of(std::span{procedure_.steps}.first(at),
                               [&](Step const& each) { return each.letter == letter; });
  }
  /// The least days from the step before.
  static int between(Step const& step) {
    bool const from_step = step.anchor == Anchor::kStep || step.anchor == Anchor::kDeadline;
    return std::max(step.days_apart, from_step ? step.days : 0);
  }

  Procedure const& procedure_;
  law::Pack const& pack_;
  base::Date on_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> check(Procedure const& procedure, law::Pack const& pack, base::Date on) {
  return Checks{procedure, pack, on}.all();
}

}  // namespace dunning
