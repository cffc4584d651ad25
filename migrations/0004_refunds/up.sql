-- Refunds that need a second person. See notes.md.

CREATE TABLE refund (
  authority_id bigint_t NOT NULL,
  refund_id bigint_t NOT NULL,
  debtor_id bigint_t NOT NULL,
  means bigint_t NOT NULL,
  state bigint_t NOT NULL,
  parts TEXT NOT NULL,
  external_reference TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  proposed_day bigint_t NOT NULL,
  decided_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  recorded_seq bigint_t NOT NULL,
  PRIMARY KEY (authority_id, refund_id)
) @strict_clustered;
CREATE INDEX refund_open ON refund (authority_id, refund_id) WHERE state = 1;
