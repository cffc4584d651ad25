-- The business day: how far each claim has come in its procedure, and the messages to debtors. See notes.md.

ALTER TABLE claim ADD COLUMN look_from_day bigint_t;
ALTER TABLE claim ADD COLUMN course @blob;
UPDATE claim SET look_from_day = 0 WHERE state = 1;
CREATE INDEX claim_to_look_at ON claim (authority_id, look_from_day, claim_id) WHERE look_from_day IS NOT NULL;

CREATE TABLE message (
  authority_id bigint_t NOT NULL,
  message_id bigint_t NOT NULL,
  debtor_id bigint_t NOT NULL,
  procedure_name TEXT NOT NULL,
  step TEXT NOT NULL,
  content TEXT NOT NULL,
  claims TEXT NOT NULL,
  channels TEXT NOT NULL,
  beside bigint_t NOT NULL,
  planned_day bigint_t NOT NULL,
  answer_until_day bigint_t,
  amount_minor bigint_t NOT NULL,
  fee_minor bigint_t NOT NULL,
  state bigint_t NOT NULL,
  channel bigint_t,
  variant TEXT NOT NULL,
  provider_reference TEXT NOT NULL,
  reason TEXT NOT NULL,
  tries bigint_t NOT NULL,
  recorded_seq bigint_t NOT NULL,
  PRIMARY KEY (authority_id, message_id)
) @strict_clustered;
CREATE INDEX message_by_debtor ON message (authority_id, debtor_id, message_id);
CREATE INDEX message_in_work ON message (authority_id, state, message_id) WHERE state IN (1, 2, 3, 7);
