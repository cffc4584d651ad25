#include "adapters/digital_post/memo_schema.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <fstream>
#include <mutex>

namespace adapters::digital_post {

namespace {

std::string one_line(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  return text;
}

struct FreeParser {
  void operator()(xmlParserCtxtPtr parser) const { xmlFreeParserCtxt(parser); }
};

/// libxml2 reports through a pointer that we hand it; the first report is kept.
void keep_first(void* out, xmlErrorPtr error) {
  auto& text = *static_cast<std::string*>(out);
  if (!text.empty() || error == nullptr || error->message == nullptr) return;
  text = (error->line > 0 ? "line " + std::to_string(error->line) + ": " : "") + one_line(error->message);
}

}  // namespace

void MemoSchema::Free::operator()(void* schema) const { xmlSchemaFree(static_cast<xmlSchemaPtr>(schema)); }

std::expected<MemoSchema, std::string> MemoSchema::load(std::string const& folder) {
  static std::once_flag once;
  std::call_once(once, [] { xmlInitParser(); });
  std::string const path = folder + "/MeMo_core.xsd";
  if (!std::ifstream{path}) return std::unexpected(path + " cannot be opened: check the name and who may read it");
  std::string error;
  xmlSchemaParserCtxtPtr context = xmlSchemaNewParserCtxt(path.c_str());
  if (context == nullptr) return std::unexpected(path + " cannot be read");
  xmlSchemaSetParserStructuredErrors(context, keep_first, &error);
  xmlSchemaPtr schema = xmlSchemaParse(context);
  xmlSchemaFreeParserCtxt(context);
  if (schema == nullptr) return std::unexpected(path + " is no schema that can be used: " + error);
  return MemoSchema{schema};
}

std::expected<void, std::string> MemoSchema::check(std::string_view xml) const {
  std::string error;
  // A parser keeps the names it has met, which are the same in every message: one for each thread.
  thread_local std::unique_ptr<xmlParserCtxt, FreeParser> const parser{xmlNewParserCtxt()};
  xmlDocPtr document = xmlCtxtReadMemory(parser.get(), xml.data(), static_cast<int>(xml.size()), "memo.xml", nullptr,
                                         XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
  if (document == nullptr) return std::unexpected("is not well-formed XML");
  xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt(static_cast<xmlSchemaPtr>(schema_.get()));
  xmlSchemaSetValidStructuredErrors(context, keep_first, &error);
  int const result = xmlSchemaValidateDoc(context, document);
  xmlSchemaFreeValidCtxt(context);
  xmlFreeDoc(document);
  if (result == 0) return {};
  return std::unexpected(error.empty() ? "is not as the schema wants it" : error);
}

}  // namespace adapters::digital_post
