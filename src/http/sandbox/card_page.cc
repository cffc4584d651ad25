#include "http/sandbox/card_page.h"

#include "http/page_language.h"
#include "http/plain_page.h"
#include "http/problem.h"

namespace http::sandbox {

namespace {

struct Words {
  std::string_view title, brand, note, to;
  std::string_view choose, pay, pay_about, bank, bank_about, refused, refused_about, back;
  std::string_view bank_title, bank_text, bank_yes, bank_no;
  std::string_view declined, done, leave;
};

constexpr Words kDanish = {
    "Betalingsside (prøve)",
    "Kortbetaling",
    "Det her er en prøve. Skriv aldrig et rigtigt kortnummer. Ingen penge flyttes.",
    "Til",
    "Hvad for et kort vil du prøve?",
    "Betal",
    "Kortet bliver godkendt med det samme",
    "Betal med godkendelse i banken",
    "Banken spørger, om det er dig (3-D Secure)",
    "Betal med et kort, der bliver afvist",
    "Banken siger nej",
    "Gå tilbage uden at betale",
    "Er det dig, der betaler?",
    "Din bank beder dig godkende købet. I prøven er banken de to knapper her.",
    "Ja, godkend",
    "Nej, afvis",
    "Kortet blev afvist. Der er ikke trukket penge. Prøv et andet kort, eller gå tilbage.",
    "Betalingen er afsluttet. Gå tilbage til siden, du kom fra.",
    "Gå tilbage",
};
constexpr Words kEnglish = {
    "Payment page (sandbox)",
    "Card payment",
    "This is a sandbox. Never write a real card number. No money moves.",
    "To",
    "Which card do you want to try?",
    "Pay",
    "The card is approved at once",
    "Pay with approval in the bank",
    "The bank asks if it is you (3-D Secure)",
    "Pay with a card that is declined",
    "The bank says no",
    "Go back without paying",
    "Is it you who is paying?",
    "Your bank asks you to approve the payment. In the sandbox, the bank is these two buttons.",
    "Yes, approve",
    "No, decline",
    "The card was declined. No money was taken. Try another card, or go back.",
    "The payment is closed. Go back to the page you came from.",
    "Go back",
};

std::string button(std::string_view answer, std::string_view words, std::string_view about, bool main) {
  std::string html = main ? "<button class=\"main\"" : "<button";
  html += " name=\"answer\" value=\"" + std::string{answer} + "\">" + std::string{words};
  if (!about.empty()) html += "<small>" + std::string{about} + "</small>";
  return html + "</button>";
}

std::string choices(Words const& words, CardPage const& page, bool at_the_bank) {
  if (!page.waiting) return "<p>" + std::string{words.done} + "</p>" + button("leave", words.leave, {}, true);
  if (at_the_bank) {
    return "<h2>" + std::string{words.bank_title} + "</h2><p>" + std::string{words.bank_text} + "</p>" +
           button("bank_yes", words.bank_yes, {}, true) + button("bank_no", words.bank_no, {}, false);
  }
  return "<h2>" + std::string{words.choose} + "</h2>" + button("pay", words.pay, words.pay_about, true) +
         button("bank", words.bank, words.bank_about, false) +
         button("refused", words.refused, words.refused_about, false) + button("back", words.back, {}, false);
}

Response show(Request const& request, NexiSandbox& cards) {
  auto const page = cards.find(request.parameter("id"));
  if (!page) return problem_response(not_found(), request);
  Language const language = language_of(request);
  Words const& words = language == Language::kEnglish ? kEnglish : kDanish;
  bool const at_the_bank = request.query.find("step") == "bank";
  std::string body = "<p class=\"note\">" + std::string{words.note} +
                     "</p><div class=\"card\"><p><span class=\"brand\">" + std::string{words.brand} +
                     "</span></p><h1>" + std::string{words.to} + " " + escape_html(page->description) +
                     "</h1><p class=\"amount\">" + escape_html(shown_amount(page->amount, language)) + "</p>";
  if (page->declined && page->waiting && !at_the_bank) {
    body += "<p class=\"note\" role=\"alert\">" + std::string{words.declined} + "</p>";
  }
  body += "<form method=\"post\">" + choices(words, *page, at_the_bank) + "</form></div>";
  return plain_page_response({code_of(language), std::string{words.title}, std::move(body)});
}

Response answer(Request const& request, NexiSandbox& cards) {
  std::string const id{request.parameter("id")};
  auto const page = cards.find(id);
  if (!page) return problem_response(not_found(), request);
  std::string const here = "/sandbox/card/" + id;
  std::string_view answer = request.body;
  if (!answer.starts_with("answer=")) return see_other(here);
  answer.remove_prefix(7);
  if (answer == "bank") return see_other(here + "?step=bank");
  if (answer == "back") return see_other(page->cancel_url);
  if (answer == "leave") return see_other(page->return_url);
  if (answer == "pay" || answer == "bank_yes") {
    return see_other(cards.reserve(id) ? page->return_url : here);
  }
  cards.decline(id);
  return see_other(here);
}

}  // namespace

void add_card_routes(Router& router, NexiSandbox& cards) {
  router.add(Method::kGet, "/sandbox/card/{id}", Privilege::kPublic,
             [&cards](Request const& request) { return show(request, cards); });
  router.add(Method::kPost, "/sandbox/card/{id}", Privilege::kPublic,
             [&cards](Request const& request) { return answer(request, cards); });
}

}  // namespace http::sandbox
