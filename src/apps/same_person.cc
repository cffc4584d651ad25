#include "apps/same_person.h"

#include "engine/refusal.h"

namespace apps {

std::optional<base::DebtorId> same_person(Installation& installation, base::AuthorityId here, base::DebtorId debtor,
                                          base::AuthorityId there) {
  auto const reader = installation.books().reader();
  auto const row = reader->debtor(here, debtor);
  if (!row) throw CommandRefused(std::string{engine::advice_for(engine::Refusal::kDebtorNotFound)});
  auto const sealed = reader->sealed_person(here, debtor);
  auto const opened = sealed ? installation.vault().open_person(row->kind, *sealed) : std::nullopt;
  if (!opened || opened->national_id.empty()) return std::nullopt;
  ports::PersonDetails person;
  person.kind = row->kind;
  person.national_id = opened->national_id;
  return reader->find_party(there, installation.vault().seal(person));
}

}  // namespace apps
