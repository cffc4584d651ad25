// A template: one message of one step of a procedure, in one language and one family.
//
// A file of Markdown with a head (front_matter.h) between two lines "+++":
//
//   template = "dk/reminder"       which message; the same in every language and family
//   family = "eye_level"           or "traditional", the letter it is compared with; or "support", for people who
//                                  need other handling: help comes first
//   language = "da"
//   version = 1                    raised when the text changes in meaning; the hash is recorded as well
//   purpose = "demand"             notice, demand, final_notice, handed_over or receipt
//   subject, preview               of Digital Post and e-mail: seen before the message is opened
//   sms, sms_without_link          the whole text message; the second where the policy is to send no links
//
// The body is of blocks: headings, paragraphs, lists, tables, and
//
//   ::: figures                    lines "label | value" that are read first
//   ::: when NAME: RULE            only for those of whom the rule holds (condition.h); "::: otherwise" for the rest
//   ::: detail NAME Title          what belongs on the pages behind the first: specification, law, rights
//   :::                            closes the innermost
//   {{> part}}                     a line that stands for the file parts/part.LANGUAGE.md beside the template's folder
//   [words](pay)                   alone in its paragraph: the button; in a sentence: a link
//
// Read once, used by any number of threads. Pure.
#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <vector>

#include "contact/condition.h"
#include "contact/template_file.h"
#include "contact/text_template.h"

namespace contact {

/// kSupport is for people who need other handling, where a message has it; nobody is compared by it.
enum class Family : std::uint8_t { kTraditional, kEyeLevel, kSupport };
[[nodiscard]] std::string_view name_of(Family family);
[[nodiscard]] std::optional<Family> family_named(std::string_view name);

enum class Purpose : std::uint8_t {
  kNotice,       // before it is due
  kDemand,       // late: pay
  kFinalNotice,  // the last before somebody else takes over
  kHandedOver,   // somebody else has taken over
  kReceipt,      // it is paid
};
[[nodiscard]] std::string_view name_of(Purpose purpose);
[[nodiscard]] std::optional<Purpose> purpose_named(std::string_view name);

enum class BlockKind : std::uint8_t { kHeading, kParagraph, kList, kTable, kFigures, kAction };

/// Where a block belongs: the first page, or the pages behind it.
enum class Part : std::uint8_t { kMain, kDetail };

enum class Alignment : std::uint8_t { kLeft, kRight };

struct RowTemplate {
  std::vector<TextTemplate> cells;
  Scope scope = Scope::kMessage;  // else repeated for every claim, or every instalment
  std::size_t line = 0;
};

/// Which fields are used depends on the kind: see BlockKind.
struct BlockTemplate {
  BlockKind kind = BlockKind::kParagraph;
  Part part = Part::kMain;
  int level = 0;                          // of a heading: 1 or 2
  std::vector<std::size_t> conditions;    // indexes into Template::conditions; all must hold
  TextTemplate text;                      // heading, paragraph, action
  std::vector<RowTemplate> rows;          // list: one cell; figures: label and value; table: the first is the head
  std::vector<Alignment> columns;         // of a table
  LinkTarget target = LinkTarget::kNone;  // of an action
  std::string notice;                     // of a detail's heading: its name
  std::string file;                       // where it stands
  std::size_t line = 0;
};

struct Template {
  std::string id;
  std::string file;
  Family family = Family::kTraditional;
  Language language = Language::kDanish;
  Purpose purpose = Purpose::kDemand;
  std::int64_t version = 0;
  std::string hash;  // of the file and its parts: 64 hexadecimal digits
  TextTemplate subject, preview, sms, sms_without_link;
  std::size_t subject_line = 0, preview_line = 0, sms_line = 0, sms_without_link_line = 0;
  std::vector<Condition> conditions;
  std::vector<BlockTemplate> blocks;
};

/// Reads one template; `files` has the parts that it may name, by their file names.
[[nodiscard]] std::expected<Template, TemplateError> read_template(TemplateFile const& file,
                                                                   std::span<TemplateFile const> files);

}  // namespace contact
