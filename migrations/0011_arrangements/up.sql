-- Arrangements: what debtors and the authority have agreed on about paying in instalments. See notes.md.

CREATE TABLE arrangement (
  authority_id bigint_t NOT NULL,
  arrangement_id bigint_t NOT NULL,
  debtor_id bigint_t NOT NULL,
  state bigint_t NOT NULL,
  look_from_day bigint_t,
  recorded_seq bigint_t NOT NULL,
  terms @blob NOT NULL,
  PRIMARY KEY (authority_id, arrangement_id)
) @strict_clustered;
CREATE INDEX arrangement_of_debtor ON arrangement (authority_id, debtor_id);
CREATE INDEX arrangement_in_state ON arrangement (authority_id, state, arrangement_id);
CREATE INDEX arrangement_to_look_at ON arrangement (authority_id, look_from_day) WHERE look_from_day IS NOT NULL;
