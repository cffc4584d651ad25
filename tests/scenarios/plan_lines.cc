// The lines of scenarios that are about instalment plans.
#include <algorithm>
#include <stdexcept>

#include "engine/arrangement_debts.h"
#include "engine/arrangement_offer.h"
#include "tests/scenarios/scenario_runner.h"

namespace tests {

namespace {

std::string word(std::istringstream& words) {
  std::string text;
  if (!(words >> text)) throw std::invalid_argument("the line is too short");
  return text;
}

std::int64_t amount(std::string const& text) {
  auto const minor = base::parse_amount(text, {'.', '\0'});
  if (!minor) throw std::invalid_argument("'" + text + "' is no amount");
  return *minor;
}

}  // namespace

std::int64_t ScenarioRunner::rest(std::vector<base::ClaimId> const& claims,
                                  std::vector<arrangements::Planned> const& before, base::Date date) {
  auto const reader = books_.reader();
  ports::WorkingSet state;
  state.authority = authority_;
  for (base::ClaimId const id : claims) {
    auto claim = reader->claim(authority_, {id, {}, {}});
    if (!claim) continue;
    for (base::DebtorId const debtor : claim->liable) {
      if (auto row = reader->debtor(authority_, debtor)) state.debtors.load(*row);
    }
    state.claims.load(std::move(*claim));
  }
  std::vector<arrangements::Planned> planned = before;
  planned.push_back({date, base::kMoneyLimitMinor});
  auto const made = arrangements::schedule_of(engine::debts_of(state, *rules_, claims), planned);
  return made.instalments.empty() ? 1 : made.instalments.back().minor();
}

std::vector<arrangements::Planned> ScenarioRunner::read_sizes(Words& words, std::vector<base::ClaimId> const& claims) {
  std::vector<arrangements::Planned> sizes;
  std::streampos before = words.tellg();
  std::string text;
  while (words >> text) {
    std::size_t const equals = text.find('=');
    if (equals == std::string::npos) {
      words.clear();
      words.seekg(before);
      break;
    }
    base::Date const on = date(text.substr(0, equals));
    std::string const size = text.substr(equals + 1);
    sizes.push_back({on, size == "rest" ? rest(claims, sizes, on) : amount(size)});
    before = words.tellg();
  }
  return sizes;
}

engine::Command ScenarioRunner::read_plan(Words& words) {
  engine::MakeArrangement c;
  named_plan_ = word(words);
  (void)word(words);  // for
  c.debtor = debtor(word(words));
  c.date = now_.date;
  std::vector<base::ClaimId> all;
  for (claims::Claim const& claim : books_.reader()->claims_of(authority_, c.debtor)) {
    if (!engine::why_not_in_plan(claim, c.debtor)) all.push_back(claim.id);
  }
  std::streampos const at = words.tellg();
  std::string what;
  while (words >> what) {
    if (what == "on") all.clear();
    if (auto const claim = books_.reader()->claim(authority_, key(what))) all.push_back(claim->id);
  }
  words.clear();
  words.seekg(at);
  c.claims = all;
  c.instalments = read_sizes(words, all);
  while (words >> what) {
    if (what == "or_request") {
      c.mode = engine::PlanMode::kOrRequest;
    } else if (what == "by_person") {
      c.mode = engine::PlanMode::kByPerson;
      c.reason = "scenario";
    } else if (what == "from") {
      c.date = date(word(words));
    } else if (what != "on" && !books_.reader()->claim(authority_, key(what))) {
      throw std::invalid_argument("'" + what + "' is no part of a plan");
    }
  }
  return c;
}

bool ScenarioRunner::read_plan_command(std::string const& verb, Words& words, engine::Submission& s) {
  using namespace engine;
  using arrangements::Change;
  if (verb == "plan") {
    s.commands.push_back(read_plan(words));
  } else if (verb == "accept_plan") {
    s.commands.emplace_back(AcceptArrangement{plans_[word(words)], "scenario", now_.date});
  } else if (verb == "cancel_plan") {
    s.commands.emplace_back(CancelArrangement{plans_[word(words)], "scenario", now_.date});
  } else if (verb == "move_plan" || verb == "pause_plan" || verb == "replan") {
    ChangeArrangement c;
    c.arrangement = plans_[word(words)];
    c.date = now_.date;
    c.change = verb == "move_plan" ? Change::kMoveDate : verb == "pause_plan" ? Change::kPause : Change::kReplan;
    if (c.change == Change::kMoveDate) {
      c.from = date(word(words));
      (void)word(words);  // to
      c.to = date(word(words));
    }
    if (c.change == Change::kReplan) {
      std::vector<base::ClaimId> ids;
      if (auto const plan = books_.reader()->arrangement(authority_, c.arrangement)) {
        for (auto const& each : plan->claims) ids.push_back(each.claim);
      }
      c.instalments = read_sizes(words, ids);
    }
    std::string what;
    if ((words >> what) && what == "by_person") {
      c.mode = PlanMode::kByPerson;
      c.reason = "scenario";
    }
    s.commands.emplace_back(std::move(c));
  } else if (verb == "follow") {
    s.commands.emplace_back(
        FollowArrangements{books_.reader()->arrangements_to_look_at(authority_, now_.date), now_.date});
  } else {
    return false;
  }
  return true;
}

std::string ScenarioRunner::expect_plan(Words& words) {
  std::string const name = word(words);
  auto const plan = books_.reader()->arrangement(authority_, plans_[name]);
  if (!plan) return "there is no such plan";
  auto const view = engine::view_plan(*books_.reader(), authority_, *plan, {now_.date.days - 1});
  std::string wrong;
  std::string what;
  while (words >> what) {
    if (what == "open" || what == "missing" || what == "paid") {
      std::int64_t const actual = what == "open"   ? view.standing.open_minor
                                  : what == "paid" ? view.standing.paid_minor
                                                   : view.standing.missing_minor;
      if (actual != amount(word(words))) wrong += what + " is " + base::format_amount(actual) + "; ";
    } else if (what == "total") {
      if (plan->total_minor() != amount(word(words)))
        wrong += "the total is " + base::format_amount(plan->total_minor());
    } else if (what == "next") {
      base::Date const wanted = date(word(words));
      auto const next = view.standing.next();
      std::string const actual = next ? base::format_date(plan->instalments[*next].date) : "none";
      if (actual != base::format_date(wanted)) wrong += "the next date is " + actual + "; ";
    } else if (what == "reminded" || what == "offered") {
      if (arrangements::name_of(plan->stage) != what) {
        wrong += "the stage is " + std::string{arrangements::name_of(plan->stage)} + "; ";
      }
    } else if (what == "outside") {
      std::string const code = word(words);
      bool const told =
          std::ranges::any_of(plan->outside, [&](auto each) { return arrangements::name_of(each) == code; });
      if (!told) wrong += code + " is not told; ";
    } else if (arrangements::name_of(plan->state) != what) {
      wrong += "the state is " + std::string{arrangements::name_of(plan->state)} + "; ";
    }
  }
  return wrong;
}

}  // namespace tests
