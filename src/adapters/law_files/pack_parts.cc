#include "adapters/law_files/pack_parts.h"

namespace adapters::law_files {

namespace {

constexpr Word<law::Unit> kUnits[] = {{"percent", law::Unit::kBasisPoints}, {"amount", law::Unit::kMinorUnits}};
constexpr Word<law::Purpose> kPurposes[] = {
    {"public", law::Purpose::kPublicHoliday}, {"bank", law::Purpose::kBank}, {"deadline", law::Purpose::kDeadline}};

std::optional<law::Confirmation> read_confirmation(Fields& fields, std::string const& prefix) {
  std::string const by = fields.text_or_empty(prefix + "_by");
  std::optional<base::Date> const on = fields.date_if_given(prefix + "_on");
  if (by.empty() && !on) return std::nullopt;
  if (by.empty() || !on) fields.note("'" + prefix + "_by' and '" + prefix + "_on' go together");
  return law::Confirmation{by, on.value_or(base::Date{})};
}

law::DatedTable read_table(toml::table const& source, Notes& notes) {
  Fields fields{source, notes, "a table"};
  law::DatedTable table;
  table.code = fields.text("code");
  table.title = fields.text("title");
  table.unit = fields.word("unit", kUnits);
  table.review_months = fields.small_number("review_months", 0);
  table.source = fields.text("source");
  auto const rows = fields.tables("row");
  for (toml::table const* row : rows) {
    Fields cells{*row, notes, "a row"};
    law::DatedValue value{cells.date("from"), cells.date_if_given("until"), cells.hundredths("value"), true, {}};
    value.verified = !cells.has("verified") || cells.yes_or_no("verified");
    value.source = cells.text_or_empty("source");
    if (value.source.empty()) value.source = table.source;
    cells.finish();
    table.rows.push_back(value);
  }
  fields.finish();
  if (auto const fault = find_fault(table)) {
    toml::node const& where = rows.empty() ? source : *rows[fault->row];
    notes.note(where, "the table '" + table.code + "': this row " + describe(table, *fault));
  }
  return table;
}

law::Holiday read_holiday(toml::table const& source, Notes& notes) {
  Fields fields{source, notes, "a holiday"};
  law::Holiday holiday;
  holiday.name = fields.text("name");
  if (fields.has("easter")) {
    holiday.easter_offset = static_cast<int>(fields.number("easter", {-100, 100}));
  } else {
    holiday.month = static_cast<unsigned>(fields.number("month", {1, 12}));
    holiday.day = static_cast<unsigned>(fields.number("day", {1, 31}));
    holiday.sunday_shift = static_cast<int>(fields.number_if_given("sunday_shift", {-3, 3}).value_or(0));
    if (!base::make_date(2000, holiday.month, holiday.day)) fields.note("day", "there is no such day in any year");
  }
  auto const year = [&](std::string_view key) -> std::optional<int> {
    auto const found = fields.number_if_given(key, {1900, 2200});
    return found ? std::optional{static_cast<int>(*found)} : std::nullopt;
  };
  holiday.first_year = year("first_year");
  holiday.last_year = year("last_year");
  for (std::string const& word : fields.texts("closes")) {
    law::Purpose const purpose = fields.match("closes", word, kPurposes);
    holiday.closes = static_cast<std::uint8_t>(holiday.closes | static_cast<std::uint8_t>(purpose));
  }
  fields.finish();
  return holiday;
}

}  // namespace

law::Rule read_rule(Fields& fields) {
  law::Rule rule;
  rule.code = fields.text("code");
  rule.title = fields.text("title");
  rule.act = fields.text("act");
  rule.section = fields.text("section");
  rule.in_force_from = fields.date("from");
  rule.in_force_until = fields.date_if_given("until");
  rule.text = fields.text("text");
  rule.source = fields.text("source");
  rule.silent_choice = fields.text_or_empty("silent");
  rule.doubt = fields.text_or_empty("doubt");
  rule.verified = fields.yes_or_no("verified");
  rule.confirmed = read_confirmation(fields, "confirmed");
  rule.needs_council = fields.yes("needs_council");
  rule.council = read_confirmation(fields, "council");
  if (rule.in_force_until && *rule.in_force_until < rule.in_force_from) {
    fields.note("until", "'until' lies before 'from'");
  }
  return rule;
}

Tables read_tables(toml::table const& root, Notes& notes) {
  Fields fields{root, notes, "a file of tables"};
  Tables tables;
  for (toml::table const* source : fields.tables("table")) {
    law::DatedTable table = read_table(*source, notes);
    std::string const code = table.code;
    if (!tables.emplace(code, std::move(table)).second) notes.note(*source, "the table '" + code + "' is there twice");
  }
  fields.finish();
  return tables;
}

law::Calendar read_calendar(toml::table const& root, Notes& notes) {
  Fields fields{root, notes, "a calendar"};
  law::Calendar calendar;
  calendar.rule = read_rule(fields);
  for (toml::table const* source : fields.tables("holiday")) {
    calendar.holidays.push_back(read_holiday(*source, notes));
  }
  if (calendar.holidays.empty()) fields.note("a calendar needs at least one [[holiday]]");
  fields.finish();
  return calendar;
}

law::DatedTable find_table(Fields& fields, std::string_view key, Tables const& tables, law::Unit unit) {
  std::string const code = fields.text(key);
  auto const found = tables.find(code);
  if (found == tables.end()) {
    if (!code.empty()) fields.note(key, "there is no table '" + code + "' in this pack's file of tables");
    return {};
  }
  if (found->second.unit != unit) {
    fields.note(key,
                "the table '" + code + "' is of " +
                    (unit == law::Unit::kMinorUnits ? "percentages, here an amount" : "amounts, here a percentage") +
                    " is needed");
    return {};
  }
  return found->second;
}

}  // namespace adapters::law_files
