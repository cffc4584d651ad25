// The janitor: looks into what partners sent, asks the provider about every payment attempt that is not final until it
// is (new ones often, old ones seldom), and once an hour clears the log of webhook deliveries.
// Of several processes on one database each takes notices that no other has, and one asks about attempts.
// Thread safety: one thread.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "engine/form_drafts.h"
#include "engine/payment_desk.h"
#include "ports/operations.h"

namespace apps {

class Janitor {
 public:
  /// Takes what a partner that carries messages has sent. False if it is another's.
  using MessageNotices = std::function<bool(ports::StoredNotice const& notice, base::Now now)>;

  Janitor(engine::BooksService& books, ports::Operations& operations, engine::PaymentDesk& desk,
          engine::FormDrafts& drafts, base::AuthorityId authority, std::string name, std::int64_t delivery_log_days,
          MessageNotices message_notices)
      : books_(books),
        operations_(operations),
        desk_(desk),
        drafts_(drafts),
        authority_(authority),
        name_(std::move(name)),
        delivery_log_days_(delivery_log_days),
        message_notices_(std::move(message_notices)) {}

  void run_once(base::Now now);

 private:
  void clear_old(base::Instant now);
  void work_on_notices(base::Now now);
  [[nodiscard]] bool is_on_duty(base::Instant now);
  void ask_about_attempts(base::Now now);

  engine::BooksService& books_;
  ports::Operations& operations_;
  engine::PaymentDesk& desk_;
  engine::FormDrafts& drafts_;
  base::AuthorityId authority_;
  std::string name_;  // of this process
  std::int64_t delivery_log_days_;
  MessageNotices message_notices_;
  base::Instant next_clearing_;
  base::Instant on_duty_;  // until then it is this process that asks about attempts
  base::Instant next_try_;
  std::map<base::AttemptId, base::Instant> asked_;
};

}  // namespace apps
