// The words of a mapping: what commands and fields are called.
#include "adapters/source_files/import_map.h"

namespace adapters::source_files {

namespace {

struct FieldWord {
  std::string_view name;
  ValueKind kind;
};

using enum ValueKind;

/// In the order of Field.
constexpr std::array<FieldWord, kFields> kFieldWords = {{{"reference", kText},
                                                         {"type", kText},
                                                         {"principal", kAmount},
                                                         {"fee", kAmount},
                                                         {"interest", kAmount},
                                                         {"issued", kDate},
                                                         {"due", kDate},
                                                         {"last_payment_day", kDate},
                                                         {"period_first", kDate},
                                                         {"period_last", kDate},
                                                         {"component", kComponent},
                                                         {"to", kAmount},
                                                         {"up_by", kAmount},
                                                         {"down_by", kAmount},
                                                         {"amount", kAmount},
                                                         {"reason", kText},
                                                         {"date", kDate},
                                                         {"objection", kText},
                                                         {"outcome", kOutcome},
                                                         {"recipient", kText},
                                                         {"means", kMeans},
                                                         {"external_reference", kText},
                                                         {"if_positive", kAmount}}};

/// In the order of CommandKind.
constexpr std::array<std::string_view, kCommandKinds> kCommandWords = {
    "register", "amend",     "fee",    "waive_fee", "object",      "resolve",
    "cancel",   "hand_over", "recall", "payment",   "apply_credit"};

}  // namespace

std::string_view name_of(CommandKind kind) { return kCommandWords[static_cast<std::size_t>(kind)]; }
std::string_view name_of(Field field) { return kFieldWords[static_cast<std::size_t>(field)].name; }
ValueKind kind_of(Field field) { return kFieldWords[static_cast<std::size_t>(field)].kind; }

std::string to_text(MapError const& error) {
  std::string text = error.file;
  if (error.line > 0) text += ":" + std::to_string(error.line);
  return text + ": " + error.message;
}

}  // namespace adapters::source_files
