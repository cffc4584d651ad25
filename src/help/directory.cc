#include "help/directory.h"

#include <algorithm>
#include <tuple>

namespace help {

namespace {

constexpr std::size_t kShortestPostcode = 2;
constexpr std::size_t kLongestPostcode = 10;

bool is_digit(char sign) { return sign >= '0' && sign <= '9'; }

PostcodeRange const* range_of(Entry const& entry, std::string_view postcode) {
  auto const found =
      std::ranges::find_if(entry.areas, [&](PostcodeRange const& each) { return each.covers(postcode); });
  return found == entry.areas.end() ? nullptr : &*found;
}

/// The order of results. What is true and to come first is turned round, so that smaller is better.
auto place_of(Found const& found) {
  return std::tuple{found.stale, !found.near, !found.main_need, found.days_since_check,
                    std::string_view{found.entry->code}};
}

}  // namespace

bool PostcodeRange::covers(std::string_view postcode) const {
  if (postcode.size() < first.size()) return false;
  std::string_view const beginning = postcode.substr(0, first.size());
  return first <= beginning && beginning <= last;
}

std::optional<std::string> tidy_postcode(std::string_view typed) {
  std::string tidy;
  for (char const sign : typed) {
    if (sign == ' ' || sign == '\t' || sign == '\r' || sign == '\n') continue;
    bool const lower = sign >= 'a' && sign <= 'z';
    bool const upper = sign >= 'A' && sign <= 'Z';
    if (!lower && !upper && !is_digit(sign)) return std::nullopt;
    tidy += lower ? static_cast<char>(sign - 'a' + 'A') : sign;
  }
  if (tidy.size() < kShortestPostcode || tidy.size() > kLongestPostcode) return std::nullopt;
  if (std::ranges::none_of(tidy, is_digit)) return std::nullopt;
  return tidy;
}

std::string_view name_of(Access access) {
  switch (access) {
    case Access::kSelf:
      return "self";
    case Access::kAuthority:
      return "authority";
    case Access::kBoth:
      break;
  }
  return "both";
}

Entry const* Directory::find(std::string_view code) const {
  auto const found = std::ranges::find(entries, code, &Entry::code);
  return found == entries.end() ? nullptr : &*found;
}

std::string_view text_in(Texts const& texts, std::string_view language) {
  if (auto const found = texts.find(std::string{language}); found != texts.end()) return found->second;
  if (auto const english = texts.find("en"); english != texts.end()) return english->second;
  return texts.empty() ? std::string_view{} : texts.begin()->second;
}

std::vector<Found> find_help(Directory const& directory, Query const& query, base::Date on, std::int32_t stale_days) {
  std::vector<Found> result;
  for (Entry const& entry : directory.entries) {
    bool const near = !query.postcode.empty() && range_of(entry, query.postcode) != nullptr;
    bool const helps = !query.need || std::ranges::find(entry.needs, *query.need) != entry.needs.end();
    if (!helps || (!near && !entry.everywhere)) continue;
    std::int32_t const days = on.days - entry.checked_on.days;
    bool const main_need = query.need && !entry.needs.empty() && entry.needs.front() == *query.need;
    result.push_back({&entry, days > stale_days, near, main_need, days});
  }
  std::ranges::sort(result, {}, place_of);
  return result;
}

std::string explain(Found const& found, Query const& query) {
  std::string text = "in the whole country";
  if (found.near) {
    PostcodeRange const& range = *range_of(*found.entry, query.postcode);
    text = "near (" + range.first + (range.first == range.last ? "" : "-" + range.last) + ")";
  }
  if (query.need) text += found.main_need ? "; what it is most for" : "; one of the things it is for";
  text +=
      "; checked " + std::to_string(found.days_since_check) + (found.days_since_check == 1 ? " day ago" : " days ago");
  if (found.stale) text += ", which is too long: last of all";
  return text;
}

}  // namespace help
