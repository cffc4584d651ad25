#include "engine/interest_run.h"

#include <algorithm>
#include <cstdlib>

#include "engine/interest_due.h"

namespace engine {

namespace {

class Runner {
 public:
  Runner(BooksService& books, Rules const& rules, InterestRun const& run) : books_(books), rules_(rules), run_(run) {}

  InterestSummary all() {
    base::ClaimId after;
    while (true) {
      std::vector<claims::Claim> const claims = books_.reader()->claims_to_run(run_.authority, after, kInterestShard);
      if (claims.empty()) return std::move(summary_);
      after = claims.back().id;
      look_at(claims);
    }
  }

 private:
  void look_at(std::vector<claims::Claim> const& claims) {
    // Where most claims of the last shard had something due, asking first would only be done twice.
    if (dense_ && !run_.dry_run) {
      std::vector<base::ClaimId> all;
      for (claims::Claim const& claim : claims) {
        if (rules_.law.find(run_.authority, claim.type)) all.push_back(claim.id);
      }
      std::int64_t const before = summary_.claims_changed;
      if (all.empty() || submit(all)) {
        summary_.claims += static_cast<std::int64_t>(claims.size());
        dense_ = (summary_.claims_changed - before) * 2 > static_cast<std::int64_t>(claims.size());
        return;
      }
    }
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

  bool submit(std::vector<base::ClaimId> const& claims) {
    Submission submission;
    submission.authority = run_.authority;
    submission.actor = run_.actor;
    // A key for each shard of each run: that nothing is posted twice is not the key's doing.
    submission.key = "interest " + base::format_date(run_.until) + " " + std::to_string(run_.now.instant.microseconds) +
                     " " + std::to_string(claims.front().value) + " " + std::to_string(claims.size());
    submission.commands.emplace_back(PostInterest{claims, run_.until});
    auto const outcome = books_.submit_one(std::move(submission), run_.now);
    if (!outcome) {
      if (claims.size() == 1) {
        auto const claim = books_.reader()->claim(run_.authority, {claims.front(), {}, {}});
        if (claim) refuse(*claim, outcome.error().refusal);
      }
      return false;
    }
    for (Event const& event : outcome->entry.events) {
      auto const* const posted = std::get_if<InterestPosted>(&event);
      if (posted == nullptr) continue;
      count(posted->steps);
      for (PaymentPart const& part : posted->freed) summary_.credit_minor += part.allocation.minor;
    }
    return true;
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
  bool dense_ = false;  // most claims of the shard before had something to be posted
};

}  // namespace

InterestSummary run_interest(BooksService& books, Rules const& rules, InterestRun const& run) {
  return Runner{books, rules, run}.all();
}

}  // namespace engine
