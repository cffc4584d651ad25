#include "storage/safe_links.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string>

#include "storage/store.h"

namespace storage {

namespace {

std::string written(std::vector<base::ClaimId> const& claims) {
  std::string text;
  for (base::ClaimId const claim : claims) text += (text.empty() ? "" : " ") + std::to_string(claim.value);
  return text;
}

std::vector<base::ClaimId> read_claims(std::string_view text) {
  std::vector<base::ClaimId> claims;
  while (!text.empty()) {
    base::ClaimId claim;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), claim.value);
    if (error != std::errc{}) break;
    claims.push_back(claim);
    text.remove_prefix(std::min(text.size(), static_cast<std::size_t>(end - text.data()) + 1));
  }
  return claims;
}

}  // namespace

std::vector<std::int64_t> SafeLinks::add(std::span<ports::SafeLink const> links) {
  std::vector<std::int64_t> ids;
  store_.write([&](Connection& c) {
    ids.clear();
    for (ports::SafeLink const& link : links) {
      std::string const claims = written(link.claims);
      while (true) {
        std::int64_t id = 0;
        // Not inserted if another process took the same number, which is tried again, or if the digest is taken.
        auto row = c.query(
            "INSERT INTO safe_link (authority_id, link_id, debtor_id, claims, purpose, secret_digest, made, expires,"
            " revoked, made_by) SELECT $1, coalesce(max(link_id), 0) + 1, $2, $3, $4, $5, $6, $7, NULL, $8 FROM "
            "safe_link"
            " WHERE authority_id = $1 ON CONFLICT DO NOTHING RETURNING link_id",
            link.authority.value, link.debtor.value, std::string_view{claims}, static_cast<std::int64_t>(link.purpose),
            blob(link.secret_digest), link.made.microseconds, link.expires.microseconds,
            std::string_view{link.made_by});
        while (row.step()) id = row.integer(0);
        if (id == 0) {
          auto taken = c.query("SELECT 1 FROM safe_link WHERE secret_digest = $1", blob(link.secret_digest));
          if (!taken.step()) continue;
        }
        ids.push_back(id);
        break;
      }
    }
  });
  return ids;
}

std::optional<ports::SafeLink> SafeLinks::find(base::Digest const& secret_digest) {
  auto const connection = store_.reading_connection();
  auto row = connection->query(
      "SELECT authority_id, link_id, debtor_id, claims, purpose, secret_digest, made, expires, revoked, made_by"
      " FROM safe_link WHERE secret_digest = $1",
      blob(secret_digest));
  if (!row.step()) return std::nullopt;
  ports::SafeLink link{{row.integer(0)},
                       row.integer(1),
                       {row.integer(2)},
                       read_claims(row.text(3)),
                       static_cast<ports::LinkPurpose>(row.integer(4)),
                       {},
                       {row.integer(6)},
                       {row.integer(7)},
                       {},
                       std::string{row.text(9)}};
  std::string_view const digest = row.bytes(5);
  std::memcpy(link.secret_digest.data(), digest.data(), std::min(digest.size(), link.secret_digest.size()));
  if (auto const revoked = row.optional_integer(8)) link.revoked = base::Instant{*revoked};
  return link;
}

bool SafeLinks::revoke(base::AuthorityId authority, std::int64_t link, base::Instant now) {
  bool revoked = false;
  store_.write([&](Connection& c) {
    c.run("UPDATE safe_link SET revoked = $1 WHERE authority_id = $2 AND link_id = $3 AND revoked IS NULL",
          now.microseconds, authority.value, link);
    revoked = c.changes() == 1;
  });
  return revoked;
}

}  // namespace storage
