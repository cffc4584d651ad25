// What those who carry messages tell later: mail that came back, receipts, statuses. The first byte chooses the reader.
#include "adapters/gateway_api/gateway_notices.h"
#include "adapters/message_files/receipt.h"
#include "adapters/smtp_mail/bounce.h"
#include "adapters/smtp_mail/smtp_answers.h"
#include "base/digest.h"
#include "base/encoding.h"
#include "tests/fuzz/fuzz_support.h"

namespace {

constexpr std::size_t kLongestCode = 80;

/// Codes are shown and logged: nothing of what came in stands in them but what has a code's form.
void expect_code(std::string_view code) {
  fuzz::expect(code.size() <= kLongestCode, "a code is short");
  for (char const letter : code) fuzz::expect(letter >= ' ' && letter < '\x7f', "a code is printable");
}

void expect_news(ports::DeliveryNews const& news) {
  expect_code(news.code);
  fuzz::expect(news.message.value > 0, "news are about a message");
  fuzz::expect(news.key.size() == 32, "and name its key");
  fuzz::expect(!news.bad_address || news.what == ports::Delivery::kNotDelivered, "a bad address got nothing");
}

void read_notice(std::string_view text) {
  adapters::gateway_api::GatewayNotices const notices{{"secret"}, [](std::string_view) { return std::string{"mark"}; }};
  // As it comes, which nobody has signed; and as claims that are.
  (void)notices.check_notice({"POST", "/", {{"X-Gwapi-Signature", std::string{text}}}, {}});
  std::string const signed_part = base::to_base64url(R"({"alg":"HS256"})") + "." + base::to_base64url(text);
  std::string const token = signed_part + "." + base::to_base64url(base::hmac_sha256("secret", signed_part));
  auto const notice = notices.check_notice({"POST", "/", {{"X-Gwapi-Signature", token}}, {}});
  if (notice) fuzz::expect(notice->deduplication_key.size() < 60, "the key of a notice is short");
  for (std::string_view const kept : {text, notice ? std::string_view{notice->kept} : std::string_view{}}) {
    auto const content = notices.read_notice(kept);
    if (auto const* news = std::get_if<ports::DeliveryNews>(&content)) expect_news(*news);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  if (size == 0) return 0;
  std::string_view const text = fuzz::text_of(data, size).substr(1);
  switch (data[0] % 4) {
    case 0:
      if (auto const news = adapters::smtp_mail::read_bounce(text, "retur@testby.dk")) expect_news(*news);
      break;
    case 1:
      if (auto const receipt = adapters::message_files::read_receipt(text, {"F-1"})) expect_code(receipt->code);
      break;
    case 2:
      read_notice(text);
      break;
    default: {
      auto const reply = adapters::smtp_mail::read_reply(text);
      fuzz::expect(reply.code == 0 || (reply.code >= 200 && reply.code < 600), "a reply has a code, or none");
      expect_code(reply.enhanced + reply.queued_as);
      (void)adapters::smtp_mail::meaning_of(adapters::smtp_mail::SmtpPhase::kSent, reply);
    }
  }
  return 0;
}
