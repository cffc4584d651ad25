// Paying through a safe link: the same payment desk as the portal's, for exactly the link's claims.
#include <algorithm>
#include <charconv>

#include "engine/entry.h"
#include "http/citizen/views.h"
#include "http/form.h"
#include "http/links/link_pages.h"

namespace http::links {

namespace {

std::string fact(std::string_view name, std::string_view value) {
  return "<div><dt>" + std::string{name} + "</dt><dd>" + escape_html(value) + "</dd></div>";
}

/// A payment that was started through another link, or in the portal, is not shown here. An instalment may be about
/// more claims than the link is.
bool is_about(payments::PaymentAttempt const& attempt, ports::SafeLink const& link) {
  return attempt.payer == link.debtor && std::ranges::all_of(attempt.choices, [&](payments::Choice const& choice) {
           return std::ranges::find(link.claims, choice.claim) != link.claims.end();
         });
}

std::string to_payment(payments::PaymentAttempt const& attempt) {
  return "/p/payments/" + std::to_string(attempt.id.value);
}

}  // namespace

Response LinkPages::pay(Request const& request) {
  auto const visit = form_visit(request);
  if (!visit) return see_other("/p");
  std::string const key = form_field(request.body, "key").value_or("");
  if (key.size() < 16 || key.size() > 64) return see_other("/p");
  citizen::AuthorityProfile const about = profile();
  engine::PaymentBasket basket;
  basket.authority = options_.authority;
  basket.currency = about.authority.currency;
  basket.payer = visit->link.debtor;
  basket.means = form_field(request.body, "means") == "card" ? ledger::Means::kCard : ledger::Means::kMobilePay;
  basket.key = key;
  basket.description = about.authority.name.substr(0, 100);
  basket.return_url_base = options_.own_origin + "/p/payments/";
  std::int64_t minor = 0;
  auto const running = form_field(request.body, "what") == "instalment" ? running_plan(*visit) : std::nullopt;
  if (running) {
    basket.choices = parts_.plans.next_payment(*running);
  } else {
    for (claims::Claim const& claim : parts_.choices.open_claims(visit->link)) {
      basket.choices.push_back({claim.id, claim.open_minor()});
    }
  }
  for (payments::Choice const& choice : basket.choices) minor += *choice.limit_minor;
  if (form_field(request.body, "amount") != std::to_string(minor) || minor == 0) {
    // Paid meanwhile, perhaps by the other click of a double click; or there is more or less to pay than was shown.
    auto const before = parts_.desk.find(options_.authority, visit->link.debtor, key);
    if (before && is_about(*before, visit->link)) return see_other(to_payment(*before));
    return see_other(minor == 0 ? "/p" : "/p?note=changed");
  }
  if (!payment_limit_.take(std::to_string(visit->link.id), parts_.clock.now()).allowed) {
    return see_other("/p?note=too_often");
  }
  auto const started = parts_.desk.start(basket, now());
  if (!started) {
    auto const* refusal = std::get_if<engine::Refusal>(&started.error());
    return see_other(refusal != nullptr ? "/p?note=changed" : "/p?note=no_page");
  }
  return see_other(started->redirect_url.empty() ? to_payment(started->attempt) : started->redirect_url);
}

Response LinkPages::back_from_payment(Request const& request) {
  auto const visit = visit_of(request);
  if (!visit) return see_other("/p/payments/0");
  auto attempt = parts_.desk.find(options_.authority, visit->link.debtor, request.parameter("key"));
  if (!attempt || !is_about(*attempt, visit->link)) return see_other("/p");
  if (request.query.find("left")) attempt = parts_.desk.give_up(options_.authority, attempt->id, now());
  return see_other(to_payment(*attempt));
}

Response LinkPages::payment(Request const& request) {
  Language const language = language_of(request);
  Texts const& texts = texts_in(language);
  auto const visit = visit_of(request);
  if (!visit) {
    return show(request, {200, std::string{texts.away_title}, "<p class=\"lead\">" + std::string{texts.away} + "</p>"});
  }
  std::string_view const text = request.parameter("id");
  base::AttemptId id;
  std::from_chars(text.data(), text.data() + text.size(), id.value);
  auto attempt = parts_.books.reader()->attempt(options_.authority, id);
  if (!attempt || !is_about(*attempt, visit->link)) return see_other("/p");
  attempt = parts_.desk.refresh(options_.authority, id, now());

  auto const lead = [](std::string_view words) { return "<p class=\"lead\">" + std::string{words} + "</p>"; };
  auto const button = [](std::string const& address, std::string_view words) {
    return "<p><a class=\"button main\" href=\"" + address + "\">" + std::string{words} + "</a></p>";
  };
  auto const payment =
      attempt->payment ? parts_.books.reader()->payment(options_.authority, attempt->payment) : std::nullopt;
  if (!payment && !payments::is_final(attempt->state)) {
    return show(request, {200, std::string{texts.waiting_title},
                          lead(texts.waiting) + button(to_payment(*attempt), texts.look_again) +
                              "<p><a class=\"back\" href=\"/p\">" + std::string{texts.back} + "</a></p>"});
  }
  if (!payment) {
    return show(request, {200, std::string{texts.unpaid_title}, lead(texts.unpaid) + button("/p", texts.try_again)});
  }
  citizen::AuthorityProfile const about = profile();
  std::string body =
      lead(texts.paid) + "<dl class=\"facts\">" +
      fact(texts.paid_amount, shown_amount({payment->amount_minor, about.authority.currency}, language)) +
      fact(texts.paid_to, about.authority.name) + fact(texts.paid_day, long_date(payment->value_date, language)) +
      fact(texts.paid_how, payment->means == ledger::Means::kCard ? texts.card : texts.mobilepay) +
      fact(texts.receipt_number, citizen::receipt_number(about, payment->id)) + "</dl>" +
      "<p><a class=\"back\" href=\"/p\">" + std::string{texts.rest} + "</a></p>";
  return show(request, {200, std::string{texts.paid_title}, std::move(body)});
}

}  // namespace http::links
