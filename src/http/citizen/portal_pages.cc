// The pages: one built-in index.html with the first data written into it, and the files it asks for.
#include <algorithm>

#include "http/citizen/portal.h"
#include "http/page_language.h"
#include "http/problem.h"
#include "http/static_content.h"

namespace http::citizen {

namespace {

constexpr std::string_view kBootPlace = "<!--boot-->";

/// JSON inside a script element must not be able to end it.
std::string escaped_for_script(std::string_view json) {
  std::string out;
  out.reserve(json.size() + 64);
  for (char const c : json) {
    if (c == '<') {
      out += "\\u003c";
    } else {
      out += c;
    }
  }
  return out;
}

Response asset_response(PageAsset const& asset, Request const& request) {
  Response response;
  std::string const tag = "\"" + std::string{asset.etag} + "\"";
  response.set_header("Content-Type", asset.mime);
  response.set_header("ETag", tag);
  response.set_header("Cache-Control", asset.immutable ? "public, max-age=31536000, immutable" : "no-cache");
  if (request.header("if-none-match") == tag) {
    response.status = 304;
    return response;
  }
  if (asset.gzip) response.set_header("Content-Encoding", "gzip").set_header("Vary", "Accept-Encoding");
  response.body = Body::lasting(asset.content);
  return response;
}

}  // namespace

void Portal::add_page_routes(Router& router) {
  for (PageAsset const& asset : parts_.assets) {
    if (asset.path == "/index.html") continue;
    router.add(Route{Method::kGet, std::string{asset.path}, Privilege::kPublic,
                     [&asset](Request const& request) { return asset_response(asset, request); }, Execution::kInline});
  }
  auto const show = [this](Request const& request) { return page(request); };
  for (char const* path : {"/", "/claims/{id}", "/pay", "/plan", "/plan/new", "/ability", "/representation",
                           "/direct-debit", "/referral", "/creditors", "/ask", "/claims/{id}/ask", "/counter",
                           "/payments/{id}", "/receipts/{id}", "/accessibility", "/security", "/privacy"}) {
    router.add(Method::kGet, path, Privilege::kPublic, show);
  }
  router.add(Method::kGet, "/payments/of/{key}", Privilege::kPublic,
             [this](Request const& request) { return back_from_payment(request); });
  router.add(Method::kGet, "/{rest...}", Privilege::kPublic, [show](Request const& request) {
    if (request.path.starts_with("/api/")) return problem_response(not_found(), request);
    Response response = show(request);
    response.status = 404;
    return response;
  });
}

/// Where a provider that names payments sends the payer back to. The key stands for the payment, as that had no number
/// yet when the provider was asked; nobody else can guess it, so that the address may end what still waits.
Response Portal::back_from_payment(Request const& request) {
  auto const citizen = find_citizen(request);
  if (!citizen || !citizen->session.debtor) return see_other("/");
  auto attempt = parts_.desk.find(options_.authority, citizen->session.debtor, request.parameter("key"),
                                  citizen->power ? citizen->self : base::DebtorId{});
  if (!attempt) return see_other("/");
  if (request.query.find("left")) attempt = parts_.desk.give_up(options_.authority, attempt->id, now());
  return see_other("/payments/" + std::to_string(attempt->id.value));
}

Response Portal::page(Request const& request) {
  auto const index = std::ranges::find(parts_.assets, std::string_view{"/index.html"}, &PageAsset::path);
  if (index == parts_.assets.end()) {
    return text_response(503, "This program was built without its pages. Build it with ./x build.\n");
  }
  auto const citizen = find_citizen(request);
  std::string boot = "{\"language\":\"" + std::string{code_of(language_of(request))} +
                     "\",\"session\":" + session_json(request, citizen);
  if (citizen) {
    std::string_view const id = request.parameter("id");
    if (request.path == "/") boot += ",\"overview\":" + *overview(*citizen);
    if (request.path == "/" || request.path == "/plan") boot += ",\"plan\":" + plan(*citizen);
    if (request.path.starts_with("/claims/")) {
      if (auto const found = claim(*citizen, id)) boot += ",\"claim\":" + *found;
    }
    if (request.path.starts_with("/payments/") || request.path.starts_with("/receipts/")) {
      if (auto const found = payment(*citizen, id)) boot += ",\"payment\":" + *found;
    }
  }
  boot += "}";
  std::string_view const html = index->content;
  std::size_t const place = html.find(kBootPlace);
  std::string page{html.substr(0, place)};
  if (place != std::string_view::npos) {
    page += "<script type=\"application/json\" id=\"boot\">" + escaped_for_script(boot) + "</script>";
    page += html.substr(place + kBootPlace.size());
  }
  Response response = html_response(200, std::move(page));
  response.set_header("Content-Language", code_of(language_of(request)));
  response.set_header("Content-Security-Policy",
                      "default-src 'none'; script-src 'self'; style-src 'self' '" + std::string{index->csp_style_hash} +
                          "'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
                          "base-uri 'none'; form-action 'self' https:; frame-ancestors 'none'; object-src 'none'");
  return response;
}

}  // namespace http::citizen
