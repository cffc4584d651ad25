-- Referrals to those who help: who, for which need, and how far they have come. See notes.md.

CREATE TABLE referral (
  authority_id bigint_t NOT NULL,
  referral_id bigint_t NOT NULL,
  debtor_id bigint_t NOT NULL,
  state bigint_t NOT NULL,
  recorded_seq bigint_t NOT NULL,
  terms @blob NOT NULL,
  PRIMARY KEY (authority_id, referral_id)
) @strict_clustered;
CREATE INDEX referral_of_debtor ON referral (authority_id, debtor_id);
CREATE INDEX referral_in_state ON referral (authority_id, state, referral_id);
