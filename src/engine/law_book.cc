#include "engine/law_book.h"

#include <algorithm>

namespace engine {

void LawBook::set(base::AuthorityId authority, AuthorityLaw law) {
  std::erase_if(law.types, [&](auto const& item) {
    return std::ranges::find(law.packs, item.second.pack, &law::Pack::code) == law.packs.end();
  });
  authorities_[authority] = std::move(law);
}

std::optional<AppliedLaw> LawBook::find(base::AuthorityId authority, std::string_view type) const {
  auto const found = authorities_.find(authority);
  if (found == authorities_.end()) return std::nullopt;
  auto const& types = found->second.types;
  auto at = types.find(type);
  if (at == types.end()) at = types.find("*");
  if (at == types.end()) return std::nullopt;
  auto const pack = std::ranges::find(found->second.packs, at->second.pack, &law::Pack::code);
  auto const procedure = std::ranges::find(found->second.procedures, at->second.procedure, &dunning::Procedure::code);
  return AppliedLaw{&*pack, &at->second, procedure == found->second.procedures.end() ? nullptr : &*procedure};
}

std::vector<dunning::Procedure> const* LawBook::procedures(base::AuthorityId authority) const {
  auto const found = authorities_.find(authority);
  return found == authorities_.end() ? nullptr : &found->second.procedures;
}

std::string LawBook::procedures_by_type(base::AuthorityId authority) const {
  std::string text;
  auto const found = authorities_.find(authority);
  if (found == authorities_.end()) return text;
  for (auto const& [type, law] : found->second.types) {
    auto const applied = find(authority, type);
    text += type + " " + (applied->procedure != nullptr ? applied->procedure->identity() : "-") + "\n";
  }
  return text;
}

help::Policy Rules::help_policy(base::AuthorityId authority) const {
  auto const found = help_policies.find(authority);
  return found != help_policies.end() ? found->second : help::Policy{};
}

payments::DirectDebitPolicy Rules::direct_debit_policy(base::AuthorityId authority) const {
  auto const found = direct_debit_policies.find(authority);
  return found != direct_debit_policies.end() ? found->second : payments::DirectDebitPolicy{};
}

arrangements::AbilityPolicy Rules::ability_policy(base::AuthorityId authority) const {
  auto const found = ability_policies.find(authority);
  return found != ability_policies.end() ? found->second : arrangements::AbilityPolicy{};
}

enquiries::Policy Rules::enquiry_policy(base::AuthorityId authority) const {
  auto const found = enquiry_policies.find(authority);
  return found != enquiry_policies.end() ? found->second : enquiries::Policy{};
}

arrangements::Policy Rules::arrangement_policy(base::AuthorityId authority) const {
  auto const found = arrangement_policies.find(authority);
  return found != arrangement_policies.end() ? found->second : arrangements::Policy{};
}

payments::AllocationOrder order_for(Rules const& rules, base::AuthorityId authority,
                                    std::vector<claims::Claim const*> const& claims) {
  law::Pack const* pack = nullptr;
  for (claims::Claim const* claim : claims) {
    auto const law = rules.law.find(authority, claim->type);
    if (!law || (pack != nullptr && law->pack != pack)) return rules.order;
    pack = law->pack;
  }
  return pack != nullptr && pack->allocation ? order_of(*pack->allocation) : rules.order;
}

payments::AllocationOrder order_of(law::AllocationRule const& rule) {
  payments::AllocationOrder order;
  order.keys.clear();
  for (law::OrderKey const key : rule.keys) {
    switch (key) {
      case law::OrderKey::kFeesAndInterestFirst:
        order.keys.push_back(payments::OrderKey::kFeesAndInterestFirst);
        break;
      case law::OrderKey::kLastPaymentDay:
        order.keys.push_back(payments::OrderKey::kLastPaymentDay);
        break;
      case law::OrderKey::kDue:
        order.keys.push_back(payments::OrderKey::kDue);
        break;
      case law::OrderKey::kRegistration:
        order.keys.push_back(payments::OrderKey::kRegistration);
        break;
      case law::OrderKey::kFeeBeforeInterest:
        order.keys.push_back(payments::OrderKey::kFeeBeforeInterest);
        break;
    }
  }
  return order;
}

}  // namespace engine
