// The small parts of the edge: cookies, answers, security headers, limits, proxies, built-in files, log and metrics.
#include <gtest/gtest.h>

#include <mutex>
#include <stdexcept>
#include <string>

#include "http/access_log.h"
#include "http/cookies.h"
#include "http/metrics.h"
#include "http/rate_limiter.h"
#include "http/security_headers.h"
#include "http/static_content.h"
#include "http/trusted_proxies.h"

namespace http {
namespace {

TEST(HttpCookies, AreReadAndARepeatedNameIsNotBelieved) {
  FieldList cookies;
  parse_cookies("a=1; __Host-session=xyz ;b=2;;=z;c; a=3; d=", cookies);
  EXPECT_EQ(cookies.find("__Host-session"), "xyz");
  EXPECT_EQ(cookies.find("a"), std::nullopt);
  EXPECT_EQ(cookies.find("b"), "2");
  EXPECT_EQ(cookies.find("c"), std::nullopt);
  EXPECT_EQ(cookies.find("d"), "");
}

TEST(HttpCookies, AreSetSafely) {
  EXPECT_EQ(set_cookie("session", "abc", SameSite::kLax, CookieProtection::kSecure),
            "__Host-session=abc; Path=/; HttpOnly; SameSite=Lax; Secure");
  EXPECT_EQ(set_cookie("s", "a", SameSite::kStrict, CookieProtection::kLoopback, std::chrono::seconds(60)),
            "s=a; Path=/; HttpOnly; SameSite=Strict; Max-Age=60");
  EXPECT_EQ(remove_cookie("s", SameSite::kLax, CookieProtection::kSecure),
            "__Host-s=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0");
  EXPECT_THROW((void)set_cookie("s", "a;b", SameSite::kLax, CookieProtection::kSecure), std::invalid_argument);
  EXPECT_THROW((void)set_cookie("s", "a\r\nb", SameSite::kLax, CookieProtection::kSecure), std::invalid_argument);
}

TEST(HttpResponse, OpenRedirectsAreNotOffered) {
  EXPECT_EQ(own_path_or("/claims?x=1", "/"), "/claims?x=1");
  for (char const* next :
       {"", "https://evil.example", "//evil.example", "/\\evil.example", "/a\nb", "javascript:x", "/a b"}) {
    EXPECT_EQ(own_path_or(next, "/home"), "/home") << next;
  }
}

TEST(HttpResponse, HeadersAreReplacedOrAdded) {
  Response response = text_response(200, "x");
  response.set_header("content-type", "text/css");
  response.add_header("Set-Cookie", "a");
  response.add_header("Set-Cookie", "b");
  EXPECT_EQ(response.headers.size(), 3U);
  EXPECT_EQ(*response.header("Content-Type"), "text/css");
  EXPECT_FALSE(is_header_safe("X", "a\r\nb"));
  EXPECT_FALSE(is_header_safe("X y", "a"));
  EXPECT_FALSE(is_header_safe("", "a"));
  EXPECT_TRUE(is_header_safe("X-Y", "a\tb æ"));
}

TEST(HttpSecurityHeaders, PagesAndData) {
  SecurityHeaders const headers({.form_targets = {"https://pay.example"}});
  std::string page;
  headers.append_to(page, html_response(200, "<p>"), Transport::kTls);
  EXPECT_TRUE(page.contains("script-src 'self'"));
  EXPECT_TRUE(page.contains("form-action 'self' https://pay.example\r\n"));
  EXPECT_TRUE(page.contains("frame-ancestors 'none'"));
  EXPECT_TRUE(page.contains("Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n"));
  EXPECT_TRUE(page.contains("Cache-Control: no-store\r\n"));
  EXPECT_FALSE(page.contains("unsafe"));
  std::string data;
  Response response = json_response(200, "{}");
  response.set_header("Cache-Control", "max-age=5");
  headers.append_to(data, response, Transport::kPlain);
  EXPECT_TRUE(data.contains("default-src 'none'; base-uri 'none'"));
  EXPECT_TRUE(data.contains("X-Content-Type-Options: nosniff\r\n"));
  EXPECT_TRUE(data.contains("Referrer-Policy: no-referrer\r\n"));
  EXPECT_FALSE(data.contains("Strict-Transport-Security"));
  EXPECT_FALSE(data.contains("no-store"));
}

constexpr base::Instant at(std::int64_t seconds) { return {seconds * 1'000'000}; }

TEST(HttpRateLimiter, RefillsEvenly) {
  RateLimiter limiter({.burst = 2, .per_hour = 3600, .max_keys = 10}, "key");
  EXPECT_TRUE(limiter.take("a", at(100)).allowed);
  EXPECT_TRUE(limiter.take("a", at(100)).allowed);
  RateVerdict const refused = limiter.take("a", at(100));
  EXPECT_FALSE(refused.allowed);
  EXPECT_EQ(refused.retry_after_seconds, 1);
  EXPECT_TRUE(limiter.take("b", at(100)).allowed);
  EXPECT_FALSE(limiter.take("a", {100'999'999}).allowed);
  EXPECT_TRUE(limiter.take("a", at(101)).allowed);
  EXPECT_FALSE(limiter.take("a", at(101)).allowed);
  EXPECT_FALSE(limiter.take("a", at(50)).allowed);  // a clock that goes back refills nothing
  EXPECT_TRUE(limiter.take("a", at(1000)).allowed);
  EXPECT_TRUE(limiter.take("a", at(1000)).allowed);
  EXPECT_FALSE(limiter.take("a", at(1000)).allowed);  // never more than the burst
}

TEST(HttpRateLimiter, LookingTakesNothing) {
  RateLimiter limiter({.burst = 1, .per_hour = 60, .max_keys = 1}, "key");
  base::Instant const now{1'000'000};
  for (int i = 0; i < 5; ++i) EXPECT_TRUE(limiter.look("a", now).allowed);
  EXPECT_TRUE(limiter.take("a", now).allowed);
  EXPECT_FALSE(limiter.look("a", now).allowed);
  EXPECT_GE(limiter.look("a", now).retry_after_seconds, 1);
  EXPECT_TRUE(limiter.look("b", now).allowed) << "of the common bucket";
  EXPECT_TRUE(limiter.take("b", now).allowed);
  EXPECT_FALSE(limiter.look("b", now).allowed);
  EXPECT_TRUE(limiter.look("a", {now.microseconds + 60'000'000}).allowed);
}

TEST(HttpRateLimiter, SaysHowLongToWait) {
  RateLimiter limiter({.burst = 1, .per_hour = 60, .max_keys = 10}, "key");
  EXPECT_TRUE(limiter.take("a", at(0)).allowed);
  EXPECT_EQ(limiter.take("a", at(0)).retry_after_seconds, 60);
  EXPECT_EQ(limiter.take("a", at(59)).retry_after_seconds, 1);
  EXPECT_TRUE(limiter.take("a", at(60)).allowed);
}

TEST(HttpRateLimiter, MemoryIsBoundedAndNobodyGetsMoreByIt) {
  RateLimiter limiter({.burst = 1, .per_hour = 60, .max_keys = 100}, "key");
  int allowed = 0;
  for (int i = 0; i < 1000; ++i) allowed += limiter.take(std::to_string(i), at(10)).allowed ? 1 : 0;
  EXPECT_EQ(allowed, 101);  // one each, and one from the common bucket
  EXPECT_EQ(limiter.size(), 100U);
  EXPECT_TRUE(limiter.take("new", at(1000)).allowed);  // the others are full again and forgotten
  EXPECT_EQ(limiter.size(), 1U);
}

FieldList forwarded(std::vector<std::pair<std::string, std::string>> const& fields) {
  FieldList list;
  for (auto const& [name, value] : fields) list.add(name, value);
  return list;
}

TEST(HttpTrustedProxies, OnlyConfiguredOnesAreBelieved) {
  TrustedProxies const proxies = *TrustedProxies::parse({"10.0.0.0/8", "fd00::1"});
  FieldList const headers = forwarded({{"X-Forwarded-For", "1.2.3.4"}, {"X-Forwarded-Proto", "https"}});
  ClientOrigin const stranger = proxies.resolve("9.9.9.9", Transport::kPlain, headers);
  EXPECT_EQ(stranger.address, "9.9.9.9");
  EXPECT_EQ(stranger.transport, Transport::kPlain);
  ClientOrigin const client = proxies.resolve("10.1.2.3", Transport::kPlain, headers);
  EXPECT_EQ(client.address, "1.2.3.4");
  EXPECT_EQ(client.transport, Transport::kTls);
  EXPECT_EQ(TrustedProxies().resolve("10.1.2.3", Transport::kPlain, headers).address, "10.1.2.3");
}

TEST(HttpTrustedProxies, ReadTheChainFromTheRight) {
  TrustedProxies const proxies = *TrustedProxies::parse({"10.0.0.0/8", "fd00::1"});
  auto const address = [&proxies](std::vector<std::pair<std::string, std::string>> const& fields) {
    return proxies.resolve("fd00::1", Transport::kTls, forwarded(fields)).address;
  };
  EXPECT_EQ(address({{"X-Forwarded-For", "6.6.6.6, 1.2.3.4, 10.0.0.9"}}), "1.2.3.4");
  EXPECT_EQ(address({{"X-Forwarded-For", "6.6.6.6"}, {"x-forwarded-for", "1.2.3.4"}}), "1.2.3.4");
  EXPECT_EQ(address({{"X-Forwarded-For", "6.6.6.6, nonsense"}}), "fd00::1");
  EXPECT_EQ(address({{"X-Forwarded-For", "2001:db8::5"}}), "2001:db8::5");
  EXPECT_EQ(address({}), "fd00::1");
}

TEST(HttpTrustedProxies, NetworksAreChecked) {
  for (char const* text : {"", "nonsense", "10.0.0.0/33", "::/129", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8x"}) {
    EXPECT_FALSE(TrustedProxies::parse({text}).has_value()) << text;
  }
  TrustedProxies const proxies = *TrustedProxies::parse({"192.168.4.0/22"});
  EXPECT_TRUE(proxies.contains("192.168.7.255"));
  EXPECT_FALSE(proxies.contains("192.168.8.0"));
  EXPECT_TRUE(proxies.contains("::ffff:192.168.5.1"));
  EXPECT_EQ(rate_key_of("192.168.7.255"), "192.168.7.255");
  EXPECT_EQ(rate_key_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
}

TEST(HttpStaticContent, IsCompressedAndValidated) {
  std::string const text(5000, 'a');
  StaticContent const content(text, "text/css; charset=utf-8", CacheFor::kForever);
  Request request;
  Response const plain = content.respond(request);
  EXPECT_EQ(plain.body.view(), text);
  EXPECT_EQ(*plain.header("Vary"), "Accept-Encoding");
  EXPECT_EQ(*plain.header("Cache-Control"), "public, max-age=31536000, immutable");
  request.headers.add("Accept-Encoding", "br, gzip");
  Response const packed = content.respond(request);
  EXPECT_EQ(*packed.header("Content-Encoding"), "gzip");
  EXPECT_LT(packed.body.view().size(), 200U);
  EXPECT_NE(*packed.header("ETag"), *plain.header("ETag"));
  request.headers.add("If-None-Match", "\"other\", W/" + *packed.header("ETag"));
  EXPECT_EQ(content.respond(request).status, 304);
  EXPECT_EQ(content.respond(request).body.view(), "");
  StaticContent const small("tiny", "text/css", CacheFor::kRevalidate);
  EXPECT_EQ(small.respond(request).header("Content-Encoding"), nullptr);
  EXPECT_EQ(*small.respond(request).header("Cache-Control"), "no-cache");
  StaticContent const picture(text, "image/png", CacheFor::kRevalidate);
  EXPECT_EQ(picture.respond(request).header("Content-Encoding"), nullptr);
}

TEST(HttpStaticContent, AcceptEncodingIsReadRightly) {
  EXPECT_TRUE(accepts_gzip("gzip"));
  EXPECT_TRUE(accepts_gzip("deflate, GZIP;q=0.5"));
  EXPECT_TRUE(accepts_gzip("*"));
  EXPECT_FALSE(accepts_gzip(""));
  EXPECT_FALSE(accepts_gzip("identity, br"));
  EXPECT_FALSE(accepts_gzip("gzip;q=0"));
  EXPECT_FALSE(accepts_gzip("gzip;q=0.000, *"));
  EXPECT_EQ(content_type_of("a/b.js"), "text/javascript; charset=utf-8");
  EXPECT_EQ(content_type_of("b"), "application/octet-stream");
}

TEST(HttpAccessLog, WritesOneLineEach) {
  std::string written;
  {
    AccessLog log([&written](std::string_view lines) { written += lines; });
    log.request({{1'700'000'000'125'000}, "r-1", "GET", "/claims/{id}", 200, 412});
    log.event({0}, "login\nrefused", {{"cause", "kExpired\r\n{\"x\":1}"}});
  }
  EXPECT_EQ(written,
            "{\"time\":\"2023-11-14T22:13:20.125Z\",\"kind\":\"request\",\"request_id\":\"r-1\",\"method\":\"GET\","
            "\"route\":\"/claims/{id}\",\"status\":200,\"microseconds\":412}\n"
            "{\"time\":\"1970-01-01T00:00:00.000Z\",\"kind\":\"login\\nrefused\","
            "\"cause\":\"kExpired\\u000d\\n{\\\"x\\\":1}\"}\n");
}

TEST(HttpAccessLog, DropsAndSaysSoWhenNobodyReads) {
  std::mutex gate;
  gate.lock();
  std::string written;
  {
    AccessLog log([&gate, &written](std::string_view lines) {
      std::lock_guard const wait(gate);
      written += lines;
    });
    for (int i = 0; i < 200'000; ++i) log.request({{0}, "r", "GET", "/x", 200, 1});
    gate.unlock();
    log.flush();
    log.request({{0}, "r", "GET", "/x", 200, 1});
  }
  EXPECT_TRUE(written.contains("log_lines_dropped"));
  EXPECT_LT(written.size(), 20'000'000U);
}

TEST(HttpMetrics, ArePrometheusText) {
  Router router;
  router.add(Method::kGet, "/claims/{id}", Privilege::kPublic, [](Request const&) { return no_content(); });
  Metrics metrics(router);
  metrics.record(0, 200, 300);
  metrics.record(0, 503, 30'000'000);
  metrics.record(1, 404, 0);
  metrics.record(99, 400, 0);
  metrics.add_gauge("fairdue_waiting", "Waiting.", [] { return 7; });
  std::string const text = metrics.to_text();
  EXPECT_TRUE(text.contains("fairdue_http_requests_total{method=\"GET\",route=\"/claims/{id}\",status=\"2xx\"} 1\n"));
  EXPECT_TRUE(text.contains("fairdue_http_requests_total{method=\"-\",route=\"-\",status=\"4xx\"} 2\n"));
  EXPECT_TRUE(text.contains("{method=\"GET\",route=\"/claims/{id}\",le=\"0.001000\"} 1\n"));
  EXPECT_TRUE(text.contains("{method=\"GET\",route=\"/claims/{id}\",le=\"+Inf\"} 2\n"));
  EXPECT_TRUE(text.contains("fairdue_http_request_seconds_sum{method=\"GET\",route=\"/claims/{id}\"} 30.000300\n"));
  EXPECT_TRUE(text.contains("# TYPE fairdue_waiting gauge\nfairdue_waiting 7\n"));
  EXPECT_EQ(metrics.count(0, 5), 1U);
}

}  // namespace
}  // namespace http
