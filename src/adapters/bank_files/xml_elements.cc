#include "adapters/bank_files/xml_elements.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <memory>

namespace adapters::bank_files {

namespace {

constexpr std::size_t kPieceBytes = 64 * 1024;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view as_text(xmlChar const* text) { return text == nullptr ? "" : reinterpret_cast<char const*>(text); }

void trim(std::string& text) {
  std::size_t const begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string::npos) {
    text.clear();
    return;
  }
  text.erase(text.find_last_not_of(" \t\r\n") + 1);
  text.erase(0, begin);
}

/// The value of encoding="..." in an XML declaration; empty if there is none.
std::string declared_encoding(std::string_view declaration) {
  std::size_t at = declaration.find("encoding");
  if (at == std::string_view::npos) return {};
  at = declaration.find_first_of("\"'", at);
  if (at == std::string_view::npos) return {};
  std::size_t const end = declaration.find(declaration[at], at + 1);
  std::string value{declaration.substr(at + 1, end == std::string_view::npos ? 0 : end - at - 1)};
  std::ranges::transform(value, value.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return value;
}

/// What stands before the root element decides whether libxml2 may see the file at all.
struct Beginning {
  std::optional<BankFileError> error;
  bool single_byte = false;  // ISO 8859-1
};

BankFileError at_start(BankFileFault fault, std::string message) { return {fault, "", 1, std::move(message)}; }

Beginning look_at_beginning(std::string_view text) {
  using enum BankFileFault;
  Beginning beginning;
  if (text.empty()) {
    beginning.error = at_start(kMalformed, "the file is empty: fetch it again");
    return beginning;
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.starts_with("\xFE\xFF") || text.starts_with("\xFF\xFE") || text.substr(0, 4).contains('\0')) {
    beginning.error = at_start(kEncoding, "the file is not in UTF-8: ask the bank for UTF-8");
    return beginning;
  }
  if (text.starts_with("<?xml")) {
    std::string const encoding = declared_encoding(text.substr(0, text.find("?>")));
    beginning.single_byte = encoding == "ISO-8859-1" || encoding == "LATIN1";
    if (!encoding.empty() && !beginning.single_byte && encoding != "UTF-8" && encoding != "UTF8" &&
        encoding != "US-ASCII") {
      beginning.error = at_start(kEncoding, "the file's encoding is not read: ask the bank for UTF-8");
      return beginning;
    }
  }
  std::size_t at = 0;
  while (true) {
    while (at < text.size() && is_blank(text[at])) ++at;
    std::string_view const rest = text.substr(std::min(at, text.size()));
    std::string_view const end = rest.starts_with("<!--") ? "-->" : rest.starts_with("<?") ? "?>" : "";
    if (end.empty()) {
      if (rest.starts_with("<!"))
        beginning.error = at_start(kForbidden, "the file has a document type, which may hide an attack: refuse it");
      return beginning;
    }
    std::size_t const found = text.find(end, at + 2);
    if (found == std::string_view::npos) {
      beginning.error = at_start(kMalformed, "no XML element in the beginning of the file: is it the right file?");
      return beginning;
    }
    at = found + end.size();
  }
}

class Parsing {
 public:
  Parsing(XmlLimits const& limits, XmlHandler const& handler) : limits_(limits), handler_(handler) {}

  std::optional<BankFileError> read(std::istream& input) {
    std::string piece(kPieceBytes, '\0');
    std::int64_t bytes = 0;
    while (!error_) {
      input.read(piece.data(), static_cast<std::streamsize>(piece.size()));
      auto const count = static_cast<std::size_t>(input.gcount());
      if (input.bad()) return BankFileError{BankFileFault::kUnreadable, "", 0, "the file could not be read to its end"};
      bool const first = bytes == 0;
      bytes += static_cast<std::int64_t>(count);
      if (bytes > limits_.bytes) {
        return BankFileError{BankFileFault::kTooLarge, "", 0,
                             "the file is larger than " + std::to_string(limits_.bytes) + " bytes: split it"};
      }
      std::string_view const text{piece.data(), count};
      if (first && !begin(text)) return error_;
      feed(text, input.eof());
      if (input.eof()) break;
    }
    return error_;
  }

 private:
  struct FreeContext {
    void operator()(xmlParserCtxt* context) const noexcept {
      xmlFreeDoc(context->myDoc);
      xmlFreeParserCtxt(context);
    }
  };

  bool begin(std::string_view text) {
    Beginning const beginning = look_at_beginning(text);
    error_ = beginning.error;
    if (error_) return false;
    single_byte_ = beginning.single_byte;
    xmlSAXHandler sax{};
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = &Parsing::on_start;
    sax.endElementNs = &Parsing::on_end;
    sax.characters = &Parsing::on_text;
    sax.cdataBlock = &Parsing::on_text;
    sax.internalSubset = &Parsing::on_document_type;
    context_.reset(xmlCreatePushParserCtxt(&sax, this, nullptr, 0, nullptr));
    xmlCtxtUseOptions(context_.get(), XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    return true;
  }

  void feed(std::string_view text, bool last) {
    if (single_byte_ && std::ranges::any_of(text, [](char c) {
          auto const byte = static_cast<unsigned char>(c);
          return byte >= 0x80 && byte < 0xA0;
        })) {
      fail(BankFileFault::kEncoding, "", line(), "the file is not the ISO 8859-1 that it says it is: ask for UTF-8");
      return;
    }
    int const result = xmlParseChunk(context_.get(), text.data(), static_cast<int>(text.size()), last ? 1 : 0);
    if (error_ || result == 0) return;
    bool const encoding = result == XML_ERR_INVALID_CHAR || result == XML_ERR_INVALID_ENCODING ||
                          result == XML_ERR_UNKNOWN_ENCODING || result == XML_ERR_UNSUPPORTED_ENCODING ||
                          result == XML_I18N_CONV_FAILED;
    xmlError const* const detail = xmlCtxtGetLastError(context_.get());
    std::int64_t const where = detail == nullptr ? line() : detail->line;
    if (encoding) {
      fail(BankFileFault::kEncoding, open_name(), where,
           "a byte is not of the encoding that the file says it is in: ask the bank for UTF-8");
    } else {
      fail(BankFileFault::kMalformed, open_name(), where,
           last ? "the file ends too early or is not XML: fetch it again" : "the file is not XML: fetch it again");
    }
  }

  [[nodiscard]] std::int64_t line() const { return xmlSAX2GetLineNumber(context_.get()); }
  [[nodiscard]] std::string open_name() const { return open_.empty() ? "" : open_.back().name; }

  void fail(BankFileFault fault, std::string element, std::int64_t where, std::string message) {
    if (error_) return;
    stop({fault, std::move(element), where, std::move(message)});
  }
  void stop(BankFileError error) {
    error_ = std::move(error);
    xmlStopParser(context_.get());
  }

  void start(std::string_view name, std::string_view name_space, std::string_view currency) {
    if (error_) return;
    if (depth_ >= limits_.depth) {
      fail(BankFileFault::kTooLarge, std::string{name}, line(), "elements stand too deep in each other");
      return;
    }
    if (held_ >= limits_.held) {
      fail(BankFileFault::kTooLarge, std::string{name}, line(), "the element has too many parts: split the file");
      return;
    }
    ++depth_;
    if (depth_ == 1) {
      name_space_ = name_space;
      if (auto error = handler_.root(name_space, name)) {
        error->line = line();
        stop(*std::move(error));
        return;
      }
    }
    if (foreign_ == 0 && name_space != name_space_) foreign_ = depth_;
    if (foreign_ != 0) return;
    path_ += (path_.empty() ? "" : "/") + std::string{name};
    open_.push_back({std::string{name}, line(), std::string{currency}, {}, {}});
    held_before_.push_back(held_++);
  }

  void text(std::string_view more) {
    if (error_ || foreign_ != 0 || open_.empty()) return;
    std::string& all = open_.back().text;
    if (static_cast<std::int64_t>(all.size() + more.size()) > limits_.text_bytes) {
      // Blanks between elements are no text.
      if (std::ranges::all_of(more, is_blank)) return;
      fail(BankFileFault::kTooLarge, open_name(), open_.back().line, "the text of the element is too long");
      return;
    }
    all += more;
  }

  void end() {
    if (error_) return;
    if (foreign_ != 0) {
      if (foreign_ == depth_) foreign_ = 0;
      --depth_;
      return;
    }
    --depth_;
    Element element = std::move(open_.back());
    open_.pop_back();
    std::int64_t const held_before = held_before_.back();
    held_before_.pop_back();
    trim(element.text);
    bool const given = std::ranges::find(handler_.given, path_) != handler_.given.end();
    std::size_t const slash = path_.rfind('/');
    path_.erase(slash == std::string::npos ? 0 : slash);
    if (given) {
      held_ = held_before;
      if (auto error = handler_.element(std::move(element))) stop(*std::move(error));
    } else if (!open_.empty()) {
      open_.back().children.push_back(std::move(element));
    }
  }

  static Parsing& of(void* self) { return *static_cast<Parsing*>(self); }

  static void on_start(void* self, xmlChar const* name, xmlChar const*, xmlChar const* name_space, int, xmlChar const**,
                       int attribute_count, int, xmlChar const** attributes) {
    std::string_view currency;
    for (int i = 0; i < attribute_count; ++i) {
      // Five pointers an attribute: name, prefix, namespace, begin and end of the value.
      xmlChar const** const attribute = attributes + static_cast<std::ptrdiff_t>(5) * i;
      if (as_text(attribute[0]) == "Ccy")
        currency = {reinterpret_cast<char const*>(attribute[3]), static_cast<std::size_t>(attribute[4] - attribute[3])};
    }
    of(self).start(as_text(name), as_text(name_space), currency);
  }
  static void on_end(void* self, xmlChar const*, xmlChar const*, xmlChar const*) { of(self).end(); }
  static void on_text(void* self, xmlChar const* text, int size) {
    of(self).text({reinterpret_cast<char const*>(text), static_cast<std::size_t>(size)});
  }
  static void on_document_type(void* self, xmlChar const*, xmlChar const*, xmlChar const*) {
    of(self).fail(BankFileFault::kForbidden, "", of(self).line(),
                  "the file has a document type, which may hide an attack: refuse it");
  }

  XmlLimits const& limits_;
  XmlHandler const& handler_;
  std::unique_ptr<xmlParserCtxt, FreeContext> context_;
  std::optional<BankFileError> error_;
  bool single_byte_ = false;
  std::string name_space_;
  std::string path_;
  std::vector<Element> open_;
  std::vector<std::int64_t> held_before_;  // for each open element
  std::int64_t held_ = 0;
  std::int64_t depth_ = 0;
  std::int64_t foreign_ = 0;  // the depth at which an element of another namespace began
};

}  // namespace

Element const* Element::child(std::string_view child_name) const {
  auto const found = std::ranges::find(children, child_name, &Element::name);
  return found == children.end() ? nullptr : &*found;
}

Element const* Element::find(std::string_view path) const {
  Element const* at = this;
  while (at != nullptr && !path.empty()) {
    std::size_t const slash = path.find('/');
    at = at->child(path.substr(0, slash));
    path = slash == std::string_view::npos ? "" : path.substr(slash + 1);
  }
  return at;
}

std::string Element::text_at(std::string_view path) const {
  Element const* const found = find(path);
  return found == nullptr ? std::string{} : found->text;
}

std::optional<BankFileError> read_xml(std::istream& input, XmlLimits const& limits, XmlHandler const& handler) {
  return Parsing{limits, handler}.read(input);
}

}  // namespace adapters::bank_files
