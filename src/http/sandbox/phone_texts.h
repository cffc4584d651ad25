// What the sandbox phone says, in Danish and English.
#pragma once

#include <array>
#include <string_view>

#include "http/page_language.h"

namespace http::sandbox {

struct PhoneTexts {
  std::string_view title, note, lead, skip;
  std::string_view today, next_day, next_day_about, next_day_done;
  std::string_view sent, too_late, waiting, nothing_waits;
  std::string_view known, others, nothing, nobody;
  std::array<std::string_view, 4> channels;         // in the order of dunning::kChannels
  std::array<std::string_view, 4> one_of, many_of;  // "1 brev", "2 breve"
  std::string_view phone_of, back, no_messages, sms_from;
  std::string_view digital_post, on_paper, open_letter, open_email;
  std::string_view other_language, to_portal;
};

inline constexpr PhoneTexts kPhoneDanish = {
    .title = "Prøvetelefonen",
    .note = "Det her er en prøve. Personerne er opdigtede, og ingen besked har forladt maskinen.",
    .lead = "Her ser du, hvad {authority} har sendt, sådan som modtageren ser det.",
    .skip = "Gå til indholdet",
    .today = "I demoen er det",
    .next_day = "Lad en dag gå",
    .next_day_about = "Næste forretningsdag kører, og dens beskeder bliver sendt.",
    .next_day_done = "Dagen er gået. Forretningsdagen har kørt.",
    .sent = "Sendt i demoen",
    .too_late = "Ikke sendt, fordi kravet var betalt eller sat i bero",
    .waiting = "Venter på at blive sendt",
    .nothing_waits = "Intet venter",
    .known = "Personer, du også kan logge på som",
    .others = "Andre, der lige har fået besked",
    .nothing = "Ingen beskeder endnu",
    .nobody = "Ingen har fået en besked endnu. Vent et øjeblik, og hent siden igen, eller lad en dag gå.",
    .channels = {"Digital Post", "Breve", "SMS", "E-mails"},
    .one_of = {"Digital Post", "brev", "SMS", "e-mail"},
    .many_of = {"Digital Post", "breve", "SMS", "e-mails"},
    .phone_of = "Beskeder til {name}",
    .back = "Alle personer",
    .no_messages = "Her er ingen beskeder endnu.",
    .sms_from = "SMS fra {authority}",
    .digital_post = "Digital Post",
    .on_paper = "På papir, fordi modtageren er fritaget for Digital Post",
    .open_letter = "Åbn brevet (PDF)",
    .open_email = "Åbn e-mailen",
    .other_language = "English",
    .to_portal = "Borgerens overblik",
};

inline constexpr PhoneTexts kPhoneEnglish = {
    .title = "The sandbox phone",
    .note = "This is a sandbox. The people are invented, and no message has left the machine.",
    .lead = "Here is what {authority} has sent, as its receivers see it. The messages themselves are in Danish.",
    .skip = "Skip to the content",
    .today = "In the demo it is",
    .next_day = "Let a day pass",
    .next_day_about = "The next business day runs, and its messages are sent.",
    .next_day_done = "The day has passed. The business day has run.",
    .sent = "Sent in the demo",
    .too_late = "Not sent, as the claim was paid or on hold by then",
    .waiting = "Waiting to be sent",
    .nothing_waits = "Nothing waits",
    .known = "People you can log in as, too",
    .others = "Others who just got a message",
    .nothing = "No messages yet",
    .nobody = "Nobody has got a message yet. Wait a moment and load the page again, or let a day pass.",
    .channels = {"Digital Post", "Letters", "Text messages", "E-mails"},
    .one_of = {"Digital Post", "letter", "text message", "e-mail"},
    .many_of = {"Digital Post", "letters", "text messages", "e-mails"},
    .phone_of = "Messages to {name}",
    .back = "All people",
    .no_messages = "There are no messages here yet.",
    .sms_from = "Text messages from {authority}",
    .digital_post = "Digital Post",
    .on_paper = "On paper, as the receiver is exempt from Digital Post",
    .open_letter = "Open the letter (PDF)",
    .open_email = "Open the e-mail",
    .other_language = "Dansk",
    .to_portal = "The citizen's overview",
};

[[nodiscard]] constexpr PhoneTexts const& phone_texts(Language language) {
  return language == Language::kEnglish ? kPhoneEnglish : kPhoneDanish;
}

}  // namespace http::sandbox
