#include "dunning/process_explanation.h"

#include <algorithm>

#include "contact/percent.h"
#include "dunning/process_texts.h"

namespace dunning {

namespace {

using contact::Block;
using contact::BlockKind;
using contact::Part;

law::Fee const* fee_rule(Step const& step, law::Pack const& pack) {
  if (!step.fee) return nullptr;
  auto const found = std::ranges::find(pack.fees, step.letter, &law::Fee::letter);
  return found == pack.fees.end() ? nullptr : &*found;
}

std::string cited(law::Rule const& rule) { return rule.act + " " + rule.section; }

class Explainer {
 public:
  Explainer(Process const& process, contact::Language language)
      : p_(process), language_(language), texts_(process_texts(language)) {}

  contact::Message make() {
    message_.template_id = "process";
    message_.family = contact::Family::kEyeLevel;
    message_.language = language_;
    message_.purpose = contact::Purpose::kNotice;
    message_.subject = texts_.title;
    message_.preview = named(p_.procedure.names);
    message_.links[static_cast<std::size_t>(contact::LinkTarget::kHelp)] = p_.address;
    heading(1, std::string{texts_.title});
    paragraph(filled(texts_.lead, {{"authority", p_.authority}}));
    figures();
    int number = 0;
    for (Step const& step : p_.procedure.steps) explain_step(step, ++number);
    part_ = Part::kDetail;
    explain_cost();
    explain_interest();
    heading(2, std::string{texts_.stop_title});
    list({texts_.stops.begin(), texts_.stops.end()});
    if (!p_.phone.empty()) {
      heading(2, std::string{texts_.help_title});
      paragraph(filled(texts_.help, {{"phone", p_.phone}}));
    }
    std::string const today = contact::format_date(p_.on, language_, contact::DateStyle::kLong);
    paragraph(filled(texts_.made_from, {{"authority", p_.authority}, {"date", today}}));
    return std::move(message_);
  }

 private:
  void add(Block block) {
    block.part = part_;
    message_.blocks.push_back(std::move(block));
  }
  void heading(int level, std::string text) {
    Block block;
    block.kind = BlockKind::kHeading;
    block.level = level;
    block.text = {{std::move(text)}};
    add(std::move(block));
  }
  void paragraph(std::string text) {
    Block block;
    block.text = {{std::move(text)}};
    add(std::move(block));
  }
  void list(std::vector<std::string_view> const& items) {
    Block block;
    block.kind = BlockKind::kList;
    for (std::string_view const item : items) block.rows.push_back({contact::Runs{{std::string{item}}}});
    add(std::move(block));
  }

  [[nodiscard]] std::string money(std::int64_t minor) const {
    return contact::format_money({minor, p_.pack.currency}, language_, contact::MoneyStyle::kText);
  }
  [[nodiscard]] std::string days(int count) const {
    return count == 1 ? std::string{texts_.one_day} : filled(texts_.days, {{"count", std::to_string(count)}});
  }
  [[nodiscard]] std::string named(std::map<std::string, std::string> const& names) const {
    for (std::string const& code : {std::string{contact::code_of(language_)}, std::string{"en"}}) {
      if (auto const found = names.find(code); found != names.end()) return found->second;
    }
    return names.empty() ? std::string{} : names.begin()->second;
  }

  [[nodiscard]] law::InterestRule const* interest() const {
    return law::interest_rule(p_.pack, law::DebtorClass::kConsumer);
  }
  /// "1 %"; empty if there is no rate on the day.
  [[nodiscard]] std::string rate() const {
    auto const* const rule = interest();
    auto const* const row = rule == nullptr ? nullptr : law::row_on(rule->rates, p_.on);
    return row == nullptr ? std::string{} : contact::format_percent(row->value, language_);
  }

  /// What is read first: the most it costs.
  void figures() {
    std::int64_t const cost = highest_cost(p_.procedure, p_.pack, p_.on);
    std::string interest_shown{texts_.no_interest};
    if (!rate().empty()) {
      bool const monthly = interest()->counting == law::Counting::kCommencedMonth;
      interest_shown = filled(monthly ? texts_.a_month : texts_.a_year, {{"rate", rate()}});
    }
    Block block;
    block.kind = BlockKind::kFigures;
    block.rows.push_back({contact::Runs{{std::string{texts_.all_fees}}},
                          contact::Runs{{cost > 0 ? money(cost) : std::string{texts_.no_fees}}}});
    block.rows.push_back({contact::Runs{{std::string{texts_.interest}}}, contact::Runs{{interest_shown}}});
    add(std::move(block));
    if (p_.address.empty()) return;
    Block button;
    button.kind = BlockKind::kAction;
    button.text = {{std::string{texts_.action}}};
    button.target = contact::LinkTarget::kHelp;
    add(std::move(button));
  }

  [[nodiscard]] std::string when(Step const& step) const {
    std::string anchor{texts_.anchors[static_cast<std::size_t>(step.anchor) - 1]};
    Step const* before = p_.procedure.find(step.after_step);
    if (before == nullptr) {
      auto const at = static_cast<std::size_t>(&step - p_.procedure.steps.data());
      if (at > 0) before = &p_.procedure.steps[at - 1];
    }
    if (before != nullptr) anchor = filled(anchor, {{"step", named(before->titles)}});
    std::string_view const sentence = step.days == 0 ? texts_.on_day : step.days < 0 ? texts_.before : texts_.after;
    return filled(sentence, {{"days", days(step.days < 0 ? -step.days : step.days)}, {"anchor", anchor}});
  }

  void explain_step(Step const& step, int number) {
    heading(2, std::to_string(number) + ". " + named(step.titles));
    std::string text = when(step);
    auto const say = [&](std::string const& sentence) {
      if (!sentence.empty()) text += " " + sentence;
    };
    if (step.on == Days::kWorkingDays) say(std::string{texts_.working_days});
    say(std::string{texts_.audience[static_cast<std::size_t>(step.audience) - 1]});
    if (step.at_least_minor > 0) say(filled(texts_.too_little, {{"amount", money(step.at_least_minor)}}));
    paragraph(text);
    text.clear();
    if (!step.message.empty()) {
      for (std::size_t i = 0; i < step.channels.size(); ++i) {
        say(filled(i == 0 ? texts_.first_channel : texts_.next_channel, {{"channel", channel(step.channels[i])}}));
      }
      for (Channel const each : step.beside) say(filled(texts_.beside, {{"channel", channel(each)}}));
    }
    std::int64_t const fee = highest_fee(step, p_.pack, p_.on);
    if (fee > 0) {
      say(filled(texts_.fee, {{"amount", money(fee)}, {"law", cited(fee_rule(step, p_.pack)->rule)}}));
    } else {
      say(std::string{texts_.no_fee});
    }
    if (int const given = answer_days(step); given > 0) say(filled(texts_.deadline, {{"days", days(given)}}));
    paragraph(text.substr(1));
    std::string_view const can = texts_.can_do[static_cast<std::size_t>(step.kind) - 1];
    paragraph(filled(can, {{"collector", p_.pack.handed_over_to}}));
    message_.blocks.back().text.front().bold = true;  // what one can do is what matters
  }

  [[nodiscard]] std::string_view channel(Channel channel) const {
    return texts_.channels[static_cast<std::size_t>(channel) - 1];
  }

  /// The law's deadline if that is longer.
  [[nodiscard]] int answer_days(Step const& step) const {
    int days = step.answer_days;
    if (auto const* const rule = fee_rule(step, p_.pack)) days = std::max(days, rule->answer_days);
    if (auto const* const notice = law::notice_rule(p_.pack, step.letter); notice != nullptr && !step.letter.empty()) {
      days = std::max(days, notice->deadline_days);
    }
    return days;
  }

  void explain_cost() {
    heading(2, std::string{texts_.cost_title});
    std::string laws;
    bool one_for_all = false;
    for (Step const& step : p_.procedure.steps) {
      auto const* const rule = fee_rule(step, p_.pack);
      if (rule == nullptr || highest_fee(step, p_.pack, p_.on) == 0) continue;
      one_for_all |= rule->one_for_all_claims_in_letter;
      std::string const law = cited(rule->rule);
      if (!laws.contains(law)) laws += (laws.empty() ? "" : ", ") + law;
    }
    std::int64_t const cost = highest_cost(p_.procedure, p_.pack, p_.on);
    paragraph(cost == 0 ? std::string{texts_.cost_none}
                        : filled(texts_.cost, {{"amount", money(cost)}, {"law", laws}}));
    if (one_for_all) paragraph(std::string{texts_.one_letter});
    for (law::CostScale const& scale : p_.pack.scales) {
      // What comes with a letter of ours, or by itself, where it is not a firm's alone.
      bool const ours = !scale.collector || *scale.collector == law::Collector::kCreditor;
      if (!ours || !law::applies_to(scale.applies, law::DebtorClass::kConsumer)) continue;
      std::string_view const sentence = scale.maximum_minor ? texts_.law_costs_between : texts_.law_costs;
      paragraph(filled(sentence, {{"law", cited(scale.rule)},
                                  {"least", money(scale.minimum_minor)},
                                  {"most", money(scale.maximum_minor.value_or(0))}}));
      break;
    }
    bool const goes_on =
        std::ranges::any_of(p_.procedure.steps, [](Step const& step) { return step.kind == StepKind::kHandOver; });
    if (goes_on) paragraph(filled(texts_.after_hand_over, {{"collector", p_.pack.handed_over_to}}));
  }

  void explain_interest() {
    heading(2, std::string{texts_.interest_title});
    if (rate().empty()) return paragraph(std::string{texts_.no_interest} + ".");
    bool const monthly = interest()->counting == law::Counting::kCommencedMonth;
    paragraph(filled(monthly ? texts_.interest_monthly : texts_.interest_daily,
                     {{"rate", rate()}, {"law", cited(interest()->rule)}}) +
              " " + std::string{texts_.interest_in_time});
  }

  Process const& p_;
  contact::Language language_;
  ProcessTexts const& texts_;
  contact::Message message_;
  Part part_ = Part::kMain;
};

}  // namespace

std::int64_t highest_fee(Step const& step, law::Pack const& pack, base::Date on) {
  auto const* const rule = fee_rule(step, pack);
  return rule == nullptr ? 0 : law::fee_on(*rule, on).value_or(0);
}

std::int64_t highest_cost(Procedure const& procedure, law::Pack const& pack, base::Date on) {
  std::int64_t sum = 0;
  for (Step const& step : procedure.steps) sum += highest_fee(step, pack, on);
  return sum;
}

contact::Message explain(Process const& process, contact::Language language) {
  return Explainer{process, language}.make();
}

}  // namespace dunning
