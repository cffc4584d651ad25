#include "adapters/smtp_mail/smtp_mail.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>

#include "adapters/smtp_mail/bounce.h"
#include "adapters/smtp_mail/smtp_answers.h"

namespace adapters::smtp_mail {

namespace {

using ports::Lasting;
using ports::NotSent;

constexpr int kOursPause = 300;
constexpr int kConnectMs = 10'000;
constexpr std::size_t kReturnedAtATime = 500;
constexpr std::size_t kLongestReturned = 256 * 1024;  // of a mail; what is behind it is the message itself

struct FreeHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

/// Between angle brackets in a command: nothing that could end it.
bool is_plain_address(std::string_view address) {
  return address.size() >= 3 && address.size() <= 254 && address.find('@') != std::string_view::npos &&
         std::ranges::all_of(
             address, [](char letter) { return letter > ' ' && letter < '\x7f' && letter != '<' && letter != '>'; });
}

/// How far the conversation has come, as libcurl tells it line by line.
struct Conversation {
  std::string_view text;
  std::size_t given = 0;
  bool whole = false;  // libcurl has been told that there is no more: only then the end of the text can be sent
  bool leaving = false;
  SmtpPhase phase = SmtpPhase::kGreeting;
  SmtpReply reply;

  void command(std::string_view line) {
    if (leaving) return;
    if (line.starts_with("QUIT")) leaving = true;
    if (line.starts_with("MAIL ")) phase = SmtpPhase::kSender;
    if (line.starts_with("RCPT ")) phase = SmtpPhase::kRecipient;
    if (line.starts_with("DATA")) phase = SmtpPhase::kText;
    if (!leaving) reply = {};
  }
  void answer(std::string_view line) {
    if (leaving) return;
    bool const continues = line.size() > 3 && line[3] == '-';
    if (!continues) reply = read_reply(line);
  }
};

std::size_t give_text(char* buffer, std::size_t size, std::size_t count, void* to) {
  auto& conversation = *static_cast<Conversation*>(to);
  std::string_view const rest = conversation.text.substr(conversation.given);
  std::size_t const part = std::min(rest.size(), size * count);
  std::memcpy(buffer, rest.data(), part);
  conversation.given += part;
  if (part == 0 && !conversation.whole) {
    conversation.whole = true;
    conversation.phase = SmtpPhase::kSent;
    conversation.reply = {};
  }
  return part;
}

int listen(CURL*, curl_infotype type, char* data, std::size_t size, void* to) {
  auto& conversation = *static_cast<Conversation*>(to);
  if (type == CURLINFO_HEADER_OUT) conversation.command({data, size});
  if (type == CURLINFO_HEADER_IN) conversation.answer({data, size});
  return 0;
}

/// Ends the wait for an answer to QUIT, for which libcurl has a time of its own: minutes, beyond ours.
int give_up(void* to, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Conversation*>(to)->leaving ? 1 : 0;
}

std::size_t ignore(char*, std::size_t size, std::size_t count, void*) { return size * count; }

/// Once for the process, and never undone: others may use the library too.
void start_library() {
  static CURLcode const kStarted = curl_global_init(CURL_GLOBAL_DEFAULT);
  (void)kStarted;
}

bool is_trouble_of_ours(CURLcode code) {
  return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_USE_SSL_FAILED || code == CURLE_SSL_CONNECT_ERROR ||
         code == CURLE_SSL_CACERT_BADFILE || code == CURLE_LOGIN_DENIED;
}

}  // namespace

SmtpMail::SmtpMail(SmtpConfiguration configuration) : configuration_(std::move(configuration)) {
  capabilities_ = {
      kProvider, dunning::Channel::kEmail, ports::KeyPolicy::kIgnores,
      configuration_.returned_mail.empty() ? ports::DeliveryReports::kNone : ports::DeliveryReports::kReports};
  start_library();
  if (configuration_.returned_mail.empty()) return;
  for (char const* const below : {"new", "cur"}) {
    if (std::filesystem::is_directory(std::filesystem::path{configuration_.returned_mail} / below)) continue;
    throw std::runtime_error(configuration_.returned_mail + " is no Maildir: it has no folder '" + below + "'");
  }
}

ports::SendAnswer SmtpMail::send(ports::Outgoing const& message) {
  std::string from = configuration_.return_address.empty() ? message.sender : configuration_.return_address;
  if (!configuration_.returned_mail.empty()) from = tagged_address(from, message).value_or("");
  if (!is_plain_address(message.address)) return NotSent{Lasting::kPermanent, "address_not_ascii"};
  if (!is_plain_address(from)) return NotSent{Lasting::kTemporary, "no_sender_address", false, kOursPause};
  std::unique_ptr<CURL, FreeHandle> const handle{curl_easy_init()};
  std::unique_ptr<curl_slist, FreeList> const recipients{curl_slist_append(nullptr, message.address.c_str())};
  if (handle == nullptr || recipients == nullptr) return NotSent{Lasting::kTemporary, "no_memory"};

  Conversation conversation;
  conversation.text = message.body;
  std::string const scheme = configuration_.security == SmtpSecurity::kTls ? "smtps://" : "smtp://";
  std::string const host =
      configuration_.host.find(':') == std::string::npos ? configuration_.host : "[" + configuration_.host + "]";
  std::string const url = scheme + host + ":" + std::to_string(configuration_.port) + "/" + configuration_.hello;
  CURL* const curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(kConnectMs, configuration_.timeout_ms)));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(configuration_.timeout_ms));
  if (configuration_.security == SmtpSecurity::kStartTls) curl_easy_setopt(curl, CURLOPT_USE_SSL, long{CURLUSESSL_ALL});
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
  if (!configuration_.authorities_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, configuration_.authorities_file.c_str());
  }
  if (!configuration_.user.empty()) {
    curl_easy_setopt(curl, CURLOPT_USERNAME, configuration_.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, configuration_.password.c_str());
  }
  curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, recipients.get());
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_text);
  curl_easy_setopt(curl, CURLOPT_READDATA, &conversation);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, ignore);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, give_up);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &conversation);
  // The only way to hear which command was refused. Nothing of what is heard is kept but the last reply.
  curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, listen);
  curl_easy_setopt(curl, CURLOPT_DEBUGDATA, &conversation);
  CURLcode const code = curl_easy_perform(curl);

  if (conversation.phase == SmtpPhase::kGreeting && is_trouble_of_ours(code) && conversation.reply.code / 100 != 4) {
    return NotSent{Lasting::kTemporary, code == CURLE_LOGIN_DENIED ? "login_refused" : "no_trusted_connection", false,
                   kOursPause};
  }
  return meaning_of(conversation.phase, conversation.reply);
}

void SmtpMail::fetch_news(std::function<void(ports::DeliveryNews const&)> const& take) {
  namespace files = std::filesystem;
  if (configuration_.returned_mail.empty()) return;
  files::path const folder = configuration_.returned_mail;
  std::vector<files::path> found;
  std::error_code error;
  for (auto const& entry : files::directory_iterator{folder / "new", error}) {
    if (entry.is_regular_file(error)) found.push_back(entry.path());
    if (found.size() >= kReturnedAtATime) break;
  }
  std::ranges::sort(found);
  for (files::path const& path : found) {
    std::ifstream file{path, std::ios::binary};
    std::string mail(kLongestReturned, '\0');
    file.read(mail.data(), static_cast<std::streamsize>(mail.size()));
    mail.resize(static_cast<std::size_t>(file.gcount()));
    if (auto news = read_bounce(mail, configuration_.return_address)) {
      news->provider = capabilities_.provider;
      take(*news);
    }
    // As a mail program does with what it has shown: also what is no news, which a person may want to read.
    // One that cannot be moved comes again, which is harmless.
    files::rename(path, folder / "cur" / (path.filename().string() + ":2,S"), error);
  }
}

}  // namespace adapters::smtp_mail
