#include "contact/labels.h"

namespace contact {

Labels const& labels_of(Language language) {
  static constexpr std::array<Labels, kLanguages.size()> kLabels{{
      {"Dato", "Sagsnummer", "Side", "af", "Se detaljerne på næste side", "Scan og betal",
       "eller skriv i din browser:", "Kode:", "Betal i din netbank", "Betal her:", "QR-kode til betalingssiden"},
      {"Date", "Case number", "Page", "of", "The details are on the next page", "Scan and pay",
       "or type in your browser:", "Code:", "Pay in your online bank", "Pay here:", "QR code to the payment page"},
      {"Dato", "Saksnummer", "Side", "av", "Detaljene står på neste side", "Skann og betal",
       "eller skriv i nettleseren:", "Kode:", "Betal i nettbanken", "Betal her:", "QR-kode til betalingssiden"},
      {"Datum", "Dossiernummer", "Pagina", "van", "De details staan op de volgende pagina", "Scan en betaal",
       "of typ in uw browser:", "Code:", "Betaal via uw bank", "Betaal hier:", "QR-code naar de betaalpagina"},
  }};
  return kLabels[static_cast<std::size_t>(language)];
}

}  // namespace contact
