// What our own forms send.
#include "http/form.h"

#include <gtest/gtest.h>

namespace http {
namespace {

TEST(FormField, AreasOfTextHaveLines) {
  EXPECT_EQ(form_field("form=abc&words=one%0D%0Atwo+%C3%A5%23%5C", "words"), "one\r\ntwo \xC3\xA5#\\");
  EXPECT_EQ(form_field("form=abc&words=one%0D%0Atwo", "form"), "abc");
}

TEST(FormField, OneThatIsMissingRepeatedOrMalformedIsNothing) {
  EXPECT_FALSE(form_field("a=1", "b"));
  EXPECT_FALSE(form_field("a=1&a=2", "a"));
  for (char const* const body : {"a=%0", "a=%ff", "a=%00", "a=%7f", "a%0A=1", "a=%1b"}) {
    EXPECT_FALSE(form_field(body, "a")) << body;
  }
  EXPECT_EQ(form_field("a", "a"), "");
  EXPECT_EQ(form_field("", "a"), std::nullopt);
}

}  // namespace
}  // namespace http
