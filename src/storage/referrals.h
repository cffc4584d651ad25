// Referrals in SQL: loading and writing; the lists are the Reader's.
// Private to the storage.
#pragma once

#include "ports/books.h"
#include "storage/connection.h"

namespace storage {

/// Those that are named, each with its debtor, all that the debtor owes, what the referral holds, and whoever is liable
/// for those; and, if asked for, those of the named debtors, by themselves.
void load_referrals(Connection& connection, base::AuthorityId authority, ports::Needs const& needs,
                    ports::WorkingSet& into);

void write_referral(Connection& connection, base::AuthorityId authority, help::Referral const& referral);

}  // namespace storage
