// What happens if one does not pay: the procedures in use, explained to anybody.
#include <charconv>

#include "http/links/link_pages.h"

namespace http::links {

namespace {

using contact::Block;
using contact::BlockKind;

std::string html_of(contact::Runs const& runs) { return escape_html(contact::text_of(runs)); }

std::string html_of(Block const& block) {
  std::string html;
  switch (block.kind) {
    case BlockKind::kHeading:
      return "<h2>" + html_of(block.text) + "</h2>";
    case BlockKind::kParagraph:
      // What one can do stands out.
      return (block.text.front().bold ? "<p class=\"note\">" : "<p>") + html_of(block.text) + "</p>";
    case BlockKind::kFigures:
      for (contact::Cells const& row : block.rows) {
        html += "<p class=\"label\">" + html_of(row[0]) + "</p><p class=\"amount\">" + html_of(row[1]) + "</p>";
      }
      return "<div class=\"card\">" + html + "</div>";
    case BlockKind::kList:
      for (contact::Cells const& row : block.rows) html += "<li>" + html_of(row[0]) + "</li>";
      return "<ul class=\"plain\">" + html + "</ul>";
    case BlockKind::kTable:
    case BlockKind::kAction:
      break;  // an explanation has none here
  }
  return {};
}

}  // namespace

Response LinkPages::process(Request const& request) {
  Language const language = language_of(request);
  std::vector<contact::Message> const all = parts_.processes(language);
  if (all.empty()) {
    Texts const& texts = texts_in(language);
    return show(request, {200, std::string{texts.if_unpaid},
                          "<p class=\"lead\">" + std::string{texts.no_process} + "</p>" + other_ways(language)});
  }
  std::string_view const asked = request.query.find("of").value_or("1");
  std::size_t number = 1;
  std::from_chars(asked.data(), asked.data() + asked.size(), number);
  contact::Message const& shown = all[number >= 1 && number <= all.size() ? number - 1 : 0];
  // The law's country may speak another language than the page around it.
  std::string body = "<div lang=\"" + std::string{contact::code_of(shown.language)} + "\">";
  if (all.size() > 1) body += "<p class=\"lead\">" + escape_html(shown.preview) + "</p>";
  for (Block const& block : shown.blocks) {
    if (block.kind != BlockKind::kHeading || block.level > 1) body += html_of(block);
  }
  body += "</div>";
  if (all.size() > 1) {
    body += "<ul class=\"choices\">";
    for (std::size_t i = 0; i < all.size(); ++i) {
      body += "<li><a href=\"/process?of=" + std::to_string(i + 1) + "\"><span><b>" + escape_html(all[i].preview) +
              "</b></span></a></li>";
    }
    body += "</ul>";
  }
  return show(request, {200, shown.subject, body + other_ways(language)});
}

}  // namespace http::links
