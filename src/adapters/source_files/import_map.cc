#include "adapters/source_files/import_map.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "adapters/source_files/toml_reading.h"
#include "adapters/source_files/value_reading.h"

namespace adapters::source_files {

namespace {

using enum Field;

struct CommandGrammar {
  std::vector<Field> needed;
  std::vector<Field> allowed;  // beside what is needed
};

/// What each command takes. In the order of CommandKind.
std::array<CommandGrammar, kCommandKinds> const kGrammar = {{
    {{kReference, kType, kIssued},
     {kPrincipal, kFee, kInterest, kDue, kLastPaymentDay, kPeriodFirst, kPeriodLast, kIfPositive}},
    {{kReference, kReason, kDate}, {kComponent, kTo, kUpBy, kDownBy, kIfPositive}},
    {{kReference, kAmount, kReason, kDate}, {kIfPositive}},
    {{kReference, kReason, kDate}, {kAmount, kIfPositive}},
    {{kReference, kObjection, kDate}, {kReason, kIfPositive}},
    {{kReference, kObjection, kOutcome, kDate}, {kIfPositive}},
    {{kReference, kReason, kDate}, {kIfPositive}},
    {{kReference, kRecipient, kDate}, {kIfPositive}},
    {{kReference, kReason, kDate}, {kIfPositive}},
    {{kReference, kAmount, kDate}, {kMeans, kExternalReference, kIfPositive}},
    {{kReference, kDate}, {kIfPositive}},
}};

constexpr std::string_view kRootKeys[] = {"version",   "format",    "delimiter", "encoding", "date_format",
                                          "decimal",   "thousands", "currency",  "ignore",   "personal",
                                          "reference", "key",       "row"};
constexpr std::string_view kRowKeys[] = {"when", "skip",  "command",    "key",      "debtor",
                                         "then", "check", "if_refused", "shares_of"};
constexpr std::string_view kValueKeys[] = {"column", "value", "map", "default", "plus_days", "format"};
constexpr std::string_view kDebtorKeys[] = {"kind",    "national_id",      "name",  "address", "postcode",
                                            "city",    "country",          "email", "phone",   "id_digits",
                                            "id_form", "unknown_if_empty", "share"};
constexpr std::string_view kDebtorKinds[] = {"person", "company", "unknown"};

/// What a text may be in a value.
enum class TextMeans : std::uint8_t { kColumn, kWord };

class MapReader {
 public:
  explicit MapReader(std::string const& name) : mistakes_(name) {}

  std::expected<ImportMap, MapError> read(toml::table const& root) {
    read_head(root);
    read_rules(root);
    mark_personal(root);
    if (mistakes_.error()) return std::unexpected(*mistakes_.error());
    return std::move(map_);
  }

 private:
  void read_head(toml::table const& root);
  void read_numbers(toml::table const& root);
  void read_rules(toml::table const& root);
  void read_rule(toml::table const& table);
  void read_commands(toml::table const& table, RowRule& rule);
  CommandRule read_command(toml::table const& table, std::span<std::string_view const> beside,
                           CommandRule const* first);
  void check_command(toml::table const& table, CommandRule const& command);
  void read_when(toml::table const& table, RowRule& rule);
  Condition read_condition(std::string const& column, toml::node const& node);
  void read_debtors(toml::table const& table, RowRule& rule);
  DebtorRule read_debtor(toml::table const& table);
  void read_key(toml::table const& table, RowRule& rule);
  void read_if_refused(toml::table const& table, RowRule& rule);
  void mark_personal(toml::table const& root);

  std::optional<Value> value(toml::table const& table, std::string_view key, ValueKind kind, TextMeans text_means);
  std::optional<Value> field(toml::table const& table, Field field);
  Value read_value(toml::table const& table, ValueKind kind);
  void check_fixed(toml::node const& where, std::string const& text, ValueKind kind, std::string const& date_format);
  std::optional<std::string> fixed_text(toml::table const& table, std::string_view key);
  void mark(std::optional<Value> const& value) {
    if (value && value->column) personal_.push_back(*value->column);
  }
  ColumnId column(toml::node const& where, std::string const& name);

  TomlMistakes mistakes_;
  ImportMap map_;
  std::vector<ColumnId> personal_;
  std::optional<Value> default_reference_;
  std::vector<std::string> default_key_;
  std::size_t catch_all_line_ = 0;
};

ColumnId MapReader::column(toml::node const& where, std::string const& name) {
  if (name.empty()) mistakes_.note(where, "the name of a column is missing");
  if (name.starts_with("fairdue_")) {
    mistakes_.note(where, "columns whose names begin with 'fairdue_' are this program's own and cannot be used");
  }
  if (std::ranges::find(map_.ignored, name) != map_.ignored.end()) {
    mistakes_.note(where, "the column '" + name + "' is used here and stands in 'ignore' as well: take it out there");
  }
  auto const found = std::ranges::find(map_.columns, name);
  auto const id = static_cast<ColumnId>(found - map_.columns.begin());
  if (found == map_.columns.end()) map_.columns.push_back(name);
  return id;
}

void MapReader::read_head(toml::table const& root) {
  mistakes_.check_keys(root, kRootKeys, "the file");
  if (mistakes_.whole_number(root, "version") != 1) mistakes_.note(root, "the mapping must begin with: version = 1");
  auto const format = mistakes_.text(root, "format").value_or("csv");
  map_.format = format == "jsonl" ? FileFormat::kJsonLines : FileFormat::kCsv;
  if (format != "csv" && format != "jsonl") mistakes_.note(*root.get("format"), "'format' is 'csv' or 'jsonl'");
  map_.delimiter = mistakes_.character(root, "delimiter", ',');
  if (std::string_view{"\"\r\n."}.find(map_.delimiter) != std::string_view::npos || map_.delimiter == '\0' ||
      std::isalnum(static_cast<unsigned char>(map_.delimiter)) != 0) {
    mistakes_.note(*root.get("delimiter"), "this character cannot separate columns");
  }
  auto const encoding = mistakes_.text(root, "encoding").value_or("utf-8");
  if (encoding == "windows-1252") {
    map_.encoding = Encoding::kWindows1252;
  } else if (encoding == "latin1") {
    map_.encoding = Encoding::kLatin1;
  } else if (encoding != "utf-8") {
    mistakes_.note(*root.get("encoding"), "'encoding' is 'utf-8', 'windows-1252' or 'latin1'");
  }
  if (map_.format == FileFormat::kJsonLines && map_.encoding != Encoding::kUtf8) {
    mistakes_.note(*root.get("encoding"), "JSON is always in UTF-8 (RFC 8259): leave 'encoding' out");
  }
  map_.ignored = mistakes_.texts(root, "ignore");
  read_numbers(root);
  auto const* currency = root.get("currency");
  if (currency == nullptr) {
    mistakes_.note(root,
                   "say which currency the amounts are in: currency = \"EUR\", or currency = { column = \"...\" }");
  } else if (auto found = value(root, "currency", ValueKind::kText, TextMeans::kWord)) {
    map_.currency = std::move(*found);
    if (!map_.currency.column && !base::Currency::parse(map_.currency.constant)) {
      mistakes_.note(*currency, "a currency is three capital letters, such as \"EUR\"");
    }
  }
  default_reference_ = value(root, "reference", ValueKind::kText, TextMeans::kColumn);
  default_key_ = mistakes_.texts(root, "key");
}

void MapReader::read_numbers(toml::table const& root) {
  if (auto format = mistakes_.text(root, "date_format")) {
    map_.date_format = std::move(*format);
    if (!is_date_format(map_.date_format)) {
      mistakes_.note(*root.get("date_format"), "'date_format' is made of YYYY (or YY), MM, DD and separators");
    }
  }
  map_.numbers.decimal = mistakes_.character(root, "decimal", '.');
  map_.numbers.thousands = mistakes_.character(root, "thousands", '\0');
  if (map_.numbers.decimal != '.' && map_.numbers.decimal != ',') {
    mistakes_.note(*root.get("decimal"), "'decimal' is \".\" or \",\"");
  }
  if (map_.numbers.thousands != '\0' &&
      (map_.numbers.thousands == map_.numbers.decimal ||
       std::string_view{"., '_"}.find(map_.numbers.thousands) == std::string_view::npos)) {
    mistakes_.note(*root.get("thousands"),
                   "'thousands' is \".\", \",\", \" \", \"'\" or \"_\", and not the decimal sign");
  }
}

// ---- values

std::optional<std::string> MapReader::fixed_text(toml::table const& table, std::string_view key) {
  toml::node const* node = table.get(key);
  if (node == nullptr) return std::nullopt;
  if (auto const* number = node->as_integer()) return std::to_string(number->get());
  return mistakes_.text(table, key);
}

void MapReader::check_fixed(toml::node const& where, std::string const& text, ValueKind kind,
                            std::string const& date_format) {
  auto const need = [&](bool is_word, std::string_view words) {
    if (!is_word) mistakes_.note(where, "'" + text + "' must be " + std::string{words});
  };
  switch (kind) {
    case ValueKind::kText:
      return;
    case ValueKind::kAmount:
      if (auto const read = read_amount(text, map_.numbers, Shown::kYes); !read) mistakes_.note(where, read.error());
      return;
    case ValueKind::kDate:
      if (auto const read = read_date(text, date_format, Shown::kYes); !read) mistakes_.note(where, read.error());
      return;
    case ValueKind::kComponent:
      return need(read_component(text).has_value(), component_words());
    case ValueKind::kOutcome:
      return need(read_outcome(text).has_value(), outcome_words());
    case ValueKind::kMeans:
      return need(read_means(text).has_value(), means_words());
  }
}

Value MapReader::read_value(toml::table const& table, ValueKind kind) {
  mistakes_.check_keys(table, kValueKeys, "a value");
  Value result;
  result.date_format = mistakes_.text(table, "format").value_or(map_.date_format);
  if (!is_date_format(result.date_format))
    mistakes_.note(table, "'format' is made of YYYY (or YY), MM, DD and separators");
  auto const days = mistakes_.whole_number(table, "plus_days").value_or(0);
  if (days < -40'000 || days > 40'000) mistakes_.note(table, "'plus_days' is beyond a hundred years");
  result.plus_days = static_cast<std::int32_t>(days);
  if (kind != ValueKind::kDate && (table.contains("format") || table.contains("plus_days"))) {
    mistakes_.note(table, "'format' and 'plus_days' are for dates");
  }
  if (auto const name = mistakes_.text(table, "column")) result.column = column(table, *name);
  if (auto fixed = fixed_text(table, "value")) {
    result.constant = std::move(*fixed);
    check_fixed(table, result.constant, kind, result.date_format);
  }
  if (table.contains("column") == table.contains("value")) {
    mistakes_.note(table, "a value comes from a column, { column = \"...\" }, or is fixed, { value = \"...\" }");
  }
  if (auto fallback = fixed_text(table, "default")) {
    result.fallback = std::move(*fallback);
    check_fixed(table, result.fallback, kind, result.date_format);
  }
  if (auto const* translations = table["map"].as_table()) {
    for (auto const& [from, to] : *translations) {
      std::string const text = fixed_text(*translations, from.str()).value_or("");
      check_fixed(to, text, kind, result.date_format);
      result.translations.push_back({std::string{from.str()}, text});
    }
  } else if (table.contains("map")) {
    mistakes_.note(*table.get("map"), "'map' is a table: { \"word in the file\" = \"word here\" }");
  }
  return result;
}

std::optional<Value> MapReader::value(toml::table const& table, std::string_view key, ValueKind kind,
                                      TextMeans text_means) {
  toml::node const* node = table.get(key);
  if (node == nullptr) return std::nullopt;
  if (auto const* details = node->as_table()) return read_value(*details, kind);
  auto const* text = node->as_string();
  if (text == nullptr) {
    mistakes_.note(*node, "'" + std::string{key} + "' must be a text or { column = ... } or { value = ... }");
    return std::nullopt;
  }
  Value result;
  result.date_format = map_.date_format;
  if (text_means == TextMeans::kColumn) {
    result.column = column(*node, text->get());
  } else {
    result.constant = text->get();
    check_fixed(*node, result.constant, kind, result.date_format);
  }
  return result;
}

std::optional<Value> MapReader::field(toml::table const& table, Field field) {
  ValueKind const kind = kind_of(field);
  bool const word = kind == ValueKind::kComponent || kind == ValueKind::kOutcome || kind == ValueKind::kMeans;
  return value(table, name_of(field), kind, word ? TextMeans::kWord : TextMeans::kColumn);
}

// ---- rules

void MapReader::read_rules(toml::table const& root) {
  toml::node const* node = root.get("row");
  auto const* rules = node != nullptr ? node->as_array() : nullptr;
  if (rules == nullptr || rules->empty()) {
    mistakes_.note(root, "there is no rule: write at least one [[row]]");
    return;
  }
  for (toml::node const& rule : *rules) {
    if (auto const* table = rule.as_table()) {
      read_rule(*table);
    } else {
      mistakes_.note(rule, "a rule is written [[row]]");
    }
  }
}

void MapReader::read_rule(toml::table const& table) {
  if (catch_all_line_ > 0) {
    mistakes_.note(table, "no row ever comes here: the rule in line " + std::to_string(catch_all_line_) +
                              " has no 'when' and takes them all");
  }
  RowRule rule;
  read_when(table, rule);
  if (rule.when.empty()) catch_all_line_ = table.source().begin.line;
  bool const skip = mistakes_.yes_or_no(table, "skip").value_or(false);
  if (skip == table.contains("command")) {
    mistakes_.note(table, "a rule has either 'command' or: skip = true");
  } else if (skip) {
    static constexpr std::string_view kSkipKeys[] = {"when", "skip"};
    mistakes_.check_keys(table, kSkipKeys, "a rule that skips rows");
  } else {
    read_commands(table, rule);
    read_debtors(table, rule);
    read_key(table, rule);
    read_if_refused(table, rule);
    if (auto const* check = table["check"].as_table()) {
      static constexpr std::string_view kCheckKeys[] = {"open"};
      mistakes_.check_keys(*check, kCheckKeys, "a check");
      rule.check_open = value(*check, "open", ValueKind::kAmount, TextMeans::kColumn);
    } else if (table.contains("check")) {
      mistakes_.note(*table.get("check"), "a check is written: check = { open = \"column\" }");
    }
  }
  map_.rules.push_back(std::move(rule));
}

void MapReader::read_commands(toml::table const& table, RowRule& rule) {
  rule.commands.push_back(read_command(table, kRowKeys, nullptr));
  toml::node const* then = table.get("then");
  if (then == nullptr) return;
  auto const* more = then->as_array();
  if (more == nullptr) {
    mistakes_.note(*then, "'then' is a list of commands: then = [\"apply_credit\"], or [[row.then]]");
    return;
  }
  static constexpr std::string_view kThenKeys[] = {"command"};
  for (toml::node const& node : *more) {
    CommandRule const first = rule.commands.front();
    if (auto const* details = node.as_table()) {
      rule.commands.push_back(read_command(*details, kThenKeys, &first));
    } else if (auto const* word = node.as_string()) {
      mistakes_.stand_at(node);
      rule.commands.push_back(read_command(toml::table{{"command", word->get()}}, kThenKeys, &first));
    } else {
      mistakes_.note(node, "'then' is a list of commands: then = [\"apply_credit\"], or [[row.then]]");
    }
  }
}

CommandRule MapReader::read_command(toml::table const& table, std::span<std::string_view const> beside,
                                    CommandRule const* first) {
  CommandRule command;
  auto const word = mistakes_.text(table, "command").value_or("");
  std::vector<std::string_view> words;
  bool known = false;
  for (std::size_t i = 0; i < kCommandKinds; ++i) {
    auto const kind = static_cast<CommandKind>(i);
    words.push_back(name_of(kind));
    if (name_of(kind) != word) continue;
    command.kind = kind;
    known = true;
  }
  if (!known) {
    mistakes_.note(table, "'" + word + "' is no command: there are " + join_words(words));
    return command;
  }
  CommandGrammar const& grammar = kGrammar[static_cast<std::size_t>(command.kind)];
  std::vector<std::string_view> keys(beside.begin(), beside.end());
  for (auto const* fields : {&grammar.needed, &grammar.allowed}) {
    for (Field const f : *fields) {
      keys.push_back(name_of(f));
      command.fields[static_cast<std::size_t>(f)] = field(table, f);
    }
  }
  mistakes_.check_keys(table, keys, "the command '" + word + "'");
  // What follows in a row is about the same claim on the same day, unless it says otherwise.
  auto const inherit = [&](Field f, std::optional<Value> const& from) {
    auto& own = command.fields[static_cast<std::size_t>(f)];
    if (!own && std::ranges::find(grammar.needed, f) != grammar.needed.end()) own = from;
  };
  if (first != nullptr) {
    inherit(kReference, (*first)[kReference]);
    inherit(kDate, (*first)[kDate] ? (*first)[kDate] : (*first)[kIssued]);
  }
  inherit(kReference, default_reference_);
  for (Field const f : grammar.needed) {
    if (!command[f]) mistakes_.note(table, "the command '" + word + "' needs '" + std::string{name_of(f)} + "'");
  }
  check_command(table, command);
  return command;
}

void MapReader::check_command(toml::table const& table, CommandRule const& command) {
  if (command.kind == CommandKind::kRegister && !command[kPrincipal] && !command[kFee] && !command[kInterest]) {
    mistakes_.note(table, "a claim needs an amount: 'principal', 'fee' or 'interest'");
  }
  if (command.kind == CommandKind::kAmend) {
    int const given = (command[kTo] ? 1 : 0) + (command[kUpBy] ? 1 : 0) + (command[kDownBy] ? 1 : 0);
    if (given != 1) mistakes_.note(table, "an amendment says one of: 'to' (the new total), 'up_by', 'down_by'");
  }
}

Condition MapReader::read_condition(std::string const& name, toml::node const& node) {
  Condition condition;
  condition.column = column(node, name);
  auto const add = [&](toml::node const& item) {
    if (auto const* text = item.as_string()) {
      condition.any_of.push_back(text->get());
    } else if (auto const* number = item.as_integer()) {
      condition.any_of.push_back(std::to_string(number->get()));
    } else if (auto const* answer = item.as_boolean()) {
      condition.any_of.emplace_back(answer->get() ? "true" : "false");
    } else {
      mistakes_.note(item, "'when' compares with texts: write the value in quotation marks");
    }
  };
  if (auto const* list = node.as_array()) {
    for (toml::node const& item : *list) add(item);
    if (list->empty()) mistakes_.note(node, "this list is empty, so no row would ever match");
  } else if (auto const* table = node.as_table()) {
    static constexpr std::string_view kConditionKeys[] = {"empty"};
    mistakes_.check_keys(*table, kConditionKeys, "a condition");
    condition.empty = mistakes_.yes_or_no(*table, "empty").value_or(false);
    if (table->empty()) mistakes_.note(node, "say { empty = true } or { empty = false }");
  } else {
    add(node);
  }
  return condition;
}

void MapReader::read_when(toml::table const& table, RowRule& rule) {
  toml::node const* when = table.get("when");
  if (when == nullptr) return;
  auto const* conditions = when->as_table();
  if (conditions == nullptr || conditions->empty()) {
    mistakes_.note(*when, "'when' is a table of columns and values: when = { column = \"value\" }");
    return;
  }
  for (auto const& [name, node] : *conditions) rule.when.push_back(read_condition(std::string{name.str()}, node));
}

// ---- debtors, keys and the rest

void MapReader::read_debtors(toml::table const& table, RowRule& rule) {
  toml::node const* node = table.get("debtor");
  bool const registers = rule.commands.front().kind == CommandKind::kRegister;
  if (node == nullptr) {
    if (registers) {
      mistakes_.note(table,
                     "say who owes: debtor = { kind = \"person\", national_id = \"column\" }, or"
                     " debtor = { kind = \"unknown\" }");
    }
    return;
  }
  if (!registers) mistakes_.note(*node, "only 'register' names a debtor");
  if (auto const* one = node->as_table()) {
    rule.debtors.push_back(read_debtor(*one));
  } else if (auto const* list = node->as_array()) {
    for (toml::node const& item : *list) {
      if (auto const* details = item.as_table()) {
        rule.debtors.push_back(read_debtor(*details));
      } else {
        mistakes_.note(item, "a debtor is written [[row.debtor]]");
      }
    }
  } else {
    mistakes_.note(*node, "a debtor is written: debtor = { kind = ..., ... }, or several as [[row.debtor]]");
  }
  rule.shares_of = value(table, "shares_of", ValueKind::kText, TextMeans::kColumn);
  bool const all = std::ranges::all_of(rule.debtors, [](DebtorRule const& debtor) { return debtor.share.has_value(); });
  bool const none =
      std::ranges::none_of(rule.debtors, [](DebtorRule const& debtor) { return debtor.share.has_value(); });
  if (rule.shares_of ? !all : !none) {
    mistakes_.note(*node, "where debtors owe by share, each has a 'share', and 'shares_of' says how many there are");
  }
}

DebtorRule MapReader::read_debtor(toml::table const& table) {
  mistakes_.check_keys(table, kDebtorKeys, "a debtor");
  DebtorRule rule;
  auto const check_kind = [&](std::string const& word) {
    if (std::ranges::find(kDebtorKinds, word) == std::end(kDebtorKinds)) {
      mistakes_.note(table, "'kind' is " + join_words(kDebtorKinds));
    }
  };
  if (auto kind = value(table, "kind", ValueKind::kText, TextMeans::kWord)) {
    rule.kind = std::move(*kind);
    if (!rule.kind.column) check_kind(rule.kind.constant);
    if (!rule.kind.fallback.empty()) check_kind(rule.kind.fallback);
    for (Translation const& translation : rule.kind.translations) check_kind(translation.to);
  } else {
    mistakes_.note(table, "a debtor needs 'kind': " + join_words(kDebtorKinds));
  }
  auto const text = [&](std::string_view key) {
    auto found = value(table, key, ValueKind::kText, TextMeans::kColumn);
    mark(found);
    return found;
  };
  rule.national_id = text("national_id");
  rule.name = text("name");
  rule.address = text("address");
  rule.postcode = text("postcode");
  rule.city = text("city");
  rule.country = text("country");
  rule.email = text("email");
  rule.phone = text("phone");
  rule.share = value(table, "share", ValueKind::kText, TextMeans::kColumn);
  if (rule.kind.column || rule.kind.constant != "unknown") {
    if (!rule.national_id)
      mistakes_.note(table,
                     "a debtor who is known needs 'national_id': without it the same one"
                     " is never found again");
  }
  auto const form = mistakes_.text(table, "id_form").value_or("digits");
  if (form != "digits" && form != "any") mistakes_.note(*table.get("id_form"), "'id_form' is 'digits' or 'any'");
  rule.id_form = form == "any" ? IdForm::kAny : IdForm::kDigits;
  if (auto const digits = mistakes_.whole_number(table, "id_digits")) {
    if (*digits < 1 || *digits > 30) mistakes_.note(*table.get("id_digits"), "'id_digits' is 1 to 30");
    rule.id_digits = static_cast<int>(*digits);
  }
  if (mistakes_.yes_or_no(table, "unknown_if_empty").value_or(false)) rule.without_id = WithoutId::kUnknown;
  return rule;
}

void MapReader::read_key(toml::table const& table, RowRule& rule) {
  std::vector<std::string> names = mistakes_.texts(table, "key");
  toml::node const& where = table.contains("key") ? *table.get("key") : static_cast<toml::node const&>(table);
  if (names.empty()) names = default_key_;
  for (std::string const& name : names) {
    Value part;
    part.column = column(where, name);
    rule.key.push_back(std::move(part));
  }
  if (!rule.key.empty()) return;
  if (rule.commands.front().kind == CommandKind::kRegister && rule.commands.front()[kReference]) {
    rule.key.push_back(*rule.commands.front()[kReference]);
    rule.key_is_reference = true;
    return;
  }
  mistakes_.note(where,
                 "say by which columns this row is known when the file is imported again:"
                 " key = [\"column\", ...]");
}

void MapReader::read_if_refused(toml::table const& table, RowRule& rule) {
  toml::node const* node = table.get("if_refused");
  if (node == nullptr) return;
  auto const* words = node->as_table();
  if (words == nullptr) {
    mistakes_.note(*node, "'if_refused' is written: if_refused = { no_such_objection = \"skip\" }");
    return;
  }
  for (auto const& [key, what] : *words) {
    if (what.value<std::string>() != "skip") mistakes_.note(what, "the only answer to a refusal is \"skip\"");
    std::optional<engine::Refusal> refusal;
    for (int i = 1; i <= static_cast<int>(engine::Refusal::kCapturedAmountMissing); ++i) {
      auto const candidate = static_cast<engine::Refusal>(i);
      if (engine::code_of(candidate) == key.str()) refusal = candidate;
    }
    if (refusal) {
      rule.skip_if_refused.push_back(*refusal);
    } else {
      mistakes_.note(what, "'" + std::string{key.str()} + "' is the code of no refusal");
    }
  }
}

void MapReader::mark_personal(toml::table const& root) {
  for (std::string const& name : mistakes_.texts(root, "personal")) {
    auto const found = std::ranges::find(map_.columns, name);
    if (found != map_.columns.end()) personal_.push_back(static_cast<ColumnId>(found - map_.columns.begin()));
  }
  map_.personal.assign(map_.columns.size(), 0);
  for (ColumnId const id : personal_) map_.personal[id] = 1;
}

}  // namespace

std::expected<ImportMap, MapError> parse_map(std::string_view text, std::string const& name) {
  try {
    toml::table const root = toml::parse(text, name);
    return MapReader{name}.read(root);
  } catch (toml::parse_error const& error) {
    return std::unexpected(MapError{name, error.source().begin.line, std::string{error.description()}});
  }
}

std::expected<ImportMap, MapError> load_map(std::string const& path) {
  std::ifstream file{path, std::ios::binary};
  std::string const text{std::istreambuf_iterator<char>{file}, {}};
  if (!file.is_open() || file.bad()) {
    return std::unexpected(MapError{path, 0, std::string{"the mapping cannot be read: "} + std::strerror(errno)});
  }
  return parse_map(text, path);
}

}  // namespace adapters::source_files
