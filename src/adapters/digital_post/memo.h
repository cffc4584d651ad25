// Digital Post messages: MeMo, the XML form of the Danish public mailbox.
//
// Source: MeMo 1.1 (MeMo_core.xsd and its eight companions, Digitaliseringsstyrelsen) and the published samples of
//   1.2, whose schema is not public: 1.2 has no memoSchVersion, all else that is written here is the same.
// The message's UUID is its idempotency key: made once, stored, the same on a retry.
// The action's code: which code means a payment is in a list that could not be read, so it is configuration. The
//   default, SELVBETJENING, is in the official samples.
// Lengths are checked before anything is written: 256 letters for a text, 150 for the notification.
// Pure; any number of threads.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>

#include "contact/envelope.h"
#include "contact/message.h"

namespace adapters::digital_post {

enum class MemoVersion : std::uint8_t { k1_1, k1_2 };
enum class RecipientKind : std::uint8_t { kPerson, kCompany };  // idType CPR or CVR

struct MemoSettings {
  MemoVersion version = MemoVersion::k1_1;
  std::string sender_id;  // CVR number
  std::string payment_action_code = "SELVBETJENING";
  std::string case_system = "Fairdue";
};

/// What belongs to one sending of a message.
struct MemoStamp {
  std::string message_uuid;  // version 4
  std::string recipient_id;  // CPR or CVR number; read from the vault at the moment of sending
  RecipientKind kind = RecipientKind::kPerson;
  base::Instant created;
  bool legal_notification = false;  // only where the law asks for it
};

enum class MemoError : std::uint8_t {
  kSubjectTooLong,       // over 256 letters
  kNotificationTooLong,  // over 150 letters
  kAddressTooLong,       // over 256 letters
  kUuid,                 // not a UUID of version 4
  kRecipient,            // not 10 digits, or 8 for a company
  kSender,               // not 8 digits
};
[[nodiscard]] std::string_view advice_of(MemoError error);

/// `pdf` is the letter; without one the text alone is the document.
[[nodiscard]] std::expected<std::string, MemoError> write_memo(contact::Message const& message,
                                                               contact::Envelope const& envelope,
                                                               std::optional<std::string_view> pdf,
                                                               MemoSettings const& settings, MemoStamp const& stamp);

}  // namespace adapters::digital_post
