#include "adapters/gateway_api/gateway_notices.h"

#include <openssl/hmac.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <charconv>

#include "base/digest.h"
#include "base/encoding.h"
#include "json_values/json_object.h"
#include "ports/notice_headers.h"

namespace adapters::gateway_api {

namespace {

namespace json = boost::json;
using json_values::parse_object;
using json_values::text_member;
using json_values::whole_number_member;
using ports::Delivery;
using ports::NoticeRefusal;
using ports::only_header;

constexpr std::size_t kLongestToken = 16 * 1024;
constexpr std::size_t kKeyLetters = 32;

// Undeliverable this time: absent, off, busy or full, or a network that failed.
constexpr std::string_view kPassing[] = {"0x1013", "0x1015", "0x1018", "0x1019", "0x101A", "0x101B",
                                         "0x1021", "0x1022", "0x1023", "0x1027", "0x102A", "0x102E",
                                         "0x1042", "0x1047", "0x104A", "0x106A", "0x1080", "0x1091"};

EVP_MD const* digest_of(std::string_view algorithm) {
  if (algorithm == "HS256") return EVP_sha256();
  if (algorithm == "HS384") return EVP_sha384();
  return algorithm == "HS512" ? EVP_sha512() : nullptr;
}

std::string hmac(EVP_MD const* digest, std::string_view key, std::string_view text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> out{};
  unsigned int size = 0;
  if (HMAC(digest, key.data(), static_cast<int>(key.size()), reinterpret_cast<unsigned char const*>(text.data()),
           text.size(), out.data(), &size) == nullptr) {
    return {};
  }
  return {reinterpret_cast<char const*>(out.data()), size};
}

/// What the token says, if one of the secrets has signed it.
std::expected<json::object, NoticeRefusal> open(std::string_view token, std::vector<std::string> const& secrets) {
  std::size_t const first = token.find('.');
  std::size_t const second = first == std::string_view::npos ? first : token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos ||
      token.size() > kLongestToken) {
    return std::unexpected(NoticeRefusal::kUnsigned);
  }
  auto const header_text = base::from_base64url(token.substr(0, first));
  auto const header = header_text ? parse_object(*header_text) : std::nullopt;
  auto const signature = base::from_base64url(token.substr(second + 1));
  EVP_MD const* const digest = header ? digest_of(text_member(*header, "alg")) : nullptr;
  if (digest == nullptr || !signature || signature->empty()) return std::unexpected(NoticeRefusal::kUnsigned);
  bool const genuine = std::ranges::any_of(secrets, [&](std::string const& secret) {
    std::string const own = hmac(digest, secret, token.substr(0, second));
    return !secret.empty() && !own.empty() && base::equal_in_constant_time(own, *signature);
  });
  if (!genuine) return std::unexpected(NoticeRefusal::kForged);
  auto const text = base::from_base64url(token.substr(first + 1, second - first - 1));
  auto claims = text ? parse_object(*text) : std::nullopt;
  if (!claims) return std::unexpected(NoticeRefusal::kMalformed);
  return std::move(*claims);
}

std::string lower(std::string_view text) {
  std::string out{text};
  for (char& letter : out) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter + 32);
  }
  return out;
}

bool is_word(std::string_view text, std::size_t longest) {
  return !text.empty() && text.size() <= longest && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

/// The vendor's sample is "BETAL STOP": a keyword may stand before it.
bool is_stop(std::string_view text) {
  auto const blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '.' || c == '!'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  auto const first_end = std::ranges::find_if(text, blank);
  std::size_t last = text.size();
  while (last > 0 && !blank(text[last - 1])) --last;
  std::string_view const first{text.begin(), first_end};
  return lower(first) == "stop" || lower(text.substr(last)) == "stop";
}

/// The vendor's code, if it has the form of one; its texts may quote a number.
std::string code_in(json::object const& claims) {
  std::string code = text_member(claims, "code");
  return is_word(code, 10) ? code : std::string{};
}

/// A text that came in: of its number only the mark is kept, and of its words only whether they mean STOP.
std::expected<ports::DeliveryNotice, NoticeRefusal> keep_reply(json::object const& claims,
                                                               GatewayNotices::Mark const& mark) {
  auto const id = whole_number_member(claims, "id");
  auto const number = whole_number_member(claims, "msisdn");
  json::value const* const text = claims.if_contains("message");
  if (!id || *id <= 0 || !number || *number <= 0 || !text->is_string()) {
    return std::unexpected(NoticeRefusal::kMalformed);
  }
  json::object kept{{"id", *id}};
  if (is_stop(text_member(claims, "message"))) kept["stop"] = mark("+" + std::to_string(*number));
  return ports::DeliveryNotice{std::to_string(*id) + " reply", json::serialize(kept)};
}

}  // namespace

std::expected<ports::DeliveryNotice, NoticeRefusal> GatewayNotices::check_notice(
    ports::NoticeRequest const& request) const {
  auto const token = only_header(request.headers, "x-gwapi-signature");
  if (!token) return std::unexpected(NoticeRefusal::kUnsigned);
  auto const claims = open(*token, secrets_);
  if (!claims) return std::unexpected(claims.error());
  if (claims->if_contains("message") != nullptr && claims->if_contains("status") == nullptr) {
    return keep_reply(*claims, mark_);
  }
  auto const id = whole_number_member(*claims, "id");
  auto const time = whole_number_member(*claims, "time");
  std::string const status = text_member(*claims, "status");
  if (!id || *id <= 0 || !time || !whole_number_member(*claims, "msisdn") || !is_word(status, 20)) {
    return std::unexpected(NoticeRefusal::kMalformed);
  }
  // Without the number, and without the error's text. One message of ours has one number.
  json::object const kept{{"id", *id},
                          {"time", *time},
                          {"status", status},
                          {"code", code_in(*claims)},
                          {"userref", text_member(*claims, "userref").substr(0, 100)}};
  return ports::DeliveryNotice{std::to_string(*id) + " " + status, json::serialize(kept)};
}

ports::DeliveryNoticeContent GatewayNotices::read_notice(std::string_view kept) const {
  auto const claims = parse_object(kept);
  if (!claims) return {};
  if (std::string mark = text_member(*claims, "stop"); !mark.empty()) {
    return ports::OptOut{dunning::Channel::kSms, std::move(mark)};
  }
  std::string const reference = text_member(*claims, "userref");
  std::int64_t number = 0;
  if (reference.size() < kKeyLetters + 2 || reference[kKeyLetters] != '.') return {};
  char const* const end = reference.data() + reference.size();
  auto const read = std::from_chars(reference.data() + kKeyLetters + 1, end, number);
  if (read.ec != std::errc{} || read.ptr != end || number <= 0) return {};

  std::string const status = text_member(*claims, "status");
  ports::DeliveryNews news;
  news.message = {number};
  news.provider = provider_;
  news.key = reference.substr(0, kKeyLetters);
  if (auto const id = whole_number_member(*claims, "id")) news.provider_reference = std::to_string(*id);
  // ACCEPTED is the last that is heard of some messages, and no proof that they arrived.
  for (char const* const between : {"SCHEDULED", "BUFFERED", "ENROUTE", "ACCEPTED"}) {
    if (status != between) continue;
    news.what = Delivery::kTaken;
    return news;
  }
  if (status == "DELIVERED") return news;
  for (char const* const lost : {"EXPIRED", "DELETED", "UNDELIVERABLE", "REJECTED", "SKIPPED"}) {
    if (status != lost) continue;
    std::string const code = code_in(*claims);
    news.what = Delivery::kNotDelivered;
    news.code = lower(status) + (code.empty() ? "" : " " + code);
    news.bad_address = status == "UNDELIVERABLE" && std::ranges::find(kPassing, code) == std::end(kPassing);
    return news;
  }
  return {};
}

}  // namespace adapters::gateway_api
