-- Mandates for direct debit, and what is collected by them. See notes.md.

CREATE TABLE mandate (
  authority_id bigint_t NOT NULL,
  mandate_id bigint_t NOT NULL,
  debtor_id bigint_t NOT NULL,
  state bigint_t NOT NULL,
  recorded_seq bigint_t NOT NULL,
  terms @blob NOT NULL,
  PRIMARY KEY (authority_id, mandate_id)
) @strict_clustered;
CREATE INDEX mandate_of_debtor ON mandate (authority_id, debtor_id);
CREATE INDEX mandate_in_state ON mandate (authority_id, state, mandate_id);

CREATE TABLE collection (
  authority_id bigint_t NOT NULL,
  collection_id bigint_t NOT NULL,
  mandate_id bigint_t NOT NULL,
  debtor_id bigint_t NOT NULL,
  state bigint_t NOT NULL,
  recorded_seq bigint_t NOT NULL,
  terms @blob NOT NULL,
  PRIMARY KEY (authority_id, collection_id)
) @strict_clustered;
CREATE INDEX collection_of_debtor ON collection (authority_id, debtor_id);
CREATE INDEX collection_in_state ON collection (authority_id, state, collection_id);
