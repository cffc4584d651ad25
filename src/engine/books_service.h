// The books as everything above the engine sees them: submissions in, answers out, durable when told.
#pragma once

#include <memory>
#include <span>
#include <stdexcept>
#include <vector>

#include "engine/execute.h"
#include "ports/books_reader.h"

namespace engine {

/// What a store says when it could do nothing at all: full, damaged, unreachable. Nothing was changed.
class StoreUnavailable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Submissions that are being executed. Waits for them when it goes.
class Pending {
 public:
  virtual ~Pending() = default;
  /// Returns when all that was accepted is durable. To be called once. Throws StoreUnavailable.
  [[nodiscard]] virtual std::vector<Outcome> finish() = 0;
};

class BooksService {
 public:
  virtual ~BooksService() = default;

  /// Executes each submission by itself, in this order, and returns when all that was accepted is durable.
  /// Safe to call from many threads at a time. Throws StoreUnavailable.
  [[nodiscard]] virtual std::vector<Outcome> submit(std::span<Prepared const> prepared, base::Now now) = 0;

  /// As submit(), but may return before anything is done, so that the caller can prepare the next ones meanwhile. What
  /// is started first is executed first. `prepared` must outlive what is returned.
  [[nodiscard]] virtual std::unique_ptr<Pending> start(std::span<Prepared const> prepared, base::Now now);

  /// As submit(), for one of very many: what was accepted is there for everybody to read, and is durable when settle()
  /// has returned. Nothing may be told to the outside before that.
  [[nodiscard]] virtual std::vector<Outcome> submit_unsettled(std::span<Prepared const> prepared, base::Now now) {
    return submit(prepared, now);
  }
  /// Returns when all that submit_unsettled() accepted is durable. Throws StoreUnavailable if that is not certain: what
  /// came since the last settle() is then to be submitted again, with the same keys.
  virtual void settle() {}

  /// A reader for the calling thread's use, for as long as it is held.
  [[nodiscard]] virtual std::shared_ptr<ports::BooksReader> reader() = 0;

  /// Adds an authority; nothing if the code is taken.
  [[nodiscard]] virtual std::optional<base::AuthorityId> add_authority(ports::Authority const& authority) = 0;
  /// Puts other settings (ports::Authority::settings) in the place of an authority's; false if there is none.
  [[nodiscard]] virtual bool change_settings(base::AuthorityId authority, std::string const& settings) = 0;
  /// The source with this code, added if it is new.
  [[nodiscard]] virtual base::SourceId ensure_source(base::AuthorityId authority, std::string const& code,
                                                     std::string const& name) = 0;

  /// What submissions are decided by from now on. Without a call: the default order, and no law.
  virtual void set_rules(std::shared_ptr<Rules const> rules) = 0;

  [[nodiscard]] Outcome submit_one(Submission submission, base::Now now) {
    Prepared const prepared = prepare(std::move(submission));
    return submit({&prepared, 1}, now).front();
  }
};

}  // namespace engine
