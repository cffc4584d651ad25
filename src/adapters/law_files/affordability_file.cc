#include "adapters/law_files/affordability_file.h"

#include "adapters/law_files/pack_parts.h"
#include "adapters/law_files/pack_settings.h"

namespace adapters::law_files {

namespace {

using namespace arrangements;

constexpr Bounds kPercent{0, 100};

std::int64_t positive(Fields& fields, std::string_view key) {
  std::int64_t const minor = fields.hundredths(key);
  if (minor <= 0) fields.note(key, "'" + std::string{key} + "' must be above zero");
  return minor;
}

InstalmentTable read_table(toml::table const& source, Notes& notes) {
  Fields fields{source, notes, "an instalment table"};
  InstalmentTable table;
  table.rule = read_rule(fields);
  table.known_until = fields.date("known_until");
  table.round_down_to_minor = positive(fields, "round_down_to");
  table.smallest_minor = fields.hundredths("smallest");
  table.highest_percent = static_cast<int>(fields.number("highest_percent", kPercent));
  for (toml::table const* cells_of : fields.tables("band")) {
    Fields cells{*cells_of, notes, "a band"};
    Band band;
    band.net_from_minor = cells.hundredths("net_from");
    band.percent_without = static_cast<int>(cells.number("without", {0, table.highest_percent}));
    band.percent_with = static_cast<int>(cells.number("with", {0, table.highest_percent}));
    cells.finish();
    if (table.bands.empty() ? band.net_from_minor != 0 : band.net_from_minor <= table.bands.back().net_from_minor) {
      cells.note("net_from", "the first band begins at \"0\", and each other one above the one before");
    }
    table.bands.push_back(band);
  }
  if (table.bands.empty()) fields.note("an instalment table needs at least one band");
  fields.finish();
  return table;
}

/// The rule of a section and its rows; `read_cells` reads what is a row's own.
template <class Row, class ReadCells>
void read_rows(Fields& fields, Notes& notes, DatedRows<Row>& into, ReadCells const& read_cells) {
  into.rule = read_rule(fields);
  for (toml::table const* source : fields.tables("row")) {
    Fields cells{*source, notes, "a row"};
    Row row;
    row.from = cells.date("from");
    row.known_until = cells.date("known_until");
    row.verified = !cells.has("verified") || cells.yes_or_no("verified");
    row.source = cells.text_or_empty("source");
    if (row.source.empty()) row.source = into.rule.source;
    read_cells(cells, row);
    cells.finish();
    if (row.known_until < row.from) cells.note("known_until", "'known_until' lies before 'from'");
    if (row.from < into.rule.in_force_from) cells.note("from", "the row begins before its rule");
    if (!into.rows.empty() && row.from <= into.rows.back().known_until) {
      cells.note("from", "the row begins before the one above has ended");
    }
    into.rows.push_back(std::move(row));
  }
  if (into.rows.empty()) fields.note("at least one row is needed");
}

void read_low_income(toml::table const& source, Notes& notes, AffordabilityPack& pack) {
  Fields fields{source, notes, "[low_income]"};
  read_rows(fields, notes, pack.low_income.emplace(), [](Fields& cells, LowIncomeRow& row) {
    row.without_minor = positive(cells, "without");
    row.with_minor = positive(cells, "with");
  });
  fields.finish();
}

void read_minimum(toml::table const& source, Notes& notes, AffordabilityPack& pack) {
  Fields fields{source, notes, "[minimum_amounts]"};
  read_rows(fields, notes, pack.minimum.emplace(), [](Fields& cells, MinimumRow& row) {
    row.single_minor = positive(cells, "single");
    row.partner_minor = positive(cells, "partner");
    row.child_under_2_minor = positive(cells, "child_under_2");
    row.child_2_to_6_minor = positive(cells, "child_2_to_6");
    row.child_7_to_17_minor = positive(cells, "child_7_to_17");
  });
  fields.finish();
}

void read_protected(toml::table const& source, Notes& notes, AffordabilityPack& pack) {
  Fields fields{source, notes, "[protected_income]"};
  ProtectedIncome& rule = pack.protected_income.emplace();
  read_rows(fields, notes, rule, [](Fields& cells, ProtectedRow& row) {
    row.single_minor = positive(cells, "single");
    row.single_with_children_minor = positive(cells, "single_with_children");
    row.couple_minor = positive(cells, "couple");
    row.couple_with_children_minor = positive(cells, "couple_with_children");
  });
  rule.percent = static_cast<int>(fields.number("percent", kPercent));
  fields.finish();
}

}  // namespace

std::expected<AffordabilityPack, LawFileError> read_affordability_pack(LawFile const& file) {
  auto const root = parse_law_file(file);
  if (!root) return std::unexpected(root.error());
  Notes notes{file.name};
  Fields fields{*root, notes, "an affordability pack"};
  (void)fields.number("format", {1, 1});
  AffordabilityPack pack;
  pack.code = fields.text("pack");
  pack.name = fields.text("name");
  pack.country = fields.text("country");
  auto const currency = base::Currency::parse(fields.text("currency"));
  if (!currency) fields.note("currency", "a currency has three capital letters, such as DKK");
  pack.currency = currency.value_or(base::Currency{});
  for (toml::table const* source : fields.tables("instalment_table")) {
    InstalmentTable table = read_table(*source, notes);
    if (!pack.tables.empty() && table.rule.in_force_from <= pack.tables.back().rule.in_force_from) {
      notes.note(*source, "the table does not begin after the one above");
    }
    pack.tables.push_back(std::move(table));
  }
  auto const section = [&](std::string_view key, auto read) {
    if (!fields.has(key)) return;
    if (toml::table const* const source = fields.table(key)) read(*source, notes, pack);
  };
  section("low_income", read_low_income);
  section("minimum_amounts", read_minimum);
  section("protected_income", read_protected);
  bool const by_table = !pack.tables.empty() && pack.minimum;
  if (by_table == pack.protected_income.has_value()) {
    fields.note("a pack has [[instalment_table]] and [minimum_amounts], or [protected_income]");
  }
  fields.finish();
  if (notes.error()) return std::unexpected(*notes.error());
  return pack;
}

}  // namespace adapters::law_files
