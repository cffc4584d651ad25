#include "apps/report_table.h"

#include <algorithm>

#include "base/money.h"
#include "http/json_writer.h"

namespace apps {

namespace {

std::string shown(ReportCell const& cell) {
  if (auto const* text = std::get_if<std::string>(&cell)) return *text;
  if (auto const* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  return base::format_amount(std::get<Minor>(cell).value);
}

std::string to_csv(ReportTable const& table) {
  std::string text;
  auto const line = [&](auto const& cells, auto&& field) {
    for (std::size_t i = 0; i < cells.size(); ++i) text += (i == 0 ? "" : ",") + field(cells[i]);
    text += "\r\n";
  };
  line(table.columns, [](std::string const& name) { return csv_field(name); });
  for (auto const& row : table.rows) {
    line(row, [](ReportCell const& cell) {
      return std::holds_alternative<std::string>(cell) ? csv_field(shown(cell)) : shown(cell);
    });
  }
  return text;
}

void write_row(http::JsonWriter& json, ReportTable const& table, std::vector<ReportCell> const& row) {
  json.begin_object();
  for (std::size_t i = 0; i < row.size(); ++i) {
    std::string const& name = table.columns[i];
    if (auto const* text = std::get_if<std::string>(&row[i])) {
      json.member(name, *text);
    } else if (auto const* number = std::get_if<std::int64_t>(&row[i])) {
      json.member(name, *number);
    } else {
      json.member(name + "_minor", std::get<Minor>(row[i]).value);
    }
  }
  json.end_object();
}

std::string to_json(ReportTable const& table) {
  http::JsonWriter json;
  json.begin_object();
  for (auto const& [name, value] : table.head) json.member(name, value);
  json.key("rows").begin_array();
  for (auto const& row : table.rows) write_row(json, table, row);
  json.end_array();
  if (!table.total.empty()) {
    json.key("total");
    write_row(json, table, table.total);
  }
  json.end_object();
  return json.take() + "\n";
}

/// How many characters a person sees; close enough for columns.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string to_columns(ReportTable const& table) {
  std::string text;
  for (auto const& [name, value] : table.head) text += name + ": " + value + "\n";
  std::vector<std::size_t> widths;
  for (std::string const& name : table.columns) widths.push_back(width_of(name));
  auto const widen = [&](std::vector<ReportCell> const& row) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(shown(row[i])));
  };
  for (auto const& row : table.rows) widen(row);
  widen(table.total);
  auto const write = [&](std::size_t column, std::string const& cell, bool left) {
    std::string const blanks(widths[column] - width_of(cell), ' ');
    text += (column == 0 ? "" : "  ") + (left ? cell + blanks : blanks + cell);
  };
  auto const line = [&](std::vector<ReportCell> const& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      write(i, shown(row[i]), std::holds_alternative<std::string>(row[i]));
    }
    text.erase(text.find_last_not_of(' ') + 1);
    text += "\n";
  };
  std::vector<ReportCell> const names(table.columns.begin(), table.columns.end());
  if (table.rows.empty()) return text + "nothing\n";
  for (std::size_t i = 0; i < names.size(); ++i) {
    write(i, table.columns[i], std::holds_alternative<std::string>(table.rows.front()[i]));
  }
  text.erase(text.find_last_not_of(' ') + 1);
  text += "\n";
  for (auto const& row : table.rows) line(row);
  if (!table.total.empty()) line(table.total);
  return text;
}

}  // namespace

std::string csv_field(std::string_view text) {
  bool const formula = !text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos;
  std::string field = (formula ? "'" : "") + std::string{text};
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string quoted = "\"";
  for (char const c : field) quoted += c == '"' ? std::string{"\"\""} : std::string{c};
  return quoted + "\"";
}

std::string to_text(ReportTable const& table, ReportFormat format) {
  switch (format) {
    case ReportFormat::kJson:
      return to_json(table);
    case ReportFormat::kCsv:
      return to_csv(table);
    case ReportFormat::kText:
      break;
  }
  return to_columns(table);
}

}  // namespace apps
