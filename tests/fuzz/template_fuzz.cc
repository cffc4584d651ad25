// A template, its head and its rules; then the message for the synthetic person, in every form that is pure.
#include "contact/email.h"
#include "contact/html_page.h"
#include "contact/lint.h"
#include "contact/plain_text.h"
#include "contact/sample.h"
#include "contact/sms.h"
#include "contact/template.h"
#include "tests/fuzz/fuzz_support.h"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  // A byte that is not text's: what follows is the body below a good head, so that bodies are reached.
  std::string text{reinterpret_cast<char const*>(data), size};
  if (!text.empty() && text.front() == '\x01') {
    text =
        "+++\ntemplate = \"dk/a\"\nfamily = \"eye_level\"\nlanguage = \"da\"\nversion = 1\npurpose = \"demand\"\n"
        "subject = \"{{amount}} nu\"\npreview = \"p\"\nsms = \"{{authority}} {{pay_link}}\"\n"
        "sms_without_link = \"{{authority}}\"\n+++\n" +
        text.substr(1);
  }
  contact::TemplateFile const files[] = {{"templates/dk/a/a.md", text},
                                         {"templates/dk/parts/p.da.md", "Part {{fee}} x\n"}};
  static_cast<void>(contact::lint(files));
  auto const read = contact::read_template(files[0], files);
  if (!read) {
    fuzz::expect(!read.error().message.empty(), "an error says what is wrong");
    return 0;
  }
  contact::Sample const sample = contact::sample_for(read->id, read->purpose, read->language);
  static_cast<void>(contact::make_sms(*read, sample.values, contact::LinkPolicy::kLinks));
  auto const message = contact::make_message(*read, sample.values);
  if (!message) return 0;
  static_cast<void>(contact::measure_sms(contact::plain_text(*message)));
  std::string const html = contact::html_page(*message, sample.envelope);
  fuzz::expect(!html.contains("<script"), "no template can bring a script");
  static_cast<void>(contact::email_message(*message, sample.envelope, {"id@x", {0}}));
  return 0;
}
