#include "adapters/ledger_files/general_ledger_file.h"
#include "base/money.h"

namespace adapters::ledger_files {

namespace {

/// Elements inside one another, indented; closes what it opened in order.
class XmlText {
 public:
  void open(std::string const& name) {
    line("<" + name + ">");
    open_.push_back(name);
  }
  void close() {
    std::string const name = open_.back();
    open_.pop_back();
    line("</" + name + ">");
  }
  void element(std::string const& name, std::string_view value) {
    line("<" + name + ">" + escaped(value) + "</" + name + ">");
  }
  void raw(std::string const& text) { line(text); }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  void line(std::string const& content) { text_ += std::string(2 * open_.size(), ' ') + content + "\n"; }

  /// Characters that XML does not allow are left out.
  static std::string escaped(std::string_view value) {
    std::string text;
    for (char const c : value) {
      if (c == '&')
        text += "&amp;";
      else if (c == '<')
        text += "&lt;";
      else if (c == '>')
        text += "&gt;";
      else if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n')
        text += c;
    }
    return text;
  }

  std::string text_;
  std::vector<std::string> open_;
};

void write_amount(XmlText& xml, std::string const& name, std::int64_t minor) {
  xml.open(name);
  xml.element("Amount", base::format_amount(minor));
  xml.close();
}

void write_header(XmlText& xml, LedgerFileHead const& head) {
  xml.open("Header");
  xml.element("AuditFileVersion", "1.0");
  xml.element("AuditFileCountry", head.authority.country);
  xml.element("AuditFileDateCreated", base::format_date(head.created));
  xml.element("SoftwareCompanyName", "Fairdue");
  xml.element("SoftwareID", "Fairdue");
  xml.open("Company");
  xml.element("Name", head.authority.name);
  xml.close();
  xml.element("DefaultCurrencyCode", head.authority.currency.code());
  xml.open("SelectionCriteria");
  xml.element("SelectionStartDate", base::format_date(head.first));
  xml.element("SelectionEndDate", base::format_date(head.last));
  xml.close();
  xml.close();
}

void write_balance(XmlText& xml, std::string const& when, reports::AccountMovements const& movements,
                   reports::GeneralAccount const& account) {
  auto const found = movements.find(account);
  std::int64_t const minor = found == movements.end() ? 0 : found->second.balance_minor();
  xml.element(when + (minor < 0 ? "CreditBalance" : "DebitBalance"), base::format_amount(minor < 0 ? -minor : minor));
}

void write_accounts(XmlText& xml, reports::GeneralLedger const& ledger, std::vector<ports::Source> const& sources) {
  xml.open("MasterFiles");
  xml.open("GeneralLedgerAccounts");
  for (auto const& [account, movement] : ledger.closing) {
    std::string const code = reports::code_of(account, sources);
    xml.open("Account");
    xml.element("AccountID", code);
    xml.element("AccountDescription", code);
    xml.element("AccountType", "GL");
    write_balance(xml, "Opening", ledger.opening, account);
    write_balance(xml, "Closing", ledger.closing, account);
    xml.close();
  }
  xml.close();
  xml.close();
}

void write_line(XmlText& xml, std::int64_t number, std::string const& account, std::string const& side,
                std::int64_t minor) {
  xml.open("Line");
  xml.element("RecordID", std::to_string(number));
  xml.element("AccountID", account);
  xml.element("Description", "Movements of the day");
  write_amount(xml, side, minor);
  xml.close();
}

void write_transaction(XmlText& xml, base::Date day, reports::AccountMovements const& movements,
                       std::vector<ports::Source> const& sources) {
  std::string const date = base::format_date(day);
  xml.open("Transaction");
  xml.element("TransactionID", date);
  xml.element("Period", std::to_string(std::stoi(date.substr(5, 2))));
  xml.element("PeriodYear", date.substr(0, 4));
  xml.element("TransactionDate", date);
  xml.element("Description", "Movements of the day");
  xml.element("SystemEntryDate", date);
  xml.element("GLPostingDate", date);
  std::int64_t number = 0;
  for (auto const& [account, movement] : movements) {
    std::string const code = reports::code_of(account, sources);
    if (movement.debit_minor != 0) write_line(xml, ++number, code, "DebitAmount", movement.debit_minor);
    if (movement.credit_minor != 0) write_line(xml, ++number, code, "CreditAmount", movement.credit_minor);
  }
  xml.close();
}

void write_entries(XmlText& xml, reports::GeneralLedger const& ledger, std::vector<ports::Source> const& sources) {
  reports::Movement total;
  for (auto const& [day, movements] : ledger.days) {
    reports::Movement const of_day = reports::total_of(movements);
    total.debit_minor += of_day.debit_minor;
    total.credit_minor += of_day.credit_minor;
  }
  xml.open("GeneralLedgerEntries");
  xml.element("NumberOfEntries", std::to_string(ledger.days.size()));
  xml.element("TotalDebit", base::format_amount(total.debit_minor));
  xml.element("TotalCredit", base::format_amount(total.credit_minor));
  xml.open("Journal");
  xml.element("JournalID", "claims");
  xml.element("Description", "Claims and payments");
  xml.element("Type", "GL");
  for (auto const& [day, movements] : ledger.days) write_transaction(xml, day, movements, sources);
  xml.close();
  xml.close();
}

}  // namespace

std::string to_saft(LedgerFileHead const& head, reports::GeneralLedger const& ledger,
                    std::vector<ports::Source> const& sources) {
  XmlText xml;
  std::string const country = head.authority.country == "NO" ? "NO" : "DK";
  xml.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
  xml.raw("<AuditFile xmlns=\"urn:StandardAuditFile-Taxation-Financial:" + country + "\">");
  write_header(xml, head);
  write_accounts(xml, ledger, sources);
  write_entries(xml, ledger, sources);
  xml.raw("</AuditFile>");
  return xml.take();
}

}  // namespace adapters::ledger_files
