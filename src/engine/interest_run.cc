#include "engine/interest_run.h"

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <memory>

#include "engine/interest_due.h"

namespace engine {

namespace {

// Where most claims have something due: so many at once in one commit, few enough for payments to come in between, and
// in pieces, so that a store can load one while it writes the other.
constexpr std::size_t kDenseShard = 1'000;
constexpr std::size_t kShardsAtOnce = 8;
constexpr std::size_t kGroupsUnderway = 3;  // one is written, one decided, and one waits for it

struct Looked {
  base::ClaimId after;  // before the first of the shard
  std::size_t claims;
  bool submitted;  // some of them have a law
};

struct Shards {
  std::vector<Looked> looked;
  std::vector<Prepared> prepared;  // of those that are submitted
};

/// Submitted and not yet known to be posted.
struct Underway {
  explicit Underway(Shards of) : shards(std::move(of)) {}
  Shards shards;
  std::unique_ptr<Pending> pending;  // goes before the shards it is about
};

class Runner {
 public:
  Runner(BooksService& books, Rules const& rules, InterestRun const& run) : books_(books), rules_(rules), run_(run) {}

  InterestSummary all() {
    // Where most claims of the last shard had something due, asking first would only be done twice.
    while (dense_ && !run_.dry_run ? post_ahead() : look_ahead()) {
    }
    return std::move(summary_);
  }

 private:
  /// Posts without looking first, while most claims have something due. The next claims are read, and submitted, while
  /// those before are posted. False if there are none.
  bool post_ahead() {
    std::deque<Underway> underway;
    bool more = true;
    dense_ = true;
    while (true) {
      while (more && dense_ && underway.size() < kGroupsUnderway) {
        underway.emplace_back(next_shards());
        more = !underway.back().shards.looked.empty();
        if (more) underway.back().pending = books_.start(underway.back().shards.prepared, run_.now);
        if (!more) underway.pop_back();
      }
      if (underway.empty()) return more;
      std::vector<Outcome> const outcomes = underway.front().pending->finish();
      dense_ = take(underway.front().shards, outcomes) && dense_;
      underway.pop_front();
    }
  }

  Shards next_shards() {
    Shards shards;
    auto const reader = books_.reader();
    for (std::size_t i = 0; i < kShardsAtOnce; ++i) {
      auto const claims = reader->ids_to_run(run_.authority, after_, kDenseShard);
      if (claims.empty()) break;
      std::vector<base::ClaimId> wanted;
      wanted.reserve(claims.size());
      for (ports::ClaimOfType const& claim : claims) {
        if (rules_.law.find(run_.authority, claim.type)) wanted.push_back(claim.id);
      }
      shards.looked.push_back({after_, claims.size(), !wanted.empty()});
      if (!wanted.empty()) shards.prepared.push_back(prepare(submission(std::move(wanted))));
      after_ = claims.back().id;
    }
    return shards;
  }

  /// Adds up what came of them. Whether most of their claims had something due.
  bool take(Shards const& shards, std::vector<Outcome> const& outcomes) {
    std::size_t next = 0;
    std::size_t claims = 0;
    std::int64_t changed = 0;
    for (Looked const& shard : shards.looked) {
      claims += shard.claims;
      if (shard.submitted && !outcomes[next++]) {
        // A claim of it is refused: it must not hold up the others.
        look_at(books_.reader()->claims_to_run(run_.authority, shard.after, shard.claims));
        continue;
      }
      summary_.claims += static_cast<std::int64_t>(shard.claims);
      if (shard.submitted) changed += count(outcomes[next - 1]->entry);
    }
    return changed * 2 > static_cast<std::int64_t>(claims);
  }

  /// Looks at the next shard and posts for the claims that have something due. False at the end.
  bool look_ahead() {
    std::vector<claims::Claim> const claims = books_.reader()->claims_to_run(run_.authority, after_, kInterestShard);
    if (claims.empty()) return false;
    after_ = claims.back().id;
    look_at(claims);
    return true;
  }

  void look_at(std::vector<claims::Claim> const& claims) {
    ports::WorkingSet const state = debtors_of(claims);
    std::vector<base::ClaimId> wanted;
    for (claims::Claim const& claim : claims) {
      ++summary_.claims;
      if (!rules_.law.find(run_.authority, claim.type)) continue;
      auto const due = interest_due(state, claim, rules_, run_.until);
      if (!due) {
        refuse(claim, due.error());
      } else if (run_.dry_run) {
        count(*due);
      } else if (!due->empty() || claim.accrual.to_be_run) {
        wanted.push_back(claim.id);
      }
    }
    dense_ = wanted.size() * 2 > claims.size();
    if (wanted.empty() || submit(wanted)) return;
    // One of them has changed since it was looked at and is refused: it must not hold up the others.
    for (base::ClaimId const id : wanted) (void)submit({id});
  }

  ports::WorkingSet debtors_of(std::vector<claims::Claim> const& claims) {
    ports::WorkingSet state;
    state.authority = run_.authority;
    auto const reader = books_.reader();
    std::vector<base::DebtorId> ids;
    for (claims::Claim const& claim : claims) ids.insert(ids.end(), claim.liable.begin(), claim.liable.end());
    std::ranges::sort(ids);
    ids.erase(std::ranges::unique(ids).begin(), ids.end());
    for (base::DebtorId const id : ids) {
      if (auto debtor = reader->debtor(run_.authority, id)) state.debtors.load(std::move(*debtor));
    }
    return state;
  }

  Submission submission(std::vector<base::ClaimId> claims) const {
    Submission made;
    made.authority = run_.authority;
    made.actor = run_.actor;
    // A key for each shard of each run: that nothing is posted twice is not the key's doing.
    made.key = "interest " + base::format_date(run_.until) + " " + std::to_string(run_.now.instant.microseconds) + " " +
               std::to_string(claims.front().value) + " " + std::to_string(claims.size());
    made.commands.emplace_back(PostInterest{std::move(claims), run_.until});
    return made;
  }

  bool submit(std::vector<base::ClaimId> const& claims) {
    auto const outcome = books_.submit_one(submission(claims), run_.now);
    if (!outcome) {
      if (claims.size() == 1) {
        auto const claim = books_.reader()->claim(run_.authority, {claims.front(), {}, {}});
        if (claim) refuse(*claim, outcome.error().refusal);
      }
      return false;
    }
    (void)count(outcome->entry);
    return true;
  }

  /// The claims that it changed.
  std::int64_t count(Entry const& entry) {
    std::int64_t const before = summary_.claims_changed;
    for (Event const& event : entry.events) {
      auto const* const posted = std::get_if<InterestPosted>(&event);
      if (posted == nullptr) continue;
      count(posted->steps);
      for (PaymentPart const& part : posted->freed) summary_.credit_minor += part.allocation.minor;
    }
    return summary_.claims_changed - before;
  }

  void count(std::vector<InterestStep> const& steps) {
    if (steps.empty()) return;
    ++summary_.claims_changed;
    for (InterestStep const& step : steps) {
      ++summary_.postings;
      (step.minor > 0 ? summary_.posted_minor : summary_.taken_back_minor) += std::abs(step.minor);
    }
  }

  void refuse(claims::Claim const& claim, Refusal refusal) {
    summary_.refused[std::string{code_of(refusal)}].push_back(claim.reference);
  }

  BooksService& books_;
  Rules const& rules_;
  InterestRun const& run_;
  InterestSummary summary_;
  base::ClaimId after_;  // up to here everything has been looked at
  bool dense_ = false;   // most claims of the shard before had something to be posted
};

}  // namespace

InterestSummary run_interest(BooksService& books, Rules const& rules, InterestRun const& run) {
  return Runner{books, rules, run}.all();
}

}  // namespace engine
