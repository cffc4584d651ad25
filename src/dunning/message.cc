#include "dunning/message.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/digest.h"
#include "base/encoding.h"

namespace dunning {

namespace {

constexpr std::string_view kReceipt = "receipt/";
constexpr std::string_view kOfPlan = "arrangement:";
constexpr std::string_view kChanged = "changed/";
constexpr std::array<std::string_view, 8> kStates = {"planned", "sending",  "sent",     "delivered",
                                                     "failed",  "too_late", "doubtful", "unreachable"};

}  // namespace

std::string_view name_of(MessageState state) { return kStates[static_cast<std::size_t>(state) - 1]; }

std::optional<MessageState> message_state(std::string_view name) {
  auto const found = std::ranges::find(kStates, name);
  if (found == kStates.end()) return std::nullopt;
  return static_cast<MessageState>(found - kStates.begin() + 1);
}

bool may_follow(MessageState from, MessageState to) {
  using enum MessageState;
  switch (from) {
    case kPlanned:
      // Failed at once: it cannot be composed, and nothing has left.
      return to == kSending || to == kTooLate || to == kUnreachable || to == kFailed;
    case kSending:
      // Back to planned: it is certain that nothing was sent, and it is tried again or by another channel.
      return to != kSending && to != kUnreachable;
    case kSent:
      return to == kDelivered || to == kFailed || to == kPlanned;
    case kDoubtful:
      return to == kSent || to == kDelivered || to == kFailed || to == kPlanned;
    case kFailed:
      // The news of the delivery was slower than that of the failure; or a person has put right what was missing.
      return to == kDelivered || to == kPlanned;
    case kUnreachable:
      return to == kPlanned;  // a person knows an address now
    case kDelivered:
    case kTooLate:
      return false;
  }
  return false;
}

bool is_same_letter(Message const& message, Message const& other) {
  return message.recorded_seq == other.recorded_seq && message.step == other.step && message.claims == other.claims;
}

std::string receipt_step(base::PaymentId payment) { return std::string{kReceipt} + std::to_string(payment.value); }

std::optional<base::PaymentId> receipted_payment(Message const& message) {
  if (!message.step.starts_with(kReceipt)) return std::nullopt;
  std::string_view const number = std::string_view{message.step}.substr(kReceipt.size());
  base::PaymentId payment;
  auto const [end, error] = std::from_chars(number.data(), number.data() + number.size(), payment.value);
  bool const whole = error == std::errc{} && end == number.data() + number.size();
  return whole && payment ? std::optional{payment} : std::nullopt;
}

std::string changed_step(std::int32_t changes) { return std::string{kChanged} + std::to_string(changes); }

bool is_agreement(Message const& message) {
  return message.procedure.starts_with(kOfPlan) && (message.step == kAgreedStep || message.step.starts_with(kChanged));
}

std::string natural_key(Message const& message) {
  std::string text = std::to_string(message.debtor.value) + "/" +
                     message.procedure.substr(0, message.procedure.find('@')) + "/" + message.step + "/" +
                     base::format_date(message.planned) + (message.beside ? "/beside" : "");
  for (base::ClaimId const claim : message.claims) text += "/" + std::to_string(claim.value);
  return base::to_hex(base::sha256(text)).substr(0, 32);
}

}  // namespace dunning
