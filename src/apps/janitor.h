// The janitor: looks into what partners sent, asks the provider about every payment attempt that is not final until it
// is (new ones often, old ones seldom), and once an hour clears the log of webhook deliveries.
// Thread safety: one thread.
#pragma once

#include <map>

#include "engine/payment_desk.h"
#include "ports/operations.h"

namespace apps {

class Janitor {
 public:
  Janitor(engine::BooksService& books, ports::Operations& operations, engine::PaymentDesk& desk,
          base::AuthorityId authority, std::int64_t delivery_log_days)
      : books_(books),
        operations_(operations),
        desk_(desk),
        authority_(authority),
        delivery_log_days_(delivery_log_days) {}

  void run_once(base::Now now);

 private:
  void clear_delivery_log(base::Instant now);

  engine::BooksService& books_;
  ports::Operations& operations_;
  engine::PaymentDesk& desk_;
  base::AuthorityId authority_;
  std::int64_t delivery_log_days_;
  base::Instant next_clearing_;
  std::map<base::AttemptId, base::Instant> asked_;
};

}  // namespace apps
