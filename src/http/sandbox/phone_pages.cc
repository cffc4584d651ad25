#include "http/sandbox/phone_pages.h"

#include <algorithm>
#include <map>

#include "base/digest.h"
#include "base/encoding.h"
#include "http/form.h"
#include "http/language_choice.h"
#include "http/links/link_texts.h"
#include "http/problem.h"
#include "http/sandbox/phone_style.h"
#include "http/sandbox/phone_texts.h"

namespace http::sandbox {

namespace {

using dunning::Channel;
using dunning::Message;
using dunning::MessageState;

constexpr std::size_t kOthers = 12;
constexpr std::string_view kPath = "/sandbox/phone";

std::size_t index_of(Channel channel) { return static_cast<std::size_t>(channel) - 1; }

/// The first letter of a text, whole: it may be more than one byte.
std::string first_letter(std::string_view text) {
  std::size_t size = text.empty() ? 0 : 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) ++size;
  return std::string{text.substr(0, size)};
}

std::string face(std::string_view name) {
  return "<span class=\"face\" aria-hidden=\"true\">" + escape_html(first_letter(name)) + "</span>";
}

bool ends_address(char letter) { return letter == ' ' || letter == '\n' || letter == '\r' || letter == '<'; }

/// A telephone makes a link of what begins with a scheme, and of nothing else here.
std::string with_links(std::string_view text) {
  std::string html;
  while (!text.empty()) {
    std::size_t const begin = std::min(text.find("https://"), text.find("http://"));
    html += escape_html(text.substr(0, begin));
    if (begin == std::string_view::npos) break;
    text.remove_prefix(begin);
    auto const end = static_cast<std::size_t>(std::ranges::find_if(text, ends_address) - text.begin());
    std::string_view address = text.substr(0, end);
    while (address.ends_with('.') || address.ends_with(',')) address.remove_suffix(1);
    std::string const shown = escape_html(address);
    html.append("<a href=\"").append(shown).append("\">").append(shown).append("</a>");
    text.remove_prefix(address.size());
  }
  return html;
}

/// An address that a browser may follow: ours to make, but it came through a file.
bool is_web_address(std::string_view address) {
  return address.starts_with("https://") || address.starts_with("http://");
}

std::string link_button(std::string_view address, std::string_view words, std::string_view more) {
  return "<a class=\"button" + std::string{more} + "\" href=\"" + escape_html(address) + "\">" + escape_html(words) +
         "</a>";
}

/// "2 SMS, 1 Digital Post".
std::string counted(std::array<std::int64_t, 4> const& counts, PhoneTexts const& texts) {
  std::string text;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    text += (text.empty() ? "" : " · ") + std::to_string(counts[i]) + " " +
            std::string{counts[i] == 1 ? texts.one_of[i] : texts.many_of[i]};
  }
  return text.empty() ? std::string{texts.nothing} : text;
}

std::string frame(PhoneTexts const& texts, Language language, std::string_view first, std::string const& main) {
  std::string const other = language == Language::kEnglish ? "da" : "en";
  return "<a class=\"skip\" href=\"#content\">" + std::string{texts.skip} + "</a><p class=\"demo\">" +
         std::string{texts.note} + "</p><nav>" + std::string{first} + "<a href=\"?language=" + other + "\" lang=\"" +
         other + "\" hreflang=\"" + other + "\">" + std::string{texts.other_language} +
         "</a></nav><main id=\"content\">" + main + "</main>";
}

}  // namespace

PhonePages::PhonePages(PhoneParts parts, PhoneOptions options)
    : parts_(std::move(parts)), options_(std::move(options)), style_(std::string{kPhoneStyle}) {}

std::vector<PhonePages::Held> PhonePages::held(Counts* counts) {
  std::vector<ports::SandboxEntry> entries = parts_.outbox.list();
  std::ranges::sort(entries);
  std::vector<Held> found;
  parts_.books.reader()->each_message(options_.authority, [&](Message const& message) {
    if (counts != nullptr) {
      counts->too_late += message.state == MessageState::kTooLate;
      counts->waiting += message.state == MessageState::kPlanned || message.state == MessageState::kSending;
    }
    bool const left = message.state == MessageState::kSent || message.state == MessageState::kDelivered;
    if (!left || !message.channel) return;
    ports::SandboxEntry entry{*message.channel, dunning::natural_key(message)};
    if (!std::ranges::binary_search(entries, entry)) return;
    if (counts != nullptr) ++counts->sent[index_of(entry.channel)];
    found.push_back({message, std::move(entry)});
  });
  std::ranges::sort(found, std::ranges::greater{},
                    [](Held const& held) { return std::pair{held.message.sent_on, held.message.id}; });
  return found;
}

std::string PhonePages::handle(base::DebtorId debtor) const {
  return base::to_base64url(base::hmac_sha256(options_.key, "phone:" + std::to_string(debtor.value))).substr(0, 16);
}

ports::Authority PhonePages::authority() {
  for (ports::Authority& each : parts_.books.reader()->authorities()) {
    if (each.id == options_.authority) return std::move(each);
  }
  return {};
}

std::string PhonePages::day_form(Language language, Counts const& counts) {
  PhoneTexts const& texts = phone_texts(language);
  std::string html = "<div class=\"card\"><p class=\"quiet\">" + std::string{texts.today} + "</p><p class=\"date\">" +
                     links::long_date(parts_.legal_date(parts_.clock.now()), language) +
                     "</p><form method=\"post\" action=\"" + std::string{kPath} +
                     "/day\"><button class=\"button main\">" + std::string{texts.next_day} +
                     "</button></form><p class=\"hint\">" + std::string{texts.next_day_about} +
                     "</p></div><div class=\"card\"><h2>" + std::string{texts.sent} + "</h2><dl>";
  auto const line = [&](std::string_view words, std::int64_t number) {
    html += "<div><dt>" + std::string{words} + "</dt><dd>" + std::to_string(number) + "</dd></div>";
  };
  for (std::size_t i = 0; i < counts.sent.size(); ++i) line(texts.channels[i], counts.sent[i]);
  line(texts.waiting, counts.waiting);
  line(texts.too_late, counts.too_late);
  return html + "</dl></div>";
}

Response PhonePages::people(Request const& request) {
  Language const language = language_of(request);
  PhoneTexts const& texts = phone_texts(language);
  Counts counts;
  std::vector<Held> const all = held(&counts);
  std::map<base::DebtorId, std::array<std::int64_t, 4>> by_debtor;
  for (Held const& each : all) ++by_debtor[each.message.debtor][index_of(each.entry.channel)];

  auto const item = [&](base::DebtorId debtor) {
    std::string const name = parts_.name_of(debtor);
    auto const found = by_debtor.find(debtor);
    std::string const inside = face(name) + "<span><b>" + escape_html(name) + "</b><small>" +
                               (found == by_debtor.end() ? std::string{texts.nothing} : counted(found->second, texts)) +
                               "</small></span>";
    if (found == by_debtor.end()) return "<li><div>" + inside + "</div></li>";
    return "<li><a href=\"" + std::string{kPath} + "/" + handle(debtor) + "\">" + inside + "</a></li>";
  };
  std::string known;
  for (base::DebtorId const debtor : parts_.personas) known += item(debtor);
  std::string others;
  std::vector<base::DebtorId> shown = parts_.personas;
  for (Held const& each : all) {
    if (std::ranges::find(shown, each.message.debtor) != shown.end()) continue;
    if (shown.size() >= parts_.personas.size() + kOthers) break;
    shown.push_back(each.message.debtor);
    others += item(each.message.debtor);
  }
  std::string body = "<h1>" + std::string{texts.title} + "</h1><p>" +
                     links::filled(texts.lead, {{"authority", authority().name}}) + "</p>";
  if (request.query.find("note") == "passed") {
    body += "<p class=\"good\" role=\"status\">" + std::string{texts.next_day_done} + "</p>";
  }
  if (all.empty()) body += "<p class=\"good\">" + std::string{texts.nobody} + "</p>";
  body += "<div class=\"columns start\"><div>" + day_form(language, counts) + "</div><div><div class=\"card\"><h2>" +
          std::string{texts.known} + "</h2><ul class=\"people\">" + known + "</ul></div>";
  if (!others.empty()) {
    body +=
        "<div class=\"card\"><h2>" + std::string{texts.others} + "</h2><ul class=\"people\">" + others + "</ul></div>";
  }
  body += "</div></div>";
  return styled_page_response({code_of(language), std::string{texts.title},
                               frame(texts, language, "<a href=\"/\">" + std::string{texts.to_portal} + "</a>", body)},
                              style_, {});
}

std::string PhonePages::mail(Held const& held, ports::SandboxMessage const& message, ports::Authority const& from,
                             Language language) {
  PhoneTexts const& texts = phone_texts(language);
  std::string subject = message.subject;
  std::string about = message.preview;
  if (held.entry.channel == Channel::kLetter) {
    subject = parts_.step_title(held.message, code_of(language)) + ", " +
              shown_amount({held.message.amount_minor, from.currency}, language);
    about = texts.on_paper;
  }
  std::string html = "<article class=\"mail\"><small>" + escape_html(from.name) + " · " +
                     links::long_date(*held.message.sent_on, language) + "</small><h3>" + escape_html(subject) +
                     "</h3><p>" + escape_html(about) + "</p><div class=\"buttons\">";
  for (ports::SandboxMessage::Action const& action : message.actions) {
    if (is_web_address(action.address)) html += link_button(action.address, action.label, " main");
  }
  if (!message.pdf.empty()) {
    html += link_button("/sandbox/letters/" + std::string{dunning::name_of(held.entry.channel)} + "/" + held.entry.key,
                        texts.open_letter, "");
  }
  if (!message.html.empty()) html += link_button("/sandbox/emails/" + held.entry.key, texts.open_email, "");
  return html + "</div></article>";
}

Response PhonePages::phone(Request const& request) {
  Language const language = language_of(request);
  PhoneTexts const& texts = phone_texts(language);
  std::vector<Held> all = held();
  std::erase_if(all, [&](Held const& each) { return handle(each.message.debtor) != request.parameter("who"); });
  if (all.empty()) return problem_response(not_found(), request);
  std::string const name = parts_.name_of(all.front().message.debtor);
  ports::Authority const from = authority();
  std::string bubbles;
  std::array<std::string, 4> mails;
  std::optional<base::Date> day;
  for (Held const& each : all) {
    auto const message = parts_.outbox.read(each.entry);
    if (!message || !each.message.sent_on) continue;
    if (each.entry.channel == Channel::kSms) {
      // In a conversation the newest stands below.
      std::string const bubble = "<p class=\"bubble\" lang=\"da\">" + with_links(message->text) + "</p>";
      std::string const head = "<p class=\"day\">" + links::long_date(*each.message.sent_on, language) + "</p>";
      if (day == each.message.sent_on) bubbles.erase(0, head.size());
      bubbles.insert(0, head + bubble);
      day = each.message.sent_on;
      continue;
    }
    mails[index_of(each.entry.channel)] += mail(each, *message, from, language);
  }
  std::string body =
      "<h1>" + links::filled(texts.phone_of, {{"name", name}}) +
      "</h1><div class=\"columns\"><section class=\"phone\" aria-labelledby=\"sms\"><div class=\"screen\">"
      "<div class=\"bar\">" +
      face(from.name) + "<h2 id=\"sms\">" + links::filled(texts.sms_from, {{"authority", from.name}}) + "</h2></div>" +
      (bubbles.empty() ? "<p class=\"empty\">" + std::string{texts.no_messages} + "</p>" : bubbles) +
      "</div></section><div>";
  for (auto const& [channel, words] :
       {std::pair{Channel::kDigitalPost, texts.digital_post}, std::pair{Channel::kLetter, texts.channels[1]},
        std::pair{Channel::kEmail, texts.channels[3]}}) {
    std::string const& list = mails[index_of(channel)];
    if (!list.empty()) body += "<section class=\"card\"><h2>" + std::string{words} + "</h2>" + list + "</section>";
  }
  body += "</div></div>";
  return styled_page_response(
      {code_of(language), std::string{texts.title},
       frame(texts, language, "<a href=\"" + std::string{kPath} + "\">" + std::string{texts.back} + "</a>", body)},
      style_, {});
}

std::optional<ports::SandboxMessage> PhonePages::wanted(Request const& request, Channel channel) {
  return parts_.outbox.read({channel, std::string{request.parameter("key")}});
}

/// The e-mail's own HTML, in a sandbox of the browser: whatever stands in it runs nothing, loads nothing and sends
/// nothing, and is of no origin.
Response PhonePages::email(Request const& request) {
  auto const message = wanted(request, Channel::kEmail);
  if (!message || message->html.empty()) return problem_response(not_found(), request);
  return html_response(200, message->html)
      .set_header("Content-Security-Policy",
                  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
                  "frame-ancestors 'none'; sandbox allow-top-navigation-by-user-activation");
}

Response PhonePages::letter(Request const& request) {
  auto const channel = dunning::channel(request.parameter("channel"));
  auto message = channel ? wanted(request, *channel) : std::nullopt;
  if (!message || message->pdf.empty()) return problem_response(not_found(), request);
  Response response;
  response.body = std::move(message->pdf);
  return response.set_header("Content-Type", "application/pdf")
      .set_header("Content-Disposition", "inline; filename=\"brev.pdf\"")
      // Browsers show a PDF with a page of their own, which needs these.
      .set_header("Content-Security-Policy",
                  "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'");
}

Response PhonePages::next_day(Request const& request) {
  if (!is_same_origin(request, options_.own_origin)) return problem_response(forbidden(), request);
  parts_.pass_day();
  return see_other(std::string{kPath} + "?note=passed");
}

void PhonePages::add_routes(Router& router) {
  auto const add = [&](Method method, std::string const& pattern, Response (PhonePages::*page)(Request const&)) {
    router.add(method, pattern, Privilege::kPublic, [this, page](Request const& request) {
      if (auto chosen = language_choice(request, kPath)) return *std::move(chosen);
      return (this->*page)(request);
    });
  };
  std::string const path{kPath};
  add(Method::kGet, path, &PhonePages::people);
  add(Method::kPost, path + "/day", &PhonePages::next_day);
  add(Method::kGet, path + "/{who}", &PhonePages::phone);
  add(Method::kGet, "/sandbox/emails/{key}", &PhonePages::email);
  add(Method::kGet, "/sandbox/letters/{channel}/{key}", &PhonePages::letter);
}

}  // namespace http::sandbox
