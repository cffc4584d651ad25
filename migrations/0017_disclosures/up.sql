-- Which other authority is told what a debtor owes. See notes.md.

CREATE TABLE disclosure (
  authority_id bigint_t NOT NULL,
  disclosure_id bigint_t NOT NULL,
  debtor_id bigint_t NOT NULL,
  to_authority_id bigint_t NOT NULL,
  basis bigint_t NOT NULL,
  words TEXT NOT NULL,
  first_day bigint_t NOT NULL,
  last_day bigint_t,
  ended_day bigint_t,
  reason TEXT NOT NULL,
  recorded_seq bigint_t NOT NULL,
  PRIMARY KEY (authority_id, disclosure_id)
) @strict_clustered;
CREATE INDEX disclosure_of_debtor ON disclosure (authority_id, debtor_id);
