-- National ids that debtors had before the ones they have now. See notes.md.

CREATE TABLE former_national_id (
  authority_id bigint_t NOT NULL,
  kind bigint_t NOT NULL,
  blind_index @blob NOT NULL,
  debtor_id bigint_t NOT NULL,
  PRIMARY KEY (authority_id, kind, blind_index)
) @strict_clustered;
