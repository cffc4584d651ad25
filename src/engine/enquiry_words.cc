#include "engine/enquiry_words.h"

#include <algorithm>

#include "base/digest.h"
#include "base/encoding.h"
#include "base/utf8.h"

namespace engine {

namespace {

constexpr std::string_view kPurpose = "enquiry words";
constexpr std::size_t kPage = 500;

bool is_blank(char letter) { return letter == ' ' || letter == '\n' || letter == '\t'; }

}  // namespace

std::string tidy_words(std::string_view text) {
  bool const readable = base::is_utf8(text);
  std::string tidy;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char const letter = text[i];
    if (letter == '\r') {
      if (i + 1 >= text.size() || text[i + 1] != '\n') tidy += '\n';
    } else if (static_cast<unsigned char>(letter) >= 0x80) {
      if (readable) tidy += letter;
    } else if (static_cast<unsigned char>(letter) >= 0x20 || letter == '\n' || letter == '\t') {
      tidy += letter;
    }
  }
  std::size_t first = 0;
  while (first < tidy.size() && is_blank(tidy[first])) ++first;
  std::size_t last = tidy.size();
  while (last > first && is_blank(tidy[last - 1])) --last;
  return tidy.substr(first, last - first);
}

SealedWords seal_words(ports::SecretBox& box, std::string_view key, std::string_view text) {
  base::Digest const digest = base::hmac_sha256(key, std::string{kPurpose} + " " + std::string{text});
  return {base::to_hex(digest).substr(0, 32), box.seal(kPurpose, text)};
}

std::vector<OpenedWords> open_words(ports::BooksReader& reader, ports::SecretBox& box, base::AuthorityId authority,
                                    base::EnquiryId enquiry) {
  std::vector<OpenedWords> opened;
  for (ports::EnquiryWords const& words : reader.enquiry_words(authority, enquiry)) {
    if (auto text = box.open(kPurpose, words.sealed)) opened.push_back({words.line, words.writer, std::move(*text)});
  }
  return opened;
}

std::vector<enquiries::Enquiry> open_enquiries(ports::BooksReader& reader, base::AuthorityId authority) {
  std::vector<enquiries::Enquiry> all;
  for (enquiries::State const state : {enquiries::State::kReceived, enquiries::State::kAsked}) {
    base::EnquiryId after;
    while (true) {
      auto page = reader.enquiries_in(authority, state, after, kPage);
      bool const last = page.size() < kPage;
      if (!page.empty()) after = page.back().id;
      std::ranges::move(page, std::back_inserter(all));
      if (last) break;
    }
  }
  std::ranges::sort(all, {}, [](enquiries::Enquiry const& each) { return std::pair{each.answer_by, each.id}; });
  return all;
}

}  // namespace engine
