// Letters as a reader of PDF sees them: words, places, structure.
#include "adapters/letter_pdf/letter_pdf.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "adapters/letter_pdf/pdf_catalogue.h"
#include "adapters/template_files/template_files.h"
#include "contact/sample.h"
#include "contact/template_set.h"

namespace adapters::letter_pdf {
namespace {

contact::TemplateSet const& templates() {
  static contact::TemplateSet const kSet = *contact::TemplateSet::read(template_files::built_in_files());
  return kSet;
}

Letter print(contact::Template const& from, contact::Sample const& sample) {
  static LetterPrinter printer;
  auto const message = contact::make_message(from, sample.values);
  EXPECT_TRUE(message) << message.error().text();
  auto letter = printer.print(*message, sample.envelope);
  EXPECT_TRUE(letter) << letter.error();
  return std::move(*letter);
}

Letter reminder() {
  contact::Template const* from =
      templates().find("dk/reminder", contact::Family::kEyeLevel, contact::Language::kDanish);
  return print(*from, contact::sample_for(from->id, from->purpose, from->language));
}

/// What a program of poppler says of a document; nothing if it is not installed.
std::optional<std::string> asked(std::string const& program, std::string const& options, std::string const& pdf) {
  char path[] = "/tmp/fairdue_letter_XXXXXX";
  int const descriptor = mkstemp(path);
  if (descriptor < 0) return std::nullopt;
  close(descriptor);
  std::ofstream{path, std::ios::binary} << pdf;
  std::string const command = program + " " + options + " " + path + (program == "pdftotext" ? " -" : "") + " 2>&1";
  FILE* pipe = popen(command.c_str(), "r");
  std::string out;
  char piece[4096];
  for (std::size_t size = 0; (size = fread(piece, 1, sizeof piece, pipe)) > 0;) out.append(piece, size);
  int const status = pclose(pipe);
  std::remove(path);
  return status == 0 ? std::optional{out} : std::nullopt;
}

TEST(LetterPdf, EveryShippedLetterFitsAndIsSmall) {
  for (contact::Template const& each : templates().all()) {
    Letter const letter = print(each, contact::sample_for(each.id, each.purpose, each.language));
    EXPECT_EQ(letter.main_pages, 1) << each.file << ": what must be read first does not fit on page 1";
    bool const is_short = each.purpose == contact::Purpose::kReceipt && each.id != "dk/plan_agreed";
    EXPECT_EQ(letter.pages, is_short ? 1 : 2) << each.file;
    EXPECT_LE(letter.pdf.size(), 40'000U) << each.file;
    EXPECT_TRUE(letter.pdf.contains("/Lang (" + std::string{contact::code_of(each.language)} + ")")) << each.file;
  }
}

TEST(LetterPdf, SaysOnPageOneHowMuchByWhenAndHow) {
  std::string const pdf = reminder().pdf;
  auto const first = asked("pdftotext", "-f 1 -l 1 -layout", pdf);
  if (!first) GTEST_SKIP() << "poppler-utils is not installed";
  for (std::string const wanted : {"3.276,50 kr", "fredag den 4. december", "Betal nu", "testby.dk/betal", "4821-7730",
                                   "+71<026840149965328+81234567<", "Karen Jørgensen", "dele beløbet op"}) {
    EXPECT_TRUE(first->contains(wanted)) << wanted << "\n" << *first;
  }
  EXPECT_FALSE(first->contains("gebyrloven"));
  EXPECT_FALSE(first->contains("Bibliotek, ikke"));
  auto const second = asked("pdftotext", "-f 2 -l 2 -layout", pdf);
  for (std::string const wanted : {"Bibliotek, ikke afleveret bog", "gebyrloven § 2", "Hvis du er uenig"}) {
    EXPECT_TRUE(second->contains(wanted)) << wanted << "\n" << *second;
  }
}

TEST(LetterPdf, HasStructureTitleAndLanguage) {
  std::string const pdf = reminder().pdf;
  auto const tree = asked("pdfinfo", "-struct-text", pdf);
  auto const facts = asked("pdfinfo", "", pdf);
  if (!tree || !facts) GTEST_SKIP() << "poppler-utils is not installed";
  for (std::string const tag : {"Document", "H1", "H2", "LI", "LBody", "Table", "TR", "TH", "TD", "Link"}) {
    EXPECT_TRUE(tree->contains(tag)) << tag << "\n" << *tree;
  }
  EXPECT_TRUE(facts->contains("Tagged:          yes")) << *facts;
  EXPECT_TRUE(facts->contains("Karen, betal 3.276,50")) << *facts;
}

TEST(LetterPdf, TheSameMessageGivesTheSameBytes) { EXPECT_EQ(reminder().pdf, reminder().pdf); }

TEST(LetterPdf, ThreadsPrintTheSame) {
  contact::Template const* from =
      templates().find("dk/reminder", contact::Family::kEyeLevel, contact::Language::kDanish);
  contact::Sample const sample = contact::sample_for(from->id, from->purpose, from->language);
  contact::Message const message = *contact::make_message(*from, sample.values);
  std::string const expected = reminder().pdf;
  std::array<int, 3> same{};
  {
    std::vector<std::jthread> threads;
    for (int& count : same) {
      threads.emplace_back([&] {
        LetterPrinter printer;
        for (int i = 0; i < 20; ++i) count += printer.print(message, sample.envelope)->pdf == expected ? 1 : 0;
      });
    }
  }
  EXPECT_EQ(same, (std::array{20, 20, 20}));
}

TEST(LetterPdf, AddressesTheWindow) {
  auto const box = asked("pdftotext", "-f 1 -l 1 -x 57 -y 128 -W 255 -H 99", reminder().pdf);
  if (!box) GTEST_SKIP() << "poppler-utils is not installed";
  EXPECT_TRUE(box->starts_with("Karen Jørgensen\nMågevej 14, 2. tv.\n8999 Testby\n")) << *box;
}

TEST(LetterPdf, AsksNobodyForMoneyWhoOwesUsNothing) {
  for (std::string const id : {"dk/receipt", "dk/handed_over"}) {
    contact::Template const* from = templates().find(id, contact::Family::kEyeLevel, contact::Language::kDanish);
    auto const text = asked("pdftotext", "", print(*from, contact::sample_for(id, from->purpose, from->language)).pdf);
    if (!text) GTEST_SKIP() << "poppler-utils is not installed";
    EXPECT_FALSE(text->contains("+71<")) << id;
    EXPECT_FALSE(text->contains("Scan og betal")) << id;
  }
}

TEST(LetterPdf, GoesOnOverleafWithManyClaims) {
  contact::Template const* from =
      templates().find("dk/reminder", contact::Family::kEyeLevel, contact::Language::kDanish);
  contact::Sample sample = contact::sample_for(from->id, from->purpose, from->language);
  while (sample.values.claims.size() < 90) sample.values.claims.push_back(sample.values.claims.front());
  Letter const letter = print(*from, sample);
  EXPECT_GE(letter.pages, 4);
  EXPECT_EQ(letter.main_pages, 1);
}

TEST(LetterPdf, RefusesAnAddressThatNoCodeHolds) {
  contact::Template const* from =
      templates().find("dk/reminder", contact::Family::kEyeLevel, contact::Language::kDanish);
  contact::Sample sample = contact::sample_for(from->id, from->purpose, from->language);
  sample.values.links[static_cast<std::size_t>(contact::LinkTarget::kPay)] = std::string(3'000, 'a');
  LetterPrinter printer;
  EXPECT_FALSE(printer.print(*contact::make_message(*from, sample.values), sample.envelope));
}

TEST(PdfCatalogue, RefusesWhatItDoesNotKnow) {
  EXPECT_FALSE(with_language("", "da"));
  EXPECT_FALSE(with_language("%PDF-1.7\ntrailer\n<< /Root 1 0 R >>\n", "da"));
}

}  // namespace
}  // namespace adapters::letter_pdf
