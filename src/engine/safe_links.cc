#include "engine/safe_links.h"

#include <numeric>

namespace engine {

base::Digest SafeLinks::digest_of(LinkSecret const& secret) const {
  return base::hmac_sha256(key_, (secret.form == LinkForm::kCode ? "code:" : "token:") + secret.text);
}

std::vector<MadeLink> SafeLinks::make(std::span<LinkWish const> wishes, LinkForm form, base::Instant now) {
  std::vector<MadeLink> made(wishes.size());
  std::vector<std::size_t> waiting(wishes.size());
  std::iota(waiting.begin(), waiting.end(), std::size_t{0});
  // Among millions of codes two may come out the same: the later one is drawn again.
  while (!waiting.empty()) {
    std::vector<ports::SafeLink> rows;
    for (std::size_t const i : waiting) {
      made[i].secret = new_link_secret(form, random_);
      LinkWish const& wish = wishes[i];
      rows.push_back({wish.authority, 0, wish.debtor, wish.claims, wish.purpose, digest_of(made[i].secret), now,
                      wish.expires, std::nullopt, wish.made_by});
    }
    std::vector<std::int64_t> const ids = store_.add(rows);
    for (std::size_t i = 0; i < waiting.size(); ++i) made[waiting[i]].id = ids.at(i);
    std::erase_if(waiting, [&](std::size_t i) { return made[i].id != 0; });
  }
  return made;
}

std::optional<ports::SafeLink> SafeLinks::any(base::AuthorityId authority, LinkSecret const& secret) {
  // The index is searched by a keyed digest, so what its comparisons take in time tells nothing of the secret.
  base::Digest const digest = digest_of(secret);
  auto link = store_.find(digest);
  if (!link || link->authority != authority) return std::nullopt;
  if (!base::equal_in_constant_time(digest, link->secret_digest)) return std::nullopt;
  return link;
}

std::optional<ports::SafeLink> SafeLinks::find(base::AuthorityId authority, ports::LinkPurpose purpose,
                                               LinkSecret const& secret, base::Instant now) {
  auto link = any(authority, secret);
  if (!link || link->purpose != purpose || !link->is_live(now)) return std::nullopt;
  return link;
}

bool SafeLinks::was_made(base::AuthorityId authority, LinkSecret const& secret) {
  return any(authority, secret).has_value();
}

}  // namespace engine
