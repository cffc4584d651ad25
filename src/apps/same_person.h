// One person in the books of two authorities of the installation, found by what the vault has sealed.
#pragma once

#include <optional>

#include "apps/installation.h"

namespace apps {

/// As whom `there` knows the debtor of `here`; nothing if it does not, or if nobody knows who the debtor is. Throws
/// CommandRefused if `here` has no such debtor.
[[nodiscard]] std::optional<base::DebtorId> same_person(Installation& installation, base::AuthorityId here,
                                                        base::DebtorId debtor, base::AuthorityId there);

}  // namespace apps
