-- Sending messages: when each was sent, and by which channels a debtor is not to be written to. See notes.md.

ALTER TABLE message ADD COLUMN sent_day bigint_t;

CREATE TABLE contact_block (
  authority_id bigint_t NOT NULL,
  debtor_id bigint_t NOT NULL,
  channel bigint_t NOT NULL,
  reason TEXT NOT NULL,
  since_us bigint_t NOT NULL,
  PRIMARY KEY (authority_id, debtor_id, channel)
) @strict_clustered;
