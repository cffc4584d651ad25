// Finds in the books what a line of the bank says by itself: the claim or debtor of its reference, the payout of its
// text.
// Reads only.
#pragma once

#include <vector>

#include "adapters/bank_files/line_detail.h"
#include "payments/matching.h"
#include "ports/books_reader.h"

namespace adapters::bank_files {

/// Whether `word` stands in the text by itself: no letter or digit touches it.
[[nodiscard]] bool names_word(std::string_view text, std::string_view word);

[[nodiscard]] payments::ClaimCandidate candidate_of(claims::Claim const& claim, payments::MatchingRules const& rules);
[[nodiscard]] payments::DebtorCandidate candidate_of(base::DebtorId debtor, std::int64_t open_minor,
                                                     payments::MatchingRules const& rules);

/// The match by a valid reference alone. kNone if the references name nothing that is in the books.
[[nodiscard]] payments::Match match_by_reference(ports::BooksReader& reader, base::AuthorityId authority,
                                                 payments::BankMoney const& money,
                                                 payments::MatchingRules const& rules);

/// The reference of the one expected payout of this amount whose id the line's text names; empty if none or several.
[[nodiscard]] std::string named_payout(std::vector<payments::BankLine> const& open, LineDetail const& detail,
                                       std::int64_t amount_minor);

}  // namespace adapters::bank_files
