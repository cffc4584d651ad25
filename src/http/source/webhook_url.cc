#include "http/source/webhook_url.h"

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

namespace http::source {

bool is_webhook_url(std::string_view url, PlainHttp plain_http) {
  if (url.size() > kMaxWebhookUrl) return false;
  auto const parsed = boost::urls::parse_uri({url.data(), url.size()});
  if (!parsed) return false;
  bool const secure = parsed->scheme_id() == boost::urls::scheme::https;
  bool const plain = parsed->scheme_id() == boost::urls::scheme::http && plain_http == PlainHttp::kAllowed;
  if (!secure && !plain) return false;
  if (!parsed->has_authority() || parsed->has_userinfo() || parsed->has_fragment()) return false;
  if (parsed->has_port() && parsed->port_number() == 0) return false;
  return !parsed->encoded_host().empty() && !parsed->encoded_host().contains('%');
}

}  // namespace http::source
