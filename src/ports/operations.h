// What the server keeps beside the books: callers' keys, logins, what partners sent, where to send events.
//
// Every secret comes as a hash or sealed: who reads the store cannot use what it finds.
// Thread safety: any thread may call; writes are durable when they return.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/digest.h"
#include "base/identifiers.h"
#include "dunning/procedure.h"

namespace ports {

struct ApiKeyOwner {
  base::AuthorityId authority;
  base::SourceId source;
  std::string key_id;
};

struct StoredLoginAttempt {
  base::AuthorityId authority;
  base::Digest browser_hash{};  // of the cookie of the browser that began
  std::string nonce;
  std::string code_verifier;
  base::Instant started;
  bool must_be_fresh = false;  // it began on a screen that many people use
};

struct Session {
  base::Digest hash{};  // of the cookie's value
  base::AuthorityId authority;
  base::DebtorId debtor;
  std::string sealed_name;
  std::string csrf_token;
  base::Instant started;
  base::Instant last_used;
  base::RepresentationId acting{};  // by which somebody else is acted for; none: for oneself
  bool on_shared_screen = false;    // it began there, and stays short whatever the browser says later
};

/// A partner's message as it came.
struct StoredNotice {
  base::AuthorityId authority;
  std::int64_t id = 0;
  std::string provider;
  std::string deduplication_key;
  std::string reference;
  std::string body;
  base::Instant received;
};

struct WebhookEndpoint {
  base::AuthorityId authority;
  std::int64_t id = 0;
  base::SourceId source;
  std::string url;
  std::string sealed_secret;
  std::int64_t after_seq = 0;  // everything up to this journal entry has been delivered
  std::int64_t failures = 0;   // in a row
  base::Instant next_try;
  std::optional<base::Instant> disabled;
};

struct WebhookDelivery {
  std::int64_t endpoint = 0;
  std::string event_id;
  std::int64_t attempt = 0;  // 1, 2, 3 ...
  base::Instant tried;
  int status = 0;  // HTTP, 0 without an answer
  std::int64_t microseconds = 0;
};

/// A debtor is not to be written to by a channel: what is known of it, from whichever side it was learnt.
struct ContactBlock {
  base::AuthorityId authority;
  base::DebtorId debtor;
  dunning::Channel channel = dunning::Channel::kSms;
  std::string reason;  // a code: "opted_out", "exempt", "bad_address"
  base::Instant since;
  // Of a bad address: a keyed digest of it. The block is about that one alone; empty: about the debtor.
  std::string address_mark{};
};

/// An address that must not be written to, whoever has it.
struct AddressBlock {
  base::AuthorityId authority;
  dunning::Channel channel = dunning::Channel::kSms;
  std::string address_mark;  // a keyed digest of it
  std::string reason;        // a code: "opted_out"
  base::Instant since;
};

class Operations {
 public:
  virtual ~Operations() = default;

  virtual void add_api_key(ApiKeyOwner const& owner, base::Digest const& key_hash, base::Instant now) = 0;
  /// Nothing for an unknown or revoked key.
  [[nodiscard]] virtual std::optional<ApiKeyOwner> find_api_key(base::Digest const& key_hash) = 0;
  /// False if there is no such key.
  virtual bool revoke_api_key(base::AuthorityId authority, std::string const& key_id, base::Instant now) = 0;

  virtual void save_login_attempt(base::Digest const& state_hash, StoredLoginAttempt const& attempt) = 0;
  /// Removes it: a login can be completed once.
  [[nodiscard]] virtual std::optional<StoredLoginAttempt> take_login_attempt(base::Digest const& state_hash) = 0;

  /// Also forgets sessions and login attempts that began before `forget_before`.
  virtual void save_session(Session const& session, base::Instant forget_before) = 0;
  [[nodiscard]] virtual std::optional<Session> find_session(base::Digest const& hash) = 0;
  virtual void touch_session(base::Digest const& hash, base::Instant now) = 0;
  virtual void end_session(base::Digest const& hash) = 0;
  /// From now on the session is one in which this person acts for somebody, or for themselves again.
  virtual void set_acting(base::Digest const& hash, base::RepresentationId acting) = 0;

  /// False if a notice with this provider and deduplication key was stored before; then nothing changes.
  virtual bool store_notice(StoredNotice const& notice) = 0;
  [[nodiscard]] virtual std::vector<StoredNotice> waiting_notices(base::AuthorityId authority, std::size_t limit) = 0;
  /// As waiting_notices, and nobody else is given them before `until`: for workers of which there are several.
  [[nodiscard]] virtual std::vector<StoredNotice> take_notices(base::AuthorityId authority, std::size_t limit,
                                                               base::Instant now, base::Instant until) = 0;
  virtual void mark_processed(base::AuthorityId authority, std::int64_t notice, base::Instant now) = 0;

  /// Gives the endpoint its id.
  virtual std::int64_t add_endpoint(WebhookEndpoint const& endpoint) = 0;
  [[nodiscard]] virtual std::vector<WebhookEndpoint> endpoints(base::AuthorityId authority) = 0;
  /// Stores the cursor, the retry state and whether it is disabled.
  virtual void update_endpoint(WebhookEndpoint const& endpoint) = 0;
  /// Has the endpoint to itself until `until` or until it is given back, also beside other processes. False if
  /// somebody else has it, or if there is none.
  [[nodiscard]] virtual bool take_endpoint(base::AuthorityId authority, std::int64_t endpoint, base::Instant now,
                                           base::Instant until) = 0;
  virtual void give_back_endpoint(base::AuthorityId authority, std::int64_t endpoint) = 0;
  /// With its log. False if there is no such endpoint of that source.
  virtual bool remove_endpoint(base::AuthorityId authority, base::SourceId source, std::int64_t endpoint) = 0;
  virtual void log_delivery(base::AuthorityId authority, WebhookDelivery const& delivery) = 0;
  /// Forgets tries before `before`; how many.
  virtual std::int64_t forget_deliveries(base::AuthorityId authority, base::Instant before) = 0;
  /// The latest first.
  [[nodiscard]] virtual std::vector<WebhookDelivery> deliveries(base::AuthorityId authority, std::int64_t endpoint,
                                                                std::size_t limit) = 0;

  /// The latest reason counts.
  virtual void block_contact(ContactBlock const& block) = 0;
  /// False if there was nothing to lift.
  virtual bool lift_contact_block(base::AuthorityId authority, base::DebtorId debtor, dunning::Channel channel) = 0;
  [[nodiscard]] virtual std::vector<ContactBlock> contact_blocks(base::AuthorityId authority,
                                                                 base::DebtorId debtor) = 0;

  /// The first reason stays.
  virtual void block_address(AddressBlock const& block) = 0;
  /// False if there was nothing to lift.
  virtual bool lift_address_block(base::AuthorityId authority, dunning::Channel channel,
                                  std::string const& address_mark) = 0;
  [[nodiscard]] virtual std::optional<AddressBlock> address_block(base::AuthorityId authority, dunning::Channel channel,
                                                                  std::string const& address_mark) = 0;

  /// A duty that one process at a time does for an authority: taken, or kept, by `holder` until `until`. False if
  /// somebody else has it.
  [[nodiscard]] virtual bool take_duty(base::AuthorityId authority, std::string const& duty, std::string const& holder,
                                       base::Instant now, base::Instant until) = 0;
};

}  // namespace ports
