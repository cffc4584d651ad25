// Several services on one PostgreSQL database, as several server processes have it, and connections that are ended in
// the middle of their work.
#include <gtest/gtest.h>

#include <thread>

#include "storage/insert.h"
#include "tests/support/every_store.h"

namespace tests {
namespace {

using namespace engine;
using ledger::Component;

class ManyProcesses : public testing::Test {
 protected:
  PostgresBooks books_;
  std::unique_ptr<adapters::postgres::Service> other_;
  base::AuthorityId authority_;
  base::SourceId source_;

  void SetUp() override {
    if (char const* why = PostgresBooks::why_skipped()) GTEST_SKIP() << why;
    other_ = std::make_unique<adapters::postgres::Service>(books_.url());
    authority_ = *books_.get().add_authority(kTestAuthority);
    source_ = books_.get().ensure_source(authority_, "library", "Library");
  }
  BooksService& service(int number) { return number % 2 == 0 ? books_.get() : *other_; }

  Submission claim(std::string const& reference, std::int64_t minor) {
    RegisterClaim c{source_, reference, "library_fee", {{}, {}, {20'400}, {20'430}, {20'440}}, {0}, {}};
    c.amounts[Component::kPrincipal] = minor;
    Submission s{authority_, "source:1", "claim " + reference, {}, {person(reference)}, {c}};
    return s;
  }
  Submission payment(std::string const& reference, std::int64_t minor, std::string key) {
    RecordPayment p;
    p.minor = minor;
    p.value_date = kNow.date;
    p.chosen.push_back({{{}, source_, reference}, {}});
    return {authority_, "source:1", std::move(key), {}, {}, {p}};
  }
  std::int64_t paid(std::string const& reference) {
    return books_.get().reader()->claim(authority_, {{}, source_, reference})->paid_minor();
  }
  void expect_sound() { tests::expect_sound(books_.get(), authority_); }
  /// Sends until there is an answer, as a caller who heard nothing does.
  Outcome insist(int number, Submission const& submission) {
    for (int tries = 0;; ++tries) {
      try {
        return service(number).submit_one(submission, kNow);
      } catch (StoreUnavailable const&) {
        if (tries == 50) throw;
      }
    }
  }
};

TEST_F(ManyProcesses, TwoPostToOneClaimAtOnce) {
  ASSERT_TRUE(service(0).submit_one(claim("L-1", 1'000'000), kNow));
  std::vector<std::thread> callers;
  std::atomic<int> applied{0};
  for (int caller = 0; caller < 8; ++caller) {
    callers.emplace_back([&, caller] {
      for (int i = 0; i < 25; ++i) {
        // Every payment is sent twice, once to each service.
        auto const outcome =
            service(caller).submit_one(payment("L-1", 100, std::to_string(caller / 2) + "/" + std::to_string(i)), kNow);
        ASSERT_TRUE(outcome);
        applied += outcome->kind == AnswerKind::kApplied ? 1 : 0;
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(applied, 100);
  EXPECT_EQ(paid("L-1"), 10'000);
  expect_sound();
}

TEST_F(ManyProcesses, NewClaimsOfTheSamePeopleFromBoth) {
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 4; ++caller) {
    callers.emplace_back([&, caller] {
      for (int i = 0; i < 30; ++i) {
        Submission s = claim("L-" + std::to_string(caller) + "-" + std::to_string(i), 100);
        s.parties = {person("p" + std::to_string(i))};
        ASSERT_TRUE(service(caller).submit_one(std::move(s), kNow));
      }
    });
  }
  for (std::thread& caller : callers) caller.join();
  auto const reader = books_.get().reader();
  for (int i = 0; i < 30; ++i) {
    auto const debtor = reader->find_party(authority_, person("p" + std::to_string(i)));
    ASSERT_TRUE(debtor);
    EXPECT_EQ(reader->claims_of(authority_, *debtor).size(), 4U);
  }
  expect_sound();
}

TEST_F(ManyProcesses, AnImportBesideSinglePayments) {
  ASSERT_TRUE(service(1).submit_one(claim("paid", 1'000'000), kNow));
  std::thread importer([&] {
    for (int batch = 0; batch < 6; ++batch) {
      std::vector<Prepared> prepared;
      for (int i = 0; i < 1'200; ++i) {
        Submission s = claim("I-" + std::to_string(batch) + "-" + std::to_string(i), 100);
        s.parties = {person(std::to_string(i))};
        prepared.push_back(prepare(std::move(s)));
      }
      for (Outcome const& outcome : service(0).submit(prepared, kNow)) ASSERT_TRUE(outcome);
    }
  });
  for (int i = 0; i < 40; ++i) {
    ASSERT_TRUE(service(1).submit_one(payment("paid", 100, "p" + std::to_string(i)), kNow));
    ASSERT_TRUE(service(1).submit_one(claim("S-" + std::to_string(i), 100), kNow));
  }
  importer.join();
  EXPECT_EQ(paid("paid"), 4'000);
  auto const reader = books_.get().reader();
  EXPECT_EQ(reader->claims_of(authority_, *reader->find_party(authority_, person("7"))).size(), 6U);
  expect_sound();
}

TEST_F(ManyProcesses, SourcesAndAuthoritiesAddedAtOnceGetNumbersOfTheirOwn) {
  std::vector<std::thread> callers;
  std::array<base::SourceId, 8> sources;
  std::array<std::optional<base::AuthorityId>, 8> authorities;
  for (std::size_t caller = 0; caller < 8; ++caller) {
    callers.emplace_back([&, caller] {
      BooksService& books = service(static_cast<int>(caller));
      sources[caller] = books.ensure_source(authority_, "s" + std::to_string(caller / 2), "S");
      ports::Authority authority = kTestAuthority;
      authority.code = "a" + std::to_string(caller / 2);
      authorities[caller] = books.add_authority(authority);
    });
  }
  for (std::thread& caller : callers) caller.join();
  for (std::size_t i = 0; i < 8; i += 2) {
    EXPECT_EQ(sources[i], sources[i + 1]);
    EXPECT_NE(authorities[i].has_value(), authorities[i + 1].has_value()) << "one of them was first";
  }
  EXPECT_EQ(books_.get().reader()->authorities().size(), 5U);
  EXPECT_EQ(books_.get().reader()->sources(authority_).size(), 5U);
}

TEST_F(ManyProcesses, ConnectionsEndedInTheMiddleLoseAndDoubleNothing) {
  ASSERT_TRUE(service(0).submit_one(claim("L-1", 1'000'000), kNow));
  std::atomic<bool> done{false};
  std::vector<std::thread> callers;
  for (int caller = 0; caller < 4; ++caller) {
    callers.emplace_back([&, caller] {
      for (int i = 0; i < 60; ++i) {
        ASSERT_TRUE(insist(caller, payment("L-1", 10, std::to_string(caller) + "/" + std::to_string(i))));
        ASSERT_TRUE(insist(caller, claim("K-" + std::to_string(caller) + "-" + std::to_string(i), 5)));
      }
    });
  }
  int killed = 0;
  std::thread killer([&] {
    while (!done) {
      killed += books_.kill_connections();
      std::this_thread::sleep_for(std::chrono::milliseconds{15});
    }
  });
  for (std::thread& caller : callers) caller.join();
  done = true;
  killer.join();
  EXPECT_GT(killed, 3);
  EXPECT_EQ(paid("L-1"), 4 * 60 * 10);
  EXPECT_EQ(books_.get().reader()->last_seq(authority_), 1 + 2 * 4 * 60);
  expect_sound();
}

TEST_F(ManyProcesses, ALostTransactionLeavesNothingAndSaysSo) {
  adapters::postgres::Connection connection{books_.url()};
  storage::Insert const into{"source", "authority_id, source_id, code, name"};
  connection.begin();
  for (std::int64_t i = 100; i < 200; ++i) {
    connection.insert(into, authority_.value, i, std::string_view{std::to_string(i)}, std::string_view{"half"});
  }
  connection.run("UPDATE source SET name = $1 WHERE authority_id = $2", std::string_view{"half"}, authority_.value);
  EXPECT_EQ(connection.changes(), 101) << "rows that were only gathered are seen by the next statement";
  books_.kill_connections();
  try {
    connection.commit();
    ADD_FAILURE() << "the commit must fail";
  } catch (storage::DatabaseError const& error) {
    EXPECT_TRUE(error.kind == storage::DatabaseErrorKind::kLost || error.kind == storage::DatabaseErrorKind::kUnknown);
    EXPECT_NE(std::string{error.what()}.find("lost"), std::string::npos) << error.what();
  }
  connection.roll_back();
  auto const sources = books_.get().reader()->sources(authority_);
  ASSERT_EQ(sources.size(), 1U);
  EXPECT_EQ(sources[0].name, "Library");
  // The same connection is of use again.
  connection.begin();
  connection.insert(into, authority_.value, std::int64_t{7}, std::string_view{"whole"}, std::string_view{"Whole"});
  connection.commit();
  EXPECT_EQ(books_.get().reader()->sources(authority_).size(), 2U);
}

TEST_F(ManyProcesses, UnsettledWorkIsOnTheDiskOnceItIsSettled) {
  adapters::postgres::Connection other{books_.url()};
  for (int i = 0; i < 20; ++i) {
    engine::Prepared const prepared = engine::prepare(claim("L-" + std::to_string(i), 100));
    ASSERT_TRUE(service(0).submit_unsettled({&prepared, 1}, kNow).front());
    auto written = other.query("SELECT pg_current_wal_insert_lsn()::text");
    ASSERT_TRUE(written.step());
    std::string const behind{written.text(0)};
    service(0).settle();
    auto flushed =
        other.query("SELECT 1 WHERE pg_current_wal_flush_lsn() >= $1::text::pg_lsn", std::string_view{behind});
    EXPECT_TRUE(flushed.step()) << "after batch " << i;
  }
  EXPECT_EQ(books_.get().reader()->last_seq(authority_), 20);
}

TEST_F(ManyProcesses, WorkThatWasNotSettledWhenTheConnectionBrokeIsToBeDoneAgain) {
  engine::Prepared const first = engine::prepare(claim("L-1", 100));
  engine::Prepared const second = engine::prepare(claim("L-2", 100));
  ASSERT_TRUE(service(0).submit_unsettled({&first, 1}, kNow).front());
  books_.kill_connections();
  // Others go on, and their success says nothing about what was not settled.
  ASSERT_TRUE(service(0).submit_one(payment("L-1", 10, "p"), kNow));
  ASSERT_TRUE(service(0).submit_unsettled({&second, 1}, kNow).front());
  EXPECT_THROW(service(0).settle(), engine::StoreUnavailable);
  engine::Outcome const again = service(0).submit_unsettled({&first, 1}, kNow).front();
  ASSERT_TRUE(again);
  EXPECT_NE(again->kind, engine::AnswerKind::kApplied) << "it was kept after all";
  EXPECT_NO_THROW(service(0).settle());
  EXPECT_EQ(books_.get().reader()->last_seq(authority_), 3);
}

TEST_F(ManyProcesses, ErrorsNameTheRuleAndNoValue) {
  adapters::postgres::Connection connection{books_.url()};
  connection.begin();
  connection.run("INSERT INTO source (authority_id, source_id, code, name) VALUES ($1, $2, $3, $4)", authority_.value,
                 source_.value, std::string_view{"secret-value"}, std::string_view{"secret-value"});
  try {
    connection.commit();
    ADD_FAILURE() << "the key is taken";
  } catch (storage::DatabaseError const& error) {
    EXPECT_EQ(error.kind, storage::DatabaseErrorKind::kConstraint);
    EXPECT_NE(std::string{error.what()}.find("source_pkey"), std::string::npos) << error.what();
    EXPECT_EQ(std::string{error.what()}.find("secret-value"), std::string::npos) << error.what();
  }
  connection.roll_back();
}

TEST(PostgresqlAddress, MessagesNeverHoldThePassword) {
  EXPECT_EQ(adapters::postgres::name_of("postgresql://me:secret@db.example:5433/books?sslmode=require"),
            "postgresql://db.example:5433/books");
  for (char const* url : {"postgresql://me:secret@db.example:bad port/books", "postgresql://me:secret@[::1/books",
                          "postgresql://me:secret@127.0.0.1:1/books?connect_timeout=2"}) {
    try {
      adapters::postgres::Connection const connection{url};
      ADD_FAILURE() << "nothing listens there";
    } catch (storage::DatabaseError const& error) {
      EXPECT_EQ(std::string{error.what()}.find("secret"), std::string::npos) << error.what();
    }
  }
}

}  // namespace
}  // namespace tests
