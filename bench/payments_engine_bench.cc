// Durable payments through the engine, beside durable inserts of one row by SQLite alone, turn by turn on the same
// disk. Prints one JSON line a round: {"payments_per_second":…,"inserts_per_second":…}.
//
// Usage: payments_engine_bench FOLDER [ROUNDS]; with "inserts" as a third word only the inserts are measured.
#include <sqlite3.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "adapters/sqlite/service.h"
#include "base/digest.h"

namespace {

constexpr int kClaims = 20'000;
constexpr int kCallers = 64;
constexpr int kPaymentsOfCaller = 200;
constexpr int kInserts = 2'000;
constexpr base::Now kNow{{1'700'000'000'000'000}, {19'675}};

class Stopwatch {
 public:
  [[nodiscard]] double rate(int count) const {
    return count / std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// ---- the product

std::string reference_of(int claim) { return "BENCH-" + std::to_string(claim); }

engine::Prepared registration(base::AuthorityId authority, base::SourceId source, int number) {
  engine::RegisterClaim command;
  command.source = source;
  command.reference = reference_of(number);
  command.type = "library_fee";
  command.dates = {{}, {}, {19'000}, {19'030}, {19'040}};
  command.parties = {0};
  command.amounts[ledger::Component::kPrincipal] = 1'000'000'00;
  ports::Party party;
  party.kind = claims::DebtorKind::kPerson;
  base::Digest const digest = base::sha256(std::to_string(number / 4));
  std::memcpy(party.blind_index.data(), digest.data(), party.blind_index.size());
  party.sealed = "nobody";
  engine::Submission submission;
  submission.authority = authority;
  submission.actor = "source:1";
  submission.key = "register " + std::to_string(number);
  submission.parties.push_back(std::move(party));
  submission.commands.emplace_back(std::move(command));
  return engine::prepare(std::move(submission));
}

engine::Submission payment(base::AuthorityId authority, base::SourceId source, int number) {
  engine::RecordPayment command;
  command.minor = 100;
  command.value_date = {19'600};
  // 7919 is prime: neighbours in time pay on claims that lie far apart.
  command.chosen.push_back({{{}, source, reference_of(number * 7'919 % kClaims)}, {}});
  engine::Submission submission;
  submission.authority = authority;
  submission.actor = "source:1";
  submission.key = "pay " + std::to_string(number);
  submission.commands.emplace_back(std::move(command));
  return submission;
}

class Books {
 public:
  explicit Books(std::string const& path) {
    adapters::sqlite::migrate(path);
    service_ = std::make_unique<adapters::sqlite::Service>(path);
    authority_ = service_->add_authority({{}, "bench", "Bench", "DK", base::kDanishKrone, "{}"}).value();
    source_ = service_->ensure_source(authority_, "library", "Library");
    std::vector<engine::Prepared> claims;
    for (int i = 0; i < kClaims; ++i) claims.push_back(registration(authority_, source_, i));
    for (engine::Outcome const& outcome : service_->submit(claims, kNow)) require(outcome);
  }

  double payments_per_second() {
    Stopwatch const watch;
    std::vector<std::thread> callers;
    for (int caller = 0; caller < kCallers; ++caller) {
      callers.emplace_back([this, first = next_ + caller * kPaymentsOfCaller] {
        for (int i = 0; i < kPaymentsOfCaller; ++i) {
          require(service_->submit_one(payment(authority_, source_, first + i), kNow));
        }
      });
    }
    for (std::thread& caller : callers) caller.join();
    next_ += kCallers * kPaymentsOfCaller;
    return watch.rate(kCallers * kPaymentsOfCaller);
  }

 private:
  static void require(engine::Outcome const& outcome) {
    if (outcome) return;
    std::string const code{engine::code_of(outcome.error().refusal)};
    (void)std::fprintf(stderr, "a submission was refused: %s\n", code.c_str());
    std::exit(1);
  }

  std::unique_ptr<adapters::sqlite::Service> service_;
  base::AuthorityId authority_;
  base::SourceId source_;
  int next_ = 0;
};

// ---- the yardstick

/// What a program gets that gives every row a transaction of its own: WAL, synchronous=FULL, a prepared statement.
class PlainInserts {
 public:
  explicit PlainInserts(std::string const& path) {
    check(sqlite3_open(path.c_str(), &database_));
    script(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "CREATE TABLE payment (payment_id INTEGER PRIMARY KEY, reference TEXT NOT NULL, minor INTEGER NOT NULL)");
    check(
        sqlite3_prepare_v2(database_, "INSERT INTO payment (reference, minor) VALUES (?1, ?2)", -1, &insert_, nullptr));
  }
  ~PlainInserts() {
    sqlite3_finalize(insert_);
    sqlite3_close(database_);
  }
  PlainInserts(PlainInserts const&) = delete;
  PlainInserts& operator=(PlainInserts const&) = delete;

  double inserts_per_second() {
    Stopwatch const watch;
    for (int i = 0; i < kInserts; ++i) {
      std::string const reference = reference_of(i);
      check(sqlite3_bind_text(insert_, 1, reference.data(), static_cast<int>(reference.size()), SQLITE_TRANSIENT));
      check(sqlite3_bind_int64(insert_, 2, 100));
      if (sqlite3_step(insert_) != SQLITE_DONE) check(SQLITE_ERROR);
      check(sqlite3_reset(insert_));
    }
    return watch.rate(kInserts);
  }

 private:
  static void check(int result) {
    if (result != SQLITE_OK) throw std::runtime_error(sqlite3_errstr(result));
  }
  void script(char const* sql) { check(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr)); }

  sqlite3* database_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
};

}  // namespace

int main(int count, char** words) {
  if (count < 2) {
    (void)std::fprintf(stderr, "usage: payments_engine_bench FOLDER [ROUNDS [inserts]]\n");
    return 2;
  }
  std::string const folder = words[1];
  int const rounds = count > 2 ? std::atoi(words[2]) : 1;
  bool const only_inserts = count > 3 && std::string_view{words[3]} == "inserts";
  PlainInserts plain{folder + "/plain.db"};
  if (only_inserts) {
    for (int i = 0; i < rounds; ++i) (void)std::printf("{\"inserts_per_second\":%.1f}\n", plain.inserts_per_second());
    return 0;
  }
  Books books{folder + "/books.db"};
  for (int i = 0; i < rounds; ++i) {
    double const inserts = plain.inserts_per_second();
    (void)std::printf("{\"payments_per_second\":%.1f,\"inserts_per_second\":%.1f}\n", books.payments_per_second(),
                      inserts);
    (void)std::fflush(stdout);
  }
  return 0;
}
