#include "adapters/bank_files/unmatched_queue.h"

#include <map>

#include "adapters/bank_files/target_lookup.h"

namespace adapters::bank_files {

namespace {

struct Candidates {
  std::vector<payments::ClaimCandidate> claims;
  std::vector<payments::DebtorCandidate> debtors;
};

Candidates open_candidates(ports::BooksReader& reader, base::AuthorityId authority,
                           payments::MatchingRules const& rules) {
  Candidates candidates;
  std::map<base::DebtorId, std::int64_t> open;
  reader.each_claim(authority, [&](claims::Claim const& claim) {
    if (claim.open_minor() == 0) return;
    candidates.claims.push_back(candidate_of(claim, rules));
    for (base::DebtorId const debtor : claim.liable) open[debtor] += claim.open_minor();
  });
  for (auto const& [debtor, minor] : open) candidates.debtors.push_back(candidate_of(debtor, minor, rules));
  return candidates;
}

}  // namespace

std::vector<QueuedLine> read_queue(ports::BooksReader& reader, ports::SecretBox& box, ports::Authority const& authority,
                                   payments::MatchingRules const& rules) {
  std::vector<QueuedLine> queue;
  bool wanted = false;
  for (payments::BankLine& line : reader.open_bank_lines(authority.id)) {
    QueuedLine queued{std::move(line), {}, {}};
    if (auto const sealed = reader.bank_line_detail(authority.id, queued.line.id)) {
      if (auto const plain = box.open(kLineDetailPurpose, *sealed)) queued.detail = decode_detail(*plain);
    }
    wanted |= queued.line.state == payments::BankLineState::kUnmatched && queued.line.amount_minor > 0;
    queue.push_back(std::move(queued));
  }
  if (!wanted) return queue;
  Candidates const candidates = open_candidates(reader, authority.id, rules);
  for (QueuedLine& queued : queue) {
    payments::BankLine const& line = queued.line;
    if (line.state != payments::BankLineState::kUnmatched || line.amount_minor <= 0 || !queued.detail) continue;
    payments::BankMoney const money =
        money_of(*queued.detail, {line.amount_minor, authority.currency}, line.value_date);
    payments::Match match = payments::match(money, candidates.claims, candidates.debtors, rules);
    queued.suggestions = std::move(match.suggestions);
    // A return with a reference of ours is not given away by itself, but the reference is the best hint there is.
    if (match.claim || match.debtor) {
      queued.suggestions.push_back({match.claim, match.debtor, payments::MatchReason::kReference, 1});
    }
  }
  return queue;
}

}  // namespace adapters::bank_files
