// The bank lines that wait for a person, with suggestions. These are computed when somebody looks, from the books as
// they are then; nothing is ever matched by a suggestion alone.
//
// Time: every open claim is looked at for every line that came in. Reads only.
#pragma once

#include <optional>
#include <vector>

#include "adapters/bank_files/line_detail.h"
#include "payments/matching.h"
#include "ports/books_reader.h"
#include "ports/secret_box.h"

namespace adapters::bank_files {

struct QueuedLine {
  payments::BankLine line;
  std::optional<LineDetail> detail;  // personal data; nothing if it was deleted or is ours
  std::vector<payments::Suggestion> suggestions;
};

/// Oldest first, also the sums that wait for their parts and the lines that are expected.
[[nodiscard]] std::vector<QueuedLine> read_queue(ports::BooksReader& reader, ports::SecretBox& box,
                                                 ports::Authority const& authority,
                                                 payments::MatchingRules const& rules);

}  // namespace adapters::bank_files
