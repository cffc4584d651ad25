// The Danish texts. See link_texts.h.
#pragma once

#include "http/links/link_texts.h"

namespace http::links {

inline constexpr Texts kDanish = {
    .service = "Betaling",
    .demo = "Dette er en demo. Alle personer og beløb er opdigtede.",
    .skip = "Gå til indholdet",
    .other_language = "English",
    .footer = "Om siden",
    .if_unpaid = "Hvad sker der, hvis jeg ikke betaler?",
    .no_process = "Det afhænger af regningen. Spørg os, så fortæller vi, hvad der sker, og hvad du kan gøre.",
    .is_it_us = "Er beskeden fra os?",
    .accessibility = "Tilgængelighed",
    .privacy = "Dine oplysninger",
    .pay_title = "Betal til {authority}",
    .to_pay = "At betale",
    .live = "Beløbet er, som det er lige nu. Det, der allerede er betalt, er trukket fra.",
    .pay_mobilepay = "Betal med MobilePay",
    .pay_card = "Betal med kort",
    .no_means = "Der kan ikke betales her lige nu. Log på, eller ring til os.",
    .others_title = "Passer det ikke at betale nu?",
    .details_title = "Vil du se, hvad det handler om?",
    .details =
        "Alle, der har linket eller koden, kan se beløbet. Derfor viser vi ikke andet her. Log på for at se det hele.",
    .log_in = "Log på",
    .other_code = "Har du en anden kode?",
    .promised = "Du har sagt, at du betaler senest {date}. Du kan også betale nu.",
    .choices = {{
        {.title = "Jeg betaler en anden dag",
         .about = "Vælg en dag inden for de næste 30 dage.",
         .lead = "Vælg den dag, hvor du senest betaler. Så sender vi ikke rykkere, mens du venter.",
         .button = "Jeg betaler senest den dag",
         .done = "Vi har skrevet ned, hvornår du betaler",
         .done_lead = "Du betaler senest {date}.",
         .next = "Vi sender ikke rykkere til og med {last}. Er der ikke betalt til den tid, går sagen videre."},
        {.title = "Jeg vil gerne betale i rater",
         .about = "Bed om en aftale om at dele beløbet op.",
         .lead = "Vi læser dit ønske og svarer dig. Imens sender vi ikke rykkere i 14 dage.",
         .button = "Bed om en aftale",
         .done = "Vi har fået dit ønske om at betale i rater",
         .done_lead = "En medarbejder læser det og svarer dig.",
         .next =
             "Vi sender ikke rykkere til og med {last}. Det er ikke en aftale endnu: den får du først med vores svar."},
        {.title = "Jeg er ikke enig",
         .about = "Fortæl os, hvad der er galt.",
         .lead = "Vælg det, der passer bedst. Vi ser på sagen, før vi gør mere.",
         .button = "Send min indsigelse",
         .done = "Vi har fået din indsigelse",
         .done_lead = "En medarbejder ser på sagen og svarer dig.",
         .next =
             "Vi sender ikke rykkere, før vi har svaret. Vil du skrive mere, så log på eller ring, og sig nummeret."},
        {.title = "Jeg har brug for hjælp",
         .about = "Er det svært at betale, finder vi ud af det sammen.",
         .lead =
             "Vi holder pause i 14 dage: ingen rykkere, ingen gebyrer og ingen nye renter. Imens ser en medarbejder "
             "på, hvad vi kan gøre.",
         .button = "Bed om hjælp",
         .done = "Vi har fået din besked om hjælp",
         .done_lead = "En medarbejder ser på, hvad vi kan gøre, og svarer dig.",
         .next = "Vi holder pause til og med {last}. Du kan også ringe til os og sige nummeret."},
    }},
    .which_day = "Hvilken dag betaler du senest?",
    .choose_day = "Vælg en dag på listen.",
    .why = "Hvorfor er du ikke enig?",
    .choose_reason = "Vælg en af grundene.",
    .interest_goes_on = "Er der renter på beløbet, løber de videre imens.",
    .promised_before =
        "Der er valgt en dag én gang, og det kan kun gøres én gang. Du kan bede om at betale i rater eller "
        "om hjælp i stedet.",
    .reasons = {{"Jeg har allerede betalt", "Det er ikke mig, der skal betale", "Beløbet er forkert", "Noget andet"}},
    .reference = "Nummer",
    .keep_reference = "Gem nummeret. Med det kan vi finde din besked, hvis du ringer.",
    .back = "Tilbage",
    .changed_amount = "Beløbet har ændret sig, siden du åbnede siden. Se det nye beløb, og betal så.",
    .no_page =
        "Betalingen kunne ikke startes. Der er ikke trukket penge. Prøv igen om lidt, eller betal på en anden måde.",
    .too_often = "Der er startet for mange betalinger lige efter hinanden. Vent lidt, og prøv igen.",
    .nothing_title = "Der er ikke noget at betale her",
    .nothing =
        "Det, beskeden handler om, er betalt eller skal ikke betales her mere. Du skal ikke gøre noget. Log på, "
        "hvis du vil se alt, hvad du har betalt eller skylder.",
    .dead_title = "Her er ikke noget at se",
    .dead = "Linket eller koden kan ikke bruges. Det kan være gammelt, eller noget af det mangler.",
    .what_to_do = "Det kan du gøre",
    .way_code = "Skriv koden fra beskeden",
    .way_log_in = "Log på og se, hvad du skal betale",
    .way_call = "Ring til os på",
    .way_write = "Skriv til os på",
    .busy_title = "Vent lidt, før du prøver igen",
    .busy = "Der er prøvet for mange gange. Vent nogle minutter. Du kan logge på med det samme.",
    .code_title = "Skriv koden fra din besked",
    .code_lead = "Så ser du, hvad du kan betale. Du behøver ikke at logge på.",
    .code_label = "Kode",
    .code_hint = "10 tegn, for eksempel ACDEF-34679",
    .code_button = "Vis beløbet",
    .code_unknown =
        "Koden kan ikke bruges. Se efter, om den er skrevet som i beskeden. Koden kan også være for gammel.",
    .paid_title = "Tak, du har betalt",
    .paid = "Vi har fået pengene. Du skal ikke gøre mere.",
    .receipt_number = "Kvitteringsnummer",
    .paid_amount = "Beløb",
    .paid_day = "Betalt",
    .paid_to = "Til",
    .paid_how = "Med",
    .mobilepay = "MobilePay",
    .card = "Betalingskort",
    .rest = "Se, om der er mere at betale",
    .waiting_title = "Vi venter på svar",
    .waiting = "Har du godkendt betalingen, er svaret her om et øjeblik. Du betaler ikke to gange ved at se igen.",
    .look_again = "Se igen",
    .unpaid_title = "Der er ikke betalt",
    .unpaid = "Betalingen blev afbrudt eller afvist. Der er ikke trukket penge.",
    .try_again = "Prøv igen",
    .away_title = "Åbn linket i din besked igen",
    .away =
        "Du er kommet tilbage i en anden browser end den, du begyndte i. Åbn linket i beskeden igen, så ser du, om "
        "der er betalt. Du betaler ikke to gange.",
    .message_title = "Er beskeden fra os?",
    .message_lead =
        "Har du fået en besked, som siger, at den er fra {authority}? Skriv koden, eller kopiér linket. Åbn "
        "det ikke, hvis du er i tvivl.",
    .message_label = "Kode eller link fra beskeden",
    .message_hint = "Koden har 10 tegn, for eksempel ACDEF-34679",
    .message_button = "Undersøg",
    .message_yes_title = "Ja, den er fra os",
    .message_yes = "{authority} har sendt en besked med den kode.",
    .message_no_title = "Nej, den kender vi ikke",
    .message_no =
        "{authority} har ikke sendt en besked med den kode. Er den skrevet rigtigt, så lad være med at svare på "
        "beskeden, og betal ikke gennem den. Ring til os, hvis du er i tvivl.",
    .message_missing = "Skriv koden, eller kopiér hele linket fra beskeden.",
    .we_send = "Det sender vi",
    .sms_links = "I en sms kan der være et link. Det begynder altid med {origin}/p/",
    .sms_codes =
        "I vores sms'er er der aldrig et link, du kan trykke på. Der er en kode og en adresse, som du selv skriver: "
        "{origin}/p",
    .we_show = "Siden bag linket eller koden viser kun et beløb og os som modtager.",
    .we_never = "Det beder vi aldrig om",
    .never_login = "MitID-koder eller adgangskoder i en besked eller i telefonen",
    .never_card = "Kortnumre i en besked, i telefonen eller på vores egen side",
    .never_hurry = "At du betaler med det samme for at undgå noget, eller til en konto, som du ikke kender",
};

}  // namespace http::links
