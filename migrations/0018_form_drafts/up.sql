-- Forms that are half filled. See notes.md.

CREATE TABLE form_draft (
  authority_id bigint_t NOT NULL,
  owner TEXT NOT NULL,
  form TEXT NOT NULL,
  sealed @blob NOT NULL,
  saved bigint_t NOT NULL,
  PRIMARY KEY (authority_id, owner, form)
) @strict_clustered;
