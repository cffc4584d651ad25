// The janitor of payment attempts: looks into what partners sent, and asks the provider about every attempt that is
// not final until it is. New attempts are asked about often, old ones seldom.
// Of several processes on one database each takes notices that no other has, and one asks about attempts.
// Thread safety: one thread.
#pragma once

#include <map>
#include <string>

#include "engine/payment_desk.h"
#include "ports/operations.h"

namespace apps {

class Janitor {
 public:
  Janitor(engine::BooksService& books, ports::Operations& operations, engine::PaymentDesk& desk,
          base::AuthorityId authority, std::string name)
      : books_(books), operations_(operations), desk_(desk), authority_(authority), name_(std::move(name)) {}

  void run_once(base::Now now);

 private:
  void work_on_notices(base::Now now);
  [[nodiscard]] bool is_on_duty(base::Instant now);
  void ask_about_attempts(base::Now now);

  engine::BooksService& books_;
  ports::Operations& operations_;
  engine::PaymentDesk& desk_;
  base::AuthorityId authority_;
  std::string name_;       // of this process
  base::Instant on_duty_;  // until then it is this process that asks about attempts
  base::Instant next_try_;
  std::map<base::AttemptId, base::Instant> asked_;
};

}  // namespace apps
