-- Logins on a screen that many people use, and who made a link. See notes.md.

ALTER TABLE login_attempt ADD COLUMN must_be_fresh bigint_t NOT NULL DEFAULT 0;
ALTER TABLE login_session ADD COLUMN on_shared_screen bigint_t NOT NULL DEFAULT 0;
ALTER TABLE safe_link ADD COLUMN made_by TEXT NOT NULL DEFAULT '';
