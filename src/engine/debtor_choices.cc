#include "engine/debtor_choices.h"

#include <algorithm>

#include "claims/liability.h"
#include "engine/entry.h"

namespace engine {

namespace {

constexpr std::array<std::string_view, 4> kNames = {"pay_on_date", "instalments", "objection", "help"};
// One on a claim at most, for ever: the hold's key sees to it.
constexpr std::string_view kPromiseKey = "promise";

/// Who held the link is not known for sure, so the entry names the link and not the debtor.
std::string actor_of(ports::SafeLink const& link) { return "link:" + std::to_string(link.id); }

RecordedChoice read(DebtorChoice choice, std::int64_t seq, Entry const& entry, ChoiceLimits const& limits) {
  RecordedChoice recorded{choice, seq, entry.date, {}, {}};
  for (Event const& event : entry.events) {
    auto const* placed = std::get_if<HoldPlaced>(&event);
    if (placed == nullptr || !placed->hold.last) continue;
    recorded.last = placed->hold.last;
    if (choice == DebtorChoice::kPayOnDate) recorded.pay_on = base::Date{placed->hold.last->days - limits.grace_days};
  }
  return recorded;
}

}  // namespace

std::string_view name_of(DebtorChoice choice) { return kNames[static_cast<std::size_t>(choice) - 1]; }

std::vector<claims::Claim> DebtorChoices::open_claims(ports::SafeLink const& link) {
  std::vector<claims::Claim> open;
  auto const reader = books_.reader();
  for (base::ClaimId const id : link.claims) {
    auto const claim = reader->claim(link.authority, {id, {}, {}});
    if (!claim || std::ranges::find(claim->liable, link.debtor) == claim->liable.end()) continue;
    claims::Claim owed = claims::as_owed_by(*claim, link.debtor);
    if (owed.state == claims::ClaimState::kOpen && owed.open_minor() > 0) open.push_back(std::move(owed));
  }
  return open;
}

bool DebtorChoices::may_promise(std::vector<claims::Claim> const& claims) {
  return std::ranges::none_of(
      claims, [](claims::Claim const& claim) { return claims::find_hold(claim.holds, kPromiseKey) != nullptr; });
}

std::optional<RecordedChoice> DebtorChoices::find(ports::SafeLink const& link, DebtorChoice choice) {
  auto const stored = books_.reader()->find_entry(link.authority, entry_key(actor_of(link), name_of(choice)));
  auto const entry = stored ? decode_entry(stored->payload) : std::nullopt;
  return entry ? std::optional{read(choice, stored->seq, *entry, limits_)} : std::nullopt;
}

std::expected<RecordedChoice, ChoiceRefusal> DebtorChoices::record(ports::SafeLink const& link, DebtorChoice choice,
                                                                   ChoiceDetail const& detail, base::Now now) {
  if (auto const before = find(link, choice)) return *before;
  std::vector<claims::Claim> const open = open_claims(link);
  if (open.empty()) return std::unexpected(ChoiceRefusal::kNothingOpen);
  std::string const link_key = std::string{name_of(choice)} + ":" + actor_of(link);
  claims::Hold hold{link_key, claims::HoldKind::kPlanInForce, {}, now.date, {{now.date.days + limits_.request_days}}};
  switch (choice) {
    case DebtorChoice::kPayOnDate: {
      bool const in_range =
          detail.pay_on && *detail.pay_on > now.date && detail.pay_on->days <= now.date.days + limits_.promise_days;
      if (!in_range) return std::unexpected(ChoiceRefusal::kDateOutOfRange);
      if (!may_promise(open)) return std::unexpected(ChoiceRefusal::kAlreadyPromised);
      hold.key = kPromiseKey;
      hold.reason = "promised_to_pay";
      hold.last = base::Date{detail.pay_on->days + limits_.grace_days};
      break;
    }
    case DebtorChoice::kInstalments:
      hold.reason = "instalments_requested";
      break;
    case DebtorChoice::kHelp:
      hold.kind = claims::HoldKind::kBreathingSpace;
      hold.reason = "help_requested";
      break;
    case DebtorChoice::kObjection:
      if (std::ranges::find(kObjectionReasons, detail.reason) == kObjectionReasons.end()) {
        return std::unexpected(ChoiceRefusal::kUnknownReason);
      }
      break;
  }
  Submission submission;
  submission.authority = link.authority;
  submission.actor = actor_of(link);
  submission.key = name_of(choice);
  for (claims::Claim const& claim : open) {
    if (choice == DebtorChoice::kObjection) {
      submission.commands.emplace_back(OpenObjection{{claim.id, {}, {}}, link_key, detail.reason, now.date});
    } else {
      submission.commands.emplace_back(PlaceHold{{claim.id, {}, {}}, {}, hold});
    }
  }
  Outcome const outcome = books_.submit_one(std::move(submission), now);
  if (outcome) return read(choice, outcome->seq, outcome->entry, limits_);
  // The other click of a double click was faster, and may have said something else.
  if (auto const before = find(link, choice)) return *before;
  return std::unexpected(outcome.error().refusal == Refusal::kHoldKeyInUse ? ChoiceRefusal::kAlreadyPromised
                                                                           : ChoiceRefusal::kByBooks);
}

}  // namespace engine
