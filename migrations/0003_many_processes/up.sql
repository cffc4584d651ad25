-- What several server processes on one database must agree on: who is doing what. See notes.md.

ALTER TABLE inbox ADD COLUMN taken_until bigint_t NOT NULL DEFAULT 0;
ALTER TABLE webhook_endpoint ADD COLUMN taken_until bigint_t NOT NULL DEFAULT 0;

CREATE TABLE duty (
  authority_id bigint_t NOT NULL,
  duty TEXT NOT NULL,
  holder TEXT NOT NULL,
  taken_until bigint_t NOT NULL,
  PRIMARY KEY (authority_id, duty)
) @strict_clustered;
