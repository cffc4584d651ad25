-- Bank money: every line of the bank's files, and what became of it. See notes.md.

CREATE TABLE bank_line (
  authority_id bigint_t NOT NULL,
  bank_line_id bigint_t NOT NULL,
  line_key TEXT NOT NULL,
  entry_key TEXT NOT NULL,
  state bigint_t NOT NULL,
  amount_minor bigint_t NOT NULL CHECK (amount_minor <> 0),
  booked_day bigint_t NOT NULL,
  value_day bigint_t NOT NULL,
  payment_id bigint_t NOT NULL,
  counterpart_id bigint_t NOT NULL,
  reason TEXT NOT NULL,
  recorded_seq bigint_t NOT NULL,
  PRIMARY KEY (authority_id, bank_line_id)
) @strict_clustered;
CREATE UNIQUE INDEX bank_line_by_key ON bank_line (authority_id, line_key);
CREATE INDEX bank_line_by_entry ON bank_line (authority_id, entry_key, bank_line_id);
CREATE INDEX bank_line_open ON bank_line (authority_id, bank_line_id) WHERE state IN (1, 2, 10);

CREATE TABLE bank_line_detail (
  authority_id bigint_t NOT NULL,
  bank_line_id bigint_t NOT NULL,
  sealed @blob NOT NULL,
  PRIMARY KEY (authority_id, bank_line_id)
) @strict_clustered;
