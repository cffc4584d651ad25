// What an authority has decided about plans, from its settings (an object under "arrangement_policy"; what is not there
// is the default) to the engine's policy.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "arrangements/policy.h"
#include "engine/books_service.h"

namespace apps {

/// One figure of a policy, as settings and commands call it.
struct PolicyField {
  std::string_view name;  // "smallest_instalment_minor"
  std::string_view help;
  std::int64_t (*get)(arrangements::Policy const&);
  void (*set)(arrangements::Policy&, std::int64_t);
};
[[nodiscard]] std::span<PolicyField const> policy_fields();

/// Of an authority that has said nothing: amounts in kroner, or about as much in euro.
[[nodiscard]] arrangements::Policy default_policy(base::Currency const& currency);
/// What is no number, or cannot be lived with, is the default.
[[nodiscard]] arrangements::Policy arrangement_policy(ports::Authority const& authority);
/// The stored object as text: another one whenever it has changed.
[[nodiscard]] std::string arrangement_policy_text(ports::Authority const& authority);

/// `changes` are "name=number". Throws CommandRefused for one that is unknown or cannot be lived with.
void change_policy(engine::BooksService& books, ports::Authority const& authority,
                   std::span<std::string const> changes);
/// Back to the default.
void forget_policy(engine::BooksService& books, ports::Authority const& authority);

}  // namespace apps
