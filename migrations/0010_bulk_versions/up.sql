-- The last entry that changed very many debtors' pages at once. See notes.md.

ALTER TABLE authority ADD COLUMN bulk_seq bigint_t NOT NULL DEFAULT 0;
