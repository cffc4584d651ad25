#include "tests/scenarios/scenario_runner.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "adapters/law_files/pack_reader.h"
#include "claims/liability.h"
#include "claims/life_cycle.h"
#include "tests/support/test_books.h"

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

ledger::Component component(std::string const& name) {
  if (name == "principal") return ledger::Component::kPrincipal;
  if (name == "fee") return ledger::Component::kFee;
  if (name == "interest") return ledger::Component::kInterest;
  throw std::invalid_argument("'" + name + "' is no component");
}

std::int64_t amount_of(claims::Claim const& claim, std::string const& what) {
  if (what == "open") return claim.open_minor();
  if (what == "paid") return claim.paid_minor();
  if (what == "charged") return claim.charged.total();
  if (what == "posted") return claims::sum_of(claim.accrual.interest);
  return claim.open[component(what)];
}

bool is_component(std::string const& name) { return name == "principal" || name == "fee" || name == "interest"; }

}  // namespace

std::vector<ScenarioText> read_scenarios(std::string const& path) {
  std::vector<ScenarioText> scenarios;
  std::ifstream file{path};
  std::string text;
  for (int number = 1; std::getline(file, text); ++number) {
    if (text.starts_with("scenario ")) scenarios.push_back({text.substr(9), {}, number});
    if (!scenarios.empty()) scenarios.back().lines.push_back(text.starts_with("scenario ") ? "" : text);
  }
  return scenarios;
}

std::string ScenarioRunner::run(ScenarioText const& scenario) {
  std::string wrong;
  for (std::size_t i = 0; i < scenario.lines.size(); ++i) {
    std::string const& text = scenario.lines[i];
    if (text.empty() || text.starts_with('#')) continue;
    std::string message;
    try {
      message = line(text);
    } catch (std::invalid_argument const& error) {
      message = error.what();
    }
    if (!message.empty()) {
      wrong +=
          "line " + std::to_string(scenario.first_line + static_cast<int>(i)) + " \"" + text + "\": " + message + "\n";
    }
  }
  return wrong;
}

std::string ScenarioRunner::line(std::string const& text) {
  Words words{text};
  std::string verb = word(words);
  if (verb == "on") {
    now_.date = date(word(words));
    return {};
  }
  if (verb == "law") {
    choose_law(words);
    return {};
  }
  if (verb == "council_fee") {
    decide_fee(words);
    return {};
  }
  if (verb == "refund_limit") {
    refund_limit_ = amount(word(words));
    set_rules();
    return {};
  }
  if (verb == "day") return business_day();
  if (verb == "expect_step") return expect_step(words);
  actor_ = "scenario";
  if (verb == "as") {
    actor_ = "clerk:" + word(words);
    verb = word(words);
  }
  if (verb == "expect") return expect(words);
  if (verb == "expect_plan") return expect_plan(words);
  if (verb == "message") return message(words);
  if (verb == "ignore") {
    (void)word(words);  // message
    return message(words).empty() ? "something came of it" : "";
  }
  if (verb == "expect_referral") return expect_referral(words);
  if (verb == "expect_enquiry") return expect_enquiry(words);
  std::string expected_code;
  if (verb == "refuse") {
    expected_code = word(words);
    verb = word(words);
    if (verb == "as") {
      actor_ = "clerk:" + word(words);
      verb = word(words);
    }
  }
  std::int64_t const before = books_.reader()->last_seq(authority_);
  auto const outcome = submit(read_command(verb, words));
  std::string const code = outcome ? std::string{} : std::string{engine::code_of(outcome.error().refusal)};
  if (code != expected_code) {
    return expected_code.empty() ? "refused: " + code : "not refused with " + expected_code + " but '" + code + "'";
  }
  if (!outcome) return books_.reader()->last_seq(authority_) == before ? "" : "refused, but the journal has grown";
  auto const* proposed = engine::find_event<engine::RefundProposed>(*outcome);
  if (proposed != nullptr) refunds_[named_refund_] = proposed->refund;
  auto const* made = engine::find_event<engine::ArrangementMade>(*outcome);
  if (made != nullptr) plans_[named_plan_] = made->arrangement;
  auto const* referred = engine::find_event<engine::ReferralMade>(*outcome);
  if (referred != nullptr) referrals_[named_referral_] = referred->referral;
  auto const* heard = engine::find_event<engine::EnquiryReceived>(*outcome);
  if (heard != nullptr) enquiries_[named_enquiry_] = heard->enquiry;
  auto const* recorded = engine::find_event<engine::PaymentRecorded>(*outcome);
  if (recorded != nullptr && !named_payment_.empty()) payments_[named_payment_] = recorded->payment;
  named_payment_.clear();
  return {};
}

engine::Outcome ScenarioRunner::submit(engine::Submission submission) {
  submission.authority = authority_;
  submission.actor = actor_;
  submission.key = std::to_string(++next_key_);
  return books_.submit_one(std::move(submission), now_);
}

engine::Submission ScenarioRunner::read_command(std::string const& verb, Words& words) {
  using namespace engine;
  Submission s;
  if (verb == "claim") {
    RegisterClaim claim = read_claim(words, s);
    s.commands.emplace_back(std::move(claim));
  } else if (verb == "amend") {
    AmendClaim c{key(word(words)), component(word(words)), {}, 0, "scenario", now_.date};
    std::string const how = word(words);
    c.mode = how == "to" ? AmendMode::kToTotal : how == "up" ? AmendMode::kUpBy : AmendMode::kDownBy;
    c.minor = amount(word(words));
    s.commands.emplace_back(c);
  } else if (verb == "fee") {
    std::string const reference = word(words);
    s.commands.emplace_back(AddFee{key(reference), amount(word(words)), "scenario", now_.date});
  } else if (verb == "waive") {
    std::string const reference = word(words);
    std::string const sum = word(words);
    s.commands.emplace_back(WaiveFee{key(reference), sum == "all" ? 0 : amount(sum), "scenario", now_.date});
  } else if (verb == "object") {
    std::string const reference = word(words);
    s.commands.emplace_back(OpenObjection{key(reference), word(words), "", now_.date});
  } else if (verb == "resolve") {
    ResolveObjection c{key(word(words)), word(words), ObjectionOutcome::kRejected, now_.date};
    std::string const how = word(words);
    c.outcome = how == "upheld"      ? ObjectionOutcome::kUpheld
                : how == "partly"    ? ObjectionOutcome::kPartlyUpheld
                : how == "withdrawn" ? ObjectionOutcome::kWithdrawn
                                     : ObjectionOutcome::kRejected;
    s.commands.emplace_back(c);
  } else if (verb == "cancel") {
    s.commands.emplace_back(CancelClaim{key(word(words)), "scenario", now_.date});
  } else if (verb == "hand_over") {
    s.commands.emplace_back(HandOverClaim{key(word(words)), "collector", now_.date});
  } else if (verb == "recall") {
    s.commands.emplace_back(RecallClaim{key(word(words)), "scenario", now_.date});
  } else if (verb == "reverse") {
    s.commands.emplace_back(ReversePayment{payments_[word(words)], "scenario", now_.date});
  } else if (verb == "refund") {
    std::string const name = word(words);
    s.commands.emplace_back(RefundCredit{debtor(name), amount(word(words)), ledger::Means::kBank, "", now_.date});
  } else if (verb == "propose_refund") {
    std::string const name = word(words);
    ProposeRefund c{debtor(name), amount(word(words)), ledger::Means::kBank, {}, now_.date};
    (void)word(words);  // as
    named_refund_ = word(words);
    c.external_reference = named_refund_;
    s.commands.emplace_back(std::move(c));
  } else if (verb == "approve_refund") {
    base::RefundId const refund = refunds_[word(words)];
    s.commands.emplace_back(ApproveRefund{refund, amount(word(words)), now_.date});
  } else if (verb == "reject_refund") {
    s.commands.emplace_back(RejectRefund{refunds_[word(words)], "scenario"});
  } else if (!read_law_command(verb, words, s) && !read_plan_command(verb, words, s) &&
             !read_enquiry_command(verb, words, s) && !read_help_command(verb, words, s)) {
    s.commands.push_back(read_payment(verb, words));
  }
  return s;
}

bool ScenarioRunner::read_law_command(std::string const& verb, Words& words, engine::Submission& s) {
  using namespace engine;
  if (verb == "interest") {
    if (word(words) != "until") throw std::invalid_argument("it must say: interest until DATE");
    PostInterest c{{}, date(word(words))};
    books_.reader()->each_claim(authority_, [&](claims::Claim const& claim) { c.claims.push_back(claim.id); });
    s.commands.emplace_back(std::move(c));
  } else if (verb == "letter") {
    RecordLetter c;
    c.letter = word(words);
    if (word(words) != "on") throw std::invalid_argument("it must say: letter NAME on REF");
    c.claim = key(word(words));
    std::string fee;
    c.charge_fee = (words >> fee) && fee == "fee";
    c.date = now_.date;
    s.commands.emplace_back(std::move(c));
  } else if (verb == "hold") {
    s.commands.push_back(read_hold(words));
  } else if (verb == "end_hold") {
    EndHold c;
    c.key = word(words);
    (void)word(words);  // on
    std::string const name = word(words);
    if (books_.reader()->claim(authority_, key(name))) {
      c.claim = key(name);
    } else {
      c.debtor = debtor(name);
    }
    (void)word(words);  // last
    c.last = date(word(words));
    s.commands.emplace_back(std::move(c));
  } else if (verb == "write_down") {
    s.commands.push_back(read_write_down(words));
  } else if (verb == "transfer") {
    std::string const reference = word(words);
    (void)word(words);  // to
    std::string const to = word(words);
    base::SourceId id{999};
    for (ports::Source const& source : books_.reader()->sources(authority_)) {
      if (source.code == to) id = source.id;
    }
    s.commands.emplace_back(TransferClaim{key(reference), id, "scenario", now_.date});
  } else if (verb == "change_debtor") {
    ChangeDebtor c{key(word(words)), {}, 0, "scenario", now_.date};
    (void)word(words);  // from
    c.from = debtor(word(words));
    (void)word(words);  // to
    s.parties.push_back(person(word(words)));
    s.commands.emplace_back(std::move(c));
  } else if (verb == "change_id") {
    ChangeNationalId c{debtor(word(words)), 0, "new_number", now_.date};
    (void)word(words);  // to
    s.parties.push_back(person(word(words)));
    s.commands.emplace_back(std::move(c));
  } else {
    return false;
  }
  return true;
}

engine::Command ScenarioRunner::read_hold(Words& words) {
  engine::PlaceHold c;
  std::string const kind = word(words);
  auto const known = claims::hold_kind(kind);
  if (!known) throw std::invalid_argument("'" + kind + "' is no kind of hold");
  c.hold.kind = *known;
  c.hold.reason = "scenario";
  c.hold.first = now_.date;
  (void)word(words);  // on
  std::string const name = word(words);
  if (books_.reader()->claim(authority_, key(name))) {
    c.claim = key(name);
  } else {
    c.debtor = debtor(name);
  }
  std::string what;
  while (words >> what) {
    if (what == "as") {
      c.hold.key = word(words);
    } else if (what == "from") {
      c.hold.first = date(word(words));
    } else if (what == "to") {
      c.hold.last = date(word(words));
    } else {
      throw std::invalid_argument("'" + what + "' is no part of a hold");
    }
  }
  return c;
}

engine::Command ScenarioRunner::read_write_down(Words& words) {
  engine::WriteDown c;
  c.claim = key(word(words));
  c.date = now_.date;
  std::string what = word(words);
  if (what == "all") {
    c.all = true;
  } else {
    c.amounts[component(what)] = amount(word(words));
  }
  std::string const reason = word(words);
  auto const known = claims::write_down_reason(reason);
  if (!known) throw std::invalid_argument("'" + reason + "' is no reason for a write-down");
  c.reason = *known;
  return c;
}

void ScenarioRunner::choose_law(Words& words) {
  if (law_.packs.empty()) {
    auto packs = adapters::law_files::read_packs(adapters::law_files::built_in_law_files());
    if (!packs) throw std::invalid_argument(packs.error().text());
    law_.packs = std::move(*packs);
  }
  engine::TypeLaw type;
  type.pack = word(words);
  if (adapters::law_files::find_pack(law_.packs, type.pack) == nullptr) {
    throw std::invalid_argument("there is no pack '" + type.pack + "'");
  }
  (void)word(words);  // for
  std::string const name = word(words);
  std::string what;
  while (words >> what) {
    if (what == "due_not_agreed") {
      type.due_agreed = false;
    } else if (what == "interest_from") {
      type.interest_from = date(word(words));
    } else if (what == "procedure") {
      choose_procedure(word(words), type);
    } else {
      throw std::invalid_argument("'" + what + "' is no part of a choice of law");
    }
  }
  law_.types[name] = type;
  set_rules();
}

void ScenarioRunner::decide_fee(Words& words) {
  std::string const pack = word(words);
  std::string const rule = word(words);
  std::string const text = "[[fee]]\npack = '" + pack + "'\nrule = '" + rule + "'\namount = '" + word(words) + "'\n";
  auto const applied = adapters::law_files::apply_settings(law_.packs, {"the scenario", text});
  if (!applied) throw std::invalid_argument(applied.error().text());
  set_rules();
}

void ScenarioRunner::set_rules() {
  auto rules = std::make_shared<engine::Rules>();
  rules->law.set(authority_, law_);
  if (refund_limit_) rules->refund_alone_up_to_minor[authority_] = *refund_limit_;
  rules_ = rules;
  books_.set_rules(std::move(rules));
}

engine::RegisterClaim ScenarioRunner::read_claim(Words& words, engine::Submission& submission) {
  engine::RegisterClaim c;
  c.source = source_;
  c.reference = word(words);
  c.type = word(words);
  std::optional<base::Date> issued, due, last;
  std::string name;
  while (words >> name) {
    if (name == "issued") {
      issued = date(word(words));
    } else if (name == "due") {
      due = date(word(words));
    } else if (name == "last") {
      last = date(word(words));
    } else if (name == "debtor") {
      c.parties.push_back(static_cast<std::int64_t>(submission.parties.size()));
      submission.parties.push_back(person(word(words)));
    } else if (name == "share") {
      c.shares.push_back(std::stoll(word(words)));
    } else if (name == "shares_of") {
      c.shares_of = std::stoll(word(words));
    } else {
      c.amounts[component(name)] = amount(word(words));
    }
  }
  // What is not said lies in the past and fits.
  base::Date const long_ago{now_.date.days - 100};
  c.dates.issued = issued.value_or(std::min({long_ago, due.value_or(long_ago), last.value_or(long_ago)}));
  c.dates.due = due.value_or(std::min(last.value_or(c.dates.issued), base::Date{c.dates.issued.days + 30}));
  c.dates.last_payment_day = last.value_or(c.dates.due);
  return c;
}

engine::Command ScenarioRunner::read_payment(std::string const& verb, Words& words) {
  std::int64_t const minor = verb == "pay" ? amount(word(words)) : 0;
  base::Date value_date = now_.date;
  base::DebtorId payer;
  std::vector<engine::ChosenClaim> chosen;
  std::string name;
  bool choosing = false;
  while (words >> name) {
    if (name == "on") {
      choosing = true;
    } else if (name == "by") {
      payer = debtor(word(words));
      choosing = false;
    } else if (name == "as") {
      named_payment_ = word(words);
      choosing = false;
    } else if (name == "value") {
      value_date = date(word(words));
      choosing = false;
    } else if (choosing) {
      std::size_t const equals = name.find('=');
      engine::ChosenClaim claim{key(name.substr(0, equals)), {}};
      if (equals != std::string::npos) claim.limit_minor = amount(name.substr(equals + 1));
      chosen.push_back(claim);
    }
  }
  if (verb == "pay") {
    return engine::RecordPayment{payer, ledger::Means::kSource, minor, value_date, std::move(chosen), ""};
  }
  if (verb == "apply_credit") return engine::AllocateCredit{payer, std::move(chosen), value_date};
  throw std::invalid_argument("there is no command '" + verb + "'");
}

base::DebtorId ScenarioRunner::debtor(std::string const& name) {
  auto const reader = books_.reader();
  if (auto const found = reader->find_party(authority_, person(name))) return *found;
  // A claim's name stands for its debtor who is not yet known.
  auto const claim = reader->claim(authority_, key(name));
  return claim ? claim->liable.front() : base::DebtorId{};
}

base::Date ScenarioRunner::date(std::string const& text) const {
  auto const day = base::parse_date(text);
  if (!day) throw std::invalid_argument("'" + text + "' is no date");
  return *day;
}

std::string ScenarioRunner::expect(Words& words) {
  std::string const name = word(words);
  std::string const rest = words.str().substr(static_cast<std::size_t>(words.tellg()) + 1);
  if (rest.starts_with("credit")) {
    (void)word(words);
    std::int64_t const wanted = amount(word(words));
    auto const row = books_.reader()->debtor(authority_, debtor(name));
    std::int64_t const credit = row ? row->credit_minor : 0;
    return credit == wanted ? "" : "the credit is " + base::format_amount(credit);
  }
  auto const claim = books_.reader()->claim(authority_, key(name));
  return claim ? expect_claim(*claim, words) : "there is no such claim";
}

std::string ScenarioRunner::expect_interest_on(claims::Claim const& claim, Words& words) {
  base::Date const day = date(word(words));
  std::int64_t const wanted = amount(word(words));
  std::int64_t actual = 0;
  for (claims::DatedChange const& change : claim.accrual.interest) {
    if (change.date == day) actual += change.minor;
  }
  if (actual == wanted) return {};
  return "the interest posted for " + base::format_date(day) + " is " + base::format_amount(actual) + "; ";
}

std::string ScenarioRunner::expect_claim(claims::Claim const& claim, Words& words) {
  std::string wrong;
  std::string what;
  bool disputed = false;
  while (words >> what) {
    if (what == "disputed") {
      disputed = true;
      continue;
    }
    if (what == "interest_on") {
      wrong += expect_interest_on(claim, words);
      continue;
    }
    if (what == "owes") {
      std::string const debtor_name = word(words);
      std::int64_t const wanted = amount(word(words));
      std::int64_t const owed = claims::open_for(claim, debtor(debtor_name));
      if (owed != wanted) wrong += debtor_name + " owes " + base::format_amount(owed) + "; ";
      continue;
    }
    if (what == "owner") {
      std::string const wanted = word(words);
      for (ports::Source const& source : books_.reader()->sources(authority_)) {
        if (source.id == claim.owner && source.code != wanted) wrong += "the owner is " + source.code + "; ";
      }
      continue;
    }
    std::streampos const before = words.tellg();
    std::string next;
    bool const has_amount = (words >> next) && base::parse_amount(next, {'.', '\0'}).has_value();
    if (has_amount &&
        (is_component(what) || what == "open" || what == "paid" || what == "charged" || what == "posted")) {
      std::int64_t const actual = amount_of(claim, what);
      if (actual != amount(next)) wrong += what + " is " + base::format_amount(actual) + "; ";
      continue;
    }
    if (before != std::streampos(-1)) {
      words.clear();
      words.seekg(before);
    }
    if (what != claims::name_of(claim.state))
      wrong += "the state is " + std::string{claims::name_of(claim.state)} + "; ";
    if (before == std::streampos(-1)) break;
  }
  if (disputed != claim.disputed()) wrong += claim.disputed() ? "it is disputed; " : "it is not disputed; ";
  return wrong;
}

}  // namespace tests
