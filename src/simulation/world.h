// One small authority, lived through day by day under faults: its people and departments, a bank, two payment
// providers, and the auditor beside it. Two worlds of five have business days as well: a procedure, letters and text
// messages, providers that send them. A second row of worlds, numbered from kFirstHelpedWorld, has people who ask for
// help besides: instalment plans, enquiries and direct debits.
//
// Everything comes from the seed and the world's number: the same two give the same journal, byte by byte.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dunning/procedure.h"
#include "law/pack.h"
#include "simulation/faulty_books.h"
#include "simulation/naive_direct_debits.h"
#include "simulation/naive_enquiries.h"
#include "simulation/naive_helpers.h"
#include "simulation/naive_plans.h"

namespace simulation {

inline constexpr std::int64_t kPeopleOfWorld = 25;
inline constexpr std::int64_t kYearsOfWorld = 2;
inline constexpr std::int64_t kDebtorYearsOfWorld = kPeopleOfWorld * kYearsOfWorld;

/// Worlds below this number live as worlds did before there were plans and enquiries: what they once found is found
/// again.
inline constexpr std::int64_t kFirstHelpedWorld = 1'000'000;
[[nodiscard]] constexpr bool is_helped(std::int64_t world) { return world >= kFirstHelpedWorld; }

/// Of each five of those, three live as worlds did before there were business days.
[[nodiscard]] constexpr bool has_business_days(std::int64_t world) { return is_helped(world) || world % 5 >= 3; }

struct WorldOrder {
  std::uint64_t seed = 1;
  std::int64_t world = 0;
  Mistake mistake = Mistake::kNone;
  std::vector<law::Pack> packs;                // dk/public and dk/civil are used
  std::vector<dunning::Procedure> procedures;  // dk/municipal is used
};

struct WorldFinding {
  std::int64_t step = 0;  // counted from 1: everything that somebody does is a step
  base::Date day;
  std::string what;
};

/// What business days came to.
struct DunningReport {
  std::int64_t days = 0;      // that ended
  std::int64_t day_runs = 0;  // also those that broke off, and those of a day that had ended
  std::int64_t steps = 0;     // taken for a claim
  std::int64_t fees = 0;
  std::int64_t messages = 0;    // planned
  std::int64_t deliveries = 0;  // by providers
  std::int64_t too_late = 0;
  std::int64_t doubtful = 0;
  std::int64_t interruptions = 0;  // of the sender, and answers that said nothing
  std::int64_t crashes = 0;        // while a provider was asked
  std::int64_t fees_of_letters_not_sent = 0;
};

/// What people asked for and what came of it.
struct HelpReport {
  std::int64_t worlds = 0;  // in which anybody could ask
  NaivePlanCounts plans;
  NaiveEnquiryCounts enquiries;
  NaiveDirectDebitCounts direct_debits;
  NaiveHelperCounts helpers;
  std::int64_t left_alone = 0;   // claims, for each reason
  std::int64_t fees_let_go = 0;  // because what stopped them was entered late
  std::int64_t crashes = 0;      // of the store, in these worlds: before and after a commit, and answers lost
};

struct WorldReport {
  std::int64_t steps = 0;
  std::int64_t sent = 0;
  std::int64_t accepted = 0;
  std::int64_t repeated = 0;
  std::int64_t refused = 0;
  std::int64_t resent = 0;      // after no answer
  std::int64_t duplicates = 0;  // sent twice by the partner itself
  std::int64_t delayed = 0;
  std::int64_t dropped = 0;
  std::int64_t notices = 0;
  std::int64_t provider_answers_lost = 0;
  std::int64_t captures = 0;
  StoreFaults store;
  DunningReport dunning;
  HelpReport help;
  std::map<std::string, std::int64_t> events;
  std::string journal_hash;  // of the chain's last block
  std::optional<WorldFinding> finding;
};

[[nodiscard]] WorldReport run_world(WorldOrder const& order);

}  // namespace simulation
