// Properties of reports over random histories in which days pass and much is dated back: a day's report is the same,
// byte for byte, however much comes later; it is what the events say, added up the naive way; and the days of the
// general ledger add up to the trial balance.
#include <gtest/gtest.h>

#include <map>

#include "adapters/ledger_files/general_ledger_file.h"
#include "base/seeded_stream.h"
#include "engine/entry.h"
#include "engine/verify.h"
#include "reports/outstanding.h"
#include "tests/support/report_text.h"
#include "tests/support/test_books.h"

namespace tests {
namespace {

using namespace engine;
using ledger::Component;

constexpr base::Date kStart{20'400};

/// What was open on claims, from the events alone: shares no code with the reports or the ledger.
class NaiveReport {
 public:
  explicit NaiveReport(ports::AsOf const& as_of) : as_of_(as_of) {}

  void add(Entry const& entry) {
    recorded_ = {entry.recorded, entry.date};
    for (Event const& event : entry.events) std::visit(*this, event);
  }
  void operator()(DebtorAdded const& e) { kinds_[e.debtor.value] = e.kind; }
  void operator()(ClaimRegistered const& e) {
    types_[e.claim.value] = e.type;
    last_payment_days_[e.claim.value] = e.dates.last_payment_day;
    debtors_[e.claim.value] = e.liable.front().value;
    for (Component const c : ledger::kComponents) change(e.claim, c, e.amounts[c], e.dates.issued);
  }
  void operator()(AmountChanged const& e) {
    std::int64_t freed = 0;
    for (PaymentPart const& part : e.freed) freed += part.allocation.minor;
    change(e.claim, e.component, e.delta_minor + freed, e.date);
  }
  void operator()(ClaimCancelled const& e) {
    for (Component const c : ledger::kComponents) change(e.claim, c, -e.open[c], e.date);
  }
  void operator()(PaymentRecorded const& e) {
    for (auto const& part : e.allocations) change(part.claim, part.component, -part.minor, e.value_date);
  }
  void operator()(PaymentReversed const& e) {
    for (auto const& part : e.allocations) change(part.claim, part.component, part.minor, e.date);
  }
  void operator()(CreditApplied const& e) {
    for (auto const& part : e.parts) {
      change(part.allocation.claim, part.allocation.component, -part.allocation.minor, e.date);
    }
  }
  void operator()(ClaimWrittenDown const& e) {
    for (Component const c : ledger::kComponents) change(e.claim, c, -e.amounts[c], e.date);
  }
  void operator()(DebtorChanged const& e) {
    if (as_of_.sees(e.date, recorded_) && debtors_[e.claim.value] == e.from.value) debtors_[e.claim.value] = e.to.value;
  }
  void operator()(auto const&) {}

  [[nodiscard]] std::string text() const {
    reports::Outstanding owed;
    for (auto const& [claim, open] : open_) {
      if (open == claims::Amounts{}) continue;
      auto const days = as_of_.day.days - last_payment_days_.at(claim).days;
      auto const band = days <= 0     ? reports::AgeBand::kNotYetDue
                        : days <= 30  ? reports::AgeBand::k1To30
                        : days <= 60  ? reports::AgeBand::k31To60
                        : days <= 90  ? reports::AgeBand::k61To90
                        : days <= 180 ? reports::AgeBand::k91To180
                        : days <= 365 ? reports::AgeBand::k181To365
                                      : reports::AgeBand::kOver365;
      auto& cell = owed.cells[{types_.at(claim), kinds_.at(debtors_.at(claim)), band}];
      for (std::size_t c = 0; c < 3; ++c) {
        cell.open.minor[c] += open.minor[c];
        owed.total.minor[c] += open.minor[c];
      }
      ++cell.claims;
      ++owed.claims;
    }
    return text_of(owed);
  }

 private:
  void change(base::ClaimId claim, Component component, std::int64_t minor, base::Date date) {
    if (as_of_.sees(date, recorded_)) open_[claim.value][component] += minor;
  }

  ports::AsOf as_of_;
  base::Now recorded_{};
  std::map<std::int64_t, claims::DebtorKind> kinds_;
  std::map<std::int64_t, std::string> types_;
  std::map<std::int64_t, base::Date> last_payment_days_;
  std::map<std::int64_t, std::int64_t> debtors_;
  std::map<std::int64_t, claims::Amounts> open_;
};

/// Commands of a day, many dated back as far as the first day.
class Workload {
 public:
  Workload(std::uint64_t seed, base::SourceId source) : stream_(seed, "reports"), source_(source) {}

  Submission next(base::Date today) {
    Submission s;
    s.actor = "workload";
    s.key = std::to_string(++next_key_);
    s.commands.push_back(command(s, today));
    return s;
  }
  std::int64_t days_passed() { return stream_.chance_per_mille(400) ? stream_.between(1, 40) : 0; }
  base::SeededStream& stream() { return stream_; }
  std::vector<base::PaymentId> payments;
  std::vector<base::DebtorId> debtors;

 private:
  ClaimKey key() { return {{}, source_, "R" + std::to_string(stream_.below(15))}; }
  std::int64_t amount() { return stream_.between(1, 40) * 250; }
  base::Date back(base::Date today) {
    auto const span = static_cast<std::int64_t>(today.days - kStart.days);
    return {today.days - static_cast<std::int32_t>(stream_.chance_per_mille(600) ? stream_.below(span + 1) : 0)};
  }
  ports::Party party() {
    ports::Party party = person("P" + std::to_string(stream_.below(9)));
    party.kind = static_cast<claims::DebtorKind>(stream_.between(1, 3));
    return party;
  }
  Command command(Submission& s, base::Date today) {
    base::Date const date = back(today);
    switch (stream_.below(12)) {
      case 0:
      case 1:
      case 2: {
        RegisterClaim c{
            source_, "R" + std::to_string(stream_.below(15)), stream_.chance_per_mille(500) ? "fee" : "tax", {}, {},
            {}};
        base::Date const issued = date;
        c.dates = {{}, {}, issued, issued, {issued.days + static_cast<std::int32_t>(stream_.below(60))}};
        if (stream_.chance_per_mille(700)) {
          c.parties = {0};
          s.parties.push_back(party());
        }
        c.amounts.minor = {amount(), stream_.below(2) * 500, stream_.below(2) * 70};
        return c;
      }
      case 3:
      case 4:
      case 5: {
        RecordPayment p;
        p.minor = amount();
        p.value_date = date;
        p.chosen.push_back({key(), {}});
        return p;
      }
      case 6:
        return AddFee{key(), amount(), "r", date};
      case 7:
        return AmendClaim{key(), Component::kPrincipal, static_cast<AmendMode>(stream_.between(1, 3)), amount(), "r",
                          date};
      case 8:
      case 9:
      case 10: {
        s.parties.push_back(party());
        base::DebtorId from{1};
        if (!debtors.empty()) {
          from = debtors[static_cast<std::size_t>(stream_.below(static_cast<std::int64_t>(debtors.size())))];
        }
        return ChangeDebtor{key(), from, 0, "r", date};
      }
      default:
        if (payments.empty() || stream_.chance_per_mille(500)) return CancelClaim{key(), "r", date};
        return ReversePayment{
            payments[static_cast<std::size_t>(stream_.below(static_cast<std::int64_t>(payments.size())))], "r", date};
    }
  }

  base::SeededStream stream_;
  base::SourceId source_;
  int next_key_ = 0;
};

class Histories {
 public:
  explicit Histories(std::uint64_t seed) : seed_(seed), workload_(seed, source_) {}

  void run(int steps) {
    for (int step = 0; step < steps; ++step) {
      if (std::int64_t const days = workload_.days_passed(); days > 0) {
        keep_report(today_);
        keep_report({today_.days - static_cast<std::int32_t>(workload_.stream().below(50))});
        today_.days += static_cast<std::int32_t>(days);
      }
      submit();
    }
    keep_report(today_);
    check_kept();
    check_ledger();
    auto const reader = sqlite_.get().reader();
    for (Finding const& finding : verify(*reader, authority_).findings) ADD_FAILURE() << finding.what;
  }
  int debtor_changes = 0;
  int dated_back = 0;

 private:
  struct Kept {
    base::Date day;
    base::Date known;
    std::string report, balance, file;
  };

  void submit() {
    Submission s = workload_.next(today_);
    s.authority = authority_;
    base::Now const now{{today_.days * 86'400'000'000LL + ++clock_}, today_};
    Outcome const left = memory_.get().submit_one(s, now);
    Outcome const right = sqlite_.get().submit_one(s, now);
    ASSERT_EQ(left.has_value(), right.has_value());
    if (!left) return;
    entries_.push_back(left->entry);
    for (Event const& event : left->entry.events) {
      if (auto const* paid = std::get_if<PaymentRecorded>(&event)) {
        workload_.payments.push_back(paid->payment);
        if (paid->value_date < today_) ++dated_back;
      }
      if (auto const* added = std::get_if<DebtorAdded>(&event)) workload_.debtors.push_back(added->debtor);
      if (std::holds_alternative<DebtorChanged>(event)) ++debtor_changes;
    }
  }

  std::string report(engine::BooksService& books, ports::AsOf const& as_of) {
    auto const reader = books.reader();
    auto const owed = reports::outstanding(*reader, authority_, as_of);
    return owed ? text_of(*owed) : owed.error().what;
  }
  std::string balance(ports::AsOf const& as_of) {
    auto const reader = sqlite_.get().reader();
    return text_of(reports::trial_balance(*reader, authority_, as_of), reader->sources(authority_));
  }
  std::string file(base::Date day) {
    auto const reader = sqlite_.get().reader();
    return adapters::ledger_files::to_csv(reports::general_ledger(*reader, authority_, day, day),
                                          reader->sources(authority_));
  }
  std::string naive(ports::AsOf const& as_of) {
    NaiveReport report{as_of};
    for (Entry const& entry : entries_) report.add(entry);
    return report.text();
  }

  /// The report of a day as known today, which is over when this is called.
  void keep_report(base::Date day) {
    ports::AsOf const as_of{day, today_};
    kept_.push_back({day, today_, report(sqlite_.get(), as_of), balance(as_of), day == today_ ? file(day) : ""});
    EXPECT_EQ(kept_.back().report, naive(as_of)) << "seed " << seed_;
  }
  void check_kept() {
    for (Kept const& kept : kept_) {
      ports::AsOf const as_of{kept.day, kept.known};
      EXPECT_EQ(report(sqlite_.get(), as_of), kept.report) << "seed " << seed_;
      EXPECT_EQ(report(memory_.get(), as_of), kept.report) << "seed " << seed_;
      EXPECT_EQ(balance(as_of), kept.balance) << "seed " << seed_;
      if (kept.day == kept.known) {
        EXPECT_EQ(file(kept.day), kept.file) << "seed " << seed_;
      }
      ports::AsOf const as_known_now{kept.day, today_};
      EXPECT_EQ(report(sqlite_.get(), as_known_now), naive(as_known_now)) << "seed " << seed_;
    }
  }
  void check_ledger() {
    auto const reader = sqlite_.get().reader();
    auto const sources = reader->sources(authority_);
    for (Kept const& kept : kept_) {
      if (kept.day != kept.known) continue;
      auto const ledger = reports::general_ledger(*reader, authority_, {kept.day.days - 30}, kept.day);
      EXPECT_EQ(text_of(ledger.closing, sources), balance({kept.day, kept.day})) << "seed " << seed_;
      EXPECT_EQ(reports::total_of(ledger.closing).balance_minor(), 0);
    }
  }

  base::AuthorityId add_to_both() {
    static_cast<void>(memory_.get().add_authority(kTestAuthority));
    return *sqlite_.get().add_authority(kTestAuthority);
  }
  base::SourceId add_source_to_both() {
    static_cast<void>(memory_.get().ensure_source(authority_, "s", "S"));
    return sqlite_.get().ensure_source(authority_, "s", "S");
  }

  std::uint64_t seed_;
  MemoryBooks memory_;
  SqliteBooks sqlite_;
  base::AuthorityId authority_ = add_to_both();
  base::SourceId source_ = add_source_to_both();
  Workload workload_;
  base::Date today_{kStart.days + 30};
  std::int64_t clock_ = 0;
  std::vector<Entry> entries_;
  std::vector<Kept> kept_;
};

TEST(ReportHistory, NoLaterEntryChangesAnEarlierDay) {
  int debtor_changes = 0;
  int dated_back = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    Histories histories{seed};
    histories.run(150);
    debtor_changes += histories.debtor_changes;
    dated_back += histories.dated_back;
  }
  EXPECT_GT(debtor_changes, 10) << "the workload must change debtors";
  EXPECT_GT(dated_back, 100) << "the workload must date payments back";
}

}  // namespace
}  // namespace tests
