#include "contact/email.h"

#include "base/digest.h"
#include "base/encoding.h"
#include "base/http_date.h"
#include "base/utf8.h"
#include "contact/html_page.h"
#include "contact/plain_text.h"

namespace contact {

namespace {

/// RFC 2047: words of at most 75 characters, never a letter cut in two.
std::string header_text(std::string_view text) {
  if (base::is_ascii(text)) return std::string{text};
  constexpr std::size_t kBytesOfWord = 42;  // 56 in base64, and "=?UTF-8?B?" and "?="
  std::string out;
  while (!text.empty()) {
    std::size_t size = std::min(kBytesOfWord, text.size());
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
    out += (out.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + base::to_base64(text.substr(0, size)) + "?=";
    text.remove_prefix(size);
  }
  return out;
}

/// "Name <address>"; a name in ASCII is quoted.
std::string mailbox(std::string_view name, std::string_view address) {
  std::string shown = header_text(name);
  if (base::is_ascii(name)) {
    shown = "\"";
    for (char const letter : name)
      shown += letter == '"' || letter == '\\' ? std::string{'\\', letter} : std::string{letter};
    shown += "\"";
  }
  return shown + " <" + std::string{address} + ">";
}

/// The date of HTTP is the date of mail, but for the zone's name.
std::string mail_date(base::Instant instant) {
  std::string date = base::format_http_date(instant);
  return date.replace(date.size() - 3, 3, "+0000");
}

std::string body_part(std::string_view type, std::string_view language, std::string const& text) {
  std::string part = "Content-Type: " + std::string{type} +
                     "; charset=utf-8\r\nContent-Language: " + std::string{language} +
                     "\r\nContent-Transfer-Encoding: base64\r\n\r\n";
  std::string const encoded = base::to_base64(text);
  for (std::size_t at = 0; at < encoded.size(); at += 76) part += encoded.substr(at, 76) + "\r\n";
  return part;
}

}  // namespace

std::string email_message(Message const& message, Envelope const& envelope, EmailStamp const& stamp) {
  std::string const boundary = "fairdue-" + base::to_hex(base::sha256(stamp.message_id)).substr(0, 24);
  std::string const language{code_of(message.language)};
  std::string out = "From: " + mailbox(envelope.sender.name, envelope.sender.email) +
                    "\r\nTo: " + mailbox(envelope.recipient.name, envelope.recipient.email) +
                    "\r\nSubject: " + header_text(message.subject) + "\r\nDate: " + mail_date(stamp.at) +
                    "\r\nMessage-ID: <" + stamp.message_id +
                    ">\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\nContent-Language: " + language +
                    "\r\nContent-Type: multipart/alternative; boundary=\"" + boundary + "\"\r\n\r\n";
  out += "--" + boundary + "\r\n" + body_part("text/plain", language, plain_text(message));
  out += "--" + boundary + "\r\n" + body_part("text/html", language, html_page(message, envelope));
  return out + "--" + boundary + "--\r\n";
}

}  // namespace contact
