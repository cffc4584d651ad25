#include "http/plain_page.h"

#include "base/digest.h"
#include "base/encoding.h"

namespace http {

namespace {

constexpr std::string_view kStyle = R"css(
*{box-sizing:border-box}
body{margin:0;background:#f2f5f7;color:#1a1a1a;font:1.0625rem/1.5 system-ui,sans-serif}
main{max-width:34rem;margin:0 auto;padding:1.5rem 1rem 3rem}
.note{background:#fff3cd;border-left:.375rem solid #b58105;padding:.75rem 1rem;margin:0 0 1.5rem}
h1{font-size:1.625rem;line-height:1.25;margin:.5rem 0 1rem}
h2{font-size:1.25rem;line-height:1.3;margin:1.25rem 0 .5rem}
.card{background:#fff;border-radius:.75rem;padding:1.25rem;margin:0 0 1rem;box-shadow:0 1px 3px #0003}
.phone{max-width:22rem;margin:1rem auto;border-radius:1.75rem;padding:1.5rem 1.25rem;text-align:center}
.amount{font-size:2.25rem;font-weight:700;margin:.25rem 0 1rem}
.brand{display:inline-block;background:#5a78ff;color:#fff;border-radius:999px;padding:.25rem .875rem;font-weight:600}
.brand{background:#3553d6}
form{margin:0}
button{display:block;width:100%;min-height:3rem;margin:.75rem 0 0;padding:.75rem 1rem;border:2px solid #1f5a8a;
 border-radius:.5rem;background:#fff;color:#17476e;font:inherit;font-weight:600;text-align:left;cursor:pointer}
.phone button{text-align:center}
button.main{background:#1f5a8a;color:#fff}
button:hover{background:#e6eef4}
button.main:hover{background:#17476e}
button:focus-visible{outline:3px solid #454545;outline-offset:3px}
small{display:block;font-weight:400;color:#454545}
.main small{color:#fff}
@media (forced-colors:active){button{border:2px solid ButtonText}}
)css";

}  // namespace

PageStyle::PageStyle(std::string text) : css(std::move(text)), hash("sha256-" + base::to_base64(base::sha256(css))) {}

Response styled_page_response(PlainPage const& page, PageStyle const& style, std::string_view form_targets) {
  std::string html = "<!doctype html><html lang=\"" + std::string{page.language} +
                     "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, "
                     "initial-scale=1\"><meta name=\"robots\" content=\"noindex\"><meta name=\"format-detection\" "
                     "content=\"telephone=no\"><link rel=\"icon\" href=\"/icon.svg\"><title>" +
                     escape_html(page.title) + "</title><style>";
  html += style.css;
  html += "</style></head><body>" + page.body + "</body></html>";
  Response response = html_response(200, std::move(html));
  response.set_header("Content-Language", page.language);
  response.set_header("Content-Security-Policy",
                      "default-src 'none'; style-src '" + style.hash +
                          "'; font-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self' " +
                          std::string{form_targets} + "; frame-ancestors 'none'");
  return response;
}

Response plain_page_response(PlainPage const& page) {
  static PageStyle const style{std::string{kStyle}};
  return styled_page_response({page.language, page.title, "<main>" + page.body + "</main>"}, style, {});
}

}  // namespace http
