// A procedure against ten years of a real one: an Italian municipality adds a penalty to a road traffic fine exactly
// sixty days after its notification. Each fine enters the books on the day it was notified, with what was owed then;
// business days and payments follow as the public log has them; the days of the penalties must be the log's.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <set>

#include "adapters/law_files/authority_law.h"
#include "adapters/law_files/pack_reader.h"
#include "adapters/law_files/procedure_file.h"
#include "engine/business_day.h"
#include "engine/entry.h"
#include "tests/support/data_files.h"
#include "tests/support/test_books.h"

namespace tests {
namespace {

using namespace engine;

// The log dates the penalty on the sixtieth day itself, so the fifty-ninth was the last to pay without it.
constexpr std::int32_t kDaysToPay = 60;

constexpr char const* kProcedure =
    "format = 1\nprocedure = \"it/road_fine\"\nname = { en = \"When a fine is not paid\" }\npack = \"dk/public\"\n"
    "[reviewed]\nby = \"a test\"\non = 2026-01-01\n"
    "[[step]]\ncode = \"penalty\"\ntitle = { en = \"The penalty\" }\nkind = \"reminder\"\nafter = \"due\"\ndays = 60\n";

/// The day of a step is the procedure's own. The law beside it has nothing to say here: no step asks for a fee, and no
/// council has decided on interest.
std::shared_ptr<Rules const> italian_rules(base::AuthorityId authority) {
  namespace files = adapters::law_files;
  auto const packs = files::read_packs(files::built_in_law_files());
  auto const procedure = files::read_procedure({"procedures/it/road_fine.toml", kProcedure});
  auto rules = std::make_shared<Rules>();
  if (!procedure) {
    ADD_FAILURE() << procedure.error().text();
    return rules;
  }
  std::string const law = "format = 1\n[[type]]\ntype = \"*\"\npack = \"dk/public\"\nprocedure = \"it/road_fine\"\n";
  auto read = files::read_authority_law(*packs, {*procedure}, {"law", law});
  if (!read) {
    ADD_FAILURE() << read.error().text();
    return rules;
  }
  rules->law.set(authority, std::move(*read));
  return rules;
}

struct Fine {
  std::optional<base::Date> notified;
  std::optional<base::Date> penalty;
  std::int64_t owed_minor = 0;                                // at the notification, less what had been paid
  std::vector<std::pair<base::Date, std::int64_t>> payments;  // after it
  [[nodiscard]] std::int64_t paid_before(base::Date day) const {
    std::int64_t sum = 0;
    for (auto const& [date, minor] : payments) sum += date < day ? minor : 0;
    return sum;
  }
};

/// "36.0", "13.02": euros.
std::int64_t to_minor(std::string const& text) {
  if (text.empty()) return 0;
  std::size_t const point = std::min(text.find('.'), text.size());
  std::string cents = point < text.size() ? text.substr(point + 1) : "";
  cents.resize(2, '0');
  return std::stoll(text.substr(0, point)) * 100 + std::stoll(cents);
}

std::map<std::string, Fine> read_fines(std::string const& text) {
  std::map<std::string, Fine> fines;
  std::size_t at = text.find('\n') + 1;
  while (at < text.size()) {
    std::size_t const end = std::min(text.find('\n', at), text.size());
    std::vector<std::string> const row = split(text.substr(at, end - at));
    at = end + 1;
    Fine& fine = fines[row[0]];
    base::Date const date = *base::parse_date(row[3]);
    std::string const& activity = row[2];
    if (activity == "Create Fine") fine.owed_minor += to_minor(row[4]);
    if (activity == "Send Fine") fine.owed_minor += to_minor(row[7]);
    if (activity == "Insert Fine Notification") fine.notified = date;
    if (activity == "Add penalty") fine.penalty = date;
    if (activity != "Payment") continue;
    if (fine.notified) {
      fine.payments.emplace_back(date, to_minor(row[5]));
    } else {
      fine.owed_minor -= to_minor(row[5]);
    }
  }
  return fines;
}

/// The fines notified in one year, in books of their own: a day's run looks at all that is open.
class Year {
 public:
  Year() {
    authority_ = *books_.add_authority({{}, "comune", "Comune", "DK", *base::Currency::parse("DKK"), "{}"});
    source_ = books_.ensure_source(authority_, "police", "Police");
    rules_ = italian_rules(authority_);
    books_.set_rules(rules_);
  }

  void add(std::string const& reference, Fine const& fine) {
    fines_[*fine.notified].emplace_back(reference, &fine);
    for (auto const& [date, minor] : fine.payments) payments_[date].emplace_back(reference, minor);
  }

  /// The day of each fine's penalty.
  std::map<std::string, base::Date> live() {
    if (fines_.empty()) return {};
    base::Date const last{fines_.rbegin()->first.days + kDaysToPay + 1};
    for (base::Date today = fines_.begin()->first; today <= last; ++today.days) {
      base::Now const now{{today.days * 86'400'000'000LL + 4 * 3'600'000'000LL}, today};
      BusinessDay day{authority_, today, now};
      day.beyond_bounds = true;
      (void)run_business_day(books_, *rules_, day);
      for (auto const& [reference, fine] : fines_[today]) enter(reference, *fine, now);
      for (auto const& [reference, minor] : payments_[today]) pay(reference, minor, now);
    }
    std::map<base::ClaimId, std::string> references;
    std::map<std::string, base::Date> penalties;
    books_.reader()->each_claim(authority_, [&](auto const& claim) { references[claim.id] = claim.reference; });
    books_.reader()->each_entry(authority_, [&](ports::JournalEntry const& stored) {
      auto const entry = decode_entry(stored.payload);
      for (Event const& event : entry->events) {
        auto const* const step = std::get_if<CourseStepTaken>(&event);
        if (step == nullptr) continue;
        EXPECT_TRUE(penalties.emplace(references.at(step->claim), step->step.date).second) << "two for one fine";
      }
    });
    return penalties;
  }

 private:
  void submit(Command command, std::vector<ports::Party> parties, base::Now now) {
    Submission s{authority_, "police", std::to_string(++next_key_), {}, std::move(parties), {std::move(command)}};
    auto const outcome = books_.submit_one(std::move(s), now);
    EXPECT_TRUE(outcome);
  }
  void enter(std::string const& reference, Fine const& fine, base::Now now) {
    if (fine.owed_minor <= 0) return;
    base::Date const notified = *fine.notified;
    RegisterClaim claim{
        source_, reference, "traffic_fine", {{}, {}, notified, notified, {notified.days + kDaysToPay - 1}}, {0}, {}};
    claim.amounts[ledger::Component::kPrincipal] = fine.owed_minor;
    submit(claim, {person(reference)}, now);
  }
  void pay(std::string const& reference, std::int64_t minor, base::Now now) {
    if (minor <= 0 || !books_.reader()->claim(authority_, {{}, source_, reference})) return;
    RecordPayment payment;
    payment.minor = minor;
    payment.value_date = now.date;
    payment.chosen.push_back({{{}, source_, reference}, {}});
    submit(payment, {}, now);
  }

  adapters::memory::Service books_;
  base::AuthorityId authority_;
  base::SourceId source_;
  std::shared_ptr<Rules const> rules_;
  std::map<base::Date, std::vector<std::pair<std::string, Fine const*>>> fines_;
  std::map<base::Date, std::vector<std::pair<std::string, std::int64_t>>> payments_;
  int next_key_ = 0;
};

TEST(ItalianProcedure, EveryPenaltyFallsOnTheDayItDidAndNoOther) {
  std::string const file = data_file("italian-traffic-fines/events.csv.gz");
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "the Italian fines are not here";
  std::map<std::string, Fine> const fines = read_fines(unpacked(file));
  ASSERT_EQ(fines.size(), 16'873U);

  std::map<int, Year> years;
  for (auto const& [reference, fine] : fines) {
    if (fine.notified) years[fine.notified->days / 365].add(reference, fine);
  }
  std::map<std::string, base::Date> penalties;
  for (auto& [number, year] : years) penalties.merge(year.live());

  std::size_t expected = 0;
  std::size_t paid_in_full = 0;
  for (auto const& [reference, fine] : fines) {
    auto const found = penalties.find(reference);
    if (!fine.penalty) {
      EXPECT_EQ(found, penalties.end()) << reference << " has a penalty that the log has not";
    } else if (fine.owed_minor <= fine.paid_before(*fine.penalty)) {
      // The clock of those days ran on for them; here who has paid is left alone.
      ++paid_in_full;
      EXPECT_EQ(found, penalties.end()) << reference << " was paid";
    } else {
      ++expected;
      ASSERT_NE(found, penalties.end()) << reference << " has no penalty";
      EXPECT_EQ(found->second, *fine.penalty) << reference;
    }
  }
  EXPECT_EQ(penalties.size(), expected);
  EXPECT_EQ(expected + paid_in_full, 9'411U);
  EXPECT_EQ(paid_in_full, 5U);
}

}  // namespace
}  // namespace tests
