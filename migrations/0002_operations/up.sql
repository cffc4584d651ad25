-- What the server needs beside the books: callers, logins, what arrived, what must leave. See notes.md.

CREATE TABLE api_key (
  authority_id bigint_t NOT NULL,
  key_id TEXT NOT NULL,
  source_id bigint_t NOT NULL,
  key_hash @blob NOT NULL,
  created bigint_t NOT NULL,
  revoked bigint_t,
  PRIMARY KEY (authority_id, key_id)
) @strict_clustered;
CREATE UNIQUE INDEX api_key_by_hash ON api_key (key_hash);

CREATE TABLE login_attempt (
  state_hash @blob NOT NULL,
  browser_hash @blob NOT NULL,
  authority_id bigint_t NOT NULL,
  nonce TEXT NOT NULL,
  code_verifier TEXT NOT NULL,
  started bigint_t NOT NULL,
  PRIMARY KEY (state_hash)
) @strict_clustered;

CREATE TABLE login_session (
  session_hash @blob NOT NULL,
  authority_id bigint_t NOT NULL,
  debtor_id bigint_t NOT NULL,
  sealed_name @blob NOT NULL,
  csrf_token TEXT NOT NULL,
  started bigint_t NOT NULL,
  last_used bigint_t NOT NULL,
  PRIMARY KEY (session_hash)
) @strict_clustered;

CREATE TABLE inbox (
  authority_id bigint_t NOT NULL,
  inbox_id bigint_t NOT NULL,
  provider TEXT NOT NULL,
  deduplication_key TEXT NOT NULL,
  reference TEXT NOT NULL,
  body @blob NOT NULL,
  received bigint_t NOT NULL,
  processed bigint_t,
  PRIMARY KEY (authority_id, inbox_id)
) @strict_clustered;
CREATE UNIQUE INDEX inbox_by_key ON inbox (authority_id, provider, deduplication_key);
CREATE INDEX inbox_waiting ON inbox (authority_id, inbox_id) WHERE processed IS NULL;

CREATE TABLE webhook_endpoint (
  authority_id bigint_t NOT NULL,
  endpoint_id bigint_t NOT NULL,
  source_id bigint_t NOT NULL,
  url TEXT NOT NULL,
  sealed_secret @blob NOT NULL,
  after_seq bigint_t NOT NULL,
  failures bigint_t NOT NULL,
  next_try bigint_t NOT NULL,
  disabled bigint_t,
  PRIMARY KEY (authority_id, endpoint_id)
) @strict_clustered;

CREATE TABLE webhook_delivery (
  authority_id bigint_t NOT NULL,
  endpoint_id bigint_t NOT NULL,
  event_id TEXT NOT NULL,
  try bigint_t NOT NULL,
  tried bigint_t NOT NULL,
  status bigint_t NOT NULL,
  microseconds bigint_t NOT NULL,
  PRIMARY KEY (authority_id, endpoint_id, event_id, try)
) @strict_clustered;
