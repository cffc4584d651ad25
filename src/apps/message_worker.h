// What an authority's messages need around the sender: channels, settings, the local time, and that of several
// processes only one sends. Also runs the business day at the hour that the authority has chosen.
// Thread safety: one thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "adapters/https_client/https_client.h"
#include "adapters/system/legal_day.h"
#include "apps/debtor_message_composer.h"
#include "apps/message_channels.h"
#include "engine/message_sender.h"
#include "http/router.h"

namespace apps {

class MessageWorker {
 public:
  /// `origin`: see DebtorMessageComposer. `name`: of this process, among those that share the database. Throws
  /// CommandRefused.
  MessageWorker(Installation& installation, std::string authority, MessageChannels const& channels, std::string origin,
                std::string name);

  [[nodiscard]] bool has_channels() const { return !channels_.empty(); }
  /// Nothing if another process is sending. Throws StoreUnavailable, CommandRefused.
  std::optional<engine::SendCounts> send_once();

  /// POST /hooks/<name> for each provider that tells what became of messages. `wake` must not block.
  void add_hooks(http::Router& router, std::function<void()> const& wake);
  /// What such a call has left. False if it is of no provider of messages. Any thread may call.
  bool take_notice(ports::StoredNotice const& notice, base::Now now);

  /// Lets another process send at once, instead of after two minutes.
  void leave();

  /// kIncomplete: ended, but something was refused for some debtors or plans.
  enum class DayRun { kNotDue, kEnded, kIncomplete, kOutOfBounds };
  /// Runs today's business day once its hour has come, if the authority has procedures and it has not ended yet. One
  /// that is out of bounds is not tried again by this process: a person must look at it.
  DayRun run_day_if_due();

 private:
  [[nodiscard]] engine::SendMoment moment() const;
  void refresh();
  [[nodiscard]] bool is_on_duty();
  void check_settings() const;

  Installation& installation_;
  std::string code_;
  std::string name_;
  DebtorMessageComposer composer_;
  adapters::https_client::HttpsClient partners_;
  std::vector<std::unique_ptr<ports::MessageChannel>> channels_;
  std::vector<std::unique_ptr<ports::DeliveryNotices>> notices_;
  std::unique_ptr<engine::MessageSender> sender_;
  ports::Authority authority_;
  adapters::system::LegalDay legal_day_;
  std::shared_ptr<engine::Rules const> rules_;
  base::Instant on_duty_until_;
  std::optional<base::Date> stopped_day_;
};

}  // namespace apps
