// The mapping: which commands the rows of a source's file stand for, and where in a row each value is. Written in TOML
// by people who know the source system; docs/guides/importing-claims.md is its manual.
//
// Everything that can be wrong with a mapping is found here, with file and line, before any row is read.
// Pure, but for load_map, which reads the file.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/source_files/text_encoding.h"
#include "base/date.h"
#include "base/money.h"
#include "engine/refusal.h"

namespace adapters::source_files {

/// A column that the mapping uses, as its position in ImportMap::columns.
using ColumnId = std::uint32_t;

enum class FileFormat : std::uint8_t { kCsv, kJsonLines };

enum class CommandKind : std::uint8_t {
  kRegister,
  kAmend,
  kFee,
  kWaiveFee,
  kObject,
  kResolve,
  kCancel,
  kHandOver,
  kRecall,
  kPayment,
  kApplyCredit,
};
inline constexpr std::size_t kCommandKinds = 11;

/// "register", "waive_fee" ...: the words of mappings and reports.
[[nodiscard]] std::string_view name_of(CommandKind kind);

enum class Field : std::uint8_t {
  kReference,
  kType,
  kPrincipal,
  kFee,
  kInterest,
  kIssued,
  kDue,
  kLastPaymentDay,
  kPeriodFirst,
  kPeriodLast,
  kComponent,
  kTo,
  kUpBy,
  kDownBy,
  kAmount,
  kReason,
  kDate,
  kObjection,
  kOutcome,
  kRecipient,
  kMeans,
  kExternalReference,
  kIfPositive,
};
inline constexpr std::size_t kFields = 23;

[[nodiscard]] std::string_view name_of(Field field);

/// What a value must look like.
enum class ValueKind : std::uint8_t { kText, kAmount, kDate, kComponent, kOutcome, kMeans };
[[nodiscard]] ValueKind kind_of(Field field);

struct Translation {
  std::string from;
  std::string to;
};

/// Where a value comes from: a column, with what is to be done to it, or the mapping itself.
struct Value {
  std::optional<ColumnId> column;
  std::string constant;                   // if there is no column
  std::vector<Translation> translations;  // if any, a value that is not among them is an error
  std::string fallback;                   // for an empty column
  std::int32_t plus_days = 0;
  std::string date_format;  // of a date
};

struct CommandRule {
  CommandKind kind = CommandKind::kRegister;
  std::array<std::optional<Value>, kFields> fields;
  [[nodiscard]] std::optional<Value> const& operator[](Field field) const {
    return fields[static_cast<std::size_t>(field)];
  }
};

struct Condition {
  ColumnId column = 0;
  std::vector<std::string> any_of;  // if empty: only whether the column is empty counts
  bool empty = false;
};

enum class IdForm : std::uint8_t { kDigits, kAny };
enum class WithoutId : std::uint8_t { kReject, kUnknown };

/// Somebody who is liable. All are values of the row; what is not mapped is not known.
struct DebtorRule {
  Value kind;  // gives "person", "company" or "unknown"
  std::optional<Value> national_id, name, address, postcode, city, country, email, phone;
  std::optional<Value> share;  // how many of the rule's `shares_of` parts
  IdForm id_form = IdForm::kDigits;
  std::optional<int> id_digits;  // by the kind, if not given: 10 for a person, 8 for a company
  WithoutId without_id = WithoutId::kReject;
};

/// What the rows that meet `when` stand for. Without commands: they are read and left.
struct RowRule {
  std::vector<Condition> when;
  std::vector<CommandRule> commands;
  std::vector<DebtorRule> debtors;  // of the first command, if it registers a claim
  std::optional<Value> shares_of;   // the parts of all debtors together; none: all are liable for all of it
  std::vector<Value> key;
  bool key_is_reference = false;    // of the claim that the first command registers
  std::optional<Value> check_open;  // what the source says is open after the row
  std::vector<engine::Refusal> skip_if_refused;
};

struct ImportMap {
  FileFormat format = FileFormat::kCsv;
  char delimiter = ',';
  Encoding encoding = Encoding::kUtf8;
  std::string date_format = "YYYY-MM-DD";
  base::NumberFormat numbers;
  Value currency;
  std::vector<std::string> ignored;
  std::vector<RowRule> rules;
  std::vector<std::string> columns;    // names of all that is used
  std::vector<std::uint8_t> personal;  // by ColumnId: not zero if its values must never be shown
};

/// `line` is zero if the mistake is the whole file's.
struct MapError {
  std::string file;
  std::size_t line = 0;
  std::string message;
};
/// "fines.toml:12: ..."
[[nodiscard]] std::string to_text(MapError const& error);

[[nodiscard]] std::expected<ImportMap, MapError> load_map(std::string const& path);
/// `name` is what errors call the text.
[[nodiscard]] std::expected<ImportMap, MapError> parse_map(std::string_view text, std::string const& name);

}  // namespace adapters::source_files
