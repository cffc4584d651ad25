#include "json_values/json_object.h"

#include <gtest/gtest.h>

namespace json_values {
namespace {

TEST(JsonObject, OnlyAWholeObjectIsOne) {
  EXPECT_TRUE(parse_object("{}"));
  for (char const* const text : {"", "[]", "1", "\"{}\"", "{", "{} {}", "{\"a\":}", "{'a':1}"}) {
    EXPECT_FALSE(parse_object(text)) << text;
  }
}

TEST(JsonObject, AMemberIsItsValueOrNothing) {
  auto const object =
      parse_object(R"({"text":"Gebyr","number":-7,"part":1.0,"huge":9223372036854775808,"none":null,"in":{"a":"b"}})");
  ASSERT_TRUE(object);
  EXPECT_EQ(text_member(*object, "text"), "Gebyr");
  EXPECT_EQ(whole_number_member(*object, "number"), -7);
  ASSERT_NE(object_member(*object, "in"), nullptr);
  EXPECT_EQ(text_member(*object_member(*object, "in"), "a"), "b");
  for (char const* const name : {"number", "none", "in", "missing"}) EXPECT_EQ(text_member(*object, name), "") << name;
  for (char const* const name : {"text", "part", "huge", "none", "in", "missing"}) {
    EXPECT_FALSE(whole_number_member(*object, name)) << name;
  }
  for (char const* const name : {"text", "number", "none", "missing"}) {
    EXPECT_EQ(object_member(*object, name), nullptr) << name;
  }
}

TEST(JsonObject, ATextIsForEveryLanguageOrByLanguage) {
  auto const object = parse_object(R"({"one":"kl. 9-15","two":{"en":"9 to 15","da":"kl. 9-15"},"empty":{},"no":[1]})");
  ASSERT_TRUE(object);
  EXPECT_EQ(text_in(*object, "one", "en"), "kl. 9-15");
  EXPECT_EQ(text_in(*object, "two", "da"), "kl. 9-15");
  EXPECT_EQ(text_in(*object, "two", "nb"), "9 to 15");
  for (char const* const name : {"empty", "no", "missing"}) EXPECT_EQ(text_in(*object, name, "da"), "") << name;
}

}  // namespace
}  // namespace json_values
