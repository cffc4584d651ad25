#include "engine/joint_plans.h"

#include <algorithm>

#include "engine/entry.h"

namespace engine {

namespace {

using arrangements::Planned;

std::vector<Planned> planned_of(arrangements::Schedule const& schedule) {
  std::vector<Planned> planned;
  for (arrangements::Instalment const& each : schedule.instalments) planned.push_back({each.date, each.minor()});
  return planned;
}

std::optional<base::ArrangementId> made_under(ports::BooksReader& reader, base::AuthorityId authority,
                                              std::string const& actor, std::string const& key) {
  auto const stored = reader.find_entry(authority, entry_key(actor, key));
  auto const entry = stored ? decode_entry(stored->payload) : std::nullopt;
  if (!entry) return std::nullopt;
  for (Event const& event : entry->events) {
    if (auto const* made = std::get_if<ArrangementMade>(&event)) return made->arrangement;
  }
  return std::nullopt;
}

void take_back(BooksService& books, JointArrangement const& made, std::string const& actor, std::string const& key,
               base::Now now) {
  auto const row = books.reader()->arrangement(made.creditor.authority, made.arrangement);
  if (!row || arrangements::is_ended(row->state)) return;
  CancelArrangement command{made.arrangement, "joint_plan_not_made", now.date};
  (void)books.submit_one({made.creditor.authority, actor, key + "/taken back", {}, {}, {std::move(command)}}, now);
}

}  // namespace

bool is_disclosed(ports::BooksReader& reader, Creditor const& teller, base::AuthorityId asker, base::Date day) {
  auto const all = reader.disclosures_of(teller.authority, teller.debtor);
  return std::ranges::any_of(all, [&](claims::Disclosure const& each) { return each.to == asker && each.covers(day); });
}

JointOffer offer_jointly(ports::BooksReader& reader, Rules const& rules, std::vector<Creditor> const& creditors,
                         arrangements::Wish const& wish, std::optional<arrangements::Means> const& means,
                         base::Date on) {
  JointOffer offer;
  std::vector<PlanBasis> bases;
  for (Creditor const& creditor : creditors) {
    PlanBasis& basis = bases.emplace_back(
        plan_basis(reader, rules, creditor.authority, OfferWish{creditor.debtor, {}, wish, means, on, on}));
    offer.sides.push_back(
        {creditor, basis.claims, basis.left_out, basis.plan ? 0 : basis.debts.open_minor(), basis.plan});
  }
  bool const has_plan = std::ranges::any_of(offer.sides, [](JointSide const& side) { return side.plan.has_value(); });
  offer.proposals.on = on;
  if (has_plan) return offer;
  std::vector<arrangements::Side> sides;
  law::Calendar const* calendar = nullptr;
  for (std::size_t i = 0; i < bases.size(); ++i) {
    PlanBasis const& basis = bases[i];
    sides.push_back({&basis.debts, basis.policy, basis.history, creditors[i].yields});
    if (calendar == nullptr) calendar = basis.calendar;
    for (std::string const& each : assumptions_of(basis.debts, on)) {
      bool const known = std::ranges::find(offer.assumptions, each) != offer.assumptions.end();
      if (!known && !basis.claims.empty()) offer.assumptions.push_back(each);
    }
  }
  offer.proposals = arrangements::propose_jointly(sides, calendar, wish, means, on);
  return offer;
}

JointBefore look_back(BooksService& books, std::vector<Creditor> const& creditors,
                      std::vector<std::string> const& actors, std::string const& key, base::Now now) {
  auto const reader = books.reader();
  for (int attempt = 1;; ++attempt) {
    std::string const own_key = attempt == 1 ? key : key + "/" + std::to_string(attempt);
    JointBefore before{{}, own_key};
    std::vector<std::string> by;
    for (std::size_t i = 0; i < creditors.size(); ++i) {
      auto const made = made_under(*reader, creditors[i].authority, actors[i], own_key);
      if (!made) continue;
      before.made.push_back({creditors[i], *made});
      by.push_back(actors[i]);
    }
    if (before.made.empty() || before.made.front().creditor.authority == creditors.front().authority) return before;
    // The one who asks comes last, and did not come.
    for (std::size_t i = 0; i < by.size(); ++i) take_back(books, before.made[i], by[i], own_key, now);
  }
}

std::expected<std::vector<JointArrangement>, JointRefused> make_jointly(BooksService& books, JointOffer const& offer,
                                                                        arrangements::JointProposal const& chosen,
                                                                        JointOrder const& order, base::Now now) {
  std::vector<JointArrangement> made;
  std::vector<std::string> by;
  auto const make = [&](std::size_t at, PlanMode mode, std::string const& reason) -> std::optional<JointRefused> {
    JointSide const& side = offer.sides[at];
    if (side.open_minor == 0) return std::nullopt;
    MakeArrangement command{
        side.creditor.debtor, side.claims, planned_of(chosen.schedules[at]), mode, reason, now.date};
    auto const answer =
        books.submit_one({side.creditor.authority, order.actors[at], order.key, {}, {}, {std::move(command)}}, now);
    if (!answer) return JointRefused{side.creditor.authority, answer.error().refusal};
    auto const* const event = find_event<ArrangementMade>(*answer);
    if (event == nullptr) return JointRefused{side.creditor.authority, Refusal::kKeyReusedWithOtherContent};
    made.push_back({side.creditor, event->arrangement});
    by.push_back(order.actors[at]);
    return std::nullopt;
  };
  std::optional<JointRefused> refused;
  // What is refused for sure is refused before anybody else's books know of it.
  bool const needs_person = !chosen.outside.front().empty() && order.mode == PlanMode::kByPolicy;
  for (std::size_t i = needs_person ? offer.sides.size() : 1; i < offer.sides.size() && !refused; ++i) {
    refused = make(i, PlanMode::kOrRequest, {});
  }
  if (!refused) refused = make(0, order.mode, order.reason);
  if (refused) {
    for (std::size_t i = 0; i < made.size(); ++i) take_back(books, made[i], by[i], order.key, now);
    return std::unexpected(*refused);
  }
  std::ranges::rotate(made, made.end() - 1);
  return made;
}

}  // namespace engine
