-- Which number or address is meant where one cannot or must not be written to. See notes.md.

ALTER TABLE contact_block ADD COLUMN address_mark TEXT NOT NULL DEFAULT '';

CREATE TABLE address_block (
  authority_id bigint_t NOT NULL,
  channel bigint_t NOT NULL,
  address_mark TEXT NOT NULL,
  reason TEXT NOT NULL,
  since_us bigint_t NOT NULL,
  PRIMARY KEY (authority_id, channel, address_mark)
) @strict_clustered;
