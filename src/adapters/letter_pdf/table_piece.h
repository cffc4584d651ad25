// A table as pieces of a page, one a row, so that a long one can go on overleaf.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "adapters/letter_pdf/letter_pieces.h"

namespace adapters::letter_pdf {

/// `links` must live as long as the pieces.
[[nodiscard]] std::vector<Piece> table_pieces(Typesetter& typesetter, contact::Block const& table,
                                              std::array<std::string, contact::kLinkTargetCount> const& links);

}  // namespace adapters::letter_pdf
