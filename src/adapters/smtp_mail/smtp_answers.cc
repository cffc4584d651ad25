#include "adapters/smtp_mail/smtp_answers.h"

#include <algorithm>

namespace adapters::smtp_mail {

namespace {

using ports::Lasting;
using ports::NotSent;

constexpr int kOursPause = 300;
constexpr int kBusyPause = 30;
constexpr std::size_t kLongestName = 64;

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

bool is_name_letter(char letter) {
  return is_digit(letter) || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || letter == '-' ||
         letter == '.' || letter == '_';
}

/// RFC 3463 section 2: class.subject.detail.
std::string enhanced_in(std::string_view text) {
  std::size_t const end = text.find(' ');
  std::string_view const word = text.substr(0, end);
  bool const right = word.size() >= 5 && word.size() <= 9 && word[1] == '.' && is_digit(word.back()) &&
                     std::ranges::count(word, '.') == 2 && word.find("..") == std::string_view::npos &&
                     std::ranges::all_of(word, [](char letter) { return is_digit(letter) || letter == '.'; }) &&
                     (word[0] == '2' || word[0] == '4' || word[0] == '5');
  return right ? std::string{word} : std::string{};
}

std::string queued_in(std::string_view text) {
  constexpr std::string_view kWords = "queued as ";
  std::size_t const at = text.find(kWords);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + kWords.size());
  std::size_t size = 0;
  while (size < text.size() && size < kLongestName && is_name_letter(text[size])) ++size;
  return std::string{text.substr(0, size)};
}

}  // namespace

SmtpReply read_reply(std::string_view line) {
  while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
  SmtpReply reply;
  bool const right = line.size() >= 3 && line[0] >= '2' && line[0] <= '5' && is_digit(line[1]) && is_digit(line[2]) &&
                     (line.size() == 3 || line[3] == ' ');
  if (!right) return reply;
  reply.code = (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0');
  if (line.size() < 5) return reply;
  reply.enhanced = enhanced_in(line.substr(4));
  reply.queued_as = queued_in(line.substr(4));
  return reply;
}

// RFC 3463 sections 3.2 and 3.3, RFC 7505.
bool is_bad_address(SmtpReply const& reply) {
  for (char const* const code : {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}) {
    if (reply.enhanced == code) return true;
  }
  return reply.enhanced.empty() && (reply.code == 551 || reply.code == 553);
}

ports::SendAnswer meaning_of(SmtpPhase phase, SmtpReply const& reply) {
  std::string const shown = "smtp_" + std::to_string(reply.code) + (reply.enhanced.empty() ? "" : " " + reply.enhanced);
  int const kind = reply.code / 100;
  if (phase == SmtpPhase::kSent) {
    if (kind == 2) return ports::Sent{reply.queued_as};
    if (kind != 4 && kind != 5) return ports::UnknownSending{reply.code == 0 ? "no_answer" : shown};
  }
  // Broken off in the middle of a conversation that went well so far.
  if (kind < 4) return NotSent{Lasting::kTemporary, "unreachable", false, kBusyPause};
  if (kind != 5) return NotSent{Lasting::kTemporary, shown, false, reply.code == 421 ? kBusyPause : 0};
  if (phase == SmtpPhase::kGreeting || phase == SmtpPhase::kSender) {
    return NotSent{Lasting::kTemporary, shown, false, kOursPause};
  }
  return NotSent{Lasting::kPermanent, shown, is_bad_address(reply), 0};
}

}  // namespace adapters::smtp_mail
