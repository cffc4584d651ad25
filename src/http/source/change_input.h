// Reading what a source system sends: claims, changes to claims and reversals, as commands for the engine.
//
// Whatever the contract forbids is noted in the document with its place; the values that come out are to be used only
// if the document has no errors below that object. What depends on the books is left to the engine.
// Units: minor units, legal dates. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "claims/debtor.h"
#include "engine/command.h"
#include "engine/refusal.h"
#include "http/json_reader.h"

namespace http::source {

inline constexpr std::size_t kMaxDebtors = 20;
inline constexpr std::size_t kMaxLettersOfReference = engine::kTextLimit;

/// Who owes, as sent; sealed before it goes anywhere.
struct PersonInput {
  claims::DebtorKind kind = claims::DebtorKind::kPerson;
  std::string national_id;  // without blanks and hyphens
  std::string name, address, postcode, city, country, email, phone;
};

struct ClaimInput {
  engine::RegisterClaim command;  // its parties are the people, in order
  std::vector<PersonInput> people;
  std::optional<base::Currency> currency;
};

struct ChangeInput {
  engine::Command command;
  std::optional<base::Currency> currency;
};

struct ReversalInput {
  std::string reason;
  base::Date date;
};

/// `country`: the authority's. In Denmark a person's number has 10 digits and a company's 8, which tells a number that
/// has lost its leading zero from another person's.
[[nodiscard]] ClaimInput read_claim(JsonObject object, base::SourceId source, std::string_view country);
[[nodiscard]] ChangeInput read_change(JsonObject object, engine::ClaimKey claim);
[[nodiscard]] ReversalInput read_reversal(JsonObject object);

}  // namespace http::source
