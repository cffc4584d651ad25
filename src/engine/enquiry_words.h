// What people write in an enquiry, on its way into the vault's table and out of it again.
//
// Nothing here leaves a trace in the journal: a command holds a keyed digest, so that other words are another wish, and
// an event only that there is a line.
// Thread safety: as the box.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ports/books_reader.h"
#include "ports/secret_box.h"

namespace engine {

/// Ready for a submission: `mark` goes into the command, `sealed` beside it.
struct SealedWords {
  std::string mark;
  std::string sealed;
};

/// As they are kept: line ends are "\n", no blanks at the ends; nothing if there is nothing left. Of what is no UTF-8
/// the plain letters alone.
[[nodiscard]] std::string tidy_words(std::string_view text);

/// `key`: the installation's secret for digests. `text`: tidy and not empty.
[[nodiscard]] SealedWords seal_words(ports::SecretBox& box, std::string_view key, std::string_view text);

struct OpenedWords {
  std::int64_t line = 0;
  enquiries::Writer writer = enquiries::Writer::kCitizen;
  std::string text;
};

/// Every line that is still there and can be opened, in order.
[[nodiscard]] std::vector<OpenedWords> open_words(ports::BooksReader& reader, ports::SecretBox& box,
                                                  base::AuthorityId authority, base::EnquiryId enquiry);

/// The open enquiries, the one that must be answered first before the others.
[[nodiscard]] std::vector<enquiries::Enquiry> open_enquiries(ports::BooksReader& reader, base::AuthorityId authority);

}  // namespace engine
