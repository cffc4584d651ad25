// What a person told about money and household, on its way into the vault's table and out of it again, by consent.
//
// Nothing of it leaves a trace in the journal: a command holds a keyed digest, so that other answers are another wish.
// The sealed text is bound to its debtor: in another one's row it does not open.
// Thread safety: as the box.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "arrangements/affordability.h"
#include "engine/execute.h"
#include "ports/books_reader.h"
#include "ports/secret_box.h"

namespace engine {

/// Adds the command that keeps the answers, and the sealed answers beside it. `key`: the installation's secret for
/// digests; `consent`: the version of the words that were shown.
void add_ability_answers(Submission& submission, ports::SecretBox& box, std::string_view key, base::DebtorId debtor,
                         arrangements::Household const& household, std::string consent);

struct KeptAbility {
  arrangements::AbilityStatement statement;
  arrangements::Household household;
};

/// Nothing: none is kept on this day, or it cannot be opened. Looking this way leaves no trace: staff say first that
/// they read (ReadAbility).
[[nodiscard]] std::optional<KeptAbility> open_ability(ports::BooksReader& reader, ports::SecretBox& box,
                                                      base::AuthorityId authority, base::DebtorId debtor,
                                                      base::Date day);

}  // namespace engine
