// All that the pages behind safe links say, in Danish and English. A missing text does not compile into a blank: every
// member is named in both.
// Pure.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "base/date.h"
#include "http/page_language.h"

namespace http::links {

/// A choice other than paying: how it is offered, asked for and answered. `{date}`, `{last}` and `{answer}` are days.
struct ChoiceTexts {
  std::string_view title, about;           // on the page with the amount
  std::string_view lead, button;           // on its own page
  std::string_view done, done_lead, next;  // on its receipt
};

struct Texts {
  std::string_view service, demo, skip, other_language, footer, if_unpaid, no_process, who_helps, is_it_us,
      accessibility, privacy;
  std::string_view pay_title, to_pay, live, pay_mobilepay, pay_card, no_means;
  std::string_view others_title, details_title, details, log_in, other_code, promised;
  std::array<ChoiceTexts, 6> choices;  // as engine::kDebtorChoices
  std::string_view which_day, choose_day, why, choose_reason, interest_goes_on, promised_before;
  std::array<std::string_view, 4> reasons;  // as enquiries::kObjectionReasons
  std::string_view wait_until, wait_at_most, wait_missing;
  std::string_view words_label, words_question, words_hint, words_missing, words_too_long, try_sending_again;
  std::string_view unsent_title, unsent, unsent_words;
  std::string_view draft_keep, draft_who, draft_kept, draft_forget;
  std::string_view no_hold, answer_late, answered_title, answered, write_again;
  std::string_view reference, keep_reference, back;
  std::string_view changed_amount, no_page, too_often;
  // Instalments.
  std::string_view plan_lead, plan_legend, plan_one, plan_many, plan_total, plan_total_free, plan_person, plan_missing;
  std::string_view plan_assumed, plan_while, plan_button, plan_changed, plan_none_title, plan_none;
  std::string_view plan_title, plan_agreed, plan_requested_title, plan_requested, plan_over_title, plan_over;
  std::string_view plan_broken_title, plan_broken, plan_next, plan_pay_by, plan_late, plan_rest, plan_last, plan_all;
  std::string_view plan_paid, plan_partly, plan_open, plan_move_title, plan_move_day, plan_move_button,
      plan_pause_title;
  std::string_view plan_pause_text, plan_pause_button, plan_moved, plan_paused, plan_refused, plan_see, plan_keep;
  std::string_view nothing_title, nothing, dead_title, dead, what_to_do, way_code, way_log_in, way_call, way_write;
  std::string_view busy_title, busy;
  // Who helps.
  std::string_view help_title, help_lead, help_postcode, help_postcode_hint, help_postcode_wrong, help_need, help_any;
  std::array<std::string_view, 8> needs;  // as help::kNeeds
  std::string_view help_button, help_near, help_everywhere, help_none_title, help_none, help_more, help_invented;
  std::string_view help_stale, help_checked, help_for, help_spoken, help_hours, help_call, help_site, help_self;
  std::string_view help_authority, help_both, help_see;
  std::string_view code_title, code_lead, code_label, code_hint, code_button, code_unknown;
  std::string_view paid_title, paid, receipt_number, paid_amount, paid_day, paid_to, paid_how, mobilepay, card;
  std::string_view rest, waiting_title, waiting, look_again, unpaid_title, unpaid, try_again, away_title, away;
  std::string_view message_title, message_lead, message_label, message_hint, message_button;
  std::string_view message_yes_title, message_yes, message_no_title, message_no, message_missing;
  // A screen that many people use.
  std::string_view shared, shared_note, shared_soon, shared_more, shared_last, shared_done;  // {minutes}
  std::string_view over_title, over, over_by_time_title, over_by_time, over_again, over_front;
  std::string_view we_send, sms_links, sms_codes, we_show, we_never, never_login, never_card, never_hurry;
};

[[nodiscard]] Texts const& texts_in(Language language);

/// `text` with each `{name}` replaced; what is put in is escaped for HTML, `text` itself is ours.
[[nodiscard]] std::string filled(std::string_view text,
                                 std::initializer_list<std::pair<std::string_view, std::string_view>> values);

/// "fredag den 27. november 2026", "Friday 27 November 2026".
[[nodiscard]] std::string long_date(base::Date date, Language language);

}  // namespace http::links
