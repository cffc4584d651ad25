#include "contact/message.h"

#include <algorithm>

namespace contact {

namespace {

using Cause = MessageError::Cause;

MessageError missing(std::string const& file, std::size_t line, Field field) {
  std::string const name{definition_of(field).name};
  return {Cause::kMissingField, file, line,
          "the field '" + name + "' has no value for this recipient: give it one, or write the text between {{#" +
              name + "}} and {{/" + name + "}}"};
}

/// Fills one template and stops at the first mistake.
class MessageMaker {
 public:
  MessageMaker(Template const& from, Values const& values) : from_(from), values_(values) {}

  std::expected<Message, MessageError> make() {
    check_rows();
    Message message{from_.id,
                    from_.family,
                    from_.language,
                    from_.purpose,
                    line(from_.subject, from_.subject_line),
                    line(from_.preview, from_.preview_line),
                    {},
                    values_.links,
                    variant(),
                    from_.version,
                    from_.hash};
    message.blocks.reserve(from_.blocks.size());
    for (BlockTemplate const& block : from_.blocks) {
      bool const wanted = std::ranges::all_of(
          block.conditions, [&](std::size_t index) { return holds(from_.conditions[index], values_); });
      if (wanted && !error_) message.blocks.push_back(make(block));
    }
    if (error_) return std::unexpected(*error_);
    return message;
  }

 private:
  void fail(MessageError error) {
    if (!error_) error_ = std::move(error);
  }

  void check_rows() {
    for (Scope const scope : {Scope::kClaim, Scope::kInstalment}) {
      for (Row const& row : values_.rows(scope)) {
        if (row.debtor == values_.recipient) continue;
        fail({Cause::kAnotherDebtor, from_.file, 0,
              "a row among the values is another debtor's: nothing is made, so that nobody reads of others"});
      }
    }
  }

  std::string line(TextTemplate const& text, std::size_t number) {
    std::string words;
    if (auto const done = append_filled(words, text, values_, from_.language); !done) {
      fail(missing(from_.file, number, done.error()));
    }
    return words;
  }

  std::string variant() {
    std::string names{name_of(from_.family)};
    char separator = '/';
    for (Condition const& condition : from_.conditions) {
      if (condition.otherwise || !holds(condition, values_)) continue;
      names += separator + condition.name;
      separator = ',';
    }
    return names;
  }

  Runs text(TextTemplate const& from, BlockTemplate const& block, std::size_t number, Row const* row = nullptr) {
    auto runs = fill(from, values_, row, from_.language);
    if (!runs) {
      fail(missing(block.file, number, runs.error()));
      return {};
    }
    for (Run const& run : *runs) check_link(run.link, block, number);
    return std::move(*runs);
  }

  void check_link(LinkTarget target, BlockTemplate const& block, std::size_t number) {
    if (target == LinkTarget::kNone || !values_.link(target).empty()) return;
    fail({Cause::kMissingLink, block.file, number,
          "the link to '" + std::string{name_of(target)} + "' has no address for this recipient"});
  }

  Cells cells(RowTemplate const& from, BlockTemplate const& block, Row const* row) {
    Cells all;
    all.reserve(from.cells.size());
    for (TextTemplate const& cell : from.cells) all.push_back(text(cell, block, from.line, row));
    return all;
  }

  Block make(BlockTemplate const& from) {
    Block block{from.kind, from.part, from.level, text(from.text, from, from.line), {}, from.columns, from.target};
    for (RowTemplate const& row : from.rows) {
      if (row.scope == Scope::kMessage) {
        block.rows.push_back(cells(row, from, nullptr));
        continue;
      }
      for (Row const& each : values_.rows(row.scope)) block.rows.push_back(cells(row, from, &each));
    }
    return block;
  }

  Template const& from_;
  Values const& values_;
  std::optional<MessageError> error_;
};

void use_plain_blanks(std::string& text) {
  constexpr std::string_view kNoBreakSpace = "\u00a0";
  for (std::size_t at = 0; (at = text.find(kNoBreakSpace, at)) != std::string::npos;) {
    text.replace(at, kNoBreakSpace.size(), " ");
  }
}

}  // namespace

std::optional<std::size_t> only_value(Cells const& cells) {
  std::optional<std::size_t> only;
  for (std::size_t column = 1; column < cells.size(); ++column) {
    if (text_of(cells[column]).empty()) continue;
    if (only) return std::nullopt;
    only = column;
  }
  return only;
}

std::expected<Message, MessageError> make_message(Template const& from, Values const& values) {
  return MessageMaker{from, values}.make();
}

std::expected<std::string, MessageError> make_sms(Template const& from, Values const& values, LinkPolicy policy) {
  bool const links = policy == LinkPolicy::kLinks;
  std::string text;
  text.reserve(200);
  auto const done = append_filled(text, links ? from.sms : from.sms_without_link, values, from.language);
  if (!done)
    return std::unexpected(missing(from.file, links ? from.sms_line : from.sms_without_link_line, done.error()));
  use_plain_blanks(text);
  return text;
}

}  // namespace contact
