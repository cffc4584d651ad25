// Field lists, targets, percent-encoding and UTF-8.
#include "http/fields.h"

#include <gtest/gtest.h>

#include <string>

#include "http/json_text.h"
#include "http/request.h"

namespace http {
namespace {

TEST(FieldList, FindsTheOnlyOne) {
  FieldList fields;
  fields.add("Host", "a");
  fields.add("X-Twice", "1");
  fields.add("x-twice", "2");
  EXPECT_EQ(fields.find_ignoring_case("HOST"), "a");
  EXPECT_EQ(fields.find("host"), std::nullopt);
  EXPECT_EQ(fields.find_ignoring_case("X-Twice"), std::nullopt);
  EXPECT_EQ(fields.count_ignoring_case("X-TWICE"), 2U);
  EXPECT_EQ(fields.find("X-Twice"), "1");
  EXPECT_EQ(fields.at(2).value, "2");
  fields.clear();
  EXPECT_TRUE(fields.empty());
}

struct Target {
  std::string path;
  FieldList query;
  bool good;
};

Target split(std::string_view text) {
  Target target;
  target.good = split_target(text, target.path, target.query);
  return target;
}

TEST(SplitTarget, DecodesOnce) {
  EXPECT_EQ(split("/a/b").path, "/a/b");
  EXPECT_EQ(split("/a%20b/%C3%A6").path, "/a b/æ");
  EXPECT_EQ(split("/a%252e%252e/b").path, "/a%2e%2e/b");
  EXPECT_EQ(split("/a?x=1&y=a+b%26&z").query.find("y"), "a b&");
  EXPECT_EQ(split("/a?x=1&&z").query.find("z"), "");
  EXPECT_EQ(split("/a+b").path, "/a+b");
  EXPECT_TRUE(split("/").good);
  EXPECT_TRUE(split("/a?").good);
  EXPECT_TRUE(split("/.well-known/x").good);
}

TEST(SplitTarget, Refuses) {
  for (char const* text :
       {"",         "a",           "*",         "http://host/a", "/a#b",         "/a\\b",          "/..",
        "/a/../b",  "/a/.",        "/%2e%2e/b", "/a/%2E",        "/a%2fb",       "/a%2Fb",         "/a%5cb",
        "/a%00",    "/a%0d%0aX:y", "/a%7f",     "/a%",           "/a%4",         "/a%zz",          "/a%ff",
        "/a%c0%af", "/a?x=%00",    "/a?x=%",    "/a?x=1&x=2",    "/a?%78=1&x=2", "/a?x=%ed%a0%80", "/a b",
        "/\xc3\xa6"}) {
    EXPECT_FALSE(split(text).good) << text;
  }
}

TEST(SplitTarget, BoundsTheNumberOfParameters) {
  std::string text = "/a?";
  for (int i = 0; i < 65; ++i) text += "p" + std::to_string(i) + "=1&";
  EXPECT_FALSE(split(text).good);
}

TEST(JsonText, EscapesWhatWouldBreakALine) {
  std::string out;
  append_json_string(out, std::string_view("a\"\\\n\r\0\x7f\xff"
                                           "æ\xe2\x80\xa8",
                                           13));
  EXPECT_EQ(out, "\"a\\\"\\\\\\n\\u000d\\u0000\\u007f\xef\xbf\xbdæ\\u2028\"");
}

TEST(HttpMethods, AreCaseSensitive) {
  EXPECT_EQ(parse_method("PATCH"), Method::kPatch);
  EXPECT_EQ(parse_method("get"), std::nullopt);
  EXPECT_EQ(parse_method("TRACE"), std::nullopt);
  EXPECT_EQ(method_name(Method::kOptions), "OPTIONS");
}

}  // namespace
}  // namespace http
