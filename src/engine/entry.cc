#include "engine/entry.h"

#include "engine/codec.h"

namespace engine {

namespace {

constexpr std::int64_t kFormat = 1;  // the first number of every payload

}  // namespace

std::string encode_entry(Entry const& entry) {
  Encoder encoder;
  encoder.number(kFormat);
  encoder(entry);
  return encoder.take();
}

std::optional<Entry> decode_entry(std::string_view payload) {
  Decoder decoder{payload};
  if (decoder.number() != kFormat) return std::nullopt;
  Entry entry;
  decoder(entry);
  if (!decoder.ok() || !decoder.at_end()) return std::nullopt;
  return entry;
}

std::string_view name_of(Command const& command) {
  static constexpr std::string_view kNames[] = {"register_claim",
                                                "amend_claim",
                                                "add_fee",
                                                "waive_fee",
                                                "open_objection",
                                                "resolve_objection",
                                                "cancel_claim",
                                                "hand_over_claim",
                                                "recall_claim",
                                                "record_payment",
                                                "allocate_credit",
                                                "reverse_payment",
                                                "refund_credit",
                                                "start_attempt",
                                                "advance_attempt",
                                                "place_hold",
                                                "end_hold",
                                                "post_interest",
                                                "record_letter",
                                                "write_down",
                                                "transfer_claim",
                                                "change_debtor",
                                                "record_bank_statement",
                                                "record_bank_entry",
                                                "match_bank_line",
                                                "return_bank_line",
                                                "book_bank_line",
                                                "record_payout",
                                                "propose_refund",
                                                "approve_refund",
                                                "reject_refund",
                                                "change_national_id",
                                                "reopen_bank_line",
                                                "start_business_day",
                                                "end_business_day",
                                                "take_steps",
                                                "advance_message",
                                                "make_arrangement",
                                                "accept_arrangement",
                                                "change_arrangement",
                                                "cancel_arrangement",
                                                "follow_arrangements",
                                                "receive_enquiry",
                                                "ask_department",
                                                "answer_enquiry",
                                                "close_enquiry",
                                                "follow_enquiries",
                                                "tell_of_occasion",
                                                "refer_to_help",
                                                "send_referral",
                                                "answer_referral",
                                                "end_referral",
                                                "follow_referrals",
                                                "keep_ability",
                                                "take_back_ability",
                                                "read_ability",
                                                "expire_ability",
                                                "decide_step",
                                                "grant_representation",
                                                "end_representation",
                                                "sign_up_mandate",
                                                "confirm_mandate",
                                                "end_mandate",
                                                "follow_direct_debits",
                                                "send_collection",
                                                "settle_collection",
                                                "stop_collection",
                                                "allow_disclosure",
                                                "end_disclosure"};
  static_assert(std::size(kNames) == std::variant_size_v<Command>);
  return kNames[command.index()];
}

std::string_view name_of(Event const& event) {
  static constexpr std::string_view kNames[] = {"debtor_added",
                                                "claim_registered",
                                                "amount_changed",
                                                "objection_opened",
                                                "objection_resolved",
                                                "claim_cancelled",
                                                "claim_handed_over",
                                                "claim_recalled",
                                                "claim_state_changed",
                                                "payment_recorded",
                                                "credit_applied",
                                                "payment_reversed",
                                                "credit_refunded",
                                                "attempt_started",
                                                "attempt_advanced",
                                                "hold_placed",
                                                "hold_ended",
                                                "interest_posted",
                                                "letter_recorded",
                                                "claim_written_down",
                                                "claim_transferred",
                                                "debtor_changed",
                                                "bank_statement_recorded",
                                                "bank_line_recorded",
                                                "bank_line_expected",
                                                "bank_line_decided",
                                                "payout_recorded",
                                                "refund_proposed",
                                                "refund_approved",
                                                "refund_rejected",
                                                "shares_set",
                                                "national_id_changed",
                                                "bank_line_reopened",
                                                "business_day_started",
                                                "business_day_ended",
                                                "course_planned",
                                                "course_step_taken",
                                                "message_planned",
                                                "message_advanced",
                                                "arrangement_made",
                                                "arrangement_accepted",
                                                "arrangement_changed",
                                                "arrangement_missed",
                                                "arrangement_looked_at",
                                                "arrangement_ended",
                                                "letter_not_sent",
                                                "enquiry_received",
                                                "enquiry_asked",
                                                "enquiry_answered",
                                                "enquiry_closed",
                                                "enquiry_late",
                                                "referral_made",
                                                "referral_extended",
                                                "referral_sent",
                                                "referral_accepted",
                                                "referral_ended",
                                                "ability_kept",
                                                "ability_ended",
                                                "ability_read",
                                                "step_decided",
                                                "representation_granted",
                                                "representation_ended",
                                                "mandate_asked",
                                                "mandate_confirmed",
                                                "mandate_ended",
                                                "collection_planned",
                                                "collection_sent",
                                                "collection_ended",
                                                "disclosure_allowed",
                                                "disclosure_ended",
                                                "letter_fees_let_go"};
  static_assert(std::size(kNames) == std::variant_size_v<Event>);
  return kNames[event.index()];
}

}  // namespace engine
