#include "contact/labels.h"

namespace contact {

Labels const& labels_of(Language language) {
  static constexpr std::array<Labels, kLanguages.size()> kLabels{{
      {"Dato",
       "Sagsnummer",
       "Side",
       "af",
       "Se detaljerne på næste side",
       "Scan og betal",
       "eller skriv i din browser:",
       "Kode:",
       "Betal i din netbank",
       {"Betalingslinje", "Reg.nr. og konto", "IBAN", "KID", "Reference"}},
      {"Date",
       "Case number",
       "Page",
       "of",
       "The details are on the next page",
       "Scan and pay",
       "or type in your browser:",
       "Code:",
       "Pay in your online bank",
       {"Payment line", "Bank account", "IBAN", "KID", "Payment reference"}},
      {"Dato",
       "Saksnummer",
       "Side",
       "av",
       "Detaljene står på neste side",
       "Skann og betal",
       "eller skriv i nettleseren:",
       "Kode:",
       "Betal i nettbanken",
       {"Betalingslinje", "Kontonummer", "IBAN", "KID", "Referanse"}},
      {"Datum",
       "Dossiernummer",
       "Pagina",
       "van",
       "De details staan op de volgende pagina",
       "Scan en betaal",
       "of typ in uw browser:",
       "Code:",
       "Betaal via uw bank",
       {"Betaalregel", "Rekening", "IBAN", "KID", "Betalingskenmerk"}},
  }};
  return kLabels[static_cast<std::size_t>(language)];
}

}  // namespace contact
