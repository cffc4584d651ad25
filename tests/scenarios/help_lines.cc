// The lines of scenarios that are about referrals to those who help, and about the vulnerable.
#include <stdexcept>

#include "tests/scenarios/scenario_runner.h"

namespace tests {

namespace {

std::string word(std::istringstream& words) {
  std::string text;
  if (!(words >> text)) throw std::invalid_argument("the line is too short");
  return text;
}

template <class Value>
Value known(std::string const& text, std::optional<Value> const& value) {
  if (!value) throw std::invalid_argument("'" + text + "' is nothing of a referral");
  return *value;
}

}  // namespace

bool ScenarioRunner::read_help_command(std::string const& verb, Words& words, engine::Submission& s) {
  using namespace engine;
  if (verb == "refer") {
    ReferToHelp c;
    named_referral_ = word(words);
    c.debtor = debtor(word(words));
    c.consented = now_.date;
    std::string what;
    while (words >> what) {
      if (what == "to") {
        c.helper = word(words);
      } else if (what == "for") {
        std::string const need = word(words);
        c.need = known(need, help::need_named(need));
      } else if (what == "consented") {
        c.consented = date(word(words));
      } else {
        throw std::invalid_argument("'" + what + "' is no part of a referral");
      }
    }
    s.commands.emplace_back(std::move(c));
    return true;
  }
  if (verb == "decide_step") {
    DecideStep c;
    c.debtor = debtor(word(words));
    actor_ = "clerk:17";
    std::string what;
    while (words >> what) {
      if (what == "because") {
        c.reason = word(words);
      } else if (what == "by") {
        std::string const who = word(words);
        actor_ = who == "-" ? std::string{"business_day"} : "clerk:" + who;
      } else if (what == "fee") {
        c.fee = true;
      } else if (what == "hand_over") {
        c.act = DecidedAct::kHandOver;
      } else {
        c.claims.push_back(claim_id(what));
      }
    }
    s.commands.emplace_back(std::move(c));
    return true;
  }
  if (verb == "follow_referrals") {
    FollowReferrals c{{}, now_.date};
    for (help::Referral const& each : books_.reader()->open_referrals(authority_)) c.referrals.push_back(each.id);
    s.commands.emplace_back(std::move(c));
    return true;
  }
  if (verb != "send" && verb != "accept" && verb != "decline" && verb != "end_referral") return false;
  base::ReferralId const referral = referrals_[word(words)];
  help::Outcome outcome = help::Outcome::kNone;
  std::string what;
  while (words >> what) {
    if (what == "by_helper") {
      actor_ = std::string{help::kHelperActor} + word(words);
    } else {
      outcome = known(what, help::outcome_named(what));
    }
  }
  if (verb == "send") s.commands.emplace_back(SendReferral{referral, now_.date});
  if (verb == "accept") s.commands.emplace_back(AnswerReferral{referral, help::State::kAccepted, now_.date});
  if (verb == "decline") s.commands.emplace_back(AnswerReferral{referral, help::State::kDeclined, now_.date});
  if (verb == "end_referral") s.commands.emplace_back(EndReferral{referral, outcome, now_.date});
  return true;
}

std::string ScenarioRunner::expect_referral(Words& words) {
  auto const row = books_.reader()->referral(authority_, referrals_[word(words)]);
  if (!row) return "there is no such referral";
  std::string wrong;
  auto const same = [&](std::string const& what, std::optional<base::Date> const& actual) {
    std::string const wanted = base::format_date(date(word(words)));
    std::string const found = actual ? base::format_date(*actual) : "none";
    if (wanted != found) wrong += what + " is " + found + "; ";
  };
  std::string what;
  while (words >> what) {
    if (what == "until") {
      same(what, row->until);
    } else if (what == "fresh_until") {
      same(what, row->fresh_until);
    } else if (what == "messages") {
      std::int64_t count = 0;
      for (dunning::Message const& message : books_.reader()->messages_of(authority_, row->debtor)) {
        count += message.procedure == help::hold_key(row->id);
      }
      if (word(words) != std::to_string(count)) wrong += "there are " + std::to_string(count) + " messages; ";
    } else if (auto const state = help::state_named(what)) {
      if (row->state != *state) wrong += "the state is " + std::string{help::name_of(row->state)} + "; ";
    } else if (row->outcome != known(what, help::outcome_named(what))) {
      wrong += "it is " + std::string{help::name_of(row->outcome)} + "; ";
    }
  }
  return wrong;
}

}  // namespace tests
