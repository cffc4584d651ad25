#include "law/pack.h"

#include <algorithm>

namespace law {

namespace {

template <class AnyPack, class Visit>
void visit_rules(AnyPack& pack, Visit visit) {
  for (auto& each : pack.fees) visit(each.rule);
  for (auto& each : pack.notices) visit(each.rule);
  for (auto& each : pack.scales) visit(each.rule);
  for (auto& each : pack.interest) visit(each.rule);
  if (pack.interest_start) visit(pack.interest_start->rule);
  if (pack.allocation) visit(pack.allocation->rule);
  for (auto& each : pack.limitation) visit(each.rule);
  for (auto& each : pack.interruptions) visit(each.rule);
  for (auto& each : pack.requirements) visit(each.rule);
  if (pack.due_shift) visit(pack.due_shift->rule);
  visit(pack.calendar.rule);
}

void warn_of_rule(std::vector<Warning>& found, Rule const& rule, base::Date on) {
  if (!rule.verified && !rule.confirmed) {
    found.push_back({rule.code, "not verified: nobody has read this in its source (" + rule.act + " " + rule.section +
                                    "); confirm it in the settings once somebody has"});
  }
  if (!rule.doubt.empty() && !rule.confirmed) found.push_back({rule.code, "in part not verified: " + rule.doubt});
  if (rule.needs_council && !rule.council) {
    found.push_back({rule.code, "counts only by a decision of the council: name it in the settings"});
  }
  if (on < rule.in_force_from) {
    found.push_back({rule.code, "in force only from " + base::format_date(rule.in_force_from)});
  }
  if (rule.in_force_until && on > *rule.in_force_until) {
    found.push_back({rule.code, "no longer in force since " + base::format_date(*rule.in_force_until)});
  }
}

void warn_of_table(std::vector<Warning>& found, Rule const& rule, DatedTable const& table, base::Date on) {
  for (DatedValue const& row : table.rows) {
    if (row.verified || rule.confirmed) continue;
    found.push_back({rule.code, table.code + " from " + base::format_date(row.from) + ": the value is not verified (" +
                                    row.source + ")"});
  }
  std::optional<base::Date> const due = review_due(table);
  if (due && on >= *due) {
    found.push_back({rule.code, table.code + " was due for review on " + base::format_date(*due) + ": the value of " +
                                    base::format_date(table.rows.back().from) +
                                    " is used until a newer one is in the table"});
  }
}

}  // namespace

std::vector<Rule const*> all_rules(Pack const& pack) {
  std::vector<Rule const*> rules;
  visit_rules(pack, [&](Rule const& rule) { rules.push_back(&rule); });
  return rules;
}

Rule* find_rule(Pack& pack, std::string_view code) {
  Rule* found = nullptr;
  visit_rules(pack, [&](Rule& rule) {
    if (rule.code == code) found = &rule;
  });
  return found;
}

Rule const* find_rule(Pack const& pack, std::string_view code) {
  for (Rule const* rule : all_rules(pack)) {
    if (rule->code == code) return rule;
  }
  return nullptr;
}

std::vector<Warning> warnings(Pack const& pack, base::Date on) {
  std::vector<Warning> found;
  for (Rule const* rule : all_rules(pack)) {
    warn_of_rule(found, *rule, on);
    for (Fee const& fee : pack.fees) {
      if (&fee.rule != rule) continue;
      warn_of_table(found, *rule, fee.amounts, on);
      if (fee.share_of) warn_of_table(found, *rule, *fee.share_of, on);
    }
    for (InterestRule const& interest : pack.interest) {
      if (&interest.rule == rule) warn_of_table(found, *rule, interest.rates, on);
    }
  }
  return found;
}

InterestRule const* interest_rule(Pack const& pack, DebtorClass debtor) {
  for (InterestRule const& interest : pack.interest) {
    if (applies_to(interest.applies, debtor)) return &interest;
  }
  return nullptr;
}

Notice const* notice_rule(Pack const& pack, std::string_view letter) {
  auto const found = std::ranges::find(pack.notices, letter, &Notice::letter);
  return found == pack.notices.end() ? nullptr : &*found;
}

}  // namespace law
