// Who may be written to, as a second, simple reading of the journal has it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "engine/entry.h"
#include "ports/books_reader.h"

namespace tests {

/// What the journal says of every claim, up to now, by rules that share nothing with the engine's.
class Witness {
 public:
  void read_on(ports::BooksReader& reader, base::AuthorityId authority) {
    while (true) {
      auto const page = reader.journal(authority, after_, 1'000);
      if (page.empty()) return;
      for (auto const& stored : page) {
        auto const entry = engine::decode_entry(stored.payload);
        for (engine::Event const& event : entry->events) std::visit(*this, event);
      }
      after_ = page.back().seq;
    }
  }
  void operator()(engine::ClaimRegistered const& e) { cases[e.claim.value].open = e.amounts.total(); }
  void operator()(engine::PaymentRecorded const& e) {
    for (auto const& part : e.allocations) cases[part.claim.value].open -= part.minor;
  }
  void operator()(engine::InterestPosted const& e) {
    Case& c = cases[e.claim.value];
    for (auto const& step : e.steps) c.open += step.minor;
    for (auto const& part : e.freed) c.open += part.allocation.minor;
  }
  void operator()(engine::LetterRecorded const& e) { cases[e.claim.value].open += e.letter.fee_minor; }
  void operator()(engine::ObjectionOpened const& e) { cases[e.claim.value].objections.insert(e.objection); }
  void operator()(engine::ObjectionResolved const& e) { cases[e.claim.value].objections.erase(e.objection); }
  void operator()(engine::HoldPlaced const& e) {
    cases[e.claim.value].holds.emplace_back(e.hold.first.days, e.hold.last->days);
  }
  void operator()(engine::MessagePlanned const& e) { planned.insert(e.message.value); }
  void operator()(auto const&) {}

  struct Case {
    std::int64_t open = 0;
    std::set<std::string> objections;
    std::vector<std::pair<std::int32_t, std::int32_t>> holds;
  };
  std::map<std::int64_t, Case> cases;
  std::set<std::int64_t> planned;

 private:
  std::int64_t after_ = 0;
};

}  // namespace tests
