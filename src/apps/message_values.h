// What the fields of a message are for one debtor at the moment of sending: from the books, the law and the authority's
// settings. What is not known stays empty; a text that needs it is then not made.
#pragma once

#include <string>

#include "adapters/vault/vault.h"
#include "apps/message_settings.h"
#include "contact/envelope.h"
#include "contact/field.h"
#include "engine/law_book.h"
#include "ports/message_composer.h"

namespace apps {

/// What a message is about that belongs to an enquiry.
struct EnquiryValues {
  enquiries::Enquiry enquiry;
  std::string number;
  std::string answer;  // in words; empty where there is none yet
};

/// What a message tells of an agreement on instalments.
struct PlanValues {
  arrangements::Arrangement plan;
  std::vector<std::int64_t> to_pay_minor;  // of each instalment
  std::string number;
};

struct ValueSources {
  ports::Authority const& authority;
  MessageSettings const& settings;
  engine::Rules const& rules;
  std::vector<ports::Source> const& departments;
  adapters::vault::OpenedPerson const& person;
  std::string link;     // where this debtor can pay; empty: there is none
  std::string address;  // or the short address, where the settings name none
  std::string code;     // and the code that is typed there
  std::string process;  // where the explanation of the procedure is, to be read or typed; empty: it is not public
  std::optional<EnquiryValues> enquiry{};
  std::optional<PlanValues> plan{};
  std::string referral_number{};  // of the referral that the message belongs to; empty: to none
};

[[nodiscard]] contact::Values message_values(ports::MessageFacts const& facts, ValueSources const& from);
[[nodiscard]] contact::Envelope message_envelope(ports::MessageFacts const& facts, ValueSources const& from);

}  // namespace apps
