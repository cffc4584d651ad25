// Which addresses a source may name for its webhooks.
#include "http/source/webhook_url.h"

#include <gtest/gtest.h>

#include <string>

namespace http::source {
namespace {

TEST(WebhookUrl, HttpsWithAHost) {
  for (std::string_view const url :
       {"https://library.example/hook", "https://library.example", "https://library.example:8443/a/b?c=d",
        "HTTPS://library.example/", "https://[2001:db8::1]/hook"}) {
    EXPECT_TRUE(is_webhook_url(url, PlainHttp::kRefused)) << url;
  }
}

TEST(WebhookUrl, NothingElse) {
  for (std::string_view const url :
       {"", "library.example/hook", "//library.example/hook", "http://library.example/", "ftp://library.example/",
        "https:///hook", "https://", "https:hook", "https://user@library.example/",
        "https://user:word@library.example/", "https://library.example/#part", "https://library.example/a b",
        "https://library.example/\r\nX: y", "https://library.example:0/", "https://library.example:99999/",
        "file:///etc/passwd", "https://%6cocalhost/", "https://a\\@b/"}) {
    EXPECT_FALSE(is_webhook_url(url, PlainHttp::kRefused)) << url;
  }
  EXPECT_FALSE(is_webhook_url("https://library.example/" + std::string(480, 'a'), PlainHttp::kRefused));
}

TEST(WebhookUrl, PlainHttpOnlyWhereAllowed) {
  EXPECT_TRUE(is_webhook_url("http://127.0.0.1:8080/hook", PlainHttp::kAllowed));
  EXPECT_FALSE(is_webhook_url("http://user@127.0.0.1:8080/hook", PlainHttp::kAllowed));
}

}  // namespace
}  // namespace http::source
