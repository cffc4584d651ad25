// The English texts. See link_texts.h.
#pragma once

#include "http/links/link_texts.h"

namespace http::links {

inline constexpr Texts kEnglish = {
    .service = "Payment",
    .demo = "This is a demo. All persons and amounts are made up.",
    .skip = "Go to the content",
    .other_language = "Dansk",
    .footer = "About this page",
    .if_unpaid = "What happens if I do not pay?",
    .is_it_us = "Is the message from us?",
    .accessibility = "Accessibility",
    .privacy = "Your information",
    .pay_title = "Pay {authority}",
    .to_pay = "To pay",
    .live = "The amount is as it is right now. What has been paid already is taken off.",
    .pay_mobilepay = "Pay with MobilePay",
    .pay_card = "Pay by card",
    .no_means = "Nothing can be paid here right now. Log in, or call us.",
    .others_title = "Is it hard to pay right now?",
    .details_title = "Do you want to see what it is about?",
    .details =
        "Everybody who has the link or code can see the amount, so we show nothing else here. Log in to see all of it.",
    .log_in = "Log in",
    .other_code = "Do you have another code?",
    .promised = "You told us that you will pay by {date}. You can also pay now.",
    .choices = {{
        {.title = "I will pay on another day",
         .about = "Choose a day within the next 30 days.",
         .lead = "Choose the day by which you will pay. We send no reminders while you wait.",
         .button = "I will pay by that day",
         .done = "We have noted when you will pay",
         .done_lead = "You will pay by {date}.",
         .next = "We send no reminders up to and including {last}. If it is not paid by then, the case moves on."},
        {.title = "I want to pay in instalments",
         .about = "Ask for an agreement to split the amount.",
         .lead = "We read your wish and answer you. In the meantime we send no reminders for 14 days.",
         .button = "Ask for an agreement",
         .done = "We have your wish to pay in instalments",
         .done_lead = "Somebody here reads it and answers you.",
         .next =
             "We send no reminders up to and including {last}. It is no agreement yet: you get that with our answer."},
        {.title = "I disagree",
         .about = "Tell us what is wrong.",
         .lead = "Choose what fits best. We look at the case before we do anything more.",
         .button = "Send my objection",
         .done = "We have your objection",
         .done_lead = "Somebody here looks at the case and answers you.",
         .next = "We send no reminders until we have answered. To write more, log in, or call us and give the number."},
        {.title = "I need help",
         .about = "If it is hard to pay, we find a way together.",
         .lead =
             "We pause for 14 days: no reminders, no fees and no new interest. In the meantime somebody here looks at "
             "what we can do.",
         .button = "Ask for help",
         .done = "We have your call for help",
         .done_lead = "Somebody here looks at what we can do, and answers you.",
         .next = "We pause up to and including {last}. You can also call us and give the number."},
    }},
    .which_day = "By which day will you pay?",
    .choose_day = "Choose a day from the list.",
    .why = "Why do you disagree?",
    .choose_reason = "Choose one of the reasons.",
    .interest_goes_on = "If there is interest on the amount, it goes on in the meantime.",
    .promised_before =
        "A day has been chosen once, and that can be done only once. You can ask for instalments or for "
        "help instead.",
    .reasons = {{"I have paid already", "It is not me who has to pay", "The amount is wrong", "Something else"}},
    .reference = "Number",
    .keep_reference = "Keep the number. We can find your message by it if you call.",
    .back = "Back",
    .changed_amount = "The amount has changed since you opened the page. See the new amount, and then pay.",
    .no_page = "The payment could not be started. No money was taken. Try again in a moment, or pay in another way.",
    .too_often = "Too many payments were started one after another. Wait a little, and try again.",
    .nothing_title = "There is nothing to pay here",
    .nothing =
        "What the message is about has been paid, or is not to be paid here any more. You do not have to do "
        "anything. Log in to see all that you have paid or owe.",
    .dead_title = "There is nothing to see here",
    .dead = "The link or code cannot be used. It may be old, or a part of it is missing.",
    .what_to_do = "What you can do",
    .way_code = "Type the code from the message",
    .way_log_in = "Log in and see what you have to pay",
    .way_call = "Call us at",
    .way_write = "Write to us at",
    .busy_title = "Wait a little before you try again",
    .busy = "There have been too many tries. Wait some minutes. You can log in at once.",
    .code_title = "Type the code from your message",
    .code_lead = "Then you see what you can pay. You do not have to log in.",
    .code_label = "Code",
    .code_hint = "10 letters and digits, such as ACDEF-34679",
    .code_button = "Show the amount",
    .code_unknown = "The code cannot be used. See if it is typed as in the message. The code may also be too old.",
    .paid_title = "Thank you, you have paid",
    .paid = "We have the money. You do not have to do anything more.",
    .receipt_number = "Receipt number",
    .paid_amount = "Amount",
    .paid_day = "Paid",
    .paid_to = "To",
    .paid_how = "By",
    .mobilepay = "MobilePay",
    .card = "Payment card",
    .rest = "See if there is more to pay",
    .waiting_title = "We are waiting for the answer",
    .waiting = "If you have approved the payment, the answer is here in a moment. Looking again never pays twice.",
    .look_again = "Look again",
    .unpaid_title = "Nothing has been paid",
    .unpaid = "The payment was broken off or declined. No money was taken.",
    .try_again = "Try again",
    .away_title = "Open the link in your message again",
    .away =
        "You came back in another browser than the one you began in. Open the link in the message again to see if it "
        "is paid. You never pay twice.",
    .message_title = "Is the message from us?",
    .message_lead =
        "Did you get a message that says it is from {authority}? Type its code, or copy its link. Do not open "
        "the link if you are in doubt.",
    .message_label = "Code or link from the message",
    .message_hint = "The code has 10 letters and digits, such as ACDEF-34679",
    .message_button = "Find out",
    .message_yes_title = "Yes, it is from us",
    .message_yes = "{authority} has sent a message with that code.",
    .message_no_title = "No, we do not know it",
    .message_no =
        "{authority} has not sent a message with that code. If it is typed correctly, do not answer the message "
        "and do not pay through it. Call us if you are in doubt.",
    .message_missing = "Type the code, or copy the whole link from the message.",
    .we_send = "What we send",
    .sms_links = "There may be a link in a text message. It always begins with {origin}/p/",
    .sms_codes =
        "There is never a link to press in our text messages. There is a code, and an address that you type yourself: "
        "{origin}/p",
    .we_show = "The page behind the link or code shows only an amount, and us as the receiver.",
    .we_never = "What we never ask for",
    .never_login = "MitID codes or passwords in a message or on the phone",
    .never_card = "Card numbers in a message, on the phone or on our own page",
    .never_hurry = "That you pay at once to avoid something, or to an account that you do not know",
};

}  // namespace http::links
