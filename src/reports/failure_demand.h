// Whether digital steps save people from having to write or call: of all steps, how many were followed within seven
// days by a contact that would not have been needed if the step had done its work.
//
// Followed the definition "share of cases with a second inbound contact within 7 days after a message or submitted
// form"; the counting by cause is ours:
//   step      something that the person has done digitally, or was sent digitally
//   contact   a question or a call for help, whichever way it came; and whatever reached the authority by telephone, on
//             paper, in person or by e-mail, or that staff have entered for the person
//   cause     the nearest of the same debtor's steps before the contact, on the same day or at most seven days earlier;
//             of several within the seven days only that one
// Each step is counted once, however many contacts follow it. A step that has not had its seven days is too early to
// know about. Whether a contact was about the step, nobody knows; and what staff have not entered is not seen.
// Units: legal dates; `order`: the place in the journal, for what happened on one day. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "reports/known_share.h"
#include "reports/stretch.h"

namespace reports {

inline constexpr std::int32_t kContactDays = 7;

struct DigitalStep {
  base::DebtorId debtor;
  base::Date day;
  std::int64_t order = 0;
  std::string cause;  // "payment_card", "message_dk/reminder" ...
};

enum class ContactKind : std::uint8_t { kQuestion, kHelp, kThroughStaff };
[[nodiscard]] std::string_view name_of(ContactKind kind);

struct Contact {
  base::DebtorId debtor;
  base::Date day;  // on which it came
  std::int64_t order = 0;
  ContactKind kind = ContactKind::kQuestion;
};

struct ContactHistory {
  std::vector<DigitalStep> steps;
  std::vector<Contact> contacts;
};

/// Steps by their day, contacts by theirs.
struct FailureDemand {
  Cell steps;
  KnownShare followed;
  std::map<std::string, Cell> steps_by_cause;
  std::map<std::string, KnownShare> by_cause;
  Cell contacts;
  Cell contacts_after_step;
  std::map<ContactKind, Cell> by_kind;  // of those after a step
};

[[nodiscard]] FailureDemand failure_demand(ContactHistory const& history, Stretch stretch, base::Date today);

}  // namespace reports
