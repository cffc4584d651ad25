#include "apps/report_command.h"

#include <filesystem>
#include <fstream>
#include <iostream>

#include "adapters/ledger_files/general_ledger_file.h"
#include "adapters/system/legal_day.h"
#include "adapters/system/system_clock.h"
#include "apps/database.h"
#include "apps/installation.h"
#include "reports/claim_statement.h"
#include "reports/outstanding.h"
#include "reports/trial_balance.h"

namespace apps {

namespace {

using ledger::Component;

base::Date required_date(std::string const& text, std::string const& option) {
  auto const date = base::parse_date(text);
  if (!date) throw CommandRefused("'" + text + "' is no day: write " + option + " as YYYY-MM-DD");
  return *date;
}

/// "2026-11-22T10:15:30Z", with or without parts of a second.
std::optional<base::Instant> parse_utc(std::string_view text) {
  if (text.size() < 20 || text[10] != 'T' || text.back() != 'Z' || text[13] != ':' || text[16] != ':') return {};
  auto const date = base::parse_date(text.substr(0, 10));
  auto const number = [&](std::size_t at, std::int64_t limit) -> std::int64_t {
    std::string_view const two = text.substr(at, 2);
    if (two[0] < '0' || two[0] > '9' || two[1] < '0' || two[1] > '9') return -1;
    std::int64_t const value = (two[0] - '0') * 10 + (two[1] - '0');
    return value < limit ? value : -1;
  };
  std::int64_t const hour = number(11, 24);
  std::int64_t const minute = number(14, 60);
  std::int64_t const second = number(17, 60);
  if (!date || hour < 0 || minute < 0 || second < 0) return {};
  std::int64_t microseconds = 0;
  if (text.size() > 20) {
    std::string_view const part = text.substr(20, text.size() - 21);
    if (text[19] != '.' || part.empty() || part.size() > 6) return {};
    for (std::size_t i = 0; i < 6; ++i) {
      char const c = i < part.size() ? part[i] : '0';
      if (c < '0' || c > '9') return {};
      microseconds = microseconds * 10 + (c - '0');
    }
  }
  std::int64_t const seconds = ((std::int64_t{date->days} * 24 + hour) * 60 + minute) * 60 + second;
  return base::Instant{seconds * 1'000'000 + microseconds};
}

/// The books, and what a report is about.
class Question {
 public:
  explicit Question(std::string const& database, std::string const& code) : books_(open_database(database)) {
    reader = books_->reader();
    authority = find_authority(*books_, code);
    base::Instant const instant = adapters::system::SystemClock{}.now();
    auto const zone = adapters::system::time_zone_of_country(authority.country);
    now = {instant, adapters::system::LegalDay{zone}(instant)};
  }

  /// A day that has begun: what lies ahead can still change.
  [[nodiscard]] base::Date past_date(std::string const& text, std::string const& option) const {
    base::Date const date = required_date(text, option);
    if (date > now.date) {
      throw CommandRefused(option + " " + text + " lies ahead: the books know nothing of it yet; today is " +
                           base::format_date(now.date));
    }
    return date;
  }

  void ask(ReportArguments const& arguments) {
    as_of.day = past_date(arguments.as_of, "--as-of");
    as_of.known_day = as_of.day;
    if (arguments.known_at.empty()) return;
    if (arguments.known_at.find('T') == std::string::npos) {
      as_of.known_day = past_date(arguments.known_at, "--known-at");
      return;
    }
    auto const instant = parse_utc(arguments.known_at);
    if (!instant || *instant > now.instant) {
      throw CommandRefused("'" + arguments.known_at +
                           "' is no moment up to now: write --known-at as a day (YYYY-MM-DD) or as "
                           "YYYY-MM-DDThh:mm:ssZ in UTC");
    }
    as_of.known = *instant;
    as_of.known_day = now.date;
  }

  [[nodiscard]] ReportTable table(std::string const& report) const {
    ReportTable result;
    bool const to_moment = as_of.known != ports::AsOf{}.known;
    result.head = {{"report", report},
                   {"authority", authority.code},
                   {"currency", std::string{authority.currency.code()}},
                   {"as_of", base::format_date(as_of.day)},
                   {"known_at", to_moment ? base::format_instant(as_of.known) : base::format_date(as_of.known_day)}};
    return result;
  }

 private:
  std::unique_ptr<storage::Store> books_;

 public:
  std::shared_ptr<ports::BooksReader> reader;
  ports::Authority authority;
  base::Now now{};
  ports::AsOf as_of;
};

[[noreturn]] void refuse_unsound(std::string const& what) {
  throw CommandRefused("the books are not sound: " + what + "; run 'fairdue verify'");
}

reports::Outstanding outstanding(Question const& question) {
  auto result = reports::outstanding(*question.reader, question.authority.id, question.as_of);
  if (!result) refuse_unsound(result.error().what);
  return std::move(*result);
}

std::string text_of(std::string_view text) { return std::string{text}; }

ReportTable arrears_table(Question const& question) {
  reports::Outstanding const owed = outstanding(question);
  ReportTable table = question.table("arrears");
  table.columns = {"type", "debtor", "age_band", "claims", "principal", "fee", "interest", "total"};
  auto const row = [](std::string type, std::string debtor, std::string band, std::int64_t claims,
                      claims::Amounts const& open) {
    return std::vector<ReportCell>{std::move(type),
                                   std::move(debtor),
                                   std::move(band),
                                   claims,
                                   Minor{open[Component::kPrincipal]},
                                   Minor{open[Component::kFee]},
                                   Minor{open[Component::kInterest]},
                                   Minor{open.total()}};
  };
  for (auto const& [key, cell] : owed.cells) {
    table.rows.push_back(row(key.type, text_of(reports::name_of(key.debtor)), text_of(reports::name_of(key.band)),
                             cell.claims, cell.open));
  }
  table.total = row("total", "", "", owed.claims, owed.total);
  return table;
}

ReportTable aging_table(Question const& question) {
  reports::Outstanding const owed = outstanding(question);
  using Bands = std::array<std::int64_t, reports::kAgeBands>;
  std::map<std::tuple<std::string, claims::DebtorKind, Component>, Bands> rows;
  Bands totals{};
  for (auto const& [key, cell] : owed.cells) {
    auto const band = static_cast<std::size_t>(key.band);
    totals[band] += cell.open.total();
    for (Component const c : ledger::kComponents) {
      if (cell.open[c] != 0) rows[{key.type, key.debtor, c}][band] += cell.open[c];
    }
  }
  ReportTable table = question.table("aging");
  table.columns = {"type", "debtor", "component"};
  for (std::size_t band = 0; band < reports::kAgeBands; ++band) {
    table.columns.push_back(text_of(reports::name_of(static_cast<reports::AgeBand>(band))));
  }
  table.columns.emplace_back("total");
  auto const row = [](std::string type, std::string debtor, std::string component, Bands const& bands) {
    std::vector<ReportCell> cells{std::move(type), std::move(debtor), std::move(component)};
    std::int64_t sum = 0;
    for (std::int64_t const minor : bands) {
      cells.emplace_back(Minor{minor});
      sum += minor;
    }
    cells.emplace_back(Minor{sum});
    return cells;
  };
  for (auto const& [key, bands] : rows) {
    auto const& [type, debtor, component] = key;
    table.rows.push_back(row(type, text_of(reports::name_of(debtor)), text_of(reports::name_of(component)), bands));
  }
  table.total = row("total", "", "", totals);
  return table;
}

ReportTable trial_balance_table(Question const& question) {
  auto const movements = reports::trial_balance(*question.reader, question.authority.id, question.as_of);
  auto const sources = question.reader->sources(question.authority.id);
  ReportTable table = question.table("trial-balance");
  table.columns = {"account", "debit", "credit", "balance"};
  auto const row = [](std::string account, reports::Movement const& movement) {
    return std::vector<ReportCell>{std::move(account), Minor{movement.debit_minor}, Minor{movement.credit_minor},
                                   Minor{movement.balance_minor()}};
  };
  for (auto const& [account, movement] : movements) {
    table.rows.push_back(row(reports::code_of(account, sources), movement));
  }
  reports::Movement const total = reports::total_of(movements);
  if (total.balance_minor() != 0) refuse_unsound("all accounts together are not zero");
  table.total = row("total", total);
  return table;
}

claims::Claim find_claim(Question const& question, ReportArguments const& arguments) {
  std::vector<claims::Claim> found;
  std::string where;
  bool source_known = arguments.source.empty();
  for (ports::Source const& source : question.reader->sources(question.authority.id)) {
    if (!arguments.source.empty() && source.code != arguments.source) continue;
    source_known = true;
    if (auto claim = question.reader->claim(question.authority.id, {{}, source.id, arguments.reference})) {
      found.push_back(std::move(*claim));
      where += (where.empty() ? "" : ", ") + source.code;
    }
  }
  if (!source_known) throw CommandRefused("there is no source '" + arguments.source + "' here");
  if (found.empty()) throw CommandRefused("there is no claim '" + arguments.reference + "' here");
  if (found.size() > 1) {
    throw CommandRefused("several sources have a claim '" + arguments.reference +
                         "': say which with --source: " + where);
  }
  return std::move(found.front());
}

ReportTable claim_table(Question const& question, ReportArguments const& arguments) {
  claims::Claim const claim = find_claim(question, arguments);
  auto const statement = reports::claim_statement(*question.reader, question.authority.id, claim.id, question.as_of);
  auto const sources = question.reader->sources(question.authority.id);
  ReportTable table = question.table("claim");
  table.head.emplace_back("reference", claim.reference);
  table.head.emplace_back("type", claim.type);
  table.head.emplace_back("last_payment_day", base::format_date(claim.dates.last_payment_day));
  table.columns = {"value_date", "recorded", "entry", "component", "account", "amount", "open"};
  for (reports::StatementLine const& line : statement.lines) {
    table.rows.push_back({base::format_date(line.row.posting.value_date), base::format_date(line.row.recorded.date),
                          line.row.seq, text_of(reports::name_of(line.component)),
                          reports::code_of(reports::general_account(line.other), sources), Minor{line.minor},
                          Minor{line.open_minor}});
  }
  table.total = {std::string{"total"},
                 std::string{},
                 std::string{},
                 std::string{},
                 std::string{},
                 Minor{statement.open.total()},
                 Minor{statement.open.total()}};
  return table;
}

template <class Make>
int run_report(ReportArguments const& arguments, ReportFormat format, Make&& make) {
  Question question{arguments.database, arguments.authority};
  question.ask(arguments);
  std::cout << to_text(make(question), format);
  return 0;
}

}  // namespace

int run_report_arrears(ReportArguments const& arguments, ReportFormat format) {
  return run_report(arguments, format, arrears_table);
}

int run_report_aging(ReportArguments const& arguments, ReportFormat format) {
  return run_report(arguments, format, aging_table);
}

int run_report_trial_balance(ReportArguments const& arguments, ReportFormat format) {
  return run_report(arguments, format, trial_balance_table);
}

int run_report_claim(ReportArguments const& arguments, ReportFormat format) {
  return run_report(arguments, format, [&](Question const& question) { return claim_table(question, arguments); });
}

int run_ledger_export(LedgerExportArguments const& arguments) {
  if (arguments.format != "csv" && arguments.format != "saft") {
    throw CommandRefused("'" + arguments.format + "' is no format: write --format csv or --format saft");
  }
  Question const question{arguments.database, arguments.authority};
  base::Date const first = question.past_date(arguments.from, "--from");
  base::Date const last = question.past_date(arguments.to, "--to");
  if (last < first) throw CommandRefused("--to lies before --from");
  if (std::filesystem::exists(arguments.file)) {
    throw CommandRefused("'" + arguments.file + "' is there already: choose another name");
  }
  auto const ledger = reports::general_ledger(*question.reader, question.authority.id, first, last);
  adapters::ledger_files::LedgerFileHead const head{question.authority, first, last, question.now.date};
  auto const sources = question.reader->sources(question.authority.id);
  std::string const text = arguments.format == "csv" ? adapters::ledger_files::to_csv(ledger, sources)
                                                     : adapters::ledger_files::to_saft(head, ledger, sources);
  std::ofstream file{arguments.file, std::ios::binary};
  file << text << std::flush;
  if (!file) throw CommandRefused("'" + arguments.file + "' cannot be written");
  std::int64_t lines = 0;
  for (auto const& [day, movements] : ledger.days) lines += static_cast<std::int64_t>(movements.size());
  std::cout << arguments.file << ": " << ledger.days.size() << " days, " << lines << " accounts with movements\n";
  return 0;
}

}  // namespace apps
