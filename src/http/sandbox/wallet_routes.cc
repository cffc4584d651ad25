#include "http/sandbox/wallet_routes.h"

#include "http/page_language.h"
#include "http/plain_page.h"
#include "http/problem.h"

namespace http::sandbox {

namespace {

struct Words {
  std::string_view title, note, to, approve, decline, ignore, done;
};

constexpr Words kDanish = {"MobilePay (prøve)",
                           "Det her er en prøve-wallet. Ingen penge flyttes.",
                           "Til",
                           "Godkend",
                           "Afvis",
                           "Luk uden at svare",
                           "Betalingen er allerede besvaret. Gå tilbage til siden, du kom fra."};
constexpr Words kEnglish = {"MobilePay (sandbox)",
                            "This is a sandbox wallet. No money moves.",
                            "To",
                            "Approve",
                            "Decline",
                            "Close without answering",
                            "The payment has been answered already. Go back to the page you came from."};

Response wallet_page(Request const& request, ports::PayerSandbox& payers) {
  auto const payment = payers.find(request.parameter("reference"));
  if (!payment) return problem_response(not_found(), request);
  Language const language = language_of(request);
  Words const& words = language == Language::kEnglish ? kEnglish : kDanish;
  std::string body = "<p class=\"note\">" + std::string{words.note} +
                     "</p><div class=\"card phone\"><p><span class=\"brand\">" + "MobilePay</span></p><h1>" +
                     std::string{words.to} + " " + escape_html(payment->description) + "</h1><p class=\"amount\">" +
                     escape_html(shown_amount(payment->amount, language)) + "</p>";
  body += "<form method=\"post\">";
  if (payment->waiting) {
    body += "<button class=\"main\" name=\"answer\" value=\"approve\">" + std::string{words.approve} + "</button>";
    body += "<button name=\"answer\" value=\"decline\">" + std::string{words.decline} + "</button>";
  } else {
    body += "<p>" + std::string{words.done} + "</p>";
  }
  body += "<button name=\"answer\" value=\"close\">" + std::string{words.ignore} + "</button></form></div>";
  return plain_page_response({code_of(language), std::string{words.title}, std::move(body)});
}

}  // namespace

void add_wallet_routes(Router& router, ports::PayerSandbox& payers) {
  router.add(Method::kGet, "/sandbox/mobilepay/{reference}", Privilege::kPublic,
             [&payers](Request const& request) { return wallet_page(request, payers); });
  router.add(Method::kPost, "/sandbox/mobilepay/{reference}", Privilege::kPublic, [&payers](Request const& request) {
    auto const payment = payers.find(request.parameter("reference"));
    if (!payment) return problem_response(not_found(), request);
    if (request.body == "answer=approve") payers.answer(payment->reference, ports::PayerAnswer::kApprove);
    if (request.body == "answer=decline") payers.answer(payment->reference, ports::PayerAnswer::kDecline);
    return see_other(payment->return_url);
  });
}

}  // namespace http::sandbox
