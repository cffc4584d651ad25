#include "apps/message_command.h"

#include <filesystem>
#include <fstream>
#include <iostream>

#include "adapters/digital_post/memo.h"
#include "adapters/digital_post/memo_schema.h"
#include "adapters/letter_pdf/letter_pdf.h"
#include "adapters/template_files/template_files.h"
#include "apps/installation.h"
#include "contact/email.h"
#include "contact/html_page.h"
#include "contact/lint.h"
#include "contact/sample.h"
#include "contact/sms.h"
#include "contact/template_set.h"

namespace apps {

namespace {

using contact::TemplateFile;

template <class Value, class Error>
Value take(std::expected<Value, Error> read) {
  if (!read) throw CommandRefused(read.error().text());
  return std::move(*read);
}

/// A template's own file and what lies in the folders beside it: its parts, and the requirements of its set.
std::vector<TemplateFile> with_neighbours(std::string const& path) {
  std::filesystem::path const set = std::filesystem::path{path}.parent_path().parent_path();
  std::vector<TemplateFile> files;
  std::error_code error;
  std::filesystem::path const parts = set / "parts";
  if (std::filesystem::is_directory(parts, error)) {
    files = take(adapters::template_files::read_folder(parts.string()));
  }
  std::filesystem::path const requirements = set / "requirements.toml";
  if (std::filesystem::is_regular_file(requirements, error)) {
    files.push_back(take(adapters::template_files::read_file(requirements.string())));
  }
  files.push_back(take(adapters::template_files::read_file(path)));
  return files;
}

bool is_file(std::string const& name) { return name.ends_with(".md"); }

contact::Template find_template(RenderArguments const& arguments) {
  if (is_file(arguments.name)) {
    std::vector<TemplateFile> const files = with_neighbours(arguments.name);
    return take(contact::read_template(files.back(), files));
  }
  auto const set = take(contact::TemplateSet::read(adapters::template_files::built_in_files()));
  auto const family = contact::family_named(arguments.family);
  auto const language = contact::language_of(arguments.language);
  std::string known;
  for (contact::Template const& each : set.all()) {
    if (each.id == arguments.name && each.family == family && (!language || each.language == language)) return each;
    if (!known.contains(each.id + " ")) known += each.id + " ";
  }
  throw CommandRefused("there is no template '" + arguments.name +
                       "' in the family and language asked for; there are " + (known.empty() ? "none" : known));
}

void write_out(std::string const& path, std::string const& text) {
  if (path == "-") {
    std::cout << text;
    return;
  }
  std::ofstream file{path, std::ios::binary};
  file << text;
  file.close();
  if (!file) throw CommandRefused(path + " cannot be written: check the folder and who may write there");
}

contact::Message make(contact::Template const& from, contact::Sample const& sample) {
  return take(contact::make_message(from, sample.values));
}

adapters::letter_pdf::Letter print(contact::Message const& message, contact::Envelope const& envelope) {
  adapters::letter_pdf::LetterPrinter printer;
  auto letter = printer.print(message, envelope);
  if (!letter) throw CommandRefused(letter.error());
  if (letter->main_pages > 1) {
    std::cerr << "fairdue message: warning: what must be read first does not fit on page 1: shorten the text\n";
  }
  return std::move(*letter);
}

std::string memo(contact::Message const& message, contact::Envelope const& envelope, RenderArguments const& arguments) {
  namespace digital_post = adapters::digital_post;
  digital_post::MemoSettings settings;
  settings.version = arguments.memo_1_2 ? digital_post::MemoVersion::k1_2 : digital_post::MemoVersion::k1_1;
  settings.sender_id = "12345678";
  // The recipient of the published samples: a person that there is not.
  digital_post::MemoStamp const stamp{"8c2ea15d-61fb-4ba9-9366-42f8b194c114",
                                      "2211771212",
                                      digital_post::RecipientKind::kPerson,
                                      {1'795'176'000'000'000},
                                      false};
  std::string const pdf = print(message, envelope).pdf;
  auto const text = digital_post::write_memo(message, envelope, pdf, settings, stamp);
  if (!text) throw CommandRefused(std::string{digital_post::advice_of(text.error())});
  std::cerr << "fairdue message: warning: the action code '" << settings.payment_action_code
            << "' stands in the published samples; whether there is one for payments is for Digital Post to say\n";
  if (!arguments.schema.empty()) {
    auto const schema = digital_post::MemoSchema::load(arguments.schema);
    if (!schema) throw CommandRefused(schema.error());
    if (auto const checked = schema->check(*text); !checked) {
      throw CommandRefused("the message is not as the schema wants it: " + checked.error());
    }
  }
  return *text;
}

std::string sms(contact::Template const& from, contact::Sample const& sample, RenderArguments const& arguments) {
  auto const policy = arguments.without_links ? contact::LinkPolicy::kNoLinks : contact::LinkPolicy::kLinks;
  std::string text = take(contact::make_sms(from, sample.values, policy));
  contact::SmsSize const size = contact::measure_sms(text);
  std::cerr << size.units << (size.encoding == contact::SmsEncoding::kGsm7 ? " septets" : " UCS-2 units") << ", "
            << size.segments << (size.segments == 1 ? " piece\n" : " pieces\n");
  return text + "\n";
}

std::string rendered(contact::Template const& from, RenderArguments const& arguments) {
  contact::Sample const sample = contact::sample_for(from.id, from.purpose, from.language);
  if (arguments.as == "sms") return sms(from, sample, arguments);
  contact::Message const message = make(from, sample);
  if (arguments.as == "pdf") return print(message, sample.envelope).pdf;
  if (arguments.as == "memo") return memo(message, sample.envelope, arguments);
  if (arguments.as == "html") return contact::html_page(message, sample.envelope);
  return contact::email_message(message, sample.envelope, {"sample-1@fairdue.invalid", {1'795'176'000'000'000}});
}

}  // namespace

int run_message_render(RenderArguments const& arguments) {
  contact::Template const from = find_template(arguments);
  if (!arguments.language.empty() && contact::code_of(from.language) != arguments.language) {
    throw CommandRefused(arguments.name + " is written in '" + std::string{contact::code_of(from.language)} + "'");
  }
  write_out(arguments.out, rendered(from, arguments));
  return 0;
}

int run_text_lint(LintArguments const& arguments) {
  std::vector<contact::TemplateError> remarks;
  std::size_t count = 0;
  auto const check = [&](std::span<TemplateFile const> files) {
    for (contact::TemplateError& remark : contact::lint(files)) remarks.push_back(std::move(remark));
    count += static_cast<std::size_t>(
        std::ranges::count_if(files, [](TemplateFile const& file) { return contact::is_template(file.name); }));
  };
  if (arguments.files.empty()) check(adapters::template_files::built_in_files());
  for (std::string const& path : arguments.files) {
    if (!is_file(path)) {
      check(take(adapters::template_files::read_folder(path)));
      continue;
    }
    // One file of a set: whether the set is complete is not asked.
    std::vector<TemplateFile> files = with_neighbours(path);
    std::vector<contact::TemplateError> found = contact::lint(files);
    std::erase_if(found, [](contact::TemplateError const& each) { return each.file.ends_with("requirements.toml"); });
    std::ranges::move(found, std::back_inserter(remarks));
    ++count;
  }
  for (contact::TemplateError const& remark : remarks) std::cerr << remark.text() << "\n";
  std::cout << count << " templates, " << remarks.size() << (remarks.size() == 1 ? " remark\n" : " remarks\n");
  return remarks.empty() ? 0 : 1;
}

}  // namespace apps
