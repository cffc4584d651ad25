#include "claims/representation.h"

#include <algorithm>
#include <array>

namespace claims {

namespace {

constexpr std::array<std::string_view, 2> kScopes{"see", "act"};
constexpr std::array<std::string_view, 3> kBases{"power_of_attorney", "consent", "guardianship"};

template <class Value, std::size_t kCount>
std::optional<Value> named(std::array<std::string_view, kCount> const& names, std::string_view name) {
  auto const* const found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Value>(found - names.begin() + 1);
}

std::string person(base::DebtorId id) { return "debtor:" + std::to_string(id.value); }

}  // namespace

std::string_view name_of(RepresentationScope scope) { return kScopes[static_cast<std::size_t>(scope) - 1]; }
std::optional<RepresentationScope> representation_scope(std::string_view name) {
  return named<RepresentationScope>(kScopes, name);
}
std::string_view name_of(RepresentationBasis basis) { return kBases[static_cast<std::size_t>(basis) - 1]; }
std::optional<RepresentationBasis> representation_basis(std::string_view name) {
  return named<RepresentationBasis>(kBases, name);
}

bool Representation::meets(base::Date from, std::optional<base::Date> until) const {
  bool const begins_before_its_end = !until || first <= *until;
  bool const ends_after_its_beginning = (!last || from <= *last) && (!ended || from < *ended);
  return begins_before_its_end && ends_after_its_beginning;
}

std::string actor_for(base::DebtorId self, base::DebtorId debtor) {
  return self == debtor ? person(self) : person(self) + "/for:" + std::to_string(debtor.value);
}

bool is_actor(std::string_view actor, base::DebtorId self) {
  std::string const own = person(self);
  return actor == own || actor.starts_with(own + "/");
}

}  // namespace claims
