// What an authority has decided about its messages: an object "messages" in its settings.
//
//   language, family         "da"; "eye_level" or "traditional"
//   address                  the sender's lines on letters
//   website, portal          what is printed; where a link leads that is no debtor's own
//   short_address            what a person types instead of following a link
//   sms_sender               who a text message is from: at most 11 letters and digits, or a number of at most 15
//   complaint_board          where a decision can be brought
//   complaint_guidance       where and until when one can complain about an answer, in the citizens' language
//   claim_types              {"day_care": "Daginstitution"}: what a claim is called in a message
//   claim_grounds            {"nursery": "day_care"}: what claims of a type are for, where the type's code is not the
//   word
//                            that the templates' rules ask about
//   case_cvr                 the sender's number in Digital Post
//   memo_version             "1.1" or "1.2": the form of Digital Post messages
//   memo_payment_action      the code of the button that leads to the payment
//   windows                  {"sms": {"from": "08:00", "until": "20:00", "days": "working", "most_a_minute": 60}}
//   contacts, contact_days   at most so many messages to one debtor in so many days
//   business_day             "05:00": when the server runs the day
// What is not there has a default or is missing from texts; a text that needs it is then not sent.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "contact/template.h"
#include "dunning/sending.h"
#include "payments/reference.h"
#include "ports/books_reader.h"

namespace apps {

struct MessageSettings {
  contact::Language language = contact::Language::kDanish;
  contact::Family family = contact::Family::kEyeLevel;
  std::string phone, phone_hours, email;  // of the authority's own settings, outside "messages"
  std::vector<std::string> address;
  std::string website, portal, short_address, sms_sender, complaint_board, complaint_guidance, case_cvr, bank_account;
  std::string memo_version = "1.1", memo_payment_action = "SELVBETJENING";
  std::optional<payments::ReferenceScheme> reference_scheme;
  std::string payment_creditor;  // our number on payment lines; empty: none is printed
  std::map<std::string, std::string> claim_types, claim_grounds;
  dunning::SendRules rules;
  int business_day_minute = 5 * 60;
};

/// Throws CommandRefused naming what is wrong.
[[nodiscard]] MessageSettings read_message_settings(ports::Authority const& authority);

}  // namespace apps
