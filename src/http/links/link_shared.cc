// Pages behind safe links on a screen that many people use: short visits, and a way out that is always in sight.
//
// No script: the browser is told beforehand where to go when time has run out (the Refresh header), and what is shown
// of that in the last 45 seconds is the style's doing. WCAG 2.2.1: the time is said, and one press gives as much again.
#include "http/links/link_pages.h"

namespace http::links {

namespace {

constexpr std::chrono::seconds kHour{60 * 60};

}  // namespace

bool LinkPages::is_shared(Request const& request) const { return citizen::is_shared_screen(request, options_.cookies); }

citizen::Stay LinkPages::stay(Request const& request) const {
  return is_shared(request) ? citizen::kSharedLinkStay : citizen::Stay{kHour, kHour};
}

std::optional<std::chrono::seconds> LinkPages::time_left(Request const& request, Sheet const& sheet,
                                                         std::optional<Remembered> const& visit) const {
  bool const ends = is_shared(request) && sheet.ending != Ending::kNever && (visit || sheet.ending == Ending::kAlways);
  if (!ends) return std::nullopt;
  base::Instant const at = parts_.clock.now();
  base::Instant const end = citizen::end_of_stay(stay(request), visit ? visit->started : at, at);
  return std::chrono::seconds{(end.microseconds - at.microseconds) / 1'000'000};
}

std::string LinkPages::shared_bar(Request const& request, Sheet const& sheet, std::chrono::seconds left) const {
  Texts const& texts = texts_in(language_of(request));
  // A form is sent to come back as it is; any other page is asked for again.
  std::string const more = sheet.form.empty()
                               ? "<a class=\"button\" href=\"?\">" + std::string{texts.shared_more} + "</a>"
                               : "<button class=\"button\" form=\"" + std::string{sheet.form} +
                                     "\" name=\"more\" value=\"1\" formnovalidate>" + std::string{texts.shared_more} +
                                     "</button>";
  std::string const asks = "<div class=\"notes\" role=\"status\"><p class=\"calm\">" + std::string{texts.shared_note} +
                           "</p><p class=\"soon\">" + std::string{texts.shared_soon} + "</p></div>" + more;
  // The quarter of an hour is nearly over, and no press gives more.
  bool const is_last = left < citizen::kSharedLinkStay.idle;
  std::string const minutes = std::to_string(std::chrono::ceil<std::chrono::minutes>(left).count());
  std::string const says =
      "<div class=\"notes\"><p>" + filled(texts.shared_last, {{"minutes", minutes}}) + "</p></div>";
  return "<section class=\"shared\" aria-label=\"" + std::string{texts.shared} + "\">" + (is_last ? says : asks) +
         "<form method=\"post\" action=\"/done\"><button class=\"button main\">" + std::string{texts.shared_done} +
         "</button></form></section>";
}

/// Where "I am done" leads, and where a page goes by itself. Opening it takes from the browser what it knew of a visit,
/// and nothing else happens.
Response LinkPages::done(Request const& request) {
  if (!is_shared(request)) return see_other("/p");
  Texts const& texts = texts_in(language_of(request));
  bool const by_time = request.query.find("by") == "time";
  std::string body = "<p class=\"lead\">" + std::string{by_time ? texts.over_by_time : texts.over} + "</p><p>" +
                     std::string{texts.over_again} + "</p><p><a class=\"button main\" href=\"/\">" +
                     std::string{texts.over_front} + "</a></p>";
  Response response = forgetting(show(request, {200, std::string{by_time ? texts.over_by_time_title : texts.over_title},
                                                std::move(body), Ending::kNever}));
  response.set_header("Clear-Site-Data", "\"cache\", \"storage\"");
  return response;
}

}  // namespace http::links
