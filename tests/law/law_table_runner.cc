#include <algorithm>
#include <stdexcept>

#include "adapters/law_files/pack_reader.h"
#include "tests/law/law_table.h"

namespace tests {

namespace {

constexpr std::string_view kRefusals[] = {"no_such_fee", "other_debtors",  "not_in_force", "disputed",
                                          "too_many",    "letter_missing", "too_early",    "other_fee_taken"};
constexpr std::string_view kOrderKeys[] = {"fees_and_interest_first", "last_payment_day", "due", "registration",
                                           "fee_before_interest"};

std::string expected(std::string const& wanted, std::string const& found) {
  return wanted == found ? "" : "it is " + found + ", not " + wanted;
}

}  // namespace

std::vector<law::Pack> const& built_in_packs() {
  static std::vector<law::Pack> const kPacks = [] {
    auto read = adapters::law_files::read_packs(adapters::law_files::built_in_law_files());
    if (!read) throw std::runtime_error(read.error().text());
    return std::move(*read);
  }();
  return kPacks;
}

std::string LawTable::line(std::string const& text) {
  words_ = std::istringstream{text};
  try {
    std::string const wrong = run(word());
    std::string more;
    if (wrong.empty() && words_ >> more) return "'" + more + "' is too much on this line";
    return wrong;
  } catch (std::invalid_argument const& error) {
    return error.what();
  }
}

std::string LawTable::word() {
  std::string text;
  if (!(words_ >> text)) throw std::invalid_argument("the line is too short");
  return text;
}

bool LawTable::next_is(std::string const& expected) {
  auto const at = words_.tellg();
  std::string text;
  if (words_ >> text && text == expected) return true;
  words_.clear();
  words_.seekg(at);
  return false;
}

void LawTable::must(std::string const& expected) {
  std::string const found = word();
  if (found != expected) throw std::invalid_argument("'" + found + "' where '" + expected + "' belongs");
}

base::Date LawTable::date() {
  std::string const text = word();
  if (auto const found = base::parse_date(text)) return *found;
  throw std::invalid_argument("'" + text + "' is no date");
}

std::int64_t LawTable::amount() {
  std::string const text = word();
  if (auto const found = base::parse_amount(text, {'.', '\0'})) return *found;
  throw std::invalid_argument("'" + text + "' is no amount");
}

std::string LawTable::run(std::string const& verb) {
  if (verb == "pack") return choose_pack();
  if (verb == "scenario") {
    start();
    words_.str({});  // the name is for people
    return {};
  }
  if (verb == "claim") return claim();
  if (verb == "pay" || verb == "charge" || verb == "pay_interest") return change(verb);
  if (verb == "hold") return hold();
  if (verb == "handed_over") {
    handed_over_ = date();
    return {};
  }
  if (verb == "interest") return interest();
  if (verb == "cost") return cost();
  if (verb == "step") return step();
  if (verb == "total") return total();
  if (verb == "no_interest") return steps_.empty() ? "" : "there are " + std::to_string(steps_.size()) + " steps";
  if (verb == "letter") return letter();
  if (verb == "notice") return notice();
  if (verb == "counts_from") return counts_from();
  if (verb == "act") return act();
  if (verb == "limitation") return limitation();
  if (verb == "order") return order();
  if (verb == "due_moves") return due_moves();
  if (verb == "requires") return requirement();
  return day(verb);
}

std::string LawTable::choose_pack() {
  std::string const code = word();
  pack_ = adapters::law_files::find_pack(built_in_packs(), code);
  return pack_ == nullptr ? "there is no such pack" : "";
}

void LawTable::start() {
  charged_ = {};
  last_payment_day_ = {};
  debtor_ = law::DebtorClass::kConsumer;
  disputed_ = false;
  handed_over_.reset();
  changes_.clear();
  interest_paid_.clear();
  stops_.clear();
  letters_.clear();
  acts_.clear();
  steps_.clear();
  next_step_ = 0;
}

std::string LawTable::claim() {
  start();
  charged_.minor = amount();
  must("due");
  charged_.value_date = last_payment_day_ = date();
  if (next_is("last")) last_payment_day_ = date();
  if (next_is("business")) debtor_ = law::DebtorClass::kBusiness;
  disputed_ = next_is("disputed");
  return {};
}

std::string LawTable::change(std::string const& verb) {
  std::int64_t const minor = amount();
  must("on");
  law::AmountChange const change{date(), verb == "charge" ? minor : -minor};
  (verb == "pay_interest" ? interest_paid_ : changes_).push_back(change);
  return {};
}

std::string LawTable::hold() {
  law::Stop stop{date(), {}};
  if (next_is("to")) stop.last = date();
  stops_.push_back(stop);
  return {};
}

std::string LawTable::interest() {
  must("until");
  base::Date const until = date();
  law::CloseLastDay const close = next_is("closed") ? law::CloseLastDay::kYes : law::CloseLastDay::kNo;
  bool const refused = next_is("refused");
  if (refused) must("no_rate");
  std::vector<law::AmountChange> principal{charged_};
  principal.insert(principal.end(), changes_.begin(), changes_.end());
  law::InterestRule const& rule = *interest_rule(*pack_, debtor_);
  auto const steps = interest_steps(
      rule, {charged_.value_date, last_payment_day_, principal, interest_paid_, stops_, handed_over_}, until, close);
  if (refused) return !steps && steps.error().error == law::InterestError::kNoRate ? "" : "it is not refused so";
  if (!steps) return "it is refused";
  steps_ = *steps;
  next_step_ = 0;
  return {};
}

std::string LawTable::cost() {
  must("on");
  law::CourseFacts facts{{charged_.minor, debtor_, law::VatDeduction::kYes}, law::Collector::kCreditor, date()};
  if (next_is("firm")) facts.collector = law::Collector::kFirm;
  if (next_is("no_vat_deduction")) facts.cost.vat_deduction = law::VatDeduction::kNo;
  bool const refused = next_is("refused");
  if (refused) must("not_in_force");
  auto const steps = cost_steps(*pack_, facts);
  if (refused) return !steps && steps.error().error == law::CourseError::kNotInForce ? "" : "it is not refused so";
  if (!steps) return "it is refused";
  steps_ = *steps;
  next_step_ = 0;
  return {};
}

std::string LawTable::step() {
  base::Date const on = date();
  std::int64_t const minor = amount();
  std::string rule;
  words_ >> rule;
  if (next_step_ == steps_.size()) return "there is no further step";
  law::Step const& found = steps_[next_step_++];
  touched_.insert(pack_->code + " " + found.rule);
  if (found.date == on && found.minor == minor && (rule.empty() || rule == found.rule)) return {};
  return "it is " + base::format_date(found.date) + " " + base::format_amount(found.minor) + " " + found.rule;
}

std::string LawTable::total() {
  std::int64_t const wanted = amount();
  std::int64_t sum = 0;
  for (law::Step const& each : steps_) {
    touched_.insert(pack_->code + " " + each.rule);
    sum += each.minor;
  }
  if (next_is("in") && std::to_string(steps_.size()) != word()) {
    return "there are " + std::to_string(steps_.size()) + " steps";
  }
  if (next_step_ > 0 && next_step_ < steps_.size()) {
    law::Step const& left = steps_[next_step_];
    return "a step is left: " + base::format_date(left.date) + " " + base::format_amount(left.minor) + " " + left.rule;
  }
  return expected(base::format_amount(wanted), base::format_amount(sum));
}

std::string LawTable::letter() {
  std::string const kind = word();
  must("on");
  base::Date const on = date();
  std::string const outcome = word();
  if (outcome == "free") {
    letters_.push_back({kind, on, 0});
    return {};
  }
  auto const allowed =
      assess_fee(pack_->fees, kind, pack_->calendar, {on, last_payment_day_, debtor_, disputed_, letters_});
  if (outcome == "refused") {
    std::string const reason = word();
    std::optional<base::Date> const first = next_is("first") ? std::optional{date()} : std::nullopt;
    if (allowed) return "it may carry " + base::format_amount(allowed->minor);
    std::string const found{kRefusals[static_cast<std::size_t>(allowed.error().refusal)]};
    if (found != reason || allowed.error().earliest == first) return expected(reason, found);
    return "the first day is " + base::format_date(allowed.error().earliest.value_or(base::Date{}));
  }
  std::int64_t const minor = amount();
  if (!allowed) return "it is refused: " + std::string{kRefusals[static_cast<std::size_t>(allowed.error().refusal)]};
  if (next_is("answer_by") && allowed->answer_until != date()) return "another day to answer by";
  letters_.push_back({kind, on, allowed->minor});
  touched_.insert(pack_->code + " " + allowed->rule);
  return expected(base::format_amount(minor), base::format_amount(allowed->minor));
}

std::string LawTable::notice() {
  law::Notice const* notice = notice_rule(*pack_, word());
  if (notice == nullptr) return "there is no such notice";
  touch(notice->rule);
  must("sent");
  law::NoticeFacts facts{date(), {}};
  if (next_is("received")) facts.received = date();
  must("until");
  base::Date const wanted = date();
  return expected(base::format_date(wanted), base::format_date(notice_deadline(*notice, pack_->calendar, facts)));
}

std::string LawTable::counts_from() {
  must("due");
  law::StartFacts facts{date(), false, {}};
  facts.due_agreed = next_is("agreed");
  if (next_is("demand")) facts.demand_sent = date();
  must("is");
  touch(pack_->interest_start->rule);
  auto const found = law::counts_from(*pack_->interest_start, facts);
  return expected(word(), found ? base::format_date(*found) : "nothing");
}

std::string LawTable::act() {
  std::string const act = word();
  must("on");
  acts_.push_back({act, date()});
  for (law::Interruption const& each : pack_->interruptions) {
    if (each.act == act) touch(each.rule);
  }
  return {};
}

std::string LawTable::limitation() {
  std::string const basis = word();
  must("from");
  law::LimitationFacts const facts{basis, date(), acts_};
  must("is");
  auto const found = limitation_date(pack_->limitation, pack_->interruptions, pack_->calendar, facts);
  for (law::LimitationPeriod const& each : pack_->limitation) {
    if (each.basis == basis) touch(each.rule);
  }
  return expected(word(), found ? base::format_date(*found) : "refused");
}

std::string LawTable::order() {
  touch(pack_->allocation->rule);
  std::string wanted;
  for (std::string each; words_ >> each;) wanted += each + " ";
  words_.clear();
  std::string found;
  for (law::OrderKey const key : pack_->allocation->keys) {
    found += std::string{kOrderKeys[static_cast<std::size_t>(key)]} + " ";
  }
  return expected(wanted, found);
}

std::string LawTable::due_moves() {
  touch(pack_->due_shift->rule);
  return expected(word(), pack_->due_shift->to_next_bank_day ? "yes" : "no");
}

std::string LawTable::requirement() {
  std::string const wanted = word();
  for (law::Requirement const& each : pack_->requirements) {
    if (each.requirement != wanted) continue;
    touch(each.rule);
    return {};
  }
  return "the pack does not require it";
}

std::string LawTable::day(std::string const& verb) {
  bool const negated = verb.starts_with("no_");
  std::string const what = negated ? verb.substr(3) : verb;
  if (what != "holiday" && what != "bank_day") return "'" + verb + "' is no line of a law table";
  touch(pack_->calendar.rule);
  base::Date const on = date();
  bool const is = what == "holiday" ? is_public_holiday(pack_->calendar, on) : is_bank_day(pack_->calendar, on);
  return is == !negated ? "" : "it is the other way round";
}

}  // namespace tests
