#include "http/source/webhook_url.h"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <charconv>

namespace http::source {
namespace {

/// 1 to 65535. (Boost.URL takes any number of digits.)
bool is_port(std::string_view text) {
  std::uint16_t port = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && end == text.data() + text.size() && port != 0;
}

}  // namespace

bool is_webhook_url(std::string_view url, PlainHttp plain_http) {
  if (url.size() > kMaxWebhookUrl) return false;
  auto const parsed = boost::urls::parse_uri({url.data(), url.size()});
  if (!parsed) return false;
  bool const secure = parsed->scheme_id() == boost::urls::scheme::https;
  bool const plain = parsed->scheme_id() == boost::urls::scheme::http && plain_http == PlainHttp::kAllowed;
  if (!secure && !plain) return false;
  if (!parsed->has_authority() || parsed->has_userinfo() || parsed->has_fragment()) return false;
  if (parsed->has_port() && !is_port({parsed->port().data(), parsed->port().size()})) return false;
  return !parsed->encoded_host().empty() && !parsed->encoded_host().contains('%');
}

}  // namespace http::source
