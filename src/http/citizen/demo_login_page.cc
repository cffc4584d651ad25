#include "http/citizen/demo_login_page.h"

#include "http/plain_page.h"

namespace http::citizen {

Response demo_page(std::span<DemoPersona const> personas, std::string_view authority_name, std::string_view language) {
  bool const english = language == "en";
  std::string body = "<p class=\"note\">";
  body += english ? "This is a demonstration. The people are invented, no money moves, and a real installation has "
                    "no such page: citizens log in with MitID."
                  : "Det her er en demonstration. Personerne er opdigtede, ingen penge flyttes, og et rigtigt system "
                    "har ikke denne side: borgerne logger på med MitID.";
  body += "</p><h1>";
  body += english ? "Who do you want to be?" : "Hvem vil du være?";
  body += "</h1><p>" + escape_html(authority_name) + "</p><form class=\"card\" method=\"post\" action=\"/demo/login\">";
  for (DemoPersona const& persona : personas) {
    body += "<button name=\"persona\" value=\"" + escape_html(persona.key) + "\">" + escape_html(persona.name) +
            "<small>" + escape_html(persona.about) + "</small></button>";
  }
  body += "</form><p><a href=\"/sandbox/phone\">";
  body += english ? "See the messages they have been sent" : "Se de beskeder, de har fået";
  body += "</a></p>";
  return plain_page_response({language, english ? "Demo log in" : "Demo-login", std::move(body)});
}

}  // namespace http::citizen
