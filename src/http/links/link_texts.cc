#include "http/links/link_texts.h"

#include <chrono>

#include "http/links/link_texts_danish.h"
#include "http/links/link_texts_english.h"
#include "http/plain_page.h"

namespace http::links {

namespace {

constexpr std::array<std::string_view, 7> kDanishDays = {"søndag",  "mandag", "tirsdag", "onsdag",
                                                         "torsdag", "fredag", "lørdag"};
constexpr std::array<std::string_view, 7> kEnglishDays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                          "Thursday", "Friday", "Saturday"};
constexpr std::array<std::string_view, 12> kDanishMonths = {"januar",    "februar", "marts",    "april",
                                                            "maj",       "juni",    "juli",     "august",
                                                            "september", "oktober", "november", "december"};
constexpr std::array<std::string_view, 12> kEnglishMonths = {"January",   "February", "March",    "April",
                                                             "May",       "June",     "July",     "August",
                                                             "September", "October",  "November", "December"};

}  // namespace

Texts const& texts_in(Language language) { return language == Language::kEnglish ? kEnglish : kDanish; }

std::string filled(std::string_view text, std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
  std::string out;
  while (!text.empty()) {
    std::size_t const open = text.find('{');
    std::size_t const close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) break;
    out += text.substr(0, open);
    std::string_view const name = text.substr(open + 1, close - open - 1);
    for (auto const& [key, value] : values) {
      if (key == name) out += escape_html(value);
    }
    text.remove_prefix(close + 1);
  }
  return out += text;
}

std::string long_date(base::Date date, Language language) {
  std::chrono::year_month_day const day{date.sys()};
  std::size_t const weekday = std::chrono::weekday{date.sys()}.c_encoding();
  std::size_t const month = static_cast<unsigned>(day.month()) - 1;
  std::string const number = std::to_string(static_cast<unsigned>(day.day()));
  std::string const year = std::to_string(static_cast<int>(day.year()));
  if (language == Language::kEnglish) {
    return std::string{kEnglishDays[weekday]} + " " + number + " " + std::string{kEnglishMonths[month]} + " " + year;
  }
  return std::string{kDanishDays[weekday]} + " den " + number + ". " + std::string{kDanishMonths[month]} + " " + year;
}

}  // namespace http::links
