-- Decisions about bank lines that were taken back. See notes.md.

ALTER TABLE bank_line ADD COLUMN reopened bigint_t NOT NULL DEFAULT 0;
