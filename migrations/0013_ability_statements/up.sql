-- What people told about what they can pay and let the authority keep. See notes.md.

CREATE TABLE ability_statement (
  authority_id bigint_t NOT NULL,
  debtor_id bigint_t NOT NULL,
  state bigint_t NOT NULL,
  consent TEXT NOT NULL,
  kept_day bigint_t NOT NULL,
  until_day bigint_t NOT NULL,
  ended_day bigint_t,
  PRIMARY KEY (authority_id, debtor_id)
) @strict_clustered;
CREATE INDEX ability_statement_to_expire ON ability_statement (authority_id, until_day) WHERE ended_day IS NULL;

CREATE TABLE ability_answers (
  authority_id bigint_t NOT NULL,
  debtor_id bigint_t NOT NULL,
  sealed @blob NOT NULL,
  PRIMARY KEY (authority_id, debtor_id)
) @strict_clustered;
