// What an authority has promised itself about enquiries: in how many days each kind is answered, how long people are
// left alone after an answer, and how far ahead they may choose a day.
//
// No law that we know names a number of days for any of this, so all of it is practice: data of the authority, with
// defaults, and a warning wherever they are shown. What the law does say is in docs/decisions/0025-enquiries.md.
// Units: days.
// Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace enquiries {

/// What somebody wants of the authority. The numbers stand in the journal: add at the end only.
enum class Kind : std::uint8_t {
  kObjection = 1,    // the claim is wrong
  kDeferral = 2,     // more time than anybody may take alone
  kPromise = 3,      // says by which day it will be paid: within the policy nobody has to answer
  kQuestion = 4,     // wants to know something
  kInstalments = 5,  // other instalments than those that are offered
  kHelp = 6,         // cannot manage
};
inline constexpr std::array kKinds = {Kind::kObjection, Kind::kDeferral,    Kind::kPromise,
                                      Kind::kQuestion,  Kind::kInstalments, Kind::kHelp};

/// "objection", "deferral", "promise" ...
[[nodiscard]] std::string_view name_of(Kind kind);
[[nodiscard]] std::optional<Kind> kind_named(std::string_view name);
[[nodiscard]] constexpr std::size_t index_of(Kind kind) { return static_cast<std::size_t>(kind) - 1; }

struct Policy {
  std::array<std::int32_t, kKinds.size()> answer_days{28, 14, 0, 10, 14, 7};  // by kind; a promise needs no answer
  std::int32_t department_days = 14;  // in which a department answers what it is asked
  std::int32_t soon_days = 3;         // so long before its deadline an enquiry is reported as due soon
  std::int32_t fresh_days = 14;       // from an answer until the course of the claims goes on
  std::int32_t late_days = 14;        // promised anew, once, when a deadline was not kept
  std::int32_t promise_days = 30;     // how far ahead a promise may be
  std::int32_t grace_days = 3;        // after a promised day, or a deferral, nothing happens: money is on its way
  std::int32_t deferral_days = 180;   // how far ahead a deferral may be asked for
  friend bool operator==(Policy const&, Policy const&) = default;

  [[nodiscard]] std::int32_t days_for(Kind kind) const { return answer_days[index_of(kind)]; }
};

/// A policy that nobody could live with: no day to answer in, or years of them.
[[nodiscard]] bool is_usable(Policy const& policy);

}  // namespace enquiries
