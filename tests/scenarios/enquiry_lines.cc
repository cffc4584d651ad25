// The lines of scenarios that are about enquiries.
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
  if (!value) throw std::invalid_argument("'" + text + "' is nothing of an enquiry");
  return *value;
}

}  // namespace

base::ClaimId ScenarioRunner::claim_id(std::string const& reference) {
  auto const claim = books_.reader()->claim(authority_, key(reference));
  return claim ? claim->id : base::ClaimId{};
}

engine::Command ScenarioRunner::read_enquiry(Words& words) {
  engine::ReceiveEnquiry c;
  named_enquiry_ = word(words);
  std::string const kind = word(words);
  c.kind = known(kind, enquiries::kind_named(kind));
  c.reason = enquiries::hold_reason(c.kind);
  c.way = enquiries::Way::kPaper;
  c.received = now_.date;
  std::string what;
  while (words >> what) {
    if (what == "by") {
      c.debtor = debtor(word(words));
    } else if (what == "on") {
      c.claims.push_back(claim_id(word(words)));
    } else if (what == "because") {
      c.reason = word(words);
    } else if (what == "until") {
      c.wanted = date(word(words));
    } else if (what == "received") {
      c.received = date(word(words));
    } else if (what == "saying") {
      c.words = word(words);
    } else {
      throw std::invalid_argument("'" + what + "' is no part of an enquiry");
    }
  }
  return c;
}

bool ScenarioRunner::read_enquiry_command(std::string const& verb, Words& words, engine::Submission& s) {
  using namespace engine;
  if (verb == "enquire") {
    s.commands.push_back(read_enquiry(words));
  } else if (verb == "ask_department") {
    s.commands.emplace_back(AskDepartment{enquiries_[word(words)], {}, now_.date});
  } else if (verb == "take_back") {
    s.commands.emplace_back(CloseEnquiry{enquiries_[word(words)], true, "scenario", now_.date});
  } else if (verb == "follow_enquiries") {
    s.commands.emplace_back(FollowEnquiries{books_.reader()->enquiries_to_look_at(authority_, now_.date), now_.date});
  } else if (verb == "answer") {
    AnswerEnquiry c;
    c.enquiry = enquiries_[word(words)];
    std::string const outcome = word(words);
    c.outcome = known(outcome, enquiries::outcome_named(outcome));
    c.words = "reasons";
    c.date = now_.date;
    std::vector<Command> changes;
    std::string what;
    while (words >> what) {
      if (what == "on") {
        c.claims.push_back(claim_id(word(words)));
      } else if (what == "until") {
        c.granted = date(word(words));
      } else if (what == "without_reasons") {
        c.words.clear();
      } else if (what == "withdraw") {
        changes.emplace_back(CancelClaim{key(word(words)), "objection_upheld", now_.date});
      } else if (what == "lower") {
        std::string const reference = word(words);
        auto const minor = base::parse_amount(word(words), {'.', '\0'});
        changes.emplace_back(AmendClaim{key(reference), ledger::Component::kPrincipal, AmendMode::kToTotal,
                                        minor.value_or(0), "objection_upheld", now_.date});
      } else {
        throw std::invalid_argument("'" + what + "' is no part of an answer");
      }
    }
    s.commands.emplace_back(std::move(c));
    for (Command& change : changes) s.commands.push_back(std::move(change));
  } else {
    return false;
  }
  return true;
}

std::string ScenarioRunner::expect_enquiry(Words& words) {
  auto const row = books_.reader()->enquiry(authority_, enquiries_[word(words)]);
  if (!row) return "there is no such enquiry";
  std::string wrong;
  auto const same = [&](std::string const& what, std::optional<base::Date> const& actual) {
    std::string const wanted = base::format_date(date(word(words)));
    std::string const found = actual ? base::format_date(*actual) : "none";
    if (wanted != found) wrong += what + " is " + found + "; ";
  };
  std::string what;
  while (words >> what) {
    if (what == "answer_by") {
      same(what, row->answer_by);
    } else if (what == "granted") {
      same(what, row->granted);
    } else if (what == "department_by") {
      same(what, row->asked_for);
    } else if (what == "promised") {
      same(what, row->promised);
    } else if (what == "late" || what == "in_time") {
      if (row->is_late(now_.date) != (what == "late")) wrong += "it is not " + what + "; ";
    } else if (what == "holds" || what == "holds_nothing") {
      if (row->holds != (what == "holds")) wrong += "it is not so that it " + what + "; ";
    } else if (what == "messages") {
      std::int64_t count = 0;
      for (dunning::Message const& message : books_.reader()->messages_of(authority_, row->debtor)) {
        count += message.procedure == enquiries::hold_key(row->id);
      }
      if (word(words) != std::to_string(count)) wrong += "there are " + std::to_string(count) + " messages; ";
    } else if (auto const outcome = enquiries::outcome_named(what); outcome && !enquiries::state_named(what)) {
      if (row->outcome != *outcome) wrong += "it is " + std::string{enquiries::name_of(row->outcome)} + "; ";
    } else if (enquiries::name_of(row->state) != what) {
      wrong += "the state is " + std::string{enquiries::name_of(row->state)} + "; ";
    }
  }
  return wrong;
}

}  // namespace tests
