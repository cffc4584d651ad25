// The law of a Danish authority, as tests of whole days and months need it.
#pragma once

#include <memory>
#include <string>

#include "base/identifiers.h"
#include "engine/law_book.h"

namespace tests {

/// Every claim by the public law, and by the municipal procedure.
inline constexpr char const* kMunicipalLaw =
    "format = 1\n[[type]]\ntype = \"*\"\npack = \"dk/public\"\nprocedure = \"dk/municipal\"\n";

/// By the packs and procedures that are part of the program; `law` is what the authority has chosen, `more` is written
/// behind the Danish procedure.
[[nodiscard]] std::shared_ptr<engine::Rules const> danish_rules(base::AuthorityId authority,
                                                                std::string const& law = kMunicipalLaw,
                                                                std::string const& more = "");

}  // namespace tests
