#include "adapters/source_files/row_mapper.h"

#include <algorithm>
#include <charconv>

namespace adapters::source_files {

namespace {

using enum Field;

/// Between the parts of a key; no source writes it in a number or a reference.
constexpr char kKeySeparator = '\x1F';

std::optional<claims::DebtorKind> read_kind(std::string_view text) {
  if (text == "person") return claims::DebtorKind::kPerson;
  if (text == "company") return claims::DebtorKind::kCompany;
  if (text == "unknown") return claims::DebtorKind::kUnknown;
  return std::nullopt;
}

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

RowMapper::RowMapper(ImportMap const& map, ImportTarget target, ports::PartySealer& sealer)
    : map_(map), target_(target), sealer_(sealer), actor_("source:" + std::to_string(target.source.value)) {
  if (!map.currency.column) fixed_currency_ = base::Currency::parse(map.currency.constant);
}

// ---- values

std::string RowMapper::column_name(Value const& value) const {
  return value.column ? map_.columns[*value.column] : std::string{};
}

RowFault RowMapper::fault(Value const& value, std::string reason) const {
  return {column_name(value), std::move(reason)};
}

Shown RowMapper::shown(Value const& value) const {
  return value.column && map_.personal[*value.column] != 0 ? Shown::kNo : Shown::kYes;
}

RowMapper::Result<std::string_view> RowMapper::text(Row const& row, Value const& value) const {
  if (!value.column) return value.constant;
  std::string_view const found = row.values[*value.column];
  if (found.empty()) return value.fallback;
  if (value.translations.empty()) return found;
  for (Translation const& translation : value.translations) {
    if (translation.from == found) return translation.to;
  }
  return std::unexpected(fault(value, show(found, shown(value)) + " is none of the words that the mapping translates"));
}

RowMapper::Result<std::int64_t> RowMapper::amount(Row const& row, Value const& value) const {
  auto const found = text(row, value);
  if (!found) return std::unexpected(found.error());
  auto const minor = read_amount(*found, map_.numbers, shown(value));
  if (!minor) return std::unexpected(fault(value, minor.error()));
  return *minor;
}

RowMapper::Result<base::Date> RowMapper::date(Row const& row, Value const& value) {
  auto const found = text(row, value);
  if (!found) return std::unexpected(found.error());
  auto const day = read_date(*found, value.date_format, shown(value));
  if (!day) return std::unexpected(fault(value, day.error()));
  return base::Date{day->days + value.plus_days};
}

RowMapper::Result<std::optional<base::Date>> RowMapper::date_if_given(Row const& row,
                                                                      std::optional<Value> const& value) {
  if (!value) return std::nullopt;
  auto const found = text(row, *value);
  if (found && found->empty()) return std::nullopt;
  auto const day = date(row, *value);
  if (!day) return std::unexpected(day.error());
  return *day;
}

// ---- which rule, whether at all, and under which key

bool RowMapper::meets(Row const& row, Condition const& condition) const {
  std::string_view const value = row.values[condition.column];
  if (condition.any_of.empty()) return value.empty() == condition.empty;
  return std::ranges::find(condition.any_of, value) != condition.any_of.end();
}

RowRule const* RowMapper::find_rule(Row const& row) const {
  for (RowRule const& rule : map_.rules) {
    if (std::ranges::all_of(rule.when, [&](Condition const& condition) { return meets(row, condition); })) return &rule;
  }
  return nullptr;
}

RowMapper::Result<bool> RowMapper::is_wanted(Row const& row, CommandRule const& rule) const {
  if (!rule[kIfPositive]) return true;
  auto const found = text(row, *rule[kIfPositive]);
  if (found && found->empty()) return false;
  auto const minor = amount(row, *rule[kIfPositive]);
  if (!minor) return std::unexpected(minor.error());
  if (*minor < 0) return std::unexpected(fault(*rule[kIfPositive], "the amount is below zero"));
  return *minor > 0;
}

RowMapper::Result<std::optional<base::Currency>> RowMapper::currency(Row const& row) const {
  if (fixed_currency_) return fixed_currency_;
  auto const code = text(row, map_.currency);
  if (!code) return std::unexpected(code.error());
  auto const currency = base::Currency::parse(*code);
  if (!currency)
    return std::unexpected(fault(map_.currency, show(*code, shown(map_.currency)) + " is no currency code"));
  return currency;
}

RowMapper::Result<std::string> RowMapper::key(Row const& row, RowRule const& rule) const {
  std::string key = "import";
  for (Value const& value : rule.key) {
    auto const part = text(row, value);
    if (!part) return std::unexpected(part.error());
    if (part->empty())
      return std::unexpected(fault(value, "a part of the row's key is needed here, and there is none"));
    key += kKeySeparator;
    key += *part;
  }
  return key;
}

std::expected<MappedRow, RowFault> RowMapper::map(Row const& row) {
  if (row.fault) return std::unexpected(*row.fault);
  MappedRow mapped;
  mapped.rule = find_rule(row);
  if (mapped.rule == nullptr) return std::unexpected(RowFault{"", "no rule of the mapping matches this row"});
  RowRule const& rule = *mapped.rule;
  engine::Submission submission;
  Owed by;
  for (std::size_t i = 0; i < rule.commands.size(); ++i) {
    auto const wanted = is_wanted(row, rule.commands[i]);
    if (!wanted) return std::unexpected(wanted.error());
    if (!*wanted) continue;
    if (i == 0 && !rule.debtors.empty()) {
      auto found = owed(row, rule);
      if (!found) return std::unexpected(found.error());
      by = std::move(*found);
    }
    auto made = command(row, rule.commands[i], by);
    if (!made) return std::unexpected(made.error());
    submission.commands.push_back(std::move(*made));
  }
  submission.parties = std::move(by.parties);
  if (submission.commands.empty()) return mapped;
  auto made_key = key(row, rule);
  if (!made_key) return std::unexpected(made_key.error());
  auto const code = currency(row);
  if (!code) return std::unexpected(code.error());
  if (rule.check_open) {
    auto const open = amount(row, *rule.check_open);
    if (!open) return std::unexpected(open.error());
    mapped.expected_open = *open;
  }
  submission.authority = target_.authority;
  submission.actor = actor_;
  submission.key = std::move(*made_key);
  submission.key_is_reference = rule.key_is_reference;
  submission.currency = *code;
  mapped.submission = std::move(submission);
  return mapped;
}

// ---- people

RowMapper::Result<std::int64_t> RowMapper::parts(Row const& row, Value const& value) const {
  auto const found = text(row, value);
  if (!found) return std::unexpected(found.error());
  std::int64_t number = 0;
  auto const [end, error] = std::from_chars(found->data(), found->data() + found->size(), number);
  if (error != std::errc() || end != found->data() + found->size() || number < 1) {
    return std::unexpected(fault(value, show(*found, shown(value)) + " is no whole number of parts above zero"));
  }
  return number;
}

RowMapper::Result<RowMapper::Owed> RowMapper::owed(Row const& row, RowRule const& rule) {
  Owed result;
  for (DebtorRule const& debtor : rule.debtors) {
    auto found = party(row, debtor);
    if (!found) return std::unexpected(found.error());
    if (!*found) continue;
    result.parties.push_back(std::move(**found));
    if (!debtor.share) continue;
    auto const share = parts(row, *debtor.share);
    if (!share) return std::unexpected(share.error());
    result.shares.push_back(*share);
  }
  if (rule.shares_of) {
    auto const all = parts(row, *rule.shares_of);
    if (!all) return std::unexpected(all.error());
    result.shares_of = *all;
  }
  return result;
}

RowMapper::Result<std::string> RowMapper::national_id(Row const& row, DebtorRule const& rule,
                                                      claims::DebtorKind kind) const {
  Value const& value = *rule.national_id;
  auto const found = text(row, value);
  if (!found) return std::unexpected(found.error());
  std::string id;
  for (char const c : *found) {
    if (c != ' ' && c != '-') id += c;
  }
  if (id.empty() || rule.id_form == IdForm::kAny) return id;
  auto const digits = static_cast<std::size_t>(rule.id_digits.value_or(kind == claims::DebtorKind::kPerson ? 10 : 8));
  if (!all_digits(id)) {
    return std::unexpected(fault(value, "the national id has characters other than digits, blanks and hyphens"));
  }
  if (id.size() + 1 == digits) {
    return std::unexpected(fault(value, "the national id has " + std::to_string(id.size()) + " digits and must have " +
                                            std::to_string(digits) +
                                            ": a spreadsheet may have cut off a leading zero"));
  }
  if (id.size() != digits) {
    return std::unexpected(fault(
        value, "the national id has " + std::to_string(id.size()) + " digits and must have " + std::to_string(digits)));
  }
  return id;
}

RowMapper::Result<std::optional<ports::Party>> RowMapper::party(Row const& row, DebtorRule const& rule) {
  auto const word = text(row, rule.kind);
  if (!word) return std::unexpected(word.error());
  auto const kind = read_kind(*word);
  if (!kind) {
    return std::unexpected(
        fault(rule.kind, show(*word, shown(rule.kind)) + " is no kind of debtor: person, company or unknown"));
  }
  if (*kind == claims::DebtorKind::kUnknown) return std::nullopt;
  auto const id = national_id(row, rule, *kind);
  if (!id) return std::unexpected(id.error());
  if (id->empty()) {
    if (rule.without_id == WithoutId::kUnknown) return std::nullopt;
    return std::unexpected(fault(*rule.national_id, "the debtor's national id is missing"));
  }
  ports::PersonDetails person;
  person.kind = *kind;
  person.national_id = *id;
  std::optional<RowFault> wrong;
  auto const detail = [&](std::optional<Value> const& value) -> std::string_view {
    if (!value) return {};
    auto const found = text(row, *value);
    if (!found) wrong = found.error();
    return found.value_or(std::string_view{});
  };
  person.name = detail(rule.name);
  person.address = detail(rule.address);
  person.postcode = detail(rule.postcode);
  person.city = detail(rule.city);
  person.country = detail(rule.country);
  person.email = detail(rule.email);
  person.phone = detail(rule.phone);
  if (wrong) return std::unexpected(std::move(*wrong));
  return sealer_.seal(person);
}

}  // namespace adapters::source_files
