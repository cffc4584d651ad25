-- How forms go. See notes.md.

CREATE TABLE form_count (
  authority_id bigint_t NOT NULL,
  day bigint_t NOT NULL,
  form TEXT NOT NULL,
  deed bigint_t NOT NULL,
  field TEXT NOT NULL,
  code TEXT NOT NULL,
  n bigint_t NOT NULL,
  PRIMARY KEY (authority_id, day, form, deed, field, code)
) @strict_clustered;
