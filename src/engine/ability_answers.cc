#include "engine/ability_answers.h"

#include "base/digest.h"
#include "base/encoding.h"
#include "engine/codec.h"

namespace engine {

namespace {

using arrangements::Household;

constexpr std::int64_t kFormat = 1;

std::string purpose_for(base::DebtorId debtor) { return "ability answers " + std::to_string(debtor.value); }

void visit_household(auto& household, auto&& f) {
  f(household.net_income_minor), f(household.partner), f(household.child_ages), f(household.housing_minor);
  f(household.other_necessary_minor);
}

}  // namespace

void add_ability_answers(Submission& submission, ports::SecretBox& box, std::string_view key, base::DebtorId debtor,
                         Household const& household, std::string consent) {
  Encoder encoder;
  encoder.number(kFormat);
  visit_household(household, encoder);
  std::string const text = encoder.take();
  std::string const purpose = purpose_for(debtor);
  std::string mark = base::to_hex(base::hmac_sha256(key, purpose + " " + text)).substr(0, 32);
  submission.commands.emplace_back(KeepAbility{debtor, std::move(consent), std::move(mark)});
  submission.ability_answers = box.seal(purpose, text);
}

std::optional<KeptAbility> open_ability(ports::BooksReader& reader, ports::SecretBox& box, base::AuthorityId authority,
                                        base::DebtorId debtor, base::Date day) {
  auto const statement = reader.ability_statement(authority, debtor);
  if (!statement || !statement->is_kept_on(day)) return std::nullopt;
  auto const sealed = reader.ability_answers(authority, debtor);
  auto const text = sealed ? box.open(purpose_for(debtor), *sealed) : std::nullopt;
  if (!text) return std::nullopt;
  Decoder decoder{*text};
  if (decoder.number() != kFormat) return std::nullopt;
  KeptAbility kept{*statement, {}};
  visit_household(kept.household, decoder);
  if (!decoder.ok() || !decoder.at_end()) return std::nullopt;
  return kept;
}

}  // namespace engine
