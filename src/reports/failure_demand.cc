#include "reports/failure_demand.h"

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

namespace reports {

namespace {

auto place(auto const& each) { return std::tuple{each.day, each.order}; }

/// The steps of one person, in order, each with its place in the history.
using Steps = std::map<base::DebtorId, std::vector<std::pair<DigitalStep const*, std::size_t>>>;

/// The nearest step before the contact; nothing if there is none in the days before.
std::optional<std::size_t> cause_of(Steps const& steps, Contact const& contact) {
  auto const found = steps.find(contact.debtor);
  if (found == steps.end()) return std::nullopt;
  std::optional<std::size_t> nearest;
  for (auto const& [step, at] : found->second) {
    if (place(*step) >= place(contact)) break;
    if (step->day.days + kContactDays >= contact.day.days) nearest = at;
  }
  return nearest;
}

}  // namespace

std::string_view name_of(ContactKind kind) {
  constexpr std::string_view kNames[] = {"question", "help", "through_staff"};
  return kNames[static_cast<std::size_t>(kind)];
}

FailureDemand failure_demand(ContactHistory const& history, Stretch stretch, base::Date today) {
  Steps steps;
  for (std::size_t at = 0; at < history.steps.size(); ++at) {
    steps[history.steps[at].debtor].emplace_back(&history.steps[at], at);
  }
  for (auto& [debtor, of_one] : steps) {
    std::ranges::stable_sort(of_one, {}, [](auto const& each) { return place(*each.first); });
  }
  FailureDemand out;
  std::set<std::size_t> followed;
  for (Contact const& contact : history.contacts) {
    auto const cause = cause_of(steps, contact);
    if (cause) followed.insert(*cause);
    if (!stretch.holds(contact.day) || today < contact.day) continue;
    out.contacts.add(contact.debtor);
    if (!cause) continue;
    out.contacts_after_step.add(contact.debtor);
    out.by_kind[contact.kind].add(contact.debtor);
  }
  for (std::size_t at = 0; at < history.steps.size(); ++at) {
    DigitalStep const& step = history.steps[at];
    if (!stretch.holds(step.day) || today < step.day) continue;
    // The whole of the seventh day is there for a contact.
    bool const is_known = step.day.days + kContactDays < today.days;
    out.steps.add(step.debtor);
    out.steps_by_cause[step.cause].add(step.debtor);
    out.followed.count(step.debtor, is_known, followed.contains(at));
    out.by_cause[step.cause].count(step.debtor, is_known, followed.contains(at));
  }
  return out;
}

}  // namespace reports
