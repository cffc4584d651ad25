// Which law an authority has chosen for its claims, from its TOML text:
//
//   format = 1
//   [[type]]                       one for each claim type; "*" is for all that are not named
//   type = "day_care"
//   pack = "dk/public"
//   due_agreed = true              the due date was agreed in advance or is set by law; if left out, it was
//   limitation = "ordinary"        the limitation rule's basis; if left out, "ordinary"
//   procedure = "dk/municipal"     what is done about such claims; if left out, nothing is done by itself
//   interest_from = 2026-01-01     no interest for days before: what came before was the source's to charge
//
// and the [[confirm]], [[council]] and [[fee]] of pack_reader.h. Everything is checked when read; an error names the
// line.
#pragma once

#include "adapters/law_files/law_file.h"
#include "engine/law_book.h"

namespace adapters::law_files {

/// `packs` are those there are; those that the text chooses come back with its settings in them.
/// The same for `procedures`.
[[nodiscard]] std::expected<engine::AuthorityLaw, LawFileError> read_authority_law(
    std::vector<law::Pack> packs, std::vector<dunning::Procedure> procedures, LawFile const& text);

}  // namespace adapters::law_files
