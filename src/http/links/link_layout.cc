// What all pages behind safe links share: the frame, the cookie, the form token.
#include <algorithm>
#include <charconv>

#include "base/digest.h"
#include "base/encoding.h"
#include "http/citizen/shared_screen.h"
#include "http/form.h"
#include "http/links/link_pages.h"
#include "http/links/link_style.h"

namespace http::links {

namespace {

using citizen::kLinkCookie;
constexpr std::int64_t kSecond = 1'000'000;

std::string font_faces(std::span<citizen::PageAsset const> assets) {
  std::string css;
  for (auto const& [part, weight] : {std::pair{"SansRegular", "400"}, std::pair{"SansSemiBold", "500 700"}}) {
    for (citizen::PageAsset const& asset : assets) {
      std::string name{asset.path};
      std::erase(name, '-');
      if (!name.ends_with(".woff2") || name.find(part) == std::string::npos) continue;
      css += "@font-face{font-family:'IBM Plex Sans';font-weight:" + std::string{weight} +
             ";font-display:swap;src:url('" + std::string{asset.path} + "') format('woff2')}\n";
    }
  }
  return css;
}

std::string item(std::string_view address, std::string_view words) {
  return "<li><a href=\"" + std::string{address} + "\">" + std::string{words} + "</a></li>";
}

}  // namespace

LinkPages::LinkPages(LinkPagesParts parts, LinkPagesOptions options)
    : parts_(std::move(parts)),
      options_(std::move(options)),
      style_(font_faces(parts_.assets) + std::string{kLinkStyle}),
      token_tries_({.burst = 60, .per_hour = 600}, ports::random_token(parts_.random)),
      code_tries_({.burst = 10, .per_hour = 30}, ports::random_token(parts_.random)),
      all_code_tries_({.burst = 300, .per_hour = 3'600}, ports::random_token(parts_.random)),
      payment_limit_({.burst = 10, .per_hour = 60}, ports::random_token(parts_.random)) {}

Response LinkPages::show(Request const& request, Sheet const& sheet) {
  Language const language = language_of(request);
  Texts const& texts = texts_in(language);
  std::string const name = profile().authority.name;
  std::string_view const other = language == Language::kEnglish ? "da" : "en";
  // The first letter of the name, whole: it may be more than one byte.
  std::size_t letter = name.empty() ? 0 : 1;
  while (letter < name.size() && (static_cast<unsigned char>(name[letter]) & 0xC0U) == 0x80U) ++letter;
  std::optional<Remembered> visit = remembered(request);
  std::optional<std::chrono::seconds> const left = time_left(request, sheet, visit);
  std::string const demo_note = options_.demo ? "<p class=\"demo\">" + std::string{texts.demo} + "</p>" : "";
  std::string body =
      "<a class=\"skip\" href=\"#content\">" + std::string{texts.skip} + "</a>" +
      (left ? shared_bar(request, sheet, *left) : "") + "<header>" + demo_note +
      "<div class=\"row\"><div class=\"brand\"><span class=\"mark\" aria-hidden=\"true\">" +
      escape_html(name.substr(0, letter)) + "</span><span><b>" + escape_html(name) + "</b><small>" +
      std::string{texts.service} + "</small></span></div><a href=\"?language=" + std::string{other} + "\" lang=\"" +
      std::string{other} + "\" hreflang=\"" + std::string{other} + "\">" + std::string{texts.other_language} +
      "</a></div></header><main id=\"content\"><h1>" + escape_html(sheet.title) + "</h1>" + sheet.body +
      "</main><footer><nav aria-label=\"" + std::string{texts.footer} + "\"><ul>" + item("/process", texts.if_unpaid) +
      item("/help", texts.who_helps) + item("/message", texts.is_it_us) + item("/accessibility", texts.accessibility) +
      item("/privacy", texts.privacy) + "</ul></nav></footer>";
  // A payment page that the answer to a form leads to is at the provider's.
  Response response =
      styled_page_response({code_of(language), sheet.title + " - " + name, std::move(body)}, style_, "https:");
  response.status = sheet.status;
  if (!left) return response;
  if (visit) {
    visit->last_used = parts_.clock.now();
    response = remembering(std::move(response), request, *visit);
  }
  response.set_header("Refresh", std::to_string(left->count()) + "; url=/p/done?by=time");
  return response;
}

Response LinkPages::remembering(Response response, Request const& request, Remembered const& visit) const {
  // Signed, so that a cookie is no way round the limit on wrong tries; and with its times, so that it ends when it
  // should also where a browser keeps it longer.
  std::string value = visit.secret.text + "." + std::to_string(visit.started.microseconds / kSecond) + "." +
                      std::to_string(visit.last_used.microseconds / kSecond);
  value += "." + base::to_base64url(base::hmac_sha256(options_.key, "cookie:" + value));
  base::Instant const ends = citizen::end_of_stay(stay(request), visit.started, visit.last_used);
  std::chrono::seconds const left{(ends.microseconds - visit.last_used.microseconds) / kSecond};
  response.add_header("Set-Cookie", set_cookie(kLinkCookie, value, SameSite::kLax, options_.cookies, left));
  return response;
}

Response LinkPages::forgetting(Response response) const {
  response.add_header("Set-Cookie", remove_cookie(kLinkCookie, SameSite::kLax, options_.cookies));
  return response;
}

std::optional<LinkPages::Remembered> LinkPages::remembered(Request const& request) const {
  auto const cookie = request.cookie(cookie_name(kLinkCookie, options_.cookies));
  if (!cookie) return std::nullopt;
  std::size_t const last_dot = cookie->rfind('.');
  if (last_dot == std::string_view::npos) return std::nullopt;
  std::string const signed_text{cookie->substr(0, last_dot)};
  std::string const signature = base::to_base64url(base::hmac_sha256(options_.key, "cookie:" + signed_text));
  if (!base::equal_in_constant_time(cookie->substr(last_dot + 1), signature)) return std::nullopt;
  std::size_t const first = signed_text.find('.');
  std::size_t const second = signed_text.find('.', first + 1);
  if (first == std::string::npos || second == std::string::npos) return std::nullopt;
  auto const secret = engine::read_link_secret(signed_text.substr(0, first));
  if (!secret) return std::nullopt;
  auto const time_in = [&](std::size_t from, std::size_t to) {
    std::int64_t seconds = 0;
    std::from_chars(signed_text.data() + from, signed_text.data() + to, seconds);
    return base::Instant{seconds * kSecond};
  };
  Remembered const visit{*secret, time_in(first + 1, second), time_in(second + 1, signed_text.size())};
  if (parts_.clock.now() >= citizen::end_of_stay(stay(request), visit.started, visit.last_used)) return std::nullopt;
  return visit;
}

std::optional<LinkPages::Visit> LinkPages::visit_of(Request const& request) {
  auto const visit = remembered(request);
  if (!visit) return std::nullopt;
  auto link = parts_.links.find(options_.authority, ports::LinkPurpose::kSettle, visit->secret, parts_.clock.now());
  if (!link) return std::nullopt;
  return Visit{*std::move(link), base::to_base64url(base::hmac_sha256(options_.key, "form:" + visit->secret.text))};
}

std::optional<LinkPages::Visit> LinkPages::form_visit(Request const& request) {
  auto visit = visit_of(request);
  if (!visit || !is_same_origin(request, options_.own_origin)) return std::nullopt;
  // Also of another link that was opened in the same browser since: the form was about something else.
  if (!base::equal_in_constant_time(form_field(request.body, "form").value_or(""), visit->form_token)) {
    return std::nullopt;
  }
  return visit;
}

std::string LinkPages::other_ways(Language language) {
  Texts const& texts = texts_in(language);
  citizen::AuthorityProfile const about = profile();
  std::string html = "<div class=\"panel\"><h2>" + std::string{texts.what_to_do} + "</h2><ul class=\"plain\">" +
                     item("/login", texts.way_log_in) + item("/p?enter=code", texts.way_code);
  auto const contact = [&](std::string_view words, std::string_view scheme, std::string const& where) {
    if (where.empty()) return;
    std::string address = where;
    std::erase(address, ' ');
    html += "<li>" + std::string{words} + " <a href=\"" + std::string{scheme} + escape_html(address) + "\">" +
            escape_html(where) + "</a></li>";
  };
  contact(texts.way_call, "tel:", about.phone);
  contact(texts.way_write, "mailto:", about.email);
  return html + "</ul></div>";
}

citizen::AuthorityProfile LinkPages::profile() {
  for (ports::Authority const& authority : parts_.books.reader()->authorities()) {
    if (authority.id == options_.authority) return citizen::read_profile(authority, {});
  }
  return {};
}

std::optional<std::int64_t> LinkPages::must_wait(Request const& request, engine::LinkForm form) {
  bool const code = form == engine::LinkForm::kCode;
  base::Instant const at = parts_.clock.now();
  RateVerdict verdict = (code ? code_tries_ : token_tries_).look(request.remote_address, at);
  if (verdict.allowed && code) verdict = all_code_tries_.look({}, at);
  return verdict.allowed ? std::nullopt : std::optional{verdict.retry_after_seconds};
}

void LinkPages::count_wrong(Request const& request, engine::LinkForm form) {
  bool const code = form == engine::LinkForm::kCode;
  base::Instant const at = parts_.clock.now();
  (void)(code ? code_tries_ : token_tries_).take(request.remote_address, at);
  if (code) (void)all_code_tries_.take({}, at);
}

base::Now LinkPages::now() const {
  base::Instant const instant = parts_.clock.now();
  return {instant, parts_.legal_date(instant)};
}

}  // namespace http::links
