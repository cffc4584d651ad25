#include "adapters/bank_files/target_lookup.h"

#include <algorithm>

namespace adapters::bank_files {

namespace {

template <class Id>
std::vector<std::string> issued(Id id, payments::MatchingRules const& rules) {
  std::vector<std::string> references;
  for (payments::ReferenceScheme const scheme : rules.schemes) {
    if (auto const reference = payments::reference_of(scheme, id)) references.push_back(reference->text);
  }
  return references;
}

bool is_word(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

bool names_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    std::size_t const end = at + word.size();
    if ((at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end]))) return true;
  }
  return false;
}

payments::ClaimCandidate candidate_of(claims::Claim const& claim, payments::MatchingRules const& rules) {
  return {claim.id, claim.liable, issued(claim.id, rules), claim.reference, claim.open_minor()};
}

payments::DebtorCandidate candidate_of(base::DebtorId debtor, std::int64_t open_minor,
                                       payments::MatchingRules const& rules) {
  return {debtor, issued(debtor, rules), {}, open_minor};
}

payments::Match match_by_reference(ports::BooksReader& reader, base::AuthorityId authority,
                                   payments::BankMoney const& money, payments::MatchingRules const& rules) {
  std::vector<payments::ClaimCandidate> claims;
  std::vector<payments::DebtorCandidate> debtors;
  for (payments::FoundReference const& found : payments::references_in(money, rules)) {
    for (payments::ReferenceScheme const scheme : rules.schemes) {
      auto const meant = payments::issued_for({scheme, found.text});
      if (!meant) continue;
      if (meant->claim) {
        auto const claim = reader.claim(authority, {meant->claim, {}, {}});
        if (claim && std::ranges::find(claims, claim->id, &payments::ClaimCandidate::claim) == claims.end()) {
          claims.push_back(candidate_of(*claim, rules));
        }
      } else if (reader.debtor(authority, meant->debtor) &&
                 std::ranges::find(debtors, meant->debtor, &payments::DebtorCandidate::debtor) == debtors.end()) {
        debtors.push_back(candidate_of(meant->debtor, 0, rules));
      }
    }
  }
  return payments::match(money, claims, debtors, rules);
}

std::string named_payout(std::vector<payments::BankLine> const& open, LineDetail const& detail,
                         std::int64_t amount_minor) {
  std::string const prefix = payments::expected_key("");
  std::string found;
  for (payments::BankLine const& line : open) {
    if (line.state != payments::BankLineState::kExpected || line.amount_minor != amount_minor) continue;
    std::string const reference = line.key.substr(prefix.size());
    std::string_view const id = std::string_view{reference}.substr(reference.rfind('/') + 1);
    bool const named =
        id.size() >= 4 &&
        (names_word(detail.text, id) || names_word(detail.end_to_end_id, id) ||
         std::ranges::any_of(detail.references, [&](std::string const& text) { return names_word(text, id); }));
    if (!named) continue;
    if (!found.empty()) return {};
    found = reference;
  }
  return found;
}

}  // namespace adapters::bank_files
