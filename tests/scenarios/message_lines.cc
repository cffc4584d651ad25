// The lines of scenarios that are about business days, and about what becomes of the letters they plan.
#include <algorithm>
#include <stdexcept>

#include "adapters/law_files/procedure_file.h"
#include "engine/business_day.h"
#include "engine/message_sender.h"
#include "tests/scenarios/scenario_runner.h"

namespace tests {

namespace {

using dunning::Message;
using dunning::MessageState;

std::string word(std::istringstream& words) {
  std::string text;
  if (!(words >> text)) throw std::invalid_argument("the line is too short");
  return text;
}

constexpr std::int64_t kDayOfMicroseconds = 86'400'000'000;

}  // namespace

void ScenarioRunner::choose_procedure(std::string const& name, engine::TypeLaw& type) {
  for (auto const& file : adapters::law_files::built_in_procedure_files()) {
    auto procedure = adapters::law_files::read_procedure(file);
    if (!procedure || procedure->code != name) continue;
    type.procedure = name;
    law_.procedures.push_back(std::move(*procedure));
    return;
  }
  throw std::invalid_argument("there is no procedure '" + name + "'");
}

base::Now ScenarioRunner::next_moment() const {
  return {{now_.date.days * kDayOfMicroseconds + ++moments_ * 1'000}, now_.date};
}

/// The letters of a step about a claim, and what is written beside them, newest first.
std::vector<Message> ScenarioRunner::letters_of(std::string const& step, base::ClaimId claim) {
  std::vector<Message> found;
  books_.reader()->each_message(authority_, [&](Message const& message) {
    if (message.step == step && std::ranges::count(message.claims, claim) > 0) found.push_back(message);
  });
  std::ranges::reverse(found);
  if (found.empty()) throw std::invalid_argument("no such letter is planned");
  std::erase_if(found, [&](Message const& each) { return each.planned != found.front().planned; });
  return found;
}

/// "message STEP on REF [to NAME] leaves [without REF] | arrives | in_doubt | too_late|failed|unreachable | again"
std::string ScenarioRunner::message(std::istringstream& words) {
  std::string const step = word(words);
  (void)word(words);  // on
  auto const claim = books_.reader()->claim(authority_, key(word(words)));
  if (!claim) throw std::invalid_argument("there is no such claim");
  std::string what = word(words);
  base::DebtorId to = claim->liable.front();
  bool beside = false;
  if (what == "to") {
    to = debtor(word(words));
    what = word(words);
  }
  if (what == "beside") {
    beside = true;
    what = word(words);
  }
  std::vector<Message> const letters = letters_of(step, claim->id);
  auto const found =
      std::ranges::find_if(letters, [&](Message const& each) { return each.debtor == to && each.beside == beside; });
  if (found == letters.end()) throw std::invalid_argument("no such letter is planned");
  auto const advance = [&](MessageState state, std::vector<base::ClaimId> left_out = {}) {
    engine::AdvanceMessage command{found->id, state, {}, {}, {}, {}};
    if (dunning::never_left(state)) command.reason = dunning::name_of(state);
    command.left_out = std::move(left_out);
    return engine::advance_message(books_, authority_, "scenario", std::move(command), next_moment());
  };
  bool done = false;
  if (what == "leaves") {
    std::vector<base::ClaimId> without;
    std::string name;
    if (words >> name) without.push_back(books_.reader()->claim(authority_, key(word(words)))->id);
    done = advance(MessageState::kSending, without) && advance(MessageState::kSent, without);
  } else if (what == "in_doubt") {
    done = advance(MessageState::kSending) && advance(MessageState::kDoubtful);
  } else if (what == "again") {
    done = advance(MessageState::kPlanned);
  } else if (auto const state = dunning::message_state(what)) {
    done = advance(*state);
  } else {
    throw std::invalid_argument("'" + what + "' is nothing that becomes of a message");
  }
  return done ? "" : "nothing came of it";
}

std::string ScenarioRunner::business_day() {
  (void)engine::run_business_day(books_, *rules_, {authority_, now_.date, next_moment()});
  return {};
}

/// "expect_step REF STEP taken | not_taken"
std::string ScenarioRunner::expect_step(std::istringstream& words) {
  auto const claim = books_.reader()->claim(authority_, key(word(words)));
  if (!claim) return "there is no such claim";
  bool const taken = claim->course.find(word(words)) != nullptr;
  bool const wanted = word(words) == "taken";
  if (taken == wanted) return {};
  return taken ? "the step is taken" : "the step is not taken";
}

}  // namespace tests
