// What the strict reader takes, and how it names what it does not take.
#include "http/json_reader.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace http {
namespace {

std::vector<std::string> told(JsonDocument& document) {
  std::vector<std::string> lines;
  for (FieldError const& error : document.errors()) lines.push_back(error.path + ": " + error.message);
  return lines;
}

constexpr std::array<std::string_view, 2> kWords = {"letter", "sms"};

TEST(JsonReader, ReadsWhatIsThere) {
  JsonDocument document = JsonDocument::parse(
      R"({"reference":"K-1","amount_minor":35000,"urgent":true,"due":"2026-11-22","currency":"DKK","channel":"sms",
          "note":"a\nb","debtor":{"name":"Åse"},"lines":[{"n":1},{"n":2}],"tags":["x","y"],"extra":{"any":[1,2]},"gone":null})");
  JsonObject root = document.root();
  EXPECT_EQ(root.text("reference", {.min_letters = 1}), "K-1");
  EXPECT_EQ(root.whole_number("amount_minor", {.min = 1}), 35000);
  EXPECT_TRUE(root.yes_or_no("urgent"));
  EXPECT_EQ(base::format_date(root.date("due")), "2026-11-22");
  EXPECT_EQ(root.currency("currency"), base::kDanishKrone);
  EXPECT_EQ(root.word("channel", kWords), 1U);
  EXPECT_EQ(root.optional_text("note", {.form = TextForm::kManyLines}), "a\nb");
  EXPECT_EQ(root.object("debtor").text("name", {.max_letters = 3}), "Åse");
  std::int64_t sum = 0;
  for (JsonObject line : root.objects("lines")) sum += line.whole_number("n");
  EXPECT_EQ(sum, 3);
  EXPECT_EQ(root.texts("tags"), (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(root.optional_raw("extra"), "{\"any\":[1,2]}");
  EXPECT_EQ(root.optional_text("gone"), std::nullopt);
  EXPECT_EQ(root.optional_whole_number("never"), std::nullopt);
  EXPECT_TRUE(root.optional_objects("no_lines").empty());
  EXPECT_EQ(told(document), std::vector<std::string>{});
}

TEST(JsonReader, NamesEveryMistakeWithItsPlace) {
  JsonDocument document = JsonDocument::parse(
      R"({"claims":[{"amount_minor":1},{"amount_minor":2},{"amount_minor":1.0},{"amount_minor":"3"},7,
          {"amount_minor":9223372036854775808},{"amount_minor":1,"amout":2}],
          "name":"","due":"2026-02-30","currency":"dkk","channel":"fax","flag":0,"tags":["ok",1],"note":"a\u0007"})");
  JsonObject root = document.root();
  for (JsonObject claim : root.objects("claims")) claim.whole_number("amount_minor", {.min = 2});
  root.text("name", {.min_letters = 1, .max_letters = 5});
  root.date("due");
  root.currency("currency");
  root.word("channel", kWords);
  root.yes_or_no("flag");
  root.texts("tags");
  root.text("note");
  root.text("missing");
  root.object("none").text("inner");
  root.refuse("due", "must not be before issued_on");
  EXPECT_EQ(told(document), (std::vector<std::string>{
                                "$.claims[4]: must be an object",
                                "$.claims[0].amount_minor: must be from 2 to 9223372036854775807",
                                "$.claims[2].amount_minor: must be a whole number",
                                "$.claims[3].amount_minor: must be a whole number",
                                "$.claims[5].amount_minor: is too large",
                                "$.claims[6].amount_minor: must be from 2 to 9223372036854775807",
                                "$.name: must have 1 to 5 letters",
                                "$.due: must be a date such as 2026-11-22",
                                "$.currency: must be a currency such as DKK",
                                "$.channel: must be one of letter sms",
                                "$.flag: must be true or false",
                                "$.tags[1]: must be a text",
                                "$.note: must not contain control characters",
                                "$.missing: is required",
                                "$.none: is required",
                                "$.due: must not be before issued_on",
                                "$.claims[6].amout: is not known here",
                            }));
  EXPECT_EQ(document.problem().status, 422);
}

TEST(JsonReader, RefusesWhatIsNoStrictJson) {
  for (char const* text : {"", "{", "{}x", "{} {}", "{\"a\":1,}", "{'a':1}", "{\"a\":01}", "// c\n{}", "{\"a\":NaN}",
                           "{\"a\":1,\"a\":2}", "{\"b\":{\"a\":1,\"\\u0061\":2}}", "\xef\xbb\xbf{}", "{\"a\":\"\xff\"}",
                           "[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]", "{\"a\":\"\\ud800\"}", "{\"a\":\"\n\"}"}) {
    JsonDocument document = JsonDocument::parse(text);
    document.root().text("a");
    EXPECT_EQ(document.problem().status, 400) << text;
    EXPECT_EQ(document.errors().size(), 1U) << text;
  }
}

TEST(JsonReader, TheSameKeyInTwoObjectsIsNoRepetition) {
  JsonDocument document = JsonDocument::parse(R"({"a":{"x":1},"b":{"x":1},"x":1})");
  JsonObject root = document.root();
  root.object("a").whole_number("x");
  root.object("b").whole_number("x");
  root.whole_number("x");
  EXPECT_EQ(told(document), std::vector<std::string>{});
}

TEST(JsonReader, KeepsItsLimits) {
  EXPECT_EQ(JsonDocument::parse("{\"a\":1}", {.max_bytes = 6}).problem().status, 400);
  EXPECT_EQ(JsonDocument::parse("[1,2,3]", {.max_values = 3}).problem().status, 400);
  JsonDocument many = JsonDocument::parse(R"({"a":1,"b":1,"c":1})", {.max_errors = 2});
  (void)many.root();
  EXPECT_EQ(many.errors().size(), 2U);
  JsonDocument items = JsonDocument::parse(R"({"a":[{},{}]})");
  items.root().objects("a", {.min = 0, .max = 1});
  EXPECT_EQ(told(items), std::vector<std::string>{"$.a: must have 0 to 1 items"});
}

TEST(JsonReader, TheRootMustBeAnObject) {
  JsonDocument document = JsonDocument::parse("[1]");
  EXPECT_EQ(document.root().text("a"), "");
  EXPECT_EQ(told(document), std::vector<std::string>{"$: must be an object"});
}

TEST(JsonReader, DoesNotRepeatOddKeys) {
  JsonDocument document = JsonDocument::parse("{\"<script>\":1}");
  (void)document.root();
  EXPECT_EQ(told(document), std::vector<std::string>{"$.(key): is not known here"});
}

TEST(JsonReader, LooksAtTheContentType) {
  Request request;
  request.body = "{}";
  EXPECT_EQ(JsonDocument::parse_body(request).problem().status, 415);
  request.headers.add("content-type", "application/json; charset=utf-8");
  JsonDocument good = JsonDocument::parse_body(request);
  (void)good.root();
  EXPECT_TRUE(good.errors().empty());
  request.headers.clear();
  request.headers.add("Content-Type", "text/plain");
  EXPECT_EQ(JsonDocument::parse_body(request).problem().status, 415);
}

}  // namespace
}  // namespace http
