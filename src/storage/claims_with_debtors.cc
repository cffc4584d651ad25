#include "storage/claims_with_debtors.h"

#include <algorithm>

namespace storage {

void load_claims_with_debtors(Reader& reader, base::AuthorityId authority, std::vector<std::int64_t> claims,
                              base::DebtorId debtor, ports::WorkingSet& into) {
  std::ranges::sort(claims);
  claims.erase(std::ranges::unique(claims).begin(), claims.end());
  std::vector<base::DebtorId> debtors{debtor};
  reader.each_claim_of(authority, claims, [&](claims::Claim claim) {
    debtors.insert(debtors.end(), claim.liable.begin(), claim.liable.end());
    into.claims.load(std::move(claim));
  });
  for (base::DebtorId const id : debtors) {
    if (into.debtors.find(id) != nullptr) continue;
    if (auto row = reader.debtor(authority, id)) into.debtors.load(std::move(*row));
  }
}

}  // namespace storage
