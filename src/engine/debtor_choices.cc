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
  return open_of(link.authority, link.debtor, link.claims);
}

std::vector<claims::Claim> DebtorChoices::open_of(base::AuthorityId authority, base::DebtorId debtor,
                                                  std::vector<base::ClaimId> const& claims) {
  std::vector<claims::Claim> open;
  auto const reader = books_.reader();
  for (base::ClaimId const id : claims) {
    auto const claim = reader->claim(authority, {id, {}, {}});
    if (!claim || std::ranges::find(claim->liable, debtor) == claim->liable.end()) continue;
    claims::Claim owed = claims::as_owed_by(*claim, debtor);
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

  Submission submission = submission_of(link.authority, link.debtor, choice, detail, open, now.date);
  submission.actor = actor_of(link);
  submission.key = key_of(choice, before.count + 1);
  Outcome const outcome = books_.submit_one(std::move(submission), now);
  // Also if the other click of a double click was faster, and said something else.
  Made const after = made(link, choice);
  if (after.last && after.count > before.count) return *after.last;
  bool const promised = !outcome && outcome.error().refusal == Refusal::kAlreadyPromised;
  return std::unexpected(promised ? ChoiceRefusal::kAlreadyPromised : ChoiceRefusal::kByBooks);
}

Submission DebtorChoices::submission_of(base::AuthorityId authority, base::DebtorId debtor, DebtorChoice choice,
                                        ChoiceDetail const& detail, std::vector<claims::Claim> const& open,
                                        base::Date today) {
  Kind const kind = kind_of(choice);
  ReceiveEnquiry command;
  command.debtor = debtor;
  for (claims::Claim const& claim : open) command.claims.push_back(claim.id);
  command.kind = kind;
  command.reason = kind == Kind::kObjection ? detail.reason : std::string{enquiries::hold_reason(kind)};
  if (kind == Kind::kPromise || kind == Kind::kDeferral) command.wanted = detail.day;
  command.received = today;
  Submission submission;
  submission.authority = authority;
  if (!detail.words.empty()) {
    SealedWords sealed = seal_words(box_, key_, detail.words);
    command.words = std::move(sealed.mark);
    submission.enquiry_words.push_back(std::move(sealed.sealed));
  }
  submission.commands.emplace_back(std::move(command));
  return submission;
}

std::expected<enquiries::Enquiry, ChoiceRefusal> DebtorChoices::receive(LoggedIn const& who,
                                                                        std::vector<base::ClaimId> const& claims,
                                                                        DebtorChoice choice, ChoiceDetail const& given,
                                                                        base::Now now, std::string const& key) {
  std::string const whole_key = "enquiry " + key;
  auto const row_of = [&](std::vector<Event> const& events) -> std::expected<enquiries::Enquiry, ChoiceRefusal> {
    for (Event const& event : events) {
      auto const* const received = std::get_if<EnquiryReceived>(&event);
      auto row = received == nullptr ? std::nullopt : books_.reader()->enquiry(who.authority, received->enquiry);
      if (row && row->kind == kind_of(choice)) return std::move(*row);
    }
    return std::unexpected(ChoiceRefusal::kByBooks);
  };
  // Asked for again, perhaps on another day, when some of it has been paid: what was asked for first is the answer.
  if (auto const stored = books_.reader()->find_entry(who.authority, entry_key(who.actor, whole_key))) {
    auto const entry = decode_entry(stored->payload);
    return row_of(entry ? entry->events : std::vector<Event>{});
  }
  ChoiceDetail detail = given;
  detail.words = tidy_words(given.words);
  std::vector<claims::Claim> const open = open_of(who.authority, who.debtor, claims);
  if (open.empty()) return std::unexpected(ChoiceRefusal::kNothingOpen);
  if (auto const refused = check(who.authority, choice, detail, now.date)) return std::unexpected(*refused);
  if (choice == DebtorChoice::kPayOnDate && !may_promise(open)) return std::unexpected(ChoiceRefusal::kAlreadyPromised);
  Submission submission = submission_of(who.authority, who.debtor, choice, detail, open, now.date);
  std::get<ReceiveEnquiry>(submission.commands.front()).way = enquiries::Way::kPortal;
  submission.actor = who.actor;
  submission.key = whole_key;
  Outcome const outcome = books_.submit_one(std::move(submission), now);
  if (outcome) return row_of(outcome->entry.events);
  bool const promised = outcome.error().refusal == Refusal::kAlreadyPromised;
  return std::unexpected(promised ? ChoiceRefusal::kAlreadyPromised : ChoiceRefusal::kByBooks);
}

}  // namespace engine
