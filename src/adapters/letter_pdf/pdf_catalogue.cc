#include "adapters/letter_pdf/pdf_catalogue.h"

#include <charconv>

namespace adapters::letter_pdf {

namespace {

std::optional<std::size_t> number_behind(std::string_view text, std::string_view words, std::size_t from) {
  std::size_t at = text.find(words, from);
  if (at == std::string_view::npos) return std::nullopt;
  at = text.find_first_of("0123456789", at + words.size());
  if (at == std::string_view::npos) return std::nullopt;
  std::size_t number = 0;
  std::from_chars(text.data() + at, text.data() + text.size(), number);
  return number;
}

std::string ten_digits(std::size_t number) {
  std::string const digits = std::to_string(number);
  return std::string(digits.size() < 10 ? 10 - digits.size() : 0, '0') + digits;
}

}  // namespace

std::optional<std::string> with_language(std::string pdf, std::string_view language) {
  std::size_t const trailer = pdf.rfind("trailer");
  if (trailer == std::string::npos) return std::nullopt;
  auto const root = number_behind(pdf, "/Root", trailer);
  auto const info = number_behind(pdf, "/Info", trailer);
  auto const size = number_behind(pdf, "/Size", trailer);
  auto const table = number_behind(pdf, "startxref", trailer);
  if (!root || !info || !size || !table) return std::nullopt;
  std::string const head = "\n" + std::to_string(*root) + " 0 obj";
  std::size_t const object = pdf.rfind(head);
  if (object == std::string::npos) return std::nullopt;
  std::size_t const open = pdf.find("<<", object);
  std::size_t const end = pdf.find("endobj", object);
  if (open == std::string::npos || end == std::string::npos || open > end) return std::nullopt;
  std::string const rest = pdf.substr(open + 2, end - open - 2);
  std::size_t const new_object = pdf.size();
  pdf += std::to_string(*root) + " 0 obj\n<< /Lang (" + std::string{language} +
         ")\n   /ViewerPreferences << /DisplayDocTitle true >>" + rest + "endobj\n";
  std::size_t const new_table = pdf.size();
  pdf += "xref\n" + std::to_string(*root) + " 1\n" + ten_digits(new_object) + " 00000 n \ntrailer\n<< /Size " +
         std::to_string(*size) + "\n   /Root " + std::to_string(*root) + " 0 R\n   /Info " + std::to_string(*info) +
         " 0 R\n   /Prev " + std::to_string(*table) + "\n>>\nstartxref\n" + std::to_string(new_table) + "\n%%EOF\n";
  return pdf;
}

}  // namespace adapters::letter_pdf
