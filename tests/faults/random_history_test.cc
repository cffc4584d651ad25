// Properties over random histories. A workload makes commands from a seed, many of them nonsense; two stores must give
// the same answers; an auditor that knows nothing of the engine's rules adds everything up its own naive way from the
// events; and the books must audit.
#include <gtest/gtest.h>

#include <map>

#include "base/seeded_stream.h"
#include "engine/verify.h"
#include "tests/support/test_books.h"

namespace tests {
namespace {

using namespace engine;

/// Makes the commands. Knows references that exist and some that do not.
class Workload {
 public:
  Workload(std::uint64_t seed, base::SourceId source) : stream_(seed, "workload"), source_(source) {}

  Submission next() {
    Submission s;
    s.actor = "workload";
    // Now and then a key comes again, with the same or other content.
    s.key = std::to_string(stream_.chance_per_mille(30) ? stream_.below(next_key_ + 1) : ++next_key_);
    std::int64_t const count = stream_.chance_per_mille(150) ? 2 : 1;
    for (std::int64_t i = 0; i < count; ++i) s.commands.push_back(command(s));
    return s;
  }

  std::vector<base::PaymentId> payments;
  std::vector<base::DebtorId> debtors;
  std::vector<base::AttemptId> attempts;

 private:
  ClaimKey key() { return {{}, source_, "R" + std::to_string(stream_.below(12))}; }
  std::int64_t amount() { return stream_.chance_per_mille(20) ? stream_.between(-5, 0) : stream_.between(1, 30) * 100; }
  ledger::Component component() { return static_cast<ledger::Component>(stream_.below(3)); }
  template <class T>
  T any(std::vector<T> const& list) {
    return list.empty() ? T{} : list[static_cast<std::size_t>(stream_.below(static_cast<std::int64_t>(list.size())))];
  }
  std::vector<ChosenClaim> chosen() {
    std::vector<ChosenClaim> list;
    for (std::int64_t i = stream_.below(3); i > 0; --i) {
      list.push_back({key(), stream_.chance_per_mille(500) ? std::optional{amount()} : std::nullopt});
    }
    return list;
  }

  Command command(Submission& s) {
    base::Date const today = kNow.date;
    switch (stream_.below(15)) {
      case 0:
      case 1: {
        RegisterClaim c{
            source_,
            "R" + std::to_string(stream_.below(12)),
            "library_fee",
            {{}, {}, {today.days - 50}, {today.days - 30}, {today.days - static_cast<std::int32_t>(stream_.below(30))}},
            {},
            {}};
        for (std::int64_t i = stream_.below(3); i > 0; --i) {
          c.parties.push_back(static_cast<std::int64_t>(s.parties.size()));
          s.parties.push_back(person("P" + std::to_string(stream_.below(5))));
        }
        c.amounts.minor = {amount(), stream_.below(3) * 500, stream_.below(2) * 70};
        return c;
      }
      case 2:
      case 3:
        return AmendClaim{key(), component(), static_cast<AmendMode>(stream_.between(1, 3)), amount(), "r", today};
      case 4:
        return AddFee{key(), amount(), "r", today};
      case 5:
        return WaiveFee{key(), stream_.below(3) * 300, "r", today};
      case 6:
        return OpenObjection{key(), "o" + std::to_string(stream_.below(2)), "", today};
      case 7:
        return ResolveObjection{key(), "o" + std::to_string(stream_.below(2)), ObjectionOutcome::kUpheld, today};
      case 8:
        return CancelClaim{key(), "r", today};
      case 9:
        return stream_.chance_per_mille(500) ? Command{HandOverClaim{key(), "c", today}}
                                             : Command{RecallClaim{key(), "r", today}};
      case 10:
      case 11:
        return RecordPayment{any(debtors), ledger::Means::kSource, amount(), today, chosen(), ""};
      case 12:
        return AllocateCredit{any(debtors), chosen(), today};
      case 13:
        return stream_.chance_per_mille(500)
                   ? Command{ReversePayment{any(payments), "r", today}}
                   : Command{RefundCredit{any(debtors), amount(), ledger::Means::kBank, "", today}};
      default:
        return AdvanceAttempt{any(attempts), static_cast<payments::AttemptState>(stream_.between(1, 8)), amount(),
                              ledger::Means::kMobilePay, today};
    }
  }

  base::SeededStream stream_;
  base::SourceId source_;
  std::int64_t next_key_ = 0;
};

/// Adds up from events, with nothing but maps. Shares no code with the engine's own replay.
struct NaiveAuditor {
  std::map<std::int64_t, std::int64_t> charged, paid;  // by claim
  std::map<std::int64_t, std::int64_t> credit;         // by debtor
  std::int64_t received = 0, sent_back = 0;

  void operator()(ClaimRegistered const& e) { charged[e.claim.value] += e.amounts.total(); }
  void operator()(AmountChanged const& e) {
    charged[e.claim.value] += e.delta_minor;
    free(e.freed);
  }
  void operator()(ClaimCancelled const& e) {
    charged[e.claim.value] = 0;
    free(e.freed);
  }
  void operator()(PaymentRecorded const& e) {
    received += e.amount_minor;
    std::int64_t sum = e.credit_minor;
    for (auto const& a : e.allocations) {
      paid[a.claim.value] += a.minor;
      sum += a.minor;
      EXPECT_GT(a.minor, 0);
    }
    EXPECT_EQ(sum, e.amount_minor) << "a payment is allocated or credit, to the last minor unit";
    credit[e.payer.value] += e.credit_minor;
  }
  void operator()(CreditApplied const& e) {
    for (auto const& part : e.parts) {
      credit[part.payer.value] -= part.allocation.minor;
      paid[part.allocation.claim.value] += part.allocation.minor;
    }
  }
  void operator()(PaymentReversed const& e) {
    for (auto const& a : e.allocations) {
      paid[a.claim.value] -= a.minor;
      sent_back += a.minor;
    }
    credit[e.payer.value] -= e.credit_minor;
    sent_back += e.credit_minor;
  }
  void operator()(CreditRefunded const& e) {
    for (auto const& part : e.parts) {
      credit[e.debtor.value] -= part.minor;
      sent_back += part.minor;
    }
  }
  void operator()(auto const&) {}

  void free(std::vector<PaymentPart> const& parts) {
    for (auto const& part : parts) {
      paid[part.allocation.claim.value] -= part.allocation.minor;
      credit[part.payer.value] += part.allocation.minor;
    }
  }
  void check(ports::BooksReader& books, base::AuthorityId authority) {
    std::int64_t held = 0;
    for (auto const& [claim, sum] : charged) {
      auto const row = books.claim(authority, {{claim}, {}, {}});
      ASSERT_TRUE(row);
      EXPECT_EQ(row->charged.total(), sum);
      EXPECT_EQ(row->open_minor(), sum - paid[claim]);
      EXPECT_GE(row->open_minor(), 0);
      held += paid[claim];
    }
    for (auto const& [debtor, sum] : credit) {
      EXPECT_EQ(books.debtor(authority, {debtor})->credit_minor, sum);
      EXPECT_GE(sum, 0);
      held += sum;
    }
    EXPECT_EQ(held, received - sent_back) << "money is on a claim, or somebody's credit, and nowhere else";
  }
};

void run_history(std::uint64_t seed, int steps) {
  MemoryBooks memory;
  SqliteBooks sqlite;
  PostgresBooks postgres;
  std::vector<BooksService*> others{&sqlite.get()};
  if (PostgresBooks::why_skipped() == nullptr) others.push_back(&postgres.get());
  base::AuthorityId const authority = *memory.get().add_authority(kTestAuthority);
  base::SourceId const source = memory.get().ensure_source(authority, "s", "S");
  for (BooksService* other : others) {
    ASSERT_EQ(other->add_authority(kTestAuthority), authority);
    ASSERT_EQ(other->ensure_source(authority, "s", "S"), source);
  }
  Workload workload{seed, source};
  NaiveAuditor auditor;
  int accepted = 0;
  for (int step = 0; step < steps; ++step) {
    Submission s = workload.next();
    s.authority = authority;
    Outcome const left = memory.get().submit_one(s, kNow);
    for (BooksService* other : others) {
      Outcome const right = other->submit_one(s, kNow);
      ASSERT_EQ(left.has_value(), right.has_value()) << "seed " << seed << " step " << step;
      if (left) {
        ASSERT_EQ(encode_entry(left->entry), encode_entry(right->entry)) << "seed " << seed << " step " << step;
      } else {
        ASSERT_EQ(left.error().refusal, right.error().refusal) << "seed " << seed << " step " << step;
      }
    }
    if (!left || left->kind == AnswerKind::kRepeated) continue;
    ++accepted;
    for (Event const& event : left->entry.events) {
      std::visit(auditor, event);
      if (auto const* e = std::get_if<PaymentRecorded>(&event)) workload.payments.push_back(e->payment);
      if (auto const* e = std::get_if<DebtorAdded>(&event)) workload.debtors.push_back(e->debtor);
    }
    // Sometimes a citizen starts to pay what is open.
    if (step % 17 == 0 && !workload.debtors.empty()) {
      base::DebtorId const payer = workload.debtors.back();
      for (claims::Claim const& claim : memory.get().reader()->claims_of(authority, payer)) {
        if (claim.state != claims::ClaimState::kOpen) continue;
        Submission start{authority,
                         "debtor",
                         "a" + std::to_string(step),
                         {},
                         {},
                         {StartAttempt{payer, "p", "ref" + std::to_string(step), {{claim.id, claim.open_minor()}}}}};
        Outcome const started = memory.get().submit_one(start, kNow);
        for (BooksService* other : others) ASSERT_TRUE(other->submit_one(start, kNow));
        ASSERT_TRUE(started);
        workload.attempts.push_back(find_event<AttemptStarted>(*started)->attempt);
        break;
      }
    }
  }
  EXPECT_GT(accepted, steps / 5) << "the workload must do something";
  others.push_back(&memory.get());
  for (BooksService* books : others) {
    auto const reader = books->reader();
    auditor.check(*reader, authority);
    for (Finding const& finding : verify(*reader, authority).findings) {
      ADD_FAILURE() << "seed " << seed << ": " << finding.what;
    }
  }
}

TEST(RandomHistory, StoresAgreeAndEveryOreIsAccountedFor) {
  for (std::uint64_t seed = 1; seed <= 25; ++seed) run_history(seed, 200);
}

// More seeds: FAIRDUE_SEEDS="first count" fairdue_tests --gtest_filter='RandomHistory.*'
TEST(RandomHistory, SeedsFromTheEnvironment) {
  char const* wanted = std::getenv("FAIRDUE_SEEDS");
  if (wanted == nullptr) GTEST_SKIP() << "FAIRDUE_SEEDS is not set";
  std::istringstream words{wanted};
  std::uint64_t first = 0;
  std::uint64_t count = 0;
  words >> first >> count;
  for (std::uint64_t seed = first; seed < first + count; ++seed) run_history(seed, 1'000);
}

}  // namespace
}  // namespace tests
