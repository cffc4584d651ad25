-- Claims that several debtors owe by share. See notes.md.

ALTER TABLE claim ADD COLUMN shares TEXT NOT NULL DEFAULT '';
