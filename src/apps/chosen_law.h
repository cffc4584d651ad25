// What each authority has decided that its books are judged by, from its settings to the engine's rules: the law of its
// claims (a text under "law"; another one takes its place as a whole), and what one person may refund alone (an amount
// under "refund_alone_up_to_minor").
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "apps/storage_commands.h"
#include "engine/books_service.h"

namespace apps {

/// The text stored with an authority; empty: none.
[[nodiscard]] std::string law_text(ports::Authority const& authority);

[[nodiscard]] std::vector<law::Pack> built_in_packs();
[[nodiscard]] std::vector<dunning::Procedure> built_in_procedures();
/// The authority's own procedures, by their codes: texts stored in its settings under "procedures".
[[nodiscard]] std::map<std::string, std::string> procedure_texts(ports::Authority const& authority);
/// What one person may refund alone; nothing: any amount.
[[nodiscard]] std::optional<std::int64_t> refund_limit(ports::Authority const& authority);
/// Stores it with the authority; nothing: any amount.
void set_refund_limit(engine::BooksService& books, ports::Authority const& authority,
                      std::optional<std::int64_t> alone_up_to_minor);

/// The packs, procedures and claim types of its stored text; nothing if it has chosen no law. Throws CommandRefused for
/// a text that cannot be used.
[[nodiscard]] std::optional<engine::AuthorityLaw> law_of(ports::Authority const& authority);
/// The rules by the stored texts of all authorities. Throws CommandRefused for a text that cannot be used.
[[nodiscard]] std::shared_ptr<engine::Rules const> read_rules(std::vector<ports::Authority> const& authorities);

/// Sets a store's rules, and again whenever something stored has changed. For one thread at a time.
class LawWatch {
 public:
  explicit LawWatch(engine::BooksService& books) : books_(books) {}
  /// Throws CommandRefused for a text that cannot be used; then the rules stay as they are.
  void refresh();
  [[nodiscard]] std::shared_ptr<engine::Rules const> const& rules() const { return rules_; }

 private:
  engine::BooksService& books_;
  std::vector<std::pair<std::string, std::optional<std::int64_t>>> stored_;
  std::shared_ptr<engine::Rules const> rules_;
};

struct LawChoice {
  std::string authority;
  std::string file;  // the new text; empty: none is given
  bool show = false;
};
/// Stores the text after checking it, with its warnings on standard error; or shows what is stored.
int run_authority_law(std::string const& database_url, LawChoice const& choice);

}  // namespace apps
