// A rule of a law pack: which text it follows, since when, what the text says and, where it is silent, what we chose.
//
// A rule that nobody has read in its source is `verified == false`; one with a `doubt` was read but for a part. It
// works as configuration and warns for as long as no person has confirmed it. A rule that only counts once the
// authority's council has decided it warns in the same way until the decision is named. Pure values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/date.h"

namespace law {

/// Who took responsibility for something, and when.
struct Confirmation {
  std::string by;
  base::Date on;
  friend bool operator==(Confirmation const&, Confirmation const&) = default;
};

struct Rule {
  std::string code;   // unique in the pack and never changed: postings name it
  std::string title;  // what the rule is about, in plain words
  std::string act;
  std::string section;
  base::Date in_force_from;
  std::optional<base::Date> in_force_until;  // the last day; nothing: in force
  std::string text;                          // what the act says, in our words
  std::string source;                        // where that was read
  std::string silent_choice;                 // what we chose where the text is silent; may be empty
  std::string doubt;                         // a part of it that nobody has read, though the rest was; may be empty
  bool verified = false;                     // read in its source
  std::optional<Confirmation> confirmed;     // by a person of this installation
  bool needs_council = false;                // counts only by a decision of the authority's council
  std::optional<Confirmation> council;       // that decision

  [[nodiscard]] bool in_force(base::Date on) const {
    return in_force_from <= on && (!in_force_until || on <= *in_force_until);
  }
};

/// Whom a rule is about.
enum class Applies : std::uint8_t { kEverybody, kConsumers, kBusinesses };
enum class DebtorClass : std::uint8_t { kConsumer, kBusiness };

[[nodiscard]] constexpr bool applies_to(Applies applies, DebtorClass debtor) {
  return applies == Applies::kEverybody || (applies == Applies::kConsumers) == (debtor == DebtorClass::kConsumer);
}

}  // namespace law
