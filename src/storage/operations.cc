#include "storage/operations.h"

#include <algorithm>
#include <cstring>

#include "storage/store.h"

namespace storage {

namespace {

base::Digest read_digest(std::string_view bytes) {
  base::Digest digest{};
  std::memcpy(digest.data(), bytes.data(), std::min(bytes.size(), digest.size()));
  return digest;
}

std::optional<std::int64_t> microseconds(std::optional<base::Instant> const& instant) {
  return instant ? std::optional{instant->microseconds} : std::nullopt;
}

}  // namespace

void Operations::add_api_key(ports::ApiKeyOwner const& owner, base::Digest const& key_hash, base::Instant now) {
  store_.write([&](Connection& c) {
    c.run(
        "INSERT INTO api_key (authority_id, key_id, source_id, key_hash, created, revoked)"
        " VALUES ($1, $2, $3, $4, $5, NULL)",
        owner.authority.value, std::string_view{owner.key_id}, owner.source.value, blob(key_hash), now.microseconds);
  });
}

std::optional<ports::ApiKeyOwner> Operations::find_api_key(base::Digest const& key_hash) {
  auto const connection = store_.reading_connection();
  auto row = connection->query(
      "SELECT authority_id, source_id, key_id FROM api_key WHERE key_hash = $1 AND revoked IS NULL", blob(key_hash));
  if (!row.step()) return std::nullopt;
  return ports::ApiKeyOwner{{row.integer(0)}, {row.integer(1)}, std::string{row.text(2)}};
}

bool Operations::revoke_api_key(base::AuthorityId authority, std::string const& key_id, base::Instant now) {
  bool found = false;
  store_.write([&](Connection& c) {
    c.run("UPDATE api_key SET revoked = $1 WHERE authority_id = $2 AND key_id = $3 AND revoked IS NULL",
          now.microseconds, authority.value, std::string_view{key_id});
    found = c.changes() == 1;
  });
  return found;
}

void Operations::save_login_attempt(base::Digest const& state_hash, ports::StoredLoginAttempt const& attempt) {
  store_.write([&](Connection& c) {
    c.run(
        "INSERT INTO login_attempt (state_hash, browser_hash, authority_id, nonce, code_verifier, started,"
        " must_be_fresh) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        blob(state_hash), blob(attempt.browser_hash), attempt.authority.value, std::string_view{attempt.nonce},
        std::string_view{attempt.code_verifier}, attempt.started.microseconds, std::int64_t{attempt.must_be_fresh});
  });
}

std::optional<ports::StoredLoginAttempt> Operations::take_login_attempt(base::Digest const& state_hash) {
  std::optional<ports::StoredLoginAttempt> found;
  store_.write([&](Connection& c) {
    auto row = c.query(
        "DELETE FROM login_attempt WHERE state_hash = $1"
        " RETURNING browser_hash, authority_id, nonce, code_verifier, started, must_be_fresh",
        blob(state_hash));
    found.reset();
    while (row.step()) {
      found = ports::StoredLoginAttempt{{row.integer(1)},         read_digest(row.bytes(0)), std::string{row.text(2)},
                                        std::string{row.text(3)}, {row.integer(4)},          row.integer(5) != 0};
    }
  });
  return found;
}

void Operations::save_session(ports::Session const& session, base::Instant forget_before) {
  store_.write([&](Connection& c) {
    c.run("DELETE FROM login_session WHERE started < $1", forget_before.microseconds);
    c.run("DELETE FROM login_attempt WHERE started < $1", forget_before.microseconds);
    c.run(
        "INSERT INTO login_session (session_hash, authority_id, debtor_id, sealed_name, csrf_token, started, last_used,"
        " representation_id, on_shared_screen) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        blob(session.hash), session.authority.value, session.debtor.value, Blob{session.sealed_name},
        std::string_view{session.csrf_token}, session.started.microseconds, session.last_used.microseconds,
        session.acting.value, std::int64_t{session.on_shared_screen});
  });
}

std::optional<ports::Session> Operations::find_session(base::Digest const& hash) {
  auto const connection = store_.reading_connection();
  auto row = connection->query(
      "SELECT authority_id, debtor_id, sealed_name, csrf_token, started, last_used, representation_id,"
      " on_shared_screen FROM login_session WHERE session_hash = $1",
      blob(hash));
  if (!row.step()) return std::nullopt;
  return ports::Session{hash,
                        {row.integer(0)},
                        {row.integer(1)},
                        std::string{row.bytes(2)},
                        std::string{row.text(3)},
                        {row.integer(4)},
                        {row.integer(5)},
                        {row.integer(6)},
                        row.integer(7) != 0};
}

void Operations::set_acting(base::Digest const& hash, base::RepresentationId acting) {
  store_.write([&](Connection& c) {
    c.run("UPDATE login_session SET representation_id = $1 WHERE session_hash = $2", acting.value, blob(hash));
  });
}

void Operations::touch_session(base::Digest const& hash, base::Instant now) {
  store_.write([&](Connection& c) {
    c.run("UPDATE login_session SET last_used = $1 WHERE session_hash = $2", now.microseconds, blob(hash));
  });
}

void Operations::end_session(base::Digest const& hash) {
  store_.write([&](Connection& c) { c.run("DELETE FROM login_session WHERE session_hash = $1", blob(hash)); });
}

bool Operations::store_notice(ports::StoredNotice const& notice) {
  bool is_new = false;
  store_.write([&](Connection& c) {
    while (true) {
      // Somebody else may have taken the number, or have brought the same notice: only the latter ends it.
      c.run(
          "INSERT INTO inbox (authority_id, inbox_id, provider, deduplication_key, reference, body, received,"
          " processed, taken_until) SELECT $1, coalesce(max(inbox_id), 0) + 1, $2, $3, $4, $5, $6, NULL, 0"
          " FROM inbox WHERE authority_id = $1 ON CONFLICT DO NOTHING",
          notice.authority.value, std::string_view{notice.provider}, std::string_view{notice.deduplication_key},
          std::string_view{notice.reference}, Blob{notice.body}, notice.received.microseconds);
      is_new = c.changes() == 1;
      if (is_new) return;
      auto row = c.query("SELECT 1 FROM inbox WHERE authority_id = $1 AND provider = $2 AND deduplication_key = $3",
                         notice.authority.value, std::string_view{notice.provider},
                         std::string_view{notice.deduplication_key});
      if (row.step()) return;
    }
  });
  return is_new;
}

namespace {

#define FAIRDUE_NOTICE_COLUMNS "inbox_id, provider, deduplication_key, reference, body, received"

std::vector<ports::StoredNotice> read_notices(Statement row, base::AuthorityId authority) {
  std::vector<ports::StoredNotice> notices;
  while (row.step()) {
    notices.push_back({authority,
                       row.integer(0),
                       std::string{row.text(1)},
                       std::string{row.text(2)},
                       std::string{row.text(3)},
                       std::string{row.bytes(4)},
                       {row.integer(5)}});
  }
  std::ranges::sort(notices, {}, &ports::StoredNotice::id);
  return notices;
}

}  // namespace

std::vector<ports::StoredNotice> Operations::waiting_notices(base::AuthorityId authority, std::size_t limit) {
  auto const connection = store_.reading_connection();
  return read_notices(
      connection->query("SELECT " FAIRDUE_NOTICE_COLUMNS " FROM inbox WHERE authority_id = $1 AND processed IS NULL"
                        " ORDER BY inbox_id LIMIT $2",
                        authority.value, static_cast<std::int64_t>(limit)),
      authority);
}

std::vector<ports::StoredNotice> Operations::take_notices(base::AuthorityId authority, std::size_t limit,
                                                          base::Instant now, base::Instant until) {
  {
    // Nothing is written when there is nothing to do.
    auto const connection = store_.reading_connection();
    auto row = connection->query(
        "SELECT 1 FROM inbox WHERE authority_id = $1 AND processed IS NULL AND taken_until <= $2 LIMIT 1",
        authority.value, now.microseconds);
    if (!row.step()) return {};
  }
  std::vector<ports::StoredNotice> notices;
  store_.write([&](Connection& c) {
    notices =
        read_notices(c.query("UPDATE inbox SET taken_until = $1 WHERE authority_id = $2 AND inbox_id IN"
                             " (SELECT inbox_id FROM inbox WHERE authority_id = $2 AND processed IS NULL"
                             " AND taken_until <= $3 ORDER BY inbox_id LIMIT $4 FOR UPDATE SKIP LOCKED)"
                             " RETURNING " FAIRDUE_NOTICE_COLUMNS,
                             until.microseconds, authority.value, now.microseconds, static_cast<std::int64_t>(limit)),
                     authority);
  });
  return notices;
}

void Operations::mark_processed(base::AuthorityId authority, std::int64_t notice, base::Instant now) {
  store_.write([&](Connection& c) {
    c.run("UPDATE inbox SET processed = $1 WHERE authority_id = $2 AND inbox_id = $3", now.microseconds,
          authority.value, notice);
  });
}

std::int64_t Operations::add_endpoint(ports::WebhookEndpoint const& endpoint) {
  std::int64_t id = 0;
  store_.write([&](Connection& c) {
    for (id = 0; id == 0;) {  // until no other process took the same number
      auto row = c.query(
          "INSERT INTO webhook_endpoint (authority_id, endpoint_id, source_id, url, sealed_secret, after_seq, failures,"
          " next_try, disabled, taken_until) SELECT $1, coalesce(max(endpoint_id), 0) + 1, $2, $3, $4, $5, 0, 0, NULL,"
          " 0 FROM webhook_endpoint WHERE authority_id = $1 ON CONFLICT DO NOTHING RETURNING endpoint_id",
          endpoint.authority.value, endpoint.source.value, std::string_view{endpoint.url}, Blob{endpoint.sealed_secret},
          endpoint.after_seq);
      while (row.step()) id = row.integer(0);
    }
  });
  return id;
}

std::vector<ports::WebhookEndpoint> Operations::endpoints(base::AuthorityId authority) {
  std::vector<ports::WebhookEndpoint> endpoints;
  auto const connection = store_.reading_connection();
  auto row = connection->query(
      "SELECT endpoint_id, source_id, url, sealed_secret, after_seq, failures, next_try, disabled"
      " FROM webhook_endpoint WHERE authority_id = $1 ORDER BY endpoint_id",
      authority.value);
  while (row.step()) {
    ports::WebhookEndpoint endpoint{authority,
                                    row.integer(0),
                                    {row.integer(1)},
                                    std::string{row.text(2)},
                                    std::string{row.bytes(3)},
                                    row.integer(4),
                                    row.integer(5),
                                    {row.integer(6)},
                                    {}};
    if (auto const disabled = row.optional_integer(7)) endpoint.disabled = base::Instant{*disabled};
    endpoints.push_back(std::move(endpoint));
  }
  return endpoints;
}

void Operations::update_endpoint(ports::WebhookEndpoint const& endpoint) {
  store_.write([&](Connection& c) {
    c.run(
        "UPDATE webhook_endpoint SET after_seq = $1, failures = $2, next_try = $3, disabled = $4"
        " WHERE authority_id = $5 AND endpoint_id = $6",
        endpoint.after_seq, endpoint.failures, endpoint.next_try.microseconds, microseconds(endpoint.disabled),
        endpoint.authority.value, endpoint.id);
  });
}

bool Operations::take_endpoint(base::AuthorityId authority, std::int64_t endpoint, base::Instant now,
                               base::Instant until) {
  bool taken = false;
  store_.write([&](Connection& c) {
    c.run(
        "UPDATE webhook_endpoint SET taken_until = $1 WHERE authority_id = $2 AND endpoint_id IN"
        " (SELECT endpoint_id FROM webhook_endpoint WHERE authority_id = $2 AND endpoint_id = $3 AND taken_until <= $4"
        " FOR UPDATE SKIP LOCKED)",
        until.microseconds, authority.value, endpoint, now.microseconds);
    taken = c.changes() == 1;
  });
  return taken;
}

void Operations::give_back_endpoint(base::AuthorityId authority, std::int64_t endpoint) {
  store_.write([&](Connection& c) {
    c.run("UPDATE webhook_endpoint SET taken_until = 0 WHERE authority_id = $1 AND endpoint_id = $2", authority.value,
          endpoint);
  });
}

bool Operations::take_duty(base::AuthorityId authority, std::string const& duty, std::string const& holder,
                           base::Instant now, base::Instant until) {
  bool taken = false;
  store_.write([&](Connection& c) {
    c.run(
        "INSERT INTO duty (authority_id, duty, holder, taken_until) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (authority_id, duty) DO UPDATE SET holder = excluded.holder, taken_until = excluded.taken_until"
        " WHERE duty.holder = excluded.holder OR duty.taken_until <= $5",
        authority.value, std::string_view{duty}, std::string_view{holder}, until.microseconds, now.microseconds);
    taken = c.changes() == 1;
  });
  return taken;
}

bool Operations::remove_endpoint(base::AuthorityId authority, base::SourceId source, std::int64_t endpoint) {
  bool removed = false;
  store_.write([&](Connection& c) {
    c.run("DELETE FROM webhook_endpoint WHERE authority_id = $1 AND source_id = $2 AND endpoint_id = $3",
          authority.value, source.value, endpoint);
    removed = c.changes() == 1;
    if (!removed) return;
    c.run("DELETE FROM webhook_delivery WHERE authority_id = $1 AND endpoint_id = $2", authority.value, endpoint);
  });
  return removed;
}

void Operations::log_delivery(base::AuthorityId authority, ports::WebhookDelivery const& delivery) {
  store_.write([&](Connection& c) {
    c.run(
        "INSERT INTO webhook_delivery (authority_id, endpoint_id, event_id, try, tried, status, microseconds)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        authority.value, delivery.endpoint, std::string_view{delivery.event_id}, delivery.attempt,
        delivery.tried.microseconds, static_cast<std::int64_t>(delivery.status), delivery.microseconds);
  });
}

std::int64_t Operations::forget_deliveries(base::AuthorityId authority, base::Instant before) {
  std::int64_t forgotten = 0;
  store_.write([&](Connection& c) {
    forgotten = 0;
    auto row = c.query("DELETE FROM webhook_delivery WHERE authority_id = $1 AND tried < $2 RETURNING try",
                       authority.value, before.microseconds);
    while (row.step()) ++forgotten;
  });
  return forgotten;
}

std::vector<ports::WebhookDelivery> Operations::deliveries(base::AuthorityId authority, std::int64_t endpoint,
                                                           std::size_t limit) {
  std::vector<ports::WebhookDelivery> deliveries;
  auto const connection = store_.reading_connection();
  auto row = connection->query(
      "SELECT event_id, try, tried, status, microseconds FROM webhook_delivery"
      " WHERE authority_id = $1 AND endpoint_id = $2 ORDER BY tried DESC LIMIT $3",
      authority.value, endpoint, static_cast<std::int64_t>(limit));
  while (row.step()) {
    deliveries.push_back({endpoint,
                          std::string{row.text(0)},
                          row.integer(1),
                          {row.integer(2)},
                          static_cast<int>(row.integer(3)),
                          row.integer(4)});
  }
  return deliveries;
}

void Operations::block_contact(ports::ContactBlock const& block) {
  store_.write([&](Connection& c) {
    c.run("DELETE FROM contact_block WHERE authority_id = $1 AND debtor_id = $2 AND channel = $3",
          block.authority.value, block.debtor.value, static_cast<std::int64_t>(block.channel));
    c.run(
        "INSERT INTO contact_block (authority_id, debtor_id, channel, reason, since_us, address_mark)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        block.authority.value, block.debtor.value, static_cast<std::int64_t>(block.channel),
        std::string_view{block.reason}, block.since.microseconds, std::string_view{block.address_mark});
  });
}

bool Operations::lift_contact_block(base::AuthorityId authority, base::DebtorId debtor, dunning::Channel channel) {
  bool found = false;
  store_.write([&](Connection& c) {
    c.run("DELETE FROM contact_block WHERE authority_id = $1 AND debtor_id = $2 AND channel = $3", authority.value,
          debtor.value, static_cast<std::int64_t>(channel));
    found = c.changes() == 1;
  });
  return found;
}

std::vector<ports::ContactBlock> Operations::contact_blocks(base::AuthorityId authority, base::DebtorId debtor) {
  std::vector<ports::ContactBlock> result;
  auto const connection = store_.reading_connection();
  auto row = connection->query(
      "SELECT channel, reason, since_us, address_mark FROM contact_block"
      " WHERE authority_id = $1 AND debtor_id = $2 ORDER BY channel",
      authority.value, debtor.value);
  while (row.step()) {
    result.push_back({authority,
                      debtor,
                      static_cast<dunning::Channel>(row.integer(0)),
                      std::string{row.text(1)},
                      {row.integer(2)},
                      std::string{row.text(3)}});
  }
  return result;
}

void Operations::block_address(ports::AddressBlock const& block) {
  store_.write([&](Connection& c) {
    c.run(
        "INSERT INTO address_block (authority_id, channel, address_mark, reason, since_us) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT DO NOTHING",
        block.authority.value, static_cast<std::int64_t>(block.channel), std::string_view{block.address_mark},
        std::string_view{block.reason}, block.since.microseconds);
  });
}

bool Operations::lift_address_block(base::AuthorityId authority, dunning::Channel channel,
                                    std::string const& address_mark) {
  bool found = false;
  store_.write([&](Connection& c) {
    c.run("DELETE FROM address_block WHERE authority_id = $1 AND channel = $2 AND address_mark = $3", authority.value,
          static_cast<std::int64_t>(channel), std::string_view{address_mark});
    found = c.changes() == 1;
  });
  return found;
}

std::optional<ports::AddressBlock> Operations::address_block(base::AuthorityId authority, dunning::Channel channel,
                                                             std::string const& address_mark) {
  auto const connection = store_.reading_connection();
  auto row = connection->query(
      "SELECT reason, since_us FROM address_block WHERE authority_id = $1 AND channel = $2 AND address_mark = $3",
      authority.value, static_cast<std::int64_t>(channel), std::string_view{address_mark});
  if (!row.step()) return std::nullopt;
  return ports::AddressBlock{authority, channel, address_mark, std::string{row.text(0)}, {row.integer(1)}};
}

}  // namespace storage
