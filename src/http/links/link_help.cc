// Who can help: the authority's directory, for anybody, without logging in. What is typed is looked up and forgotten:
// it comes in the body of a form, so that no postcode and no need stands in an address, a log or a browser's history.
#include "http/form.h"
#include "http/links/link_pages.h"

namespace http::links {

namespace {

using help::Entry;
using help::Found;

struct LanguageName {
  std::string_view code, danish, english;
};
constexpr LanguageName kLanguageNames[] = {
    {"da", "dansk", "Danish"},     {"en", "engelsk", "English"},        {"de", "tysk", "German"},
    {"ar", "arabisk", "Arabic"},   {"so", "somali", "Somali"},          {"fa", "farsi", "Farsi"},
    {"tr", "tyrkisk", "Turkish"},  {"uk", "ukrainsk", "Ukrainian"},     {"pl", "polsk", "Polish"},
    {"ur", "urdu", "Urdu"},        {"kl", "grønlandsk", "Greenlandic"}, {"fo", "færøsk", "Faroese"},
    {"nb", "norsk", "Norwegian"},  {"nl", "hollandsk", "Dutch"},        {"ro", "rumænsk", "Romanian"},
    {"ti", "tigrinya", "Tigrinya"}};

std::string spoken(std::vector<std::string> const& codes, Language language) {
  std::string text;
  for (std::string const& code : codes) {
    std::string_view name = code;
    for (LanguageName const& each : kLanguageNames) {
      if (each.code == code) name = language == Language::kEnglish ? each.english : each.danish;
    }
    text += (text.empty() ? "" : ", ") + std::string{name};
  }
  return text;
}

/// In the page's language, or marked as what else it is in.
std::string told(help::Texts const& texts, Language language) {
  std::string const wanted{code_of(language)};
  std::string const text = escape_html(help::text_in(texts, wanted));
  if (texts.contains(wanted) || texts.empty()) return text;
  std::string const& other = texts.contains("en") ? "en" : texts.begin()->first;
  return "<span lang=\"" + escape_html(other) + "\">" + text + "</span>";
}

std::string fact(std::string_view term, std::string const& value) {
  return value.empty() ? value : "<div><dt>" + std::string{term} + "</dt><dd>" + value + "</dd></div>";
}

std::string_view access_in_words(Entry const& entry, Texts const& texts) {
  switch (entry.access) {
    case help::Access::kSelf:
      return texts.help_self;
    case help::Access::kAuthority:
      return texts.help_authority;
    case help::Access::kBoth:
      break;
  }
  return texts.help_both;
}

std::string ways_there(Entry const& entry, Texts const& texts) {
  std::string html;
  if (!entry.phone.empty()) {
    std::string number = entry.phone;
    std::erase(number, ' ');
    html += "<p><a class=\"button\" href=\"tel:" + escape_html(number) + "\">" + std::string{texts.help_call} + " " +
            escape_html(entry.phone) + "</a></p>";
  }
  if (!entry.website.empty()) {
    std::string shown = entry.website.substr(std::string_view{"https://"}.size());
    if (shown.ends_with('/')) shown.pop_back();
    html += "<p>" + std::string{texts.help_site} + ": <a rel=\"noreferrer\" href=\"" + escape_html(entry.website) +
            "\">" + escape_html(shown) + "</a></p>";
  }
  return html;
}

std::string card(Found const& found, Texts const& texts, Language language) {
  Entry const& entry = *found.entry;
  std::string const checked = long_date(entry.checked_on, language);
  std::string html = "<li class=\"card\"><h3>" + escape_html(entry.name) + "</h3>";
  if (entry.example) html += "<p class=\"note warn\">" + std::string{texts.help_invented} + "</p>";
  html += "<p>" + told(entry.about, language) + "</p>";
  if (found.stale) html += "<p class=\"note warn\">" + filled(texts.help_stale, {{"date", checked}}) + "</p>";
  html += "<dl class=\"facts\">" + fact(texts.help_for, told(entry.for_whom, language)) +
          fact(texts.help_hours, told(entry.hours, language)) +
          fact(texts.help_spoken, escape_html(spoken(entry.languages, language))) + "</dl><p>" +
          std::string{access_in_words(entry, texts)} + "</p>" + ways_there(entry, texts);
  if (!found.stale) html += "<p class=\"quiet\">" + filled(texts.help_checked, {{"date", checked}}) + "</p>";
  return html + "</li>";
}

/// Those near first, under a heading of their own; the order within stays.
std::string results(std::vector<Found> const& all, Texts const& texts, Language language) {
  if (all.empty()) {
    return "<div class=\"note\" role=\"status\"><p><strong>" + std::string{texts.help_none_title} + "</strong></p><p>" +
           std::string{texts.help_none} + "</p></div>";
  }
  std::string html;
  std::optional<bool> near;
  for (Found const& found : all) {
    if (near != found.near) {
      if (near) html += "</ul>";
      near = found.near;
      html += "<h2>" + std::string{found.near ? texts.help_near : texts.help_everywhere} + "</h2><ul class=\"cards\">";
    }
    html += card(found, texts, language);
  }
  return html + "</ul><p>" + std::string{texts.help_more} + "</p>";
}

std::string form_html(Texts const& texts, std::string const& typed, std::optional<help::Need> need, bool is_wrong) {
  std::string html =
      "<div class=\"card\"><form method=\"post\" novalidate action=\"/help#found\"><label class=\"field\" "
      "for=\"postcode\">" +
      std::string{texts.help_postcode} + "</label><p class=\"hint\" id=\"postcode-hint\">" +
      std::string{texts.help_postcode_hint} + "</p>";
  if (is_wrong) {
    html += "<p class=\"wrong\" id=\"wrong\" role=\"alert\">" + std::string{texts.help_postcode_wrong} + "</p>";
  }
  html +=
      "<input class=\"entry postcode\" id=\"postcode\" name=\"postcode\" inputmode=\"numeric\" maxlength=\"20\" "
      "autocomplete=\"postal-code\" aria-describedby=\"postcode-hint" +
      std::string{is_wrong ? " wrong\" aria-invalid=\"true" : ""} + "\" value=\"" + escape_html(typed) +
      "\"><label class=\"field\" for=\"need\">" + std::string{texts.help_need} +
      "</label><select class=\"entry\" id=\"need\" name=\"need\"><option value=\"\">" + std::string{texts.help_any} +
      "</option>";
  for (help::Need const each : help::kNeeds) {
    html += "<option value=\"" + std::string{help::name_of(each)} + "\"" + (need == each ? " selected" : "") + ">" +
            std::string{texts.needs[help::index_of(each)]} + "</option>";
  }
  return html + "</select><button class=\"button main\">" + std::string{texts.help_button} + "</button></form></div>";
}

}  // namespace

Response LinkPages::help(Request const& request) {
  Language const language = language_of(request);
  Texts const& texts = texts_in(language);
  std::string const lead = "<p class=\"lead\">" + std::string{texts.help_lead} + "</p>";
  HelpDirectory const known = parts_.help();
  if (known.directory->entries.empty()) {
    return show(request, {200, std::string{texts.help_title}, lead + other_ways(language)});
  }
  std::string const typed =
      request.method == Method::kPost ? form_field(request.body, "postcode").value_or("") : std::string{};
  bool const is_empty = typed.find_first_not_of(" \t\r\n") == std::string::npos;
  auto const postcode = help::tidy_postcode(typed);
  bool const is_wrong = !is_empty && !postcode;
  help::Query query;
  query.postcode = postcode.value_or("");
  if (request.method == Method::kPost) query.need = help::need_named(form_field(request.body, "need").value_or(""));
  std::string body = lead + form_html(texts, typed, query.need, is_wrong);
  if (!is_wrong) {
    std::vector<Found> const all = help::find_help(*known.directory, query, now().date, known.stale_days);
    body += "<div id=\"found\">" + results(all, texts, language) + "</div>";
  }
  return show(request, {is_wrong ? 422 : 200, std::string{texts.help_title}, body + other_ways(language)});
}

}  // namespace http::links
