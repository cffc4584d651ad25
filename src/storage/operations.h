// The server's own tables, in the database of the books.
#pragma once

#include "ports/operations.h"

namespace storage {

class Store;

class Operations : public ports::Operations {
 public:
  explicit Operations(Store& store) : store_(store) {}

  void add_api_key(ports::ApiKeyOwner const& owner, base::Digest const& key_hash, base::Instant now) override;
  std::optional<ports::ApiKeyOwner> find_api_key(base::Digest const& key_hash) override;
  bool revoke_api_key(base::AuthorityId authority, std::string const& key_id, base::Instant now) override;
  void save_login_attempt(base::Digest const& state_hash, ports::StoredLoginAttempt const& attempt) override;
  std::optional<ports::StoredLoginAttempt> take_login_attempt(base::Digest const& state_hash) override;
  void save_session(ports::Session const& session, base::Instant forget_before) override;
  std::optional<ports::Session> find_session(base::Digest const& hash) override;
  void touch_session(base::Digest const& hash, base::Instant now) override;
  void end_session(base::Digest const& hash) override;
  void set_acting(base::Digest const& hash, base::RepresentationId acting) override;
  bool store_notice(ports::StoredNotice const& notice) override;
  std::vector<ports::StoredNotice> waiting_notices(base::AuthorityId authority, std::size_t limit) override;
  std::vector<ports::StoredNotice> take_notices(base::AuthorityId authority, std::size_t limit, base::Instant now,
                                                base::Instant until) override;
  void mark_processed(base::AuthorityId authority, std::int64_t notice, base::Instant now) override;
  std::int64_t add_endpoint(ports::WebhookEndpoint const& endpoint) override;
  std::vector<ports::WebhookEndpoint> endpoints(base::AuthorityId authority) override;
  void update_endpoint(ports::WebhookEndpoint const& endpoint) override;
  bool take_endpoint(base::AuthorityId authority, std::int64_t endpoint, base::Instant now,
                     base::Instant until) override;
  void give_back_endpoint(base::AuthorityId authority, std::int64_t endpoint) override;
  bool remove_endpoint(base::AuthorityId authority, base::SourceId source, std::int64_t endpoint) override;
  std::int64_t forget_deliveries(base::AuthorityId authority, base::Instant before) override;
  void log_delivery(base::AuthorityId authority, ports::WebhookDelivery const& delivery) override;
  std::vector<ports::WebhookDelivery> deliveries(base::AuthorityId authority, std::int64_t endpoint,
                                                 std::size_t limit) override;
  void block_contact(ports::ContactBlock const& block) override;
  bool lift_contact_block(base::AuthorityId authority, base::DebtorId debtor, dunning::Channel channel) override;
  std::vector<ports::ContactBlock> contact_blocks(base::AuthorityId authority, base::DebtorId debtor) override;
  void block_address(ports::AddressBlock const& block) override;
  bool lift_address_block(base::AuthorityId authority, dunning::Channel channel,
                          std::string const& address_mark) override;
  [[nodiscard]] std::optional<ports::AddressBlock> address_block(base::AuthorityId authority, dunning::Channel channel,
                                                                 std::string const& address_mark) override;
  bool take_duty(base::AuthorityId authority, std::string const& duty, std::string const& holder, base::Instant now,
                 base::Instant until) override;

 private:
  Store& store_;
};

}  // namespace storage
