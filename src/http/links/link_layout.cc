// What all pages behind safe links share: the frame, the cookie, the form token.
#include <algorithm>

#include "base/digest.h"
#include "base/encoding.h"
#include "http/citizen/shared_screen.h"
#include "http/form.h"
#include "http/links/link_pages.h"
#include "http/links/link_style.h"

namespace http::links {

namespace {

constexpr std::string_view kCookie = citizen::kLinkCookie;
constexpr std::chrono::seconds kRemembered{60 * 60};
constexpr std::string_view kAsks = "/p/shared/waiting";
constexpr std::string_view kDone = "/p/shared/done";

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

/// The way out, in sight on every page.
std::string shared_note(Texts const& texts) {
  return "<section class=\"shared\" aria-label=\"" + std::string{texts.shared_note} + "\"><p>" +
         std::string{texts.shared_note} + "</p><form method=\"post\" action=\"" + std::string{kDone} +
         "\"><button class=\"button main\">" + std::string{texts.shared_leave} + "</button></form></section>";
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
  std::string const demo_note = options_.demo ? "<p class=\"demo\">" + std::string{texts.demo} + "</p>" : "";
  std::string body =
      "<a class=\"skip\" href=\"#content\">" + std::string{texts.skip} + "</a><header>" + demo_note +
      "<div class=\"row\"><div class=\"brand\"><span class=\"mark\" aria-hidden=\"true\">" +
      escape_html(name.substr(0, letter)) + "</span><span><b>" + escape_html(name) + "</b><small>" +
      std::string{texts.service} + "</small></span></div><a href=\"?language=" + std::string{other} + "\" lang=\"" +
      std::string{other} + "\" hreflang=\"" + std::string{other} + "\">" + std::string{texts.other_language} +
      "</a></div></header>" + (is_shared_visit(request) ? shared_note(texts) : "") + "<main id=\"content\"><h1>" +
      escape_html(sheet.title) + "</h1>" + sheet.body + "</main><footer><nav aria-label=\"" +
      std::string{texts.footer} + "\"><ul>" + item("/process", texts.if_unpaid) + item("/help", texts.who_helps) +
      item("/message", texts.is_it_us) + item("/accessibility", texts.accessibility) + item("/privacy", texts.privacy) +
      "</ul></nav></footer>";
  // A payment page that the answer to a form leads to is at the provider's.
  Response response =
      styled_page_response({code_of(language), sheet.title + " - " + name, std::move(body)}, style_, "https:");
  response.status = sheet.status;
  // The page of somebody who has gone asks, and then closes. Asking is no press: it lengthens nothing.
  if (is_shared_visit(request) && !request.path.starts_with("/p/shared/")) {
    response = remembering(std::move(response), *remembered(request), request);
    response.set_header("Refresh", std::to_string(citizen::kSharedLinkAsks.count()) + "; url=" + std::string{kAsks});
  }
  return response;
}

bool LinkPages::is_shared_visit(Request const& request) const {
  bool const is_theirs = request.path.starts_with("/p") && request.path != kDone && remembered(request);
  return is_theirs && citizen::is_shared_screen(request, options_.cookies);
}

Response LinkPages::still_there(Request const& request) {
  if (!is_shared_visit(request)) return see_other(kDone);
  Texts const& texts = texts_in(language_of(request));
  auto const left = citizen::kSharedLinkIdle - citizen::kSharedLinkAsks;
  std::string body = "<p class=\"lead\">" + std::string{texts.shared_asks} +
                     "</p><p><a class=\"button main\" href=\"/p\">" + std::string{texts.shared_stay} + "</a></p>";
  return show(request, {200, std::string{texts.shared_asks_title}, std::move(body)})
      .set_header("Refresh", std::to_string(left.count()) + "; url=" + std::string{kDone});
}

Response LinkPages::leave(Request const& request) {
  if (request.method == Method::kPost && !is_same_origin(request, options_.own_origin)) return see_other("/p");
  Texts const& texts = texts_in(language_of(request));
  Response response = show(request, {200, std::string{texts.shared_done_title},
                                     "<p class=\"lead\">" + std::string{texts.shared_done} + "</p>"});
  return citizen::left_behind(std::move(response), options_.cookies);
}

Response LinkPages::remembering(Response response, engine::LinkSecret const& secret, Request const& request) const {
  // Signed, so that a cookie is no way round the limit on wrong tries.
  std::string const value =
      secret.text + "." + base::to_base64url(base::hmac_sha256(options_.key, "cookie:" + secret.text));
  response.add_header(
      "Set-Cookie",
      set_cookie(kCookie, value, SameSite::kLax, options_.cookies,
                 citizen::is_shared_screen(request, options_.cookies) ? citizen::kSharedLinkIdle : kRemembered));
  return response;
}

Response LinkPages::forgetting(Response response) const {
  response.add_header("Set-Cookie", remove_cookie(kCookie, SameSite::kLax, options_.cookies));
  return response;
}

std::optional<engine::LinkSecret> LinkPages::remembered(Request const& request) const {
  auto const cookie = request.cookie(cookie_name(kCookie, options_.cookies));
  if (!cookie) return std::nullopt;
  std::size_t const dot = cookie->find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  std::string const text{cookie->substr(0, dot)};
  std::string const signature = base::to_base64url(base::hmac_sha256(options_.key, "cookie:" + text));
  if (!base::equal_in_constant_time(cookie->substr(dot + 1), signature)) return std::nullopt;
  return engine::read_link_secret(text);
}

std::optional<LinkPages::Visit> LinkPages::visit_of(Request const& request) {
  auto const secret = remembered(request);
  if (!secret) return std::nullopt;
  auto link = parts_.links.find(options_.authority, ports::LinkPurpose::kSettle, *secret, parts_.clock.now());
  if (!link) return std::nullopt;
  return Visit{*std::move(link), base::to_base64url(base::hmac_sha256(options_.key, "form:" + secret->text))};
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
