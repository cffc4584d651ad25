-- Enquiries: what people have told or asked the authority, and what was written. See notes.md.

CREATE TABLE enquiry (
  authority_id bigint_t NOT NULL,
  enquiry_id bigint_t NOT NULL,
  debtor_id bigint_t NOT NULL,
  state bigint_t NOT NULL,
  look_from_day bigint_t,
  recorded_seq bigint_t NOT NULL,
  terms @blob NOT NULL,
  PRIMARY KEY (authority_id, enquiry_id)
) @strict_clustered;
CREATE INDEX enquiry_of_debtor ON enquiry (authority_id, debtor_id);
CREATE INDEX enquiry_in_state ON enquiry (authority_id, state, enquiry_id);
CREATE INDEX enquiry_to_look_at ON enquiry (authority_id, look_from_day) WHERE look_from_day IS NOT NULL;

CREATE TABLE enquiry_words (
  authority_id bigint_t NOT NULL,
  enquiry_id bigint_t NOT NULL,
  line bigint_t NOT NULL,
  writer bigint_t NOT NULL,
  sealed @blob NOT NULL,
  PRIMARY KEY (authority_id, enquiry_id, line)
) @strict_clustered;
