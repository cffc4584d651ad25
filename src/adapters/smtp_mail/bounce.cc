#include "adapters/smtp_mail/bounce.h"

#include <algorithm>
#include <charconv>

#include "adapters/smtp_mail/smtp_answers.h"

namespace adapters::smtp_mail {

namespace {

using ports::Delivery;
using ports::DeliveryNews;

constexpr std::size_t kKeyLetters = 32;

std::string lower(std::string_view text) {
  std::string out{text};
  for (char& letter : out) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter + 32);
  }
  return out;
}

bool is_key(std::string_view text) {
  return text.size() == kKeyLetters && std::ranges::all_of(text, [](char letter) {
           return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
         });
}

/// Lines end in LF or CR LF, as the mail server keeps them.
std::string_view take_line(std::string_view& text) {
  std::size_t const end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// To whom it came, by the tag: in the head of the mail, whatever header the mail server has put it into.
std::optional<DeliveryNews> whose(std::string_view mail, std::string_view return_address) {
  std::size_t const at = return_address.find('@');
  if (at == std::string_view::npos) return std::nullopt;
  std::string const before = lower(return_address.substr(0, at)) + "+";
  std::string const behind = lower(return_address.substr(at));
  while (!mail.empty()) {
    std::string const line = lower(take_line(mail));
    if (line.empty()) return std::nullopt;
    std::size_t const found = line.find(before);
    if (found == std::string::npos) continue;
    std::string_view const tag = std::string_view{line}.substr(found + before.size());
    DeliveryNews news;
    news.key = tag.substr(0, std::min(kKeyLetters, tag.size()));
    if (!is_key(news.key) || tag.size() < kKeyLetters + 2 || tag[kKeyLetters] != '.') continue;
    char const* const end = tag.data() + tag.size();
    auto const read = std::from_chars(tag.data() + kKeyLetters + 1, end, news.message.value);
    if (read.ec != std::errc{} || news.message.value <= 0) continue;
    if (std::string_view{read.ptr, end}.starts_with(behind)) return news;
  }
  return std::nullopt;
}

struct Status {
  std::string action;
  std::string code;
};

/// The first recipient's: there is only one. The part ends with the next boundary.
std::optional<Status> status_in(std::string_view mail) {
  bool inside = false;
  Status status;
  while (!mail.empty()) {
    std::string const line = lower(take_line(mail));
    if (line.starts_with("content-type:") && line.find("message/delivery-status") != std::string::npos) {
      inside = true;
    } else if (inside && line.starts_with("--")) {
      break;
    }
    if (!inside) continue;
    std::size_t const colon = line.find(':');
    if (colon == std::string::npos) continue;
    std::size_t const value = line.find_first_not_of(" \t", colon + 1);
    if (value == std::string::npos) continue;
    std::string const text = line.substr(value, line.find_first_of(" \t;(", value) - value);
    if (line.starts_with("action:") && status.action.empty()) status.action = text;
    // Read as the reply it stands for, so that only what has a code's form is repeated.
    if (line.starts_with("status:") && status.code.empty()) status.code = read_reply("550 " + text + " ").enhanced;
  }
  if (status.action.empty()) return std::nullopt;
  return status;
}

}  // namespace

std::optional<std::string> tagged_address(std::string_view return_address, ports::Outgoing const& message) {
  std::size_t const at = return_address.find('@');
  if (at == std::string_view::npos) return std::nullopt;
  return std::string{return_address.substr(0, at)} + "+" + message.key + "." + std::to_string(message.message.value) +
         std::string{return_address.substr(at)};
}

std::optional<DeliveryNews> read_bounce(std::string_view mail, std::string_view return_address) {
  auto news = whose(mail, return_address);
  auto const status = status_in(mail);
  if (!news || !status) return std::nullopt;
  if (status->action == "delivered") return news;
  if (status->action == "failed") {
    news->what = Delivery::kNotDelivered;
    news->code = "returned" + (status->code.empty() ? "" : " " + status->code);
    news->bad_address = is_bad_address({550, status->code, {}});
    return news;
  }
  news->what = Delivery::kTaken;
  bool const between = status->action == "delayed" || status->action == "relayed" || status->action == "expanded";
  return between ? news : std::nullopt;
}

}  // namespace adapters::smtp_mail
