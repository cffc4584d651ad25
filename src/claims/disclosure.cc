#include "claims/disclosure.h"

namespace claims {

std::string_view name_of(DisclosureBasis basis) { return basis == DisclosureBasis::kLaw ? "law" : "consent"; }

std::optional<DisclosureBasis> disclosure_basis(std::string_view name) {
  for (DisclosureBasis const basis : {DisclosureBasis::kConsent, DisclosureBasis::kLaw}) {
    if (name_of(basis) == name) return basis;
  }
  return std::nullopt;
}

bool Disclosure::meets(base::Date from, std::optional<base::Date> until) const {
  bool const begins_before_its_end = !until || first <= *until;
  bool const ends_after_its_beginning = (!last || from <= *last) && (!ended || from < *ended);
  return begins_before_its_end && ends_after_its_beginning;
}

}  // namespace claims
