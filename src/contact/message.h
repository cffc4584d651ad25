// One message to one recipient, made from a template: plain blocks, from which every channel is written.
//
// What was chosen for the recipient is part of it: the template's version and hash and the rules that held, so that
// years later the same message can be made again and explained.
// Pure.
#pragma once

#include <expected>
#include <string>
#include <vector>

#include "contact/template.h"

namespace contact {

using Cells = std::vector<Runs>;

/// Which fields are used depends on the kind, as with BlockTemplate.
struct Block {
  BlockKind kind = BlockKind::kParagraph;
  Part part = Part::kMain;
  int level = 0;
  Runs text;
  std::vector<Cells> rows;  // of a table: the first is the head
  std::vector<Alignment> columns;
  LinkTarget target = LinkTarget::kNone;
};

/// The one cell beside the first that has something in it: such a row is a total, wherever rows are not in columns.
[[nodiscard]] std::optional<std::size_t> only_value(Cells const& cells);

struct Message {
  std::string template_id;
  Family family = Family::kTraditional;
  Language language = Language::kDanish;
  Purpose purpose = Purpose::kDemand;
  std::string subject, preview;
  std::vector<Block> blocks;
  std::array<std::string, kLinkTargetCount> links;
  std::string variant;  // "eye_level/several,no_fee": the family and the rules that held, in order
  std::int64_t version = 0;
  std::string hash;

  [[nodiscard]] std::string const& link(LinkTarget target) const { return links[static_cast<std::size_t>(target)]; }
};

enum class LinkPolicy : std::uint8_t { kLinks, kNoLinks };

/// Why a message cannot be made for this recipient. Nothing may leave then.
struct MessageError {
  enum class Cause : std::uint8_t {
    kMissingField,   // the template wants a value that there is not
    kMissingLink,    // a link has no address
    kAnotherDebtor,  // a claim's row belongs to somebody else
  };
  Cause cause = Cause::kMissingField;
  std::string file;
  std::size_t line = 0;
  std::string message;
  [[nodiscard]] std::string text() const { return TemplateError{file, line, message}.text(); }
};

[[nodiscard]] std::expected<Message, MessageError> make_message(Template const& from, Values const& values);

/// The text message alone, which needs no blocks. No-break spaces become blanks, since GSM 03.38 has none.
[[nodiscard]] std::expected<std::string, MessageError> make_sms(Template const& from, Values const& values,
                                                                LinkPolicy policy);

}  // namespace contact
