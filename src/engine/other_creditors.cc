#include "engine/other_creditors.h"

#include <algorithm>

#include "claims/representation.h"

namespace engine {

namespace {

using arrangements::JointProposal;

constexpr std::int32_t kFirstOfMonth = 1;  // wages and benefits have come by then

std::string actor_of(Creditor const& creditor) { return claims::actor_for(creditor.debtor, creditor.debtor); }

std::optional<claims::Disclosure> in_force(ports::BooksReader& reader, Creditor const& teller, base::AuthorityId asker,
                                           base::Date day) {
  for (claims::Disclosure& each : reader.disclosures_of(teller.authority, teller.debtor)) {
    if (each.to == asker && each.covers(day)) return std::move(each);
  }
  return std::nullopt;
}

}  // namespace

std::vector<ports::Authority> OtherCreditors::others(ports::BooksReader& reader, base::AuthorityId authority) {
  std::vector<ports::Authority> all = reader.authorities();
  auto const own = std::ranges::find(all, authority, &ports::Authority::id);
  if (own == all.end() || !takes_part_(*own)) return {};
  std::string const currency{own->currency.code()};
  std::erase_if(all, [&](ports::Authority const& each) {
    return each.id == authority || each.currency.code() != currency || !takes_part_(each);
  });
  std::ranges::sort(all, {}, &ports::Authority::code);
  return all;
}

bool OtherCreditors::any(base::AuthorityId authority) { return !others(*books_.reader(), authority).empty(); }

std::vector<OtherCreditor> OtherCreditors::all(CreditorsAsker const& asker, base::Date today) {
  auto const reader = books_.reader();
  std::vector<OtherCreditor> found;
  for (ports::Authority& each : others(*reader, asker.authority)) {
    OtherCreditor& one = found.emplace_back(OtherCreditor{std::move(each), {}, {}});
    auto const debtor = reader->find_party(one.authority.id, asker.party);
    if (!debtor) continue;
    Creditor const creditor{one.authority.id, *debtor};
    one.told_by = in_force(*reader, creditor, asker.authority, today);
    if (one.told_by) one.creditor = creditor;
  }
  return found;
}

std::optional<Refusal> OtherCreditors::allow(CreditorsAsker const& asker, base::AuthorityId teller,
                                             std::string const& words, base::Now now, std::string const& key) {
  auto const reader = books_.reader();
  std::vector<ports::Authority> const offered = others(*reader, asker.authority);
  bool const is_offered = std::ranges::find(offered, teller, &ports::Authority::id) != offered.end();
  auto const debtor = is_offered ? reader->find_party(teller, asker.party) : std::nullopt;
  if (!debtor) return Refusal::kDebtorNotFound;
  AllowDisclosure command{*debtor, asker.authority, claims::DisclosureBasis::kConsent,
                          words,   now.date,        base::Date{now.date.days + kPortalConsentDays}};
  auto const answer = books_.submit_one({teller, actor_of({teller, *debtor}), key, {}, {}, {std::move(command)}}, now);
  // Staff have recorded one, or a second click: it may tell, and that was wanted.
  if (!answer && answer.error().refusal != Refusal::kDisclosureExists) return answer.error().refusal;
  return std::nullopt;
}

std::optional<Refusal> OtherCreditors::end(CreditorsAsker const& asker, base::AuthorityId teller, base::Now now,
                                           std::string const& key) {
  auto const reader = books_.reader();
  auto const debtor = reader->find_party(teller, asker.party);
  if (!debtor) return Refusal::kDisclosureNotFound;
  Creditor const creditor{teller, *debtor};
  auto const running = in_force(*reader, creditor, asker.authority, now.date);
  if (!running) return std::nullopt;
  auto const answer =
      books_.submit_one({teller, actor_of(creditor), key, {}, {}, {EndDisclosure{running->id, "by_themselves"}}}, now);
  if (!answer && answer.error().refusal != Refusal::kDisclosureEnded) return answer.error().refusal;
  return std::nullopt;
}

std::vector<Creditor> OtherCreditors::creditors(CreditorsAsker const& asker, base::Date today) {
  std::vector<Creditor> found{{asker.authority, asker.debtor}};
  for (OtherCreditor const& each : all(asker, today)) {
    if (each.creditor) found.push_back(*each.creditor);
  }
  return found;
}

JointOffer OtherCreditors::offer(CreditorsAsker const& asker, arrangements::Wish wish, base::Now now) {
  if (!wish.payday) wish.payday = kFirstOfMonth;
  if (!wish.first) wish.first = base::Date{now.date.days + 1};
  std::shared_ptr<Rules const> const rules = rules_();
  return offer_jointly(*books_.reader(), *rules, creditors(asker, now.date), wish, {}, now.date);
}

std::expected<std::vector<JointArrangement>, Refusal> OtherCreditors::make(CreditorsAsker const& asker,
                                                                           JointChoice const& choice, base::Now now,
                                                                           std::string const& key) {
  JointOrder order;
  std::vector<Creditor> const with = creditors(asker, now.date);
  for (Creditor const& each : with) order.actors.push_back(actor_of(each));
  JointBefore const before = look_back(books_, with, order.actors, key, now);
  if (!before.made.empty()) return before.made;
  order.key = before.key;
  order.mode = PlanMode::kOrRequest;
  JointOffer const offered = offer(asker, choice.wish, now);
  for (JointSide const& side : offered.sides) {
    if (side.plan) return std::unexpected(Refusal::kPlanInForce);
  }
  if (offered.sides.front().open_minor == 0) return std::unexpected(Refusal::kPlanDoesNotAddUp);
  auto const chosen = std::ranges::find_if(offered.proposals.all, [&](JointProposal const& each) {
    return each.kind == choice.kind && each.total_minor() == choice.total_minor && each.last_date() == choice.last_date;
  });
  if (chosen == offered.proposals.all.end()) return std::unexpected(Refusal::kPlanDoesNotAddUp);
  auto made = make_jointly(books_, offered, *chosen, order, now);
  if (!made) return std::unexpected(made.error().why);
  return std::move(*made);
}

}  // namespace engine
