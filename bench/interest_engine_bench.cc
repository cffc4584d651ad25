// What an interest run costs in the engine alone: the interest due on one day for open claims whose earlier months
// stand posted, half of them by commenced months and half by a yearly rate. On one thread, by its processor time, so
// that other work on the machine does not count. Prints one JSON line a round: {"claims_per_second":…,"postings":…}.
//
// Usage: interest_engine_bench [ROUNDS]
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <stdexcept>
#include <string>
#include <vector>

#include "adapters/law_files/pack_reader.h"
#include "engine/interest_due.h"

namespace {

constexpr int kClaims = 200'000;
constexpr base::AuthorityId kAuthority{1};
constexpr base::Date kToday{20'545};  // 2026-04-02
constexpr int kFirstDue = 20'350;     // about half a year before

engine::Rules rules() {
  auto packs = adapters::law_files::read_packs(adapters::law_files::built_in_law_files());
  if (!packs) throw std::runtime_error(packs.error().text());
  engine::AuthorityLaw law;
  law.packs = std::move(*packs);
  law.types["day_care"] = {"dk/public", true, "ordinary", std::nullopt};
  law.types["rent"] = {"dk/civil", true, "ordinary", std::nullopt};
  engine::Rules result;
  result.law.set(kAuthority, std::move(law));
  return result;
}

std::vector<claims::Claim> open_claims(ports::WorkingSet& state, engine::Rules const& rules) {
  std::vector<claims::Claim> claims;
  for (int i = 0; i < kClaims; ++i) {
    claims::Claim claim;
    claim.id = {i + 1};
    claim.type = i % 2 == 0 ? "day_care" : "rent";
    base::Date const due{kFirstDue + i % 180};
    claim.dates = {{}, {}, {due.days - 30}, due, due};
    claim.liable = {{i / 4 + 1}};
    claim.charged[ledger::Component::kPrincipal] = claim.open[ledger::Component::kPrincipal] = 50'000 + i % 100'000;
    if (i % 4 == 0) state.debtors.load({claim.liable.front(), claims::DebtorKind::kPerson, 0, {}});
    // A tenth has paid a part.
    if (i % 10 == 0) {
      claim.open[ledger::Component::kPrincipal] -= 20'000;
      claim.accrual.principal.push_back({{due.days + 40}, -20'000});
    }
    auto const before = engine::interest_due(state, claim, rules, {kToday.days - 31});
    for (engine::InterestStep const& step : before.value()) {
      claims::add_change(claim.accrual.interest, {step.date, step.minor});
    }
    claims.push_back(std::move(claim));
  }
  return claims;
}

}  // namespace

int main(int count, char** words) {
  int const rounds = count > 1 ? std::atoi(words[1]) : 5;
  try {
    engine::Rules const law = rules();
    ports::WorkingSet state;
    state.authority = kAuthority;
    std::vector<claims::Claim> const claims = open_claims(state, law);
    for (int round = 0; round < rounds; ++round) {
      std::clock_t const start = std::clock();
      std::size_t postings = 0;
      for (claims::Claim const& claim : claims) {
        postings += engine::interest_due(state, claim, law, kToday).value().size();
      }
      double const seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
      std::printf("{\"claims_per_second\":%.0f,\"postings\":%zu}\n", kClaims / seconds, postings);
    }
  } catch (std::exception const& error) {
    std::fprintf(stderr, "interest_engine_bench: %s\n", error.what());
    return 1;
  }
  return 0;
}
