// Which route is found, what happens without one, and that a forgotten gate closes.
#include "http/router.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "http/problem.h"

namespace http {
namespace {

Handler says(std::string text) {
  return [text = std::move(text)](Request const& request) {
    std::string out = text;
    for (std::size_t i = 0; i < request.parameters.size(); ++i) {
      out += " " + std::string(request.parameters.at(i).name) + "=" + std::string(request.parameters.at(i).value);
    }
    return text_response(200, out);
  };
}

struct Fixture {
  Router router;
  Fixture() {
    router.add(Method::kGet, "/", Privilege::kPublic, says("root"));
    router.add(Method::kGet, "/claims", Privilege::kPublic, says("list"));
    router.add(Method::kPost, "/claims", Privilege::kPublic, says("create"));
    router.add(Method::kGet, "/claims/{id}", Privilege::kPublic, says("one"));
    router.add(Method::kPost, "/claims/summary", Privilege::kPublic, says("summary"));
    router.add(Method::kGet, "/claims/{claim}/payments/{payment}", Privilege::kPublic, says("payment"));
    router.add(Method::kGet, "/claims/special/payments/x", Privilege::kPublic, says("special"));
    router.add(Method::kGet, "/assets/{file...}", Privilege::kPublic, says("asset"));
  }
  std::string call(Method method, std::string_view path) {
    Request request;
    request.method = method;
    request.path = path;
    Response const response = router.answer(request);
    return response.status == 200 ? std::string(response.body.view()) : std::to_string(response.status);
  }
};

TEST(HttpRouter, FindsTheMostLiteral) {
  Fixture f;
  EXPECT_EQ(f.call(Method::kGet, "/"), "root");
  EXPECT_EQ(f.call(Method::kGet, "/claims"), "list");
  EXPECT_EQ(f.call(Method::kPost, "/claims"), "create");
  EXPECT_EQ(f.call(Method::kGet, "/claims/17"), "one id=17");
  EXPECT_EQ(f.call(Method::kPost, "/claims/summary"), "summary");
  EXPECT_EQ(f.call(Method::kGet, "/claims/summary"), "one id=summary");
  EXPECT_EQ(f.call(Method::kGet, "/claims/9/payments/3"), "payment claim=9 payment=3");
  EXPECT_EQ(f.call(Method::kGet, "/claims/special/payments/x"), "special");
  EXPECT_EQ(f.call(Method::kGet, "/claims/special/payments/y"), "payment claim=special payment=y");
  EXPECT_EQ(f.call(Method::kGet, "/assets/a/b.css"), "asset file=a/b.css");
  EXPECT_EQ(f.call(Method::kGet, "/assets/"), "asset file=");
  EXPECT_EQ(f.call(Method::kHead, "/claims/17"), "one id=17");
}

TEST(HttpRouter, KnowsWhatItDoesNotKnow) {
  Fixture f;
  EXPECT_EQ(f.call(Method::kGet, "/claims/"), "404");
  EXPECT_EQ(f.call(Method::kGet, "/claim"), "404");
  EXPECT_EQ(f.call(Method::kGet, "/claims/9/payments/"), "404");
  EXPECT_EQ(f.call(Method::kGet, "//claims"), "404");
  EXPECT_EQ(f.call(Method::kGet, ""), "404");
  EXPECT_EQ(f.call(Method::kDelete, "/claims"), "405");
  EXPECT_EQ(f.call(Method::kOptions, "/claims/17"), "405");
  EXPECT_EQ(f.router.allowed_methods("/claims"), "GET, HEAD, POST");
  EXPECT_EQ(f.router.allowed_methods("/claims/summary"), "GET, HEAD, POST");
  Request request;
  request.path = "/claims";
  EXPECT_EQ(f.router.match(std::nullopt, request).route, nullptr);
  EXPECT_TRUE(f.router.match(std::nullopt, request).path_known);
}

TEST(HttpRouter, RefusesMalformedRoutes) {
  Router router;
  for (char const* pattern : {"", "claims", "/a{b}", "/{a}b", "/{}", "/{a}/{a}", "/{a...}/b", "/{a.b}", "/{a", "/a}"}) {
    EXPECT_THROW(router.add(Method::kGet, pattern, Privilege::kPublic, says("x")), std::logic_error) << pattern;
  }
  router.add(Method::kGet, "/a/{b}", Privilege::kPublic, says("x"));
  EXPECT_THROW(router.add(Method::kGet, "/a/{c}", Privilege::kPublic, says("x")), std::logic_error);
  EXPECT_THROW(router.add(Method::kGet, "/x", Privilege::kPublic, nullptr), std::logic_error);
}

TEST(HttpRouter, AForgottenGateCloses) {
  Router router;
  router.add(Method::kGet, "/mine", Privilege::kCitizen, says("secret"));
  Request request;
  request.path = "/mine";
  EXPECT_EQ(router.routes_without_gate().size(), 1U);
  EXPECT_EQ(router.answer(request).status, 500);
  router.set_gate(Privilege::kCitizen, [](Request& asked) -> std::optional<Response> {
    if (asked.cookie("session") != "good") return problem_response(unauthenticated(), asked);
    asked.set_caller(std::string("caller"));
    return std::nullopt;
  });
  EXPECT_TRUE(router.routes_without_gate().empty());
  EXPECT_EQ(router.answer(request).status, 401);
  EXPECT_EQ(request.caller<std::string>(), nullptr);
  request.cookies.add("session", "good");
  EXPECT_EQ(router.answer(request).status, 200);
  ASSERT_NE(request.caller<std::string>(), nullptr);
  EXPECT_EQ(*request.caller<std::string>(), "caller");
  EXPECT_EQ(request.caller<int>(), nullptr);
}

TEST(HttpRouter, AnExceptionTellsNothing) {
  Router router;
  router.add(Method::kGet, "/x", Privilege::kPublic,
             [](Request const&) -> Response { throw std::runtime_error("secret text"); });
  Request request;
  request.path = "/x";
  request.request_id = "r-1";
  Response const response = router.answer(request);
  EXPECT_EQ(response.status, 500);
  EXPECT_FALSE(response.body.view().contains("secret"));
  EXPECT_TRUE(response.body.view().contains("\"request_id\":\"r-1\""));
}

TEST(HttpProblem, IsRfc9457) {
  Problem problem = invalid_input({{"$.a", "is \"bad\""}, {"$.b[0]", "is required"}});
  EXPECT_EQ(to_json(problem, "r"),
            "{\"type\":\"urn:fairdue:problem:invalid_input\",\"title\":\"The content is not as the contract says\","
            "\"status\":422,\"code\":\"invalid_input\",\"next_step\":\"Correct what is listed in errors.\","
            "\"request_id\":\"r\",\"errors\":[{\"path\":\"$.a\",\"message\":\"is \\\"bad\\\"\"},"
            "{\"path\":\"$.b[0]\",\"message\":\"is required\"}]}");
  EXPECT_EQ(*problem_response(problem, "r").header("content-type"), "application/problem+json");
}

}  // namespace
}  // namespace http
