-- The books: authorities, journal, postings, projections and people. See notes.md.
-- Tokens: bigint_t, @blob, @strict and @strict_clustered are written by the migration runner for the database at hand.

CREATE TABLE authority (
  authority_id bigint_t NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  country TEXT NOT NULL,
  currency TEXT NOT NULL,
  settings TEXT NOT NULL,
  next_id bigint_t NOT NULL CHECK (next_id > 0),
  PRIMARY KEY (authority_id)
) @strict;
CREATE UNIQUE INDEX authority_by_code ON authority (code);

CREATE TABLE source (
  authority_id bigint_t NOT NULL REFERENCES authority (authority_id),
  source_id bigint_t NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (authority_id, source_id)
) @strict_clustered;
CREATE UNIQUE INDEX source_by_code ON source (authority_id, code);

CREATE TABLE journal_entry (
  authority_id bigint_t NOT NULL,
  seq bigint_t NOT NULL CHECK (seq > 0),
  entry_key @blob NOT NULL,
  input_digest @blob NOT NULL,
  found_by_claim bigint_t NOT NULL,
  payload @blob NOT NULL,
  PRIMARY KEY (authority_id, seq)
) @strict_clustered;
CREATE UNIQUE INDEX journal_entry_by_key ON journal_entry (authority_id, entry_key) WHERE found_by_claim = 0;

CREATE TABLE journal_block (
  authority_id bigint_t NOT NULL,
  block bigint_t NOT NULL,
  first_seq bigint_t NOT NULL,
  last_seq bigint_t NOT NULL,
  hash @blob NOT NULL,
  PRIMARY KEY (authority_id, block)
) @strict_clustered;

CREATE TABLE posting (
  authority_id bigint_t NOT NULL,
  seq bigint_t NOT NULL,
  line bigint_t NOT NULL,
  debit_kind bigint_t NOT NULL,
  debit_part bigint_t NOT NULL,
  debit_owner bigint_t NOT NULL,
  credit_kind bigint_t NOT NULL,
  credit_part bigint_t NOT NULL,
  credit_owner bigint_t NOT NULL,
  minor bigint_t NOT NULL CHECK (minor > 0),
  value_day bigint_t NOT NULL,
  recorded bigint_t NOT NULL,
  recorded_day bigint_t NOT NULL,
  PRIMARY KEY (authority_id, seq, line)
) @strict_clustered;

CREATE TABLE account_balance (
  authority_id bigint_t NOT NULL,
  kind bigint_t NOT NULL,
  part bigint_t NOT NULL,
  owner bigint_t NOT NULL,
  minor bigint_t NOT NULL,
  PRIMARY KEY (authority_id, kind, part, owner)
) @strict_clustered;

CREATE TABLE debtor (
  authority_id bigint_t NOT NULL,
  debtor_id bigint_t NOT NULL,
  kind bigint_t NOT NULL,
  credit_minor bigint_t NOT NULL CHECK (credit_minor >= 0),
  holds @blob NOT NULL,
  version_seq bigint_t NOT NULL,
  PRIMARY KEY (authority_id, debtor_id)
) @strict_clustered;

CREATE TABLE person (
  authority_id bigint_t NOT NULL,
  debtor_id bigint_t NOT NULL,
  kind bigint_t NOT NULL,
  blind_index @blob NOT NULL,
  detail_digest @blob NOT NULL,
  sealed @blob NOT NULL,
  PRIMARY KEY (authority_id, debtor_id)
) @strict_clustered;
CREATE UNIQUE INDEX person_by_blind_index ON person (authority_id, kind, blind_index);

CREATE TABLE claim (
  authority_id bigint_t NOT NULL,
  claim_id bigint_t NOT NULL,
  source_id bigint_t NOT NULL,
  reference TEXT NOT NULL,
  type TEXT NOT NULL,
  period_first_day bigint_t,
  period_last_day bigint_t,
  issued_day bigint_t NOT NULL,
  due_day bigint_t NOT NULL,
  last_payment_day bigint_t NOT NULL,
  liable TEXT NOT NULL,
  state bigint_t NOT NULL,
  principal_charged bigint_t NOT NULL,
  fee_charged bigint_t NOT NULL,
  interest_charged bigint_t NOT NULL,
  principal_open bigint_t NOT NULL CHECK (principal_open >= 0),
  fee_open bigint_t NOT NULL CHECK (fee_open >= 0),
  interest_open bigint_t NOT NULL CHECK (interest_open >= 0),
  open_objections TEXT NOT NULL,
  registered_seq bigint_t NOT NULL,
  owner_id bigint_t NOT NULL,
  to_be_run bigint_t NOT NULL,
  holds @blob NOT NULL,
  accrual @blob NOT NULL,
  PRIMARY KEY (authority_id, claim_id)
) @strict_clustered;
CREATE UNIQUE INDEX claim_by_reference ON claim (authority_id, source_id, reference);

CREATE TABLE claim_by_debtor (
  authority_id bigint_t NOT NULL,
  debtor_id bigint_t NOT NULL,
  claim_id bigint_t NOT NULL,
  PRIMARY KEY (authority_id, debtor_id, claim_id)
) @strict_clustered;

CREATE TABLE debtor_change (
  authority_id bigint_t NOT NULL,
  seq bigint_t NOT NULL,
  line bigint_t NOT NULL,
  claim_id bigint_t NOT NULL,
  from_id bigint_t NOT NULL,
  to_id bigint_t NOT NULL,
  change_day bigint_t NOT NULL,
  recorded bigint_t NOT NULL,
  recorded_day bigint_t NOT NULL,
  PRIMARY KEY (authority_id, seq, line)
) @strict_clustered;

CREATE TABLE claim_entry (
  authority_id bigint_t NOT NULL,
  claim_id bigint_t NOT NULL,
  seq bigint_t NOT NULL,
  payment_id bigint_t NOT NULL,
  PRIMARY KEY (authority_id, claim_id, seq, payment_id)
) @strict_clustered;

CREATE TABLE payment (
  authority_id bigint_t NOT NULL,
  payment_id bigint_t NOT NULL,
  payer_id bigint_t NOT NULL,
  means bigint_t NOT NULL,
  state bigint_t NOT NULL,
  amount_minor bigint_t NOT NULL,
  credit_minor bigint_t NOT NULL CHECK (credit_minor >= 0),
  refunded_minor bigint_t NOT NULL,
  value_day bigint_t NOT NULL,
  external_reference TEXT NOT NULL,
  recorded_seq bigint_t NOT NULL,
  allocations TEXT NOT NULL,
  PRIMARY KEY (authority_id, payment_id)
) @strict_clustered;
CREATE INDEX payment_by_payer ON payment (authority_id, payer_id, payment_id);
CREATE INDEX payment_with_credit ON payment (authority_id, payer_id, payment_id) WHERE credit_minor > 0;

CREATE TABLE attempt (
  authority_id bigint_t NOT NULL,
  attempt_id bigint_t NOT NULL,
  payer_id bigint_t NOT NULL,
  provider TEXT NOT NULL,
  reference TEXT NOT NULL,
  state bigint_t NOT NULL,
  amount_minor bigint_t NOT NULL,
  choices TEXT NOT NULL,
  payment_id bigint_t NOT NULL,
  started bigint_t NOT NULL,
  PRIMARY KEY (authority_id, attempt_id)
) @strict_clustered;
CREATE UNIQUE INDEX attempt_by_reference ON attempt (authority_id, reference);
CREATE INDEX attempt_by_state ON attempt (authority_id, state, attempt_id);
CREATE INDEX attempt_by_payer ON attempt (authority_id, payer_id, attempt_id);
