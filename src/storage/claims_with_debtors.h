// Loading claims together with everybody who is liable for them.
// Private to the storage.
#pragma once

#include <vector>

#include "storage/reader.h"

namespace storage {

/// The claims, each once, whoever is liable for them, and `debtor`; what is there already is kept.
void load_claims_with_debtors(Reader& reader, base::AuthorityId authority, std::vector<std::int64_t> claims,
                              base::DebtorId debtor, ports::WorkingSet& into);

}  // namespace storage
