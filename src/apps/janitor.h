// The janitor of payment attempts: looks into what partners sent, and asks the provider about every attempt that is
// not final until it is. New attempts are asked about often, old ones seldom.
// Thread safety: one thread.
#pragma once

#include <map>

#include "engine/payment_desk.h"
#include "ports/operations.h"

namespace apps {

class Janitor {
 public:
  Janitor(engine::BooksService& books, ports::Operations& operations, engine::PaymentDesk& desk,
          base::AuthorityId authority)
      : books_(books), operations_(operations), desk_(desk), authority_(authority) {}

  void run_once(base::Now now);

 private:
  engine::BooksService& books_;
  ports::Operations& operations_;
  engine::PaymentDesk& desk_;
  base::AuthorityId authority_;
  std::map<base::AttemptId, base::Instant> asked_;
};

}  // namespace apps
