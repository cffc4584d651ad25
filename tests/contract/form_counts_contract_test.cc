// What every store must do for the numbers of forms, and what is promised on top of any.
#include <gtest/gtest.h>

#include <map>
#include <thread>

#include "adapters/memory/form_count_store.h"
#include "engine/form_counter.h"
#include "tests/support/every_store.h"

namespace tests {
namespace {

using engine::Form;
using engine::FormCode;
using engine::FormField;
using ports::FormCount;
using ports::FormDeed;

struct MemoryCounts {
  adapters::memory::FormCountStore counted;
  ports::FormCountStore& counts() { return counted; }
  static constexpr char const* kName = MemoryBooks::kName;
  static char const* why_skipped() { return nullptr; }
};

template <class Books>
struct StoredCounts {
  Books books;
  ports::FormCountStore& counts() { return books.store().form_counts(); }
  static constexpr char const* kName = Books::kName;
  static char const* why_skipped() { return Books::why_skipped(); }
};

template <class Counts>
class FormCountsContract : public testing::Test {
 protected:
  void SetUp() override {
    if (char const* why = Counts::why_skipped()) GTEST_SKIP() << why;
    kept_.emplace();
  }
  ports::FormCountStore& store() { return kept_->counts(); }
  std::vector<FormCount> all() { return store().counts(kTown, {0}, {30'000}); }

  static constexpr base::AuthorityId kTown{1};
  std::optional<Counts> kept_;
};

using Stores = testing::Types<MemoryCounts, StoredCounts<SqliteBooks>, StoredCounts<PostgresBooks>>;
TYPED_TEST_SUITE(FormCountsContract, Stores, tests::StoreNames);

constexpr base::Date kDay{20'500};

TYPED_TEST(FormCountsContract, AddsToWhatIsThereByDayFormFieldAndCode) {
  FormCount const opened{kDay, "enquiry", FormDeed::kOpened, "", "", 3};
  FormCount const fault{kDay, "enquiry", FormDeed::kFault, "day", "missing", 2};
  FormCount const next_day{{kDay.days + 1}, "enquiry", FormDeed::kOpened, "", "", 5};
  this->store().add(this->kTown, std::vector{opened, fault});
  this->store().add(this->kTown, std::vector{opened, next_day});
  this->store().add({2}, std::vector{opened});
  FormCount twice = opened;
  twice.number = 6;
  EXPECT_EQ(this->all(), (std::vector{twice, fault, next_day}));
  EXPECT_EQ(this->store().counts(this->kTown, kDay, kDay), (std::vector{twice, fault}));
  EXPECT_EQ(this->store().counts({2}, {0}, {30'000}), (std::vector{opened}));
  EXPECT_TRUE(this->store().counts({3}, {0}, {30'000}).empty());
}

TYPED_TEST(FormCountsContract, SeveralThatAddAtOnceLoseNothing) {
  constexpr int kTimes = 20;
  std::vector<FormCount> const one{{kDay, "enquiry", FormDeed::kOpened, "", "", 1},
                                   {kDay, "enquiry", FormDeed::kSent, "", "", 1}};
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < kTimes; ++n) this->store().add(this->kTown, one);
    });
  }
  for (std::thread& each : threads) each.join();
  auto const all = this->all();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].number, 4 * kTimes);
  EXPECT_EQ(all[1].number, 4 * kTimes);
}

TYPED_TEST(FormCountsContract, ATryCountsOnceAndEachOfItsFieldsOnce) {
  engine::FormCounter counter{this->store(), this->kTown};
  counter.opened(Form::kAbility, kDay);
  engine::FormFault const faults[] = {{FormField::kIncome, FormCode::kMissing},
                                      {FormField::kAge, FormCode::kMissing},
                                      {FormField::kAge, FormCode::kMissing}};
  counter.refused(Form::kAbility, kDay, faults);
  counter.refused(Form::kAbility, kDay, {FormField::kIncome, FormCode::kNotANumber});
  counter.sent(Form::kAbility, kDay);
  counter.kept(Form::kLinkHelp, kDay);
  EXPECT_TRUE(this->all().empty()) << "nothing is written while a page waits";
  counter.write_down();
  counter.write_down();
  EXPECT_EQ(this->all(), (std::vector<FormCount>{{kDay, "ability", FormDeed::kOpened, "", "", 1},
                                                 {kDay, "ability", FormDeed::kRefused, "", "", 2},
                                                 {kDay, "ability", FormDeed::kFault, "age", "missing", 1},
                                                 {kDay, "ability", FormDeed::kFault, "income", "missing", 1},
                                                 {kDay, "ability", FormDeed::kFault, "income", "not_a_number", 1},
                                                 {kDay, "ability", FormDeed::kSent, "", "", 1},
                                                 {kDay, "link_help", FormDeed::kKept, "", "", 1}}));
}

/// A store that is away, and then there.
class Away : public ports::FormCountStore {
 public:
  explicit Away(ports::FormCountStore& store) : store_(store) {}
  void add(base::AuthorityId authority, std::span<FormCount const> counts) override {
    if (is_away) throw std::runtime_error("away");
    store_.add(authority, counts);
  }
  std::vector<FormCount> counts(base::AuthorityId authority, base::Date first, base::Date last) override {
    return store_.counts(authority, first, last);
  }
  bool is_away = true;

 private:
  ports::FormCountStore& store_;
};

TYPED_TEST(FormCountsContract, WhatCouldNotBeWrittenIsWrittenNextTime) {
  Away away{this->store()};
  engine::FormCounter counter{away, this->kTown};
  counter.opened(Form::kEnquiry, kDay);
  EXPECT_THROW(counter.write_down(), std::runtime_error);
  counter.opened(Form::kEnquiry, kDay);
  away.is_away = false;
  counter.write_down();
  EXPECT_EQ(this->all(), (std::vector<FormCount>{{kDay, "enquiry", FormDeed::kOpened, "", "", 2}}));
}

// A form is on a page or it is not: the lists fit each other.
TEST(FormCounter, EveryFormHasItselfAndItsFieldsAlone) {
  using enum FormField;
  EXPECT_TRUE(engine::has_field(Form::kDirectDebit, kForm));
  EXPECT_FALSE(engine::has_field(Form::kDirectDebit, kDay));
  EXPECT_TRUE(engine::has_field(Form::kEnquiry, kClaims));
  EXPECT_FALSE(engine::has_field(Form::kAbility, kWords));
  EXPECT_EQ(engine::name_of(Form::kLinkPayOnDate), "link_pay_on_date");
  EXPECT_EQ(engine::name_of(Form::kDirectDebit), "direct_debit");
}

}  // namespace
}  // namespace tests
