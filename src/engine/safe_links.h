// Safe links: what a message carries so that its receiver can settle exactly the claims it is about, without logging
// in. Whoever holds the secret has this power and no other, until it expires or is revoked.
//
// A token is not signed text that tells what it may do: it is chance, and what it may do stands in the store under its
// keyed digest. So it cannot be forged, can be revoked at once, and says nothing by itself.
// Talks to ports only. Thread safety: any thread may call.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/link_secret.h"
#include "ports/safe_link_store.h"

namespace engine {

struct LinkWish {
  base::AuthorityId authority;
  base::DebtorId debtor;
  std::vector<base::ClaimId> claims;  // that the debtor is liable for: the caller's care
  ports::LinkPurpose purpose = ports::LinkPurpose::kSettle;
  base::Instant expires;
  std::string made_by{};  // "clerk:AB"; empty: a message carries it
};

struct MadeLink {
  std::int64_t id = 0;  // to revoke it by; may be shown to anybody at the authority
  LinkSecret secret;    // for the message alone: nobody can find it again
};

class SafeLinks {
 public:
  /// `key`: the installation's secret for digests.
  SafeLinks(ports::SafeLinkStore& store, ports::RandomSource& random, std::string key)
      : store_(store), random_(random), key_(std::move(key)) {}

  /// One write for all (more if a code comes out twice), in their order.
  std::vector<MadeLink> make(std::span<LinkWish const> wishes, LinkForm form, base::Instant now);

  /// The link that this secret opens. Nothing for one that is unknown, of another authority or purpose, expired or
  /// revoked: a caller cannot tell which.
  [[nodiscard]] std::optional<ports::SafeLink> find(base::AuthorityId authority, ports::LinkPurpose purpose,
                                                    LinkSecret const& secret, base::Instant now);

  /// Whether this authority ever sent it; also when it is no good any more.
  [[nodiscard]] bool was_made(base::AuthorityId authority, LinkSecret const& secret);

  /// From now on it opens nothing. False if there is no such link, or if it was revoked before.
  bool revoke(base::AuthorityId authority, std::int64_t link, base::Instant now) {
    return store_.revoke(authority, link, now);
  }

 private:
  [[nodiscard]] base::Digest digest_of(LinkSecret const& secret) const;
  [[nodiscard]] std::optional<ports::SafeLink> any(base::AuthorityId authority, LinkSecret const& secret);

  ports::SafeLinkStore& store_;
  ports::RandomSource& random_;
  std::string key_;
};

}  // namespace engine
