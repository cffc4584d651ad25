// Forms that are half filled: kept because whoever fills them asks for it, sealed, for two weeks, and gone when they
// are sent or thrown away.
//
// Chosen here: two weeks, since what is asked about moves on by then. Talks to ports only. Thread safety: any thread.
#pragma once

#include <optional>
#include <string>

#include "ports/draft_store.h"
#include "ports/secret_box.h"

namespace engine {

inline constexpr std::int32_t kDraftDays = 14;
/// Octets; more than any form of ours can hold.
inline constexpr std::size_t kMostOfADraft = 16'384;

class FormDrafts {
 public:
  FormDrafts(ports::DraftStore& store, ports::SecretBox& box) : store_(store), box_(box) {}

  struct Draft {
    std::string text;  // as it was kept
    base::Instant saved;
  };

  /// False if it is too much for any form.
  bool keep(ports::DraftKey const& key, std::string_view text, base::Instant now);
  /// Nothing if it is too old, or cannot be opened.
  [[nodiscard]] std::optional<Draft> find(ports::DraftKey const& key, base::Instant now);
  void forget(ports::DraftKey const& key) { store_.forget(key); }
  /// Those that nobody came back to; how many.
  std::int64_t clear(base::AuthorityId authority, base::Instant now);

 private:
  ports::DraftStore& store_;
  ports::SecretBox& box_;
};

}  // namespace engine
