#include "http/links/link_pages.h"

#include "http/form.h"
#include "http/language_choice.h"

namespace http::links {

void LinkPages::add(Router& router, Method method, std::string_view pattern, Page page) {
  router.add(method, pattern, Privilege::kPublic, [this, page](Request const& request) {
    if (auto chosen = language_choice(request, "/p")) return *std::move(chosen);
    return (this->*page)(request);
  });
}

void LinkPages::add_routes(Router& router) {
  add(router, Method::kGet, "/p", &LinkPages::start);
  add(router, Method::kPost, "/p", &LinkPages::enter_code);
  add(router, Method::kGet, "/p/done", &LinkPages::done);
  add(router, Method::kGet, "/p/{token}", &LinkPages::arrive);
  add(router, Method::kPost, "/p/pay", &LinkPages::pay);
  add(router, Method::kGet, "/p/payments/{id}", &LinkPages::payment);
  add(router, Method::kGet, "/p/payments/of/{key}", &LinkPages::back_from_payment);
  add(router, Method::kGet, "/p/choices/{choice}", &LinkPages::ask);
  add(router, Method::kPost, "/p/choices/{choice}", &LinkPages::choose);
  add(router, Method::kGet, "/p/receipts/{choice}", &LinkPages::chosen);
  add(router, Method::kPost, "/p/plan/{change}", &LinkPages::change_plan);
  add(router, Method::kGet, "/process", &LinkPages::process);
  add(router, Method::kGet, "/help", &LinkPages::help);
  add(router, Method::kPost, "/help", &LinkPages::help);
  add(router, Method::kGet, "/message", &LinkPages::message);
  add(router, Method::kPost, "/message", &LinkPages::message);
}

Response LinkPages::arrive(Request const& request) {
  if (auto const seconds = must_wait(request, engine::LinkForm::kToken)) return busy(request, *seconds);
  auto const secret = engine::read_link_secret(request.parameter("token"));
  bool const opens = secret && secret->form == engine::LinkForm::kToken &&
                     parts_.links.find(options_.authority, ports::LinkPurpose::kSettle, *secret, parts_.clock.now());
  if (!opens) {
    count_wrong(request, engine::LinkForm::kToken);
    return dead(request);
  }
  return remembering(see_other("/p"), request, {*secret, now().instant, now().instant});
}

Response LinkPages::start(Request const& request) {
  if (request.query.find("enter")) return code_form(request, false);
  if (auto const visit = visit_of(request)) return landing(request, *visit);
  return remembered(request) ? dead(request) : code_form(request, false);
}

Response LinkPages::enter_code(Request const& request) {
  if (!is_same_origin(request, options_.own_origin)) return see_other("/p");
  if (auto const seconds = must_wait(request, engine::LinkForm::kCode)) return busy(request, *seconds);
  auto const secret = engine::read_link_secret(form_field(request.body, "code").value_or(""));
  bool const opens =
      secret && parts_.links.find(options_.authority, ports::LinkPurpose::kSettle, *secret, parts_.clock.now());
  if (!opens) {
    count_wrong(request, engine::LinkForm::kCode);
    return code_form(request, true);
  }
  return remembering(see_other("/p"), request, {*secret, now().instant, now().instant});
}

Response LinkPages::message(Request const& request) {
  Language const language = language_of(request);
  Texts const& texts = texts_in(language);
  citizen::AuthorityProfile const about = profile();
  std::string const& name = about.authority.name;
  std::string answer;
  int status = 200;
  if (request.method == Method::kPost) {
    if (!is_same_origin(request, options_.own_origin)) return see_other("/message");
    if (auto const seconds = must_wait(request, engine::LinkForm::kCode)) return busy(request, *seconds);
    std::string const typed = form_field(request.body, "code").value_or("");
    auto const secret = engine::read_link_secret(typed);
    bool const ours = secret && parts_.links.was_made(options_.authority, *secret);
    if (!ours) count_wrong(request, engine::LinkForm::kCode);
    if (typed.find_first_not_of(" \t\r\n") == std::string::npos) {
      status = 422;
      answer = "<p class=\"note warn\" role=\"alert\">" + std::string{texts.message_missing} + "</p>";
    } else {
      answer = "<div class=\"note " + std::string{ours ? "good" : "warn"} + "\" role=\"alert\"><p><strong>" +
               std::string{ours ? texts.message_yes_title : texts.message_no_title} + "</strong></p><p>" +
               filled(ours ? texts.message_yes : texts.message_no, {{"authority", name}}) + "</p></div>";
    }
  }
  auto const bullet = [](std::string const& words) { return "<li>" + words + "</li>"; };
  std::string body =
      "<p class=\"lead\">" + filled(texts.message_lead, {{"authority", name}}) + "</p>" + answer +
      "<div class=\"card\"><form method=\"post\" action=\"/message\"><label class=\"field\" for=\"code\">" +
      std::string{texts.message_label} + "<span class=\"hint\" id=\"hint\">" + std::string{texts.message_hint} +
      "</span></label><input class=\"entry\" id=\"code\" name=\"code\" aria-describedby=\"hint\" maxlength=\"200\" "
      "autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\" required><button class=\"button "
      "main\">" +
      std::string{texts.message_button} + "</button></form></div><h2>" + std::string{texts.we_send} +
      "</h2><ul class=\"plain\">" +
      bullet(filled(about.links_in_sms ? texts.sms_links : texts.sms_codes, {{"origin", options_.own_origin}})) +
      bullet(std::string{texts.we_show}) + "</ul><h2>" + std::string{texts.we_never} + "</h2><ul class=\"plain\">" +
      bullet(std::string{texts.never_login}) + bullet(std::string{texts.never_card}) +
      bullet(std::string{texts.never_hurry}) + "</ul>" + other_ways(language);
  return show(request, {status, std::string{texts.message_title}, std::move(body)});
}

}  // namespace http::links
