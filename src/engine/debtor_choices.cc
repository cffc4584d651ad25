#include "engine/debtor_choices.h"

#include <algorithm>

#include "base/utf8.h"
#include "claims/liability.h"
#include "engine/enquiry_words.h"
#include "engine/entry.h"

namespace engine {

namespace {

using enquiries::Kind;

constexpr std::array<std::string_view, 6> kNames = {"pay_on_date", "instalments", "objection",
                                                    "help",        "deferral",    "question"};
constexpr std::array<Kind, 6> kKindOf = {Kind::kPromise, Kind::kInstalments, Kind::kObjection,
                                         Kind::kHelp,    Kind::kDeferral,    Kind::kQuestion};

std::size_t index_of(DebtorChoice choice) { return static_cast<std::size_t>(choice) - 1; }

/// Who held the link is not known for sure, so the entry names the link and not the debtor.
std::string actor_of(ports::SafeLink const& link) { return "link:" + std::to_string(link.id); }

std::string key_of(DebtorChoice choice, int number) {
  return "enquiry " + std::string{name_of(choice)} + " " + std::to_string(number);
}

/// A promise is given once; anything else may be asked again once it has been answered.
bool may_come_again(RecordedChoice const& before) {
  return before.choice != DebtorChoice::kPayOnDate && !enquiries::is_open(before.enquiry.state);
}

}  // namespace

std::string_view name_of(DebtorChoice choice) { return kNames[index_of(choice)]; }
Kind kind_of(DebtorChoice choice) { return kKindOf[index_of(choice)]; }

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
  return std::ranges::none_of(claims, [](claims::Claim const& claim) {
    return std::ranges::find(claim.holds, enquiries::hold_reason(Kind::kPromise), &claims::Hold::reason) !=
           claim.holds.end();
  });
}

DebtorChoices::Made DebtorChoices::made(ports::SafeLink const& link, DebtorChoice choice) {
  Made made;
  auto const reader = books_.reader();
  while (true) {
    auto const stored = reader->find_entry(link.authority, entry_key(actor_of(link), key_of(choice, made.count + 1)));
    auto const entry = stored ? decode_entry(stored->payload) : std::nullopt;
    if (!entry) return made;
    ++made.count;
    RecordedChoice found{choice, {}, {}};
    for (Event const& event : entry->events) {
      if (auto const* received = std::get_if<EnquiryReceived>(&event)) {
        if (auto row = reader->enquiry(link.authority, received->enquiry)) found.enquiry = std::move(*row);
      }
      if (auto const* placed = std::get_if<HoldPlaced>(&event)) found.last = placed->hold.last;
    }
    made.last = std::move(found);
  }
}

std::optional<RecordedChoice> DebtorChoices::find(ports::SafeLink const& link, DebtorChoice choice) {
  return made(link, choice).last;
}

std::optional<ChoiceRefusal> DebtorChoices::check(base::AuthorityId authority, DebtorChoice choice,
                                                  ChoiceDetail const& detail, base::Date today) const {
  Kind const kind = kind_of(choice);
  if (kind == Kind::kPromise || kind == Kind::kDeferral) {
    enquiries::Policy const policy = this->policy(authority);
    std::int32_t const most = kind == Kind::kPromise ? policy.promise_days : policy.deferral_days;
    bool const in_range = detail.day && *detail.day > today && detail.day->days <= today.days + most;
    if (!in_range) return ChoiceRefusal::kDateOutOfRange;
  }
  auto const& reasons = enquiries::kObjectionReasons;
  if (kind == Kind::kObjection && std::ranges::find(reasons, detail.reason) == reasons.end()) {
    return ChoiceRefusal::kUnknownReason;
  }
  if (kind == Kind::kQuestion && detail.words.empty()) return ChoiceRefusal::kWordsMissing;
  if (base::count_letters(detail.words) > enquiries::kMostLetters) return ChoiceRefusal::kWordsTooLong;
  return std::nullopt;
}

std::expected<RecordedChoice, ChoiceRefusal> DebtorChoices::record(ports::SafeLink const& link, DebtorChoice choice,
                                                                   ChoiceDetail const& given, base::Now now) {
  Made const before = made(link, choice);
  if (before.last && !may_come_again(*before.last)) return *before.last;
  std::vector<claims::Claim> const open = open_claims(link);
  if (open.empty()) return std::unexpected(ChoiceRefusal::kNothingOpen);
  ChoiceDetail detail = given;
  detail.words = tidy_words(given.words);
  if (auto const refused = check(link.authority, choice, detail, now.date)) return std::unexpected(*refused);
  if (choice == DebtorChoice::kPayOnDate && !may_promise(open)) return std::unexpected(ChoiceRefusal::kAlreadyPromised);

  Kind const kind = kind_of(choice);
  ReceiveEnquiry command;
  command.debtor = link.debtor;
  for (claims::Claim const& claim : open) command.claims.push_back(claim.id);
  command.kind = kind;
  command.reason = kind == Kind::kObjection ? detail.reason : std::string{enquiries::hold_reason(kind)};
  if (kind == Kind::kPromise || kind == Kind::kDeferral) command.wanted = detail.day;
  command.received = now.date;
  Submission submission;
  submission.authority = link.authority;
  submission.actor = actor_of(link);
  submission.key = key_of(choice, before.count + 1);
  if (!detail.words.empty()) {
    SealedWords sealed = seal_words(box_, key_, detail.words);
    command.words = std::move(sealed.mark);
    submission.enquiry_words.push_back(std::move(sealed.sealed));
  }
  submission.commands.emplace_back(std::move(command));
  Outcome const outcome = books_.submit_one(std::move(submission), now);
  // Also if the other click of a double click was faster, and said something else.
  Made const after = made(link, choice);
  if (after.last && after.count > before.count) return *after.last;
  bool const promised = !outcome && outcome.error().refusal == Refusal::kAlreadyPromised;
  return std::unexpected(promised ? ChoiceRefusal::kAlreadyPromised : ChoiceRefusal::kByBooks);
}

}  // namespace engine
