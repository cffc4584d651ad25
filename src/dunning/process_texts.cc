#include "dunning/process_texts.h"

namespace dunning {

namespace {

constexpr ProcessTexts kDanish = {
    .title = "Hvad sker der, hvis du ikke betaler?",
    .action = "Betal, eller få hjælp",
    .lead = "Her er alle trin, som {authority} følger. Du kan gøre noget ved hvert trin, og jo før, jo billigere.",
    .made_from = "Teksten er lavet af de regler, der gælder hos {authority} den {date}.",
    .all_fees = "Alle gebyrer fra os, højst",
    .interest = "Rente",
    .no_fees = "Ingen",
    .no_interest = "Ingen",
    .a_month = "{rate} om måneden",
    .a_year = "{rate} om året",
    .one_day = "1 dag",
    .days = "{count} dage",
    .before = "{days} før {anchor}.",
    .on_day = "Samme dag som {anchor}.",
    .after = "{days} efter {anchor}.",
    .anchors = {"forfaldsdagen", "sidste betalingsdag", "trinnet \"{step}\"", "fristen i \"{step}\""},
    .working_days = "Er det en fridag, venter vi til næste hverdag.",
    .audience = {"", "Kun til dig, der ofte betaler for sent.", "Kun til private.", "Kun til virksomheder."},
    .too_little = "Mangler du mindre end {amount}, springer vi det over.",
    .first_channel = "Du får besked i {channel}.",
    .next_channel = "Kan vi ikke nå dig der, skriver vi i {channel}.",
    .beside = "Vi skriver også i {channel}, hvis vi kan.",
    .channels = {"Digital Post", "et brev", "en SMS", "en e-mail"},
    .fee = "Gebyret er {amount} ({law}).",
    .no_fee = "Det koster ikke noget.",
    .deadline = "Du får {days} til at betale eller svare.",
    .can_do = {"Du kan betale, vælge en anden dag eller sige til, hvis noget er forkert.",
               "Du kan betale, dele beløbet op, få mere tid eller sige, at du ikke er enig.",
               "Du kan stadig betale eller lave en aftale med os. Det er sidste chance.",
               "Nu betaler du til {collector} og laver aftaler der. Er regningen forkert, så sig det stadig til os."},
    .cost_title = "Hvad kan det højst koste?",
    .cost = "Alle gebyrer fra os er højst {amount} for en regning. Det står i {law}.",
    .cost_none = "Vi tager ikke gebyrer.",
    .one_letter = "Er flere regninger for sent på den, samler vi dem i ét brev med ét gebyr.",
    .law_costs = "Efter fristen kan der komme omkostninger på regningen. Hvor store de må være, står i {law}.",
    .law_costs_between = "Efter fristen kan der komme omkostninger på fra {least} til {most}. Det står i {law}.",
    .after_hand_over = "Får {collector} sagen, kan der komme gebyrer derfra. De går efter deres egne regler.",
    .interest_title = "Hvad gør renten?",
    .interest_monthly = "Renten er {rate} for hver måned, der er begyndt. Det står i {law}.",
    .interest_daily = "Renten er {rate} om året, og den regnes dag for dag. Det står i {law}.",
    .interest_in_time = "Betaler du til tiden, er der ingen rente.",
    .stop_title = "Hvad standser det?",
    .stops = {"Du betaler. Så sker der ikke mere.", "Du vælger en anden dag. Så venter vi til efter den dag.",
              "Du beder om at betale i rater. Så holder vi pause, mens vi ser på det.",
              "Du siger, at du ikke er enig. Så venter vi, til du har fået svar.",
              "Du beder om hjælp. Så holder vi pause, og der kommer ingen ny rente imens."},
    .help_title = "Bliver det for meget?",
    .help = "Ring til os på {phone}. Det koster ikke noget at spørge, og du må gerne have en anden med."};

constexpr ProcessTexts kEnglish = {
    .title = "What happens if you do not pay?",
    .action = "Pay, or get help",
    .lead = "Here is every step that {authority} takes. You can act at each of them, and sooner costs less.",
    .made_from = "This text is made from the rules of {authority} as they are on {date}.",
    .all_fees = "All our fees, at most",
    .interest = "Interest",
    .no_fees = "None",
    .no_interest = "None",
    .a_month = "{rate} a month",
    .a_year = "{rate} a year",
    .one_day = "1 day",
    .days = "{count} days",
    .before = "{days} before {anchor}.",
    .on_day = "The same day as {anchor}.",
    .after = "{days} after {anchor}.",
    .anchors = {"the due date", "the last day to pay", "the step \"{step}\"", "the deadline of \"{step}\""},
    .working_days = "If that is a day off, we wait until the next working day.",
    .audience = {"", "Only if you often pay late.", "Only for people, not for businesses.", "Only for businesses."},
    .too_little = "If you owe less than {amount}, we leave this out.",
    .first_channel = "You hear from us by {channel}.",
    .next_channel = "If we cannot reach you there, we use {channel}.",
    .beside = "We also use {channel} if we can.",
    .channels = {"Digital Post", "letter", "text message", "e-mail"},
    .fee = "The fee is {amount} ({law}).",
    .no_fee = "It costs nothing.",
    .deadline = "You have {days} to pay or answer.",
    .can_do = {"You can pay, choose another day, or tell us if something is wrong.",
               "You can pay, split the sum, get more time, or tell us that you do not agree.",
               "You can still pay or make a deal with us. It is the last chance.",
               "From now on you pay {collector} and make any deal there. If the bill is wrong, still tell us."},
    .cost_title = "What can it cost at most?",
    .cost = "All our fees for one bill are at most {amount} in all. The law is {law}.",
    .cost_none = "We take no fees.",
    .one_letter = "If more than one bill is late, we put them in one letter with one fee.",
    .law_costs = "After the deadline there may be costs on the bill. The law that says how much is {law}.",
    .law_costs_between = "After the deadline there may be costs from {least} to {most}. The law is {law}.",
    .after_hand_over = "If {collector} takes over, there may be fees from there. They have their own rules.",
    .interest_title = "What about interest?",
    .interest_monthly = "Interest is {rate} for each month that has begun. The law is {law}.",
    .interest_daily = "Interest is {rate} a year, and it is counted day by day. The law is {law}.",
    .interest_in_time = "If you pay on time, there is no interest.",
    .stop_title = "What stops it?",
    .stops = {"You pay. Then nothing more happens.",
              "You choose another day to pay. Then we wait until that day is over.",
              "You ask to pay in parts. Then we pause while we look at it.",
              "You tell us that you do not agree. Then we wait until you have an answer.",
              "You ask for help. Then we pause, and no new interest is added in that time."},
    .help_title = "Is it too much?",
    .help = "Call us on {phone}. It costs nothing to ask, and you may have someone with you."};

constexpr ProcessTexts kNorwegian = {
    .title = "Hva skjer hvis du ikke betaler?",
    .action = "Betal, eller få hjelp",
    .lead = "Her er alle trinn som {authority} følger. Du kan gjøre noe ved hvert trinn, og jo før, jo billigere.",
    .made_from = "Teksten er laget av reglene som gjelder hos {authority} den {date}.",
    .all_fees = "Alle gebyrer fra oss, høyst",
    .interest = "Rente",
    .no_fees = "Ingen",
    .no_interest = "Ingen",
    .a_month = "{rate} i måneden",
    .a_year = "{rate} i året",
    .one_day = "1 dag",
    .days = "{count} dager",
    .before = "{days} før {anchor}.",
    .on_day = "Samme dag som {anchor}.",
    .after = "{days} etter {anchor}.",
    .anchors = {"forfallsdagen", "siste dag å betale", "trinnet \"{step}\"", "fristen i \"{step}\""},
    .working_days = "Er det en fridag, venter vi til neste hverdag.",
    .audience = {"", "Bare til deg som ofte betaler for sent.", "Bare til private.", "Bare til bedrifter."},
    .too_little = "Mangler du mindre enn {amount}, hopper vi over det.",
    .first_channel = "Du får beskjed i {channel}.",
    .next_channel = "Når vi deg ikke der, skriver vi i {channel}.",
    .beside = "Vi skriver også i {channel} hvis vi kan.",
    .channels = {"Digital post", "et brev", "en SMS", "en e-post"},
    .fee = "Gebyret er {amount} ({law}).",
    .no_fee = "Det koster ikke noe.",
    .deadline = "Du får {days} til å betale eller svare.",
    .can_do = {"Du kan betale, velge en annen dag eller si fra hvis noe er galt.",
               "Du kan betale, dele opp beløpet, få mer tid eller si at du ikke er enig.",
               "Du kan fortsatt betale eller lage en avtale med oss. Det er siste sjanse.",
               "Nå betaler du til et {collector} og lager avtaler der. Er regningen feil, så si det fortsatt."},
    .cost_title = "Hva kan det koste på det meste?",
    .cost = "Alle gebyrer fra oss er høyst {amount} for en regning. Det står i {law}.",
    .cost_none = "Vi tar ikke gebyrer.",
    .one_letter = "Er flere regninger for sene, samler vi dem i ett brev med ett gebyr.",
    .law_costs = "Etter fristen kan det komme kostnader på regningen. Hvor store de kan være, står i {law}.",
    .law_costs_between = "Etter fristen kan det komme kostnader fra {least} til {most}. Det står i {law}.",
    .after_hand_over = "Får et {collector} saken, kan det komme gebyrer derfra. De følger egne regler.",
    .interest_title = "Hva gjør renten?",
    .interest_monthly = "Renten er {rate} for hver måned som har begynt. Det står i {law}.",
    .interest_daily = "Renten er {rate} i året, og den regnes dag for dag. Det står i {law}.",
    .interest_in_time = "Betaler du i tide, er det ingen rente.",
    .stop_title = "Hva stanser det?",
    .stops = {"Du betaler. Da skjer det ikke mer.",
              "Du velger en annen dag å betale. Da venter vi til etter den dagen.",
              "Du ber om å betale i deler. Da tar vi pause mens vi ser på det.",
              "Du sier at du ikke er enig. Da venter vi til du har fått svar.",
              "Du ber om hjelp. Da tar vi pause, og det kommer ingen ny rente imens."},
    .help_title = "Blir det for mye?",
    .help = "Ring oss på {phone}. Det koster ikke noe å spørre, og du kan gjerne ha noen med deg."};

constexpr ProcessTexts kDutch = {
    .title = "Wat gebeurt er als u niet betaalt?",
    .action = "Betaal, of krijg hulp",
    .lead = "Hier staan alle stappen van {authority}. U kunt bij elke stap iets doen. Hoe eerder, hoe minder het kost.",
    .made_from = "Deze tekst is gemaakt uit de regels van {authority} zoals ze gelden op {date}.",
    .all_fees = "Al onze kosten, hoogstens",
    .interest = "Rente",
    .no_fees = "Geen",
    .no_interest = "Geen",
    .a_month = "{rate} per maand",
    .a_year = "{rate} per jaar",
    .one_day = "1 dag",
    .days = "{count} dagen",
    .before = "{days} voor {anchor}.",
    .on_day = "Op dezelfde dag als {anchor}.",
    .after = "{days} na {anchor}.",
    .anchors = {"de dag dat het bedrag open komt", "de laatste betaaldag", "de stap \"{step}\"",
                "de termijn van \"{step}\""},
    .working_days = "Is dat een vrije dag, dan wachten we tot de volgende werkdag.",
    .audience = {"", "Alleen als u vaak te laat betaalt.", "Alleen voor mensen, niet voor bedrijven.",
                 "Alleen voor bedrijven."},
    .too_little = "Staat er minder dan {amount} open, dan slaan we dit over.",
    .first_channel = "U hoort van ons via {channel}.",
    .next_channel = "Lukt dat niet, dan gaat het via {channel}.",
    .beside = "Als het kan, sturen we het ook via {channel}.",
    .channels = {"Digital Post", "een brief", "een sms", "een e-mail"},
    .fee = "De kosten zijn {amount} ({law}).",
    .no_fee = "Dit kost u niets.",
    .deadline = "U hebt {days} om te betalen of te reageren.",
    .can_do =
        {"U kunt betalen, een andere dag kiezen of zeggen dat er iets niet klopt.",
         "U kunt betalen, in delen betalen, meer tijd krijgen of zeggen dat u het er niet mee eens bent.",
         "U kunt nog betalen of iets met ons afspreken. Wacht niet te lang.",
         "Vanaf nu betaalt u aan een {collector} en maakt u daar een afspraak. Klopt de rekening niet? Zeg het ons."},
    .cost_title = "Wat kan het hoogstens kosten?",
    .cost = "Al onze kosten voor een rekening zijn samen hoogstens {amount}. Dat staat in {law}.",
    .cost_none = "Wij vragen zelf geen kosten.",
    .one_letter = "Zijn er meer rekeningen te laat, dan krijgt u één brief met één keer kosten.",
    .law_costs = "Na de termijn kunnen er kosten bij komen. Hoe hoog die zijn, staat in {law}.",
    .law_costs_between = "Na de termijn kunnen er kosten bij komen van {least} tot {most}. Dat staat in {law}.",
    .after_hand_over = "Neemt een {collector} de zaak over, dan kunnen er kosten bij komen. Daar gelden eigen regels.",
    .interest_title = "Wat doet de rente?",
    .interest_monthly = "De rente is {rate} voor elke maand die is begonnen. Dat staat in {law}.",
    .interest_daily = "De rente is {rate} per jaar en telt per dag. Dat staat in {law}.",
    .interest_in_time = "Betaalt u op tijd, dan is er geen rente.",
    .stop_title = "Wat stopt het?",
    .stops = {"U betaalt. Dan gebeurt er niets meer.",
              "U kiest een andere dag om te betalen. Dan wachten we tot die dag voorbij is.",
              "U vraagt om in delen te betalen. Dan wachten we terwijl we ernaar kijken.",
              "U zegt dat u het er niet mee eens bent. Dan wachten we tot u antwoord hebt.",
              "U vraagt om hulp. Dan wachten we, en er komt in die tijd geen rente bij."},
    .help_title = "Wordt het te veel?",
    .help = "Bel ons op {phone}. Vragen kost niets, en er mag iemand met u meedoen."};

}  // namespace

ProcessTexts const& process_texts(contact::Language language) {
  switch (language) {
    case contact::Language::kEnglish:
      return kEnglish;
    case contact::Language::kNorwegian:
      return kNorwegian;
    case contact::Language::kDutch:
      return kDutch;
    case contact::Language::kDanish:
      break;
  }
  return kDanish;
}

std::string filled(std::string_view text, std::initializer_list<std::pair<std::string_view, std::string_view>> values) {
  std::string out;
  while (true) {
    std::size_t const begin = text.find('{');
    std::size_t const end = text.find('}', begin);
    out += text.substr(0, begin);
    if (begin == std::string_view::npos || end == std::string_view::npos) return out;
    std::string_view const name = text.substr(begin + 1, end - begin - 1);
    for (auto const& [key, value] : values) {
      if (key == name) out += value;
    }
    text.remove_prefix(end + 1);
  }
}

}  // namespace dunning
