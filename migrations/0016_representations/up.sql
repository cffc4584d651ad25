-- Who may act for whom, and in which sessions they do. See notes.md.

CREATE TABLE representation (
  authority_id bigint_t NOT NULL,
  representation_id bigint_t NOT NULL,
  debtor_id bigint_t NOT NULL,
  representative_id bigint_t NOT NULL,
  scope bigint_t NOT NULL,
  basis bigint_t NOT NULL,
  first_day bigint_t NOT NULL,
  last_day bigint_t,
  ended_day bigint_t,
  reason TEXT NOT NULL,
  recorded_seq bigint_t NOT NULL,
  PRIMARY KEY (authority_id, representation_id)
) @strict_clustered;
CREATE INDEX representation_of_debtor ON representation (authority_id, debtor_id);
CREATE INDEX representation_by_representative ON representation (authority_id, representative_id);

ALTER TABLE login_session ADD COLUMN representation_id bigint_t NOT NULL DEFAULT 0;
