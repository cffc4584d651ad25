-- Links by which one debtor can settle certain claims without logging in. See notes.md.

CREATE TABLE safe_link (
  authority_id bigint_t NOT NULL,
  link_id bigint_t NOT NULL,
  debtor_id bigint_t NOT NULL,
  claims TEXT NOT NULL,
  purpose bigint_t NOT NULL,
  secret_digest @blob NOT NULL,
  made bigint_t NOT NULL,
  expires bigint_t NOT NULL,
  revoked bigint_t,
  PRIMARY KEY (authority_id, link_id)
) @strict_clustered;
CREATE UNIQUE INDEX safe_link_by_secret ON safe_link (secret_digest);
