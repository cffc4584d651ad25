#include "adapters/bank_files/camt_checks.h"

#include <algorithm>
#include <initializer_list>

namespace adapters::bank_files {

namespace {

using enum BankFileFault;

struct Totals {
  std::int64_t count = 0;
  std::int64_t sum_minor = 0;  // without signs
  std::int64_t net_minor = 0;
};

/// Over the entries of one direction, or of both; and whether those that are no money count.
Totals totals_of(BankStatement const& statement, std::optional<Direction> direction, EntryStatus least) {
  Totals totals;
  for (BankEntry const& entry : statement.entries) {
    if (direction && entry.direction != *direction) continue;
    if (least == EntryStatus::kBooked && !entry.is_money()) continue;
    ++totals.count;
    totals.sum_minor += entry.amount_minor;
    totals.net_minor += entry.signed_minor();
  }
  return totals;
}

using Show = std::string (*)(std::int64_t);

/// `right` begins with the value to show.
void expect_one_of(std::int64_t given, std::initializer_list<std::int64_t> right, Element const& element,
                   std::string const& path, Show show, XmlFields& fields) {
  if (std::ranges::find(right, given) != right.end()) return;
  fields.fail(kSummary, path, element.line,
              "the summary says " + show(given) + ", the entries give " + show(*right.begin()) +
                  ": ask the bank for the file again");
}

std::string show_count(std::int64_t count) { return std::to_string(count); }

void check_group(BankStatement const& statement, Element const* group, std::optional<Direction> direction,
                 XmlFields& fields) {
  if (group == nullptr) return;
  std::string const path = "TxsSummry/" + group->name;
  Totals const all = totals_of(statement, direction, EntryStatus::kInformation);
  Totals const booked = totals_of(statement, direction, EntryStatus::kBooked);
  if (Element const* const count = group->child("NbOfNtries"))
    expect_one_of(fields.count(*count), {all.count, booked.count}, *count, path + "/NbOfNtries", show_count, fields);
  if (Element const* const sum = group->child("Sum"))
    expect_one_of(fields.decimal(*sum), {all.sum_minor, booked.sum_minor}, *sum, path + "/Sum", base::format_amount,
                  fields);
  // Version 2 has the net amount and its direction side by side, later ones within an element of their own.
  Element const* const holder = group->child("TtlNetNtry") != nullptr ? group->child("TtlNetNtry") : group;
  Element const* const net = holder == group ? group->child("TtlNetNtryAmt") : holder->child("Amt");
  if (net == nullptr) return;
  std::int64_t const size_minor = fields.decimal(*net);
  Direction const way = fields.direction_if_any(*holder).value_or(Direction::kCredit);
  std::int64_t const other_minor = all.net_minor - booked.net_minor;
  expect_one_of(way == Direction::kCredit ? size_minor : -size_minor,
                {booked.net_minor, booked.net_minor + other_minor, booked.net_minor - other_minor}, *net,
                path + "/" + net->name, base::format_amount, fields);
}

void check_day(std::optional<base::Date> day, BankEntry const& entry, std::string_view element, base::Date today,
               XmlFields& fields) {
  if (!day || *day <= today) return;
  fields.fail(kFutureDate, element, entry.line,
              base::format_date(*day) + " has not come yet: import the file again on that day");
}

}  // namespace

void check_entries(BankStatement const& statement, base::Date today, XmlFields& fields) {
  std::int64_t sum_minor = 0;
  for (BankEntry const& entry : statement.entries) {
    if (entry.currency != statement.currency) {
      fields.fail(kCurrency, "Ntry/Amt", entry.line,
                  "the entry is in " + std::string{entry.currency.code()} + ", the account in " +
                      std::string{statement.currency.code()});
    }
    std::optional<std::int64_t> const sum = base::add_minor(sum_minor, entry.amount_minor);
    if (!sum) return fields.fail(kInvalid, "Ntry/Amt", entry.line, "the amounts together are too large");
    sum_minor = *sum;
    if (!entry.is_money()) continue;
    check_day(entry.booking_date, entry, "Ntry/BookgDt", today, fields);
    check_day(entry.value_date, entry, "Ntry/ValDt", today, fields);
  }
}

void check_balance(BankStatement const& statement, Element const& element, XmlFields& fields) {
  std::int64_t const net_minor = totals_of(statement, std::nullopt, EntryStatus::kBooked).net_minor;
  if (statement.opening_minor + net_minor == statement.closing_minor) return;
  fields.fail(kBalance, element.name + "/Bal", element.line,
              "opening " + base::format_amount(statement.opening_minor) + " and entries " +
                  base::format_amount(net_minor) + " give " + base::format_amount(statement.opening_minor + net_minor) +
                  ", but closing is " + base::format_amount(statement.closing_minor) +
                  ": an entry is missing or wrong, ask the bank for the file again");
}

void check_summary(BankStatement const& statement, Element const& element, XmlFields& fields) {
  Element const* const summary = element.child("TxsSummry");
  if (summary == nullptr) return;
  check_group(statement, summary->child("TtlNtries"), std::nullopt, fields);
  check_group(statement, summary->child("TtlCdtNtries"), Direction::kCredit, fields);
  check_group(statement, summary->child("TtlDbtNtries"), Direction::kDebit, fields);
}

}  // namespace adapters::bank_files
