// How forms go: counts made by hand, figures worked out by hand; and that stretches of days add up.
#include "reports/form_figures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "base/seeded_stream.h"

namespace reports {
namespace {

using ports::FormCount;
using ports::FormDeed;

FormCount count(std::int32_t day, FormDeed deed, std::int64_t number, std::string field = "", std::string code = "") {
  return {{day}, "enquiry", deed, std::move(field), std::move(code), number};
}

// Two days: 40 + 10 begun, 20 + 10 sent, 12 tries refused: 8 for the day (5 missing, 3 too far away), 6 for the words.
TEST(FormFigures, SumsOfTheDays) {
  auto const forms = form_figures(std::vector{
      count(10, FormDeed::kOpened, 40), count(11, FormDeed::kOpened, 10), count(10, FormDeed::kSent, 20),
      count(11, FormDeed::kSent, 10), count(10, FormDeed::kRefused, 12), count(10, FormDeed::kKept, 3),
      count(10, FormDeed::kFault, 4, "day", "missing"), count(11, FormDeed::kFault, 1, "day", "missing"),
      count(10, FormDeed::kFault, 3, "day", "out_of_range"), count(10, FormDeed::kFault, 6, "words", "missing")});
  ASSERT_EQ(forms.size(), 1U);
  FormFigures const& form = forms.at("enquiry");
  EXPECT_EQ(form.opened, 50);
  EXPECT_EQ(form.kept, 3);
  EXPECT_EQ(form.never_sent(), 20);
  EXPECT_EQ(form.tries(), 42);
  EXPECT_EQ(form.fields.at("day").refused, 8);
  EXPECT_EQ(form.fields.at("day").codes.at("missing"), 5);
  EXPECT_EQ(form.fields.at("words").refused, 6);
}

TEST(FormFigures, MoreSentThanBegunIsNothingLeft) {
  auto const forms = form_figures(std::vector{count(10, FormDeed::kOpened, 2), count(10, FormDeed::kSent, 3)});
  EXPECT_EQ(forms.at("enquiry").never_sent(), 0);
}

// A day that is over never changes: what comes on later days leaves its figures alone, and days add up.
TEST(FormFigures, AnyStretchIsTheSumOfItsDays) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    base::SeededStream stream{seed, "forms"};
    std::vector<FormCount> all;
    for (int i = 0; i < 60; ++i) {
      auto const deed = static_cast<FormDeed>(1 + stream.below(5));
      bool const fault = deed == FormDeed::kFault;
      char const* const fields[] = {"day", "words", "claims"};
      all.push_back(count(static_cast<std::int32_t>(stream.below(9)), deed,
                          1 + static_cast<std::int64_t>(stream.below(5)), fault ? fields[stream.below(3)] : "",
                          fault ? "missing" : ""));
    }
    auto const within = [&](std::int32_t first, std::int32_t last) {
      std::vector<FormCount> some;
      std::ranges::copy_if(all, std::back_inserter(some),
                           [&](FormCount const& each) { return first <= each.day.days && each.day.days <= last; });
      return form_figures(some)["enquiry"];
    };
    auto const split = static_cast<std::int32_t>(stream.below(8));
    FormFigures const before = within(0, split);
    FormFigures const after = within(split + 1, 8);
    FormFigures const whole = within(0, 8);
    EXPECT_EQ(whole.opened, before.opened + after.opened);
    EXPECT_EQ(whole.tries(), before.tries() + after.tries());
    EXPECT_LE(whole.never_sent(), before.never_sent() + after.never_sent());
    for (auto const& [name, field] : whole.fields) {
      auto const part = [&](FormFigures const& form) {
        auto const found = form.fields.find(name);
        return found == form.fields.end() ? 0 : found->second.refused;
      };
      EXPECT_EQ(field.refused, part(before) + part(after));
    }
    all.push_back(count(9, FormDeed::kOpened, 1'000));
    EXPECT_EQ(within(0, 8), whole);
  }
}

}  // namespace
}  // namespace reports
