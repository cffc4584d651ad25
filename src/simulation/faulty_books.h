// The books in memory, on a machine that fails: at any call of a transaction, before the commit, after it, or by losing
// the answer on its way back. What was not committed is gone after a failure; what was committed never is.
//
// A caller cannot tell a failure before the commit from one after it, and sends the same again under the same key.
// Everything is drawn from a seeded stream. Not safe for threads: the simulator has one.
#pragma once

#include <cstdint>
#include <stdexcept>

#include "adapters/memory/service.h"
#include "base/seeded_stream.h"
#include "simulation/mistake.h"

namespace simulation {

/// The caller got no answer: the connection broke, or the process died. Whether it was done is not known.
class NoAnswer : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Sees what callers send and the answers that reach them.
class Witness {
 public:
  virtual ~Witness() = default;
  virtual void sent(engine::Prepared const& prepared) = 0;
  virtual void answered(engine::Prepared const& prepared, engine::Outcome const& outcome) = 0;
};

struct StoreFaults {
  std::int64_t failed_calls = 0;  // a call of a transaction, or a read, failed: the store was unavailable
  std::int64_t crashes = 0;       // the process died in the middle: everything not committed was lost
  std::int64_t late_crashes = 0;  // it died after the commit and before the answer
  std::int64_t lost_answers = 0;  // committed and answered, but the answer never came
};

class FaultyBooks : public engine::BooksService {
 public:
  FaultyBooks(std::uint64_t seed, std::string const& purpose, Mistake mistake);

  std::vector<engine::Outcome> submit(std::span<engine::Prepared const> prepared, base::Now now) override;
  std::shared_ptr<ports::BooksReader> reader() override;
  std::optional<base::AuthorityId> add_authority(ports::Authority const& authority) override;
  base::SourceId ensure_source(base::AuthorityId authority, std::string const& code, std::string const& name) override;
  bool change_settings(base::AuthorityId authority, std::string const& settings) override {
    return books_.change_settings(authority, settings);
  }
  void set_rules(std::shared_ptr<engine::Rules const> rules) override { books_.set_rules(std::move(rules)); }

  /// Off at first.
  void set_faults_per_mille(std::int64_t parts) { faults_per_mille_ = parts; }
  void set_witness(Witness* witness) { witness_ = witness; }
  /// For whoever audits: reads without faults.
  [[nodiscard]] std::shared_ptr<ports::BooksReader> true_reader() { return books_.reader(); }
  [[nodiscard]] StoreFaults const& faults() const { return faults_; }

 private:
  std::vector<engine::Outcome> fail_within(std::span<engine::Prepared const> prepared, base::Now now);

  adapters::memory::Service books_;
  base::SeededStream stream_;
  Mistake mistake_;
  std::int64_t faults_per_mille_ = 0;
  std::int64_t calls_until_failure_ = -1;  // below zero: none is planned
  Witness* witness_ = nullptr;
  StoreFaults faults_;
};

}  // namespace simulation
