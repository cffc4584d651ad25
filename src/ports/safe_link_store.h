// Where safe links are kept: whose they are and what they are about, found by the digest of a secret that the store
// never sees.
//
// Thread safety: any thread may call; writes are durable when they return.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/digest.h"
#include "base/identifiers.h"

namespace ports {

/// What a link is good for, and nothing else.
enum class LinkPurpose : std::uint8_t {
  kSettle = 1,  // to pay its claims, or to say when, how or why not
};

struct SafeLink {
  base::AuthorityId authority;
  std::int64_t id = 0;  // 1, 2, 3 ... within the authority, never used again
  base::DebtorId debtor;
  std::vector<base::ClaimId> claims;  // exactly these
  LinkPurpose purpose = LinkPurpose::kSettle;
  base::Digest secret_digest{};
  base::Instant made;
  base::Instant expires;
  std::optional<base::Instant> revoked;
  std::string made_by{};  // "clerk:AB"; empty: a message carries it
  friend bool operator==(SafeLink const&, SafeLink const&) = default;

  [[nodiscard]] bool is_live(base::Instant now) const { return !revoked && now < expires; }
};

class SafeLinkStore {
 public:
  virtual ~SafeLinkStore() = default;

  /// Adds all in one write; their ids in that order, 0 where the digest is another link's: that one is not added.
  virtual std::vector<std::int64_t> add(std::span<SafeLink const> links) = 0;
  /// Also one that has expired or was revoked.
  [[nodiscard]] virtual std::optional<SafeLink> find(base::Digest const& secret_digest) = 0;
  /// False if there is no such link, or if it was revoked before.
  virtual bool revoke(base::AuthorityId authority, std::int64_t link, base::Instant now) = 0;
};

}  // namespace ports
