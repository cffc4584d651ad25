// Which law counts for which claims of an authority: its packs, as the authority has confirmed and decided them, and
// the pack of each claim type. Without a pack the sources decide what is charged, and no interest is posted.
//
// Never changes once made; any number of threads may ask.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "arrangements/ability_statement.h"
#include "arrangements/policy.h"
#include "base/identifiers.h"
#include "dunning/procedure.h"
#include "enquiries/policy.h"
#include "help/policy.h"
#include "law/pack.h"
#include "payments/allocation.h"
#include "payments/direct_debit_policy.h"

namespace engine {

/// What the law says of one claim type.
struct TypeLaw {
  std::string pack;                // "dk/public"
  bool due_agreed = true;          // the due date was agreed in advance or is set by law: interest counts from it
  std::string basis = "ordinary";  // what the limitation period is chosen by
  std::optional<base::Date> interest_from;  // no interest for days before; nothing: from wherever the law says
  std::string procedure;                    // "dk/municipal"; empty: nothing is done by itself about such claims
};

struct AuthorityLaw {
  std::vector<law::Pack> packs;
  std::vector<dunning::Procedure> procedures;
  std::map<std::string, TypeLaw, std::less<>> types;  // by claim type; "*": all that are not named
};

/// The law of one claim. `pack` is never null.
struct AppliedLaw {
  law::Pack const* pack = nullptr;
  TypeLaw const* type = nullptr;
  dunning::Procedure const* procedure = nullptr;  // null: none
};

class LawBook {
 public:
  /// Every type must name a pack that is there; others are left out.
  void set(base::AuthorityId authority, AuthorityLaw law);
  /// Nothing if no law is set for claims of this type.
  [[nodiscard]] std::optional<AppliedLaw> find(base::AuthorityId authority, std::string_view type) const;
  /// The procedures in use, in the order of their codes; null if the authority has chosen no law.
  [[nodiscard]] std::vector<dunning::Procedure> const* procedures(base::AuthorityId authority) const;
  /// Which claim types have which version of which procedure: another text whenever any of it is another.
  [[nodiscard]] std::string procedures_by_type(base::AuthorityId authority) const;

 private:
  std::map<base::AuthorityId, AuthorityLaw> authorities_;
};

/// What the engine decides by.
struct Rules {
  payments::AllocationOrder order;  // for claims without a pack, and for claims of different packs together
  LawBook law;
  /// Of authorities that have said so: refunds above this need a second person.
  std::map<base::AuthorityId, std::int64_t> refund_alone_up_to_minor;
  // Of authorities that have said so: what a person may agree on alone. Others have the default.
  std::map<base::AuthorityId, arrangements::Policy> arrangement_policies;

  // Likewise: in how many days what is answered.
  std::map<base::AuthorityId, enquiries::Policy> enquiry_policies;
  // Likewise: how long a pause for help may last, and how gently it ends.
  std::map<base::AuthorityId, help::Policy> help_policies;
  std::map<base::AuthorityId, arrangements::AbilityPolicy> ability_policies;
  // Of authorities with an agreement about direct debit.
  std::map<base::AuthorityId, payments::DirectDebitPolicy> direct_debit_policies;

  [[nodiscard]] arrangements::Policy arrangement_policy(base::AuthorityId authority) const;
  [[nodiscard]] arrangements::AbilityPolicy ability_policy(base::AuthorityId authority) const;
  [[nodiscard]] payments::DirectDebitPolicy direct_debit_policy(base::AuthorityId authority) const;
  [[nodiscard]] enquiries::Policy enquiry_policy(base::AuthorityId authority) const;
  [[nodiscard]] help::Policy help_policy(base::AuthorityId authority) const;
};

/// The order of a pack in the words of the payments.
[[nodiscard]] payments::AllocationOrder order_of(law::AllocationRule const& rule);
/// The order of the law pack that all these claims share; else the authority's own.
[[nodiscard]] payments::AllocationOrder order_for(Rules const& rules, base::AuthorityId authority,
                                                  std::vector<claims::Claim const*> const& claims);

}  // namespace engine
