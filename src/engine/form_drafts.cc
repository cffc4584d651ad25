#include "engine/form_drafts.h"

namespace engine {

namespace {

constexpr std::int64_t kMicrosecondsOfDay = 86'400'000'000;

/// A row that is moved to somebody else's place opens for nobody.
std::string purpose_of(ports::DraftKey const& key) {
  return "form draft " + std::to_string(key.authority.value) + " " + key.owner + " " + key.form;
}

base::Instant oldest(base::Instant now) { return {now.microseconds - kDraftDays * kMicrosecondsOfDay}; }

}  // namespace

bool FormDrafts::keep(ports::DraftKey const& key, std::string_view text, base::Instant now) {
  if (text.size() > kMostOfADraft) return false;
  store_.keep(key, {box_.seal(purpose_of(key), text), now});
  return true;
}

std::optional<FormDrafts::Draft> FormDrafts::find(ports::DraftKey const& key, base::Instant now) {
  auto const stored = store_.find(key);
  if (!stored || stored->saved < oldest(now)) return std::nullopt;
  auto text = box_.open(purpose_of(key), stored->sealed);
  if (!text) return std::nullopt;
  return Draft{std::move(*text), stored->saved};
}

std::int64_t FormDrafts::clear(base::AuthorityId authority, base::Instant now) {
  return store_.forget_before(authority, oldest(now));
}

}  // namespace engine
