// The sandbox phone: what people have been sent, as they would see it on their phone, in their mailbox and on paper.
//
// It shows everybody's messages to everybody, so it is for the demo's invented people and is served nowhere else. Names
// stand on the pages and in no address: people are told apart there by a keyed digest, messages by their natural key.
// An e-mail's HTML is shown in a sandbox of the browser in which nothing can run or load.
// Thread safety: after add_routes, any thread may call.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/books_service.h"
#include "http/page_language.h"
#include "http/plain_page.h"
#include "http/router.h"
#include "ports/clock.h"
#include "ports/sandbox_outbox.h"

namespace http::sandbox {

struct PhoneParts {
  engine::BooksService& books;
  ports::SandboxOutbox& outbox;
  ports::Clock const& clock;
  std::function<base::Date(base::Instant)> legal_date;
  std::function<std::string(base::DebtorId)> name_of;
  /// What the step is called that a message is about, in "da" or "en".
  std::function<std::string(dunning::Message const&, std::string_view language)> step_title;
  std::vector<base::DebtorId> personas;  // shown first
  /// Lets the next day begin, and comes back when its business day has run and its messages have left.
  std::function<void()> pass_day;
};

struct PhoneOptions {
  base::AuthorityId authority;
  std::string own_origin;
  std::string key;  // a secret: tells people apart in addresses
};

class PhonePages {
 public:
  PhonePages(PhoneParts parts, PhoneOptions options);

  void add_routes(Router& router);

 private:
  /// A message that has been sent and lies in the outbox.
  struct Held {
    dunning::Message message;
    ports::SandboxEntry entry;
  };
  struct Counts {
    std::array<std::int64_t, 4> sent{};  // in the order of dunning::kChannels
    std::int64_t too_late = 0;           // paid, or withdrawn, before it was sent
    std::int64_t waiting = 0;
  };

  [[nodiscard]] Response people(Request const& request);
  [[nodiscard]] Response phone(Request const& request);
  [[nodiscard]] Response email(Request const& request);
  [[nodiscard]] Response letter(Request const& request);
  [[nodiscard]] Response next_day(Request const& request);

  /// The newest first.
  [[nodiscard]] std::vector<Held> held(Counts* counts = nullptr);
  [[nodiscard]] std::string handle(base::DebtorId debtor) const;
  [[nodiscard]] ports::Authority authority();
  [[nodiscard]] std::string mail(Held const& held, ports::SandboxMessage const& message, ports::Authority const& from,
                                 Language language);
  [[nodiscard]] std::optional<ports::SandboxMessage> wanted(Request const& request, dunning::Channel channel);
  [[nodiscard]] std::string day_form(Language language, Counts const& counts);

  PhoneParts parts_;
  PhoneOptions options_;
  PageStyle style_;
};

}  // namespace http::sandbox
