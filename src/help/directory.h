// The directory of help: who helps with what, where, for whom and how to get there; and finding those who can help
// somebody at a postcode with a need.
//
// Each authority keeps its own, as a file (adapters/law_files/help_directory_file.h). Nothing here judges whether an
// organisation is good: somebody of the authority has looked at each entry on a day, and an entry that nobody has
// looked at for long comes last and says so, for nothing is worse than a number that nobody answers. The order is
// explained by every result itself; there is no score. Units: legal dates, days. Pure.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "help/need.h"

namespace help {

/// Postcodes from `first` to `last`, both included, compared sign by sign: "8000" to "8299". Both are equally long; a
/// longer postcode is in by its beginning ("1012AB" lies in "1000" to "1099").
struct PostcodeRange {
  std::string first;
  std::string last;
  friend bool operator==(PostcodeRange const&, PostcodeRange const&) = default;

  [[nodiscard]] bool covers(std::string_view postcode) const;
};

/// Without spaces, in capital letters; nothing unless it is 2 to 10 letters and digits with at least one digit.
[[nodiscard]] std::optional<std::string> tidy_postcode(std::string_view typed);

/// Who gets somebody there.
enum class Access {
  kSelf,       // whoever needs it calls or comes by
  kAuthority,  // the authority refers, with consent
  kBoth,
};
/// "self", "authority", "both"
[[nodiscard]] std::string_view name_of(Access access);

using Texts = std::map<std::string, std::string>;  // by language: "da", "en"

struct Entry {
  std::string code;
  std::string name;
  bool example = false;     // invented, to show how it looks
  Texts about;              // what it does, in one or two sentences
  std::vector<Need> needs;  // what it is for most stands first
  bool everywhere = false;  // in the whole country
  std::vector<PostcodeRange> areas;
  Texts for_whom;                      // empty: for everybody
  std::vector<std::string> languages;  // spoken there: "da", "en", "ar"
  Access access = Access::kSelf;
  Texts hours;
  std::string phone;
  std::string website;
  base::Date checked_on;  // when somebody of the authority last saw that all of this is right
};

struct Directory {
  std::string name;
  std::string country;
  std::vector<Entry> entries;

  [[nodiscard]] Entry const* find(std::string_view code) const;
};

/// The text in this language, else in English, else in the first there is; empty if there is none.
[[nodiscard]] std::string_view text_in(Texts const& texts, std::string_view language);

struct Query {
  std::string postcode;      // tidy; empty: only what is there for the whole country
  std::optional<Need> need;  // nothing: any
};

/// An entry that can help, and why it stands where it stands.
struct Found {
  Entry const* entry = nullptr;
  bool stale = false;  // comes after all that are not
  bool near = false;   // by its postcodes, not for the whole country: comes first
  bool main_need = false;
  std::int32_t days_since_check = 0;
};

/// The best first: checked in time, near, what it is most for, checked last, by code. An entry is stale once it was
/// checked more than `stale_days` ago.
[[nodiscard]] std::vector<Found> find_help(Directory const& directory, Query const& query, base::Date on,
                                           std::int32_t stale_days);

/// "near (8000-8299); what it is most for; checked 12 days ago"
[[nodiscard]] std::string explain(Found const& found, Query const& query);

}  // namespace help
