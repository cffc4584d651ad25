#include "adapters/bank_files/camt_entry.h"

#include <algorithm>

namespace adapters::bank_files {

namespace {

using enum BankFileFault;

/// The code, or the word the bank uses instead.
std::string code_or_own(Element const* choice) {
  if (choice == nullptr) return {};
  std::string const code = choice->text_at("Cd");
  return code.empty() ? choice->text_at("Prtry") : code;
}

/// "NOTPROVIDED" is how banks write that there is none.
std::string provided(std::string text) { return text == "NOTPROVIDED" ? std::string{} : text; }

std::string account_at(Element const& element, std::string_view path) {
  Element const* const id = element.find(path);
  if (id == nullptr) return {};
  std::string const iban = id->text_at("IBAN");
  return iban.empty() ? id->text_at("Othr/Id") : iban;
}

std::string transaction_code(Element const& entry) {
  Element const* const code = entry.child("BkTxCd");
  if (code == nullptr) return {};
  if (Element const* const domain = code->child("Domn"))
    return domain->text_at("Cd") + "/" + domain->text_at("Fmly/Cd") + "/" + domain->text_at("Fmly/SubFmlyCd");
  return code->text_at("Prtry/Cd");
}

StructuredReference read_reference_of(Element const& structured, XmlFields& fields) {
  StructuredReference reference;
  if (Element const* const creditor = structured.child("CdtrRefInf")) {
    reference.type = code_or_own(creditor->find("Tp/CdOrPrtry"));
    reference.issuer = creditor->text_at("Tp/Issr");
    reference.text = creditor->text_at("Ref");
  } else if (Element const* const document = structured.child("RfrdDocInf")) {
    reference.type = code_or_own(document->find("Tp/CdOrPrtry"));
    reference.text = document->text_at("Nb");
  }
  if (Element const* const remitted = structured.find("RfrdDocAmt/RmtdAmt")) {
    reference.remitted = fields.money(*remitted);
  } else if (Element const* const note = structured.find("RfrdDocAmt/CdtNoteAmt")) {
    reference.remitted = fields.money(*note);
    reference.remitted->minor = -reference.remitted->minor;
  }
  return reference;
}

void read_remittance(Element const& element, BankTransaction& transaction, XmlFields& fields) {
  Element const* const remittance = element.child("RmtInf");
  if (remittance == nullptr) return;
  for (Element const& part : remittance->children) {
    if (part.name == "Ustrd") transaction.texts.push_back(part.text);
    if (part.name == "Strd") {
      StructuredReference reference = read_reference_of(part, fields);
      if (!reference.text.empty()) transaction.references.push_back(std::move(reference));
      for (Element const& more : part.children) {
        if (more.name == "AddtlRmtInf") transaction.texts.push_back(more.text);
      }
    }
  }
}

void read_return(Element const& element, BankTransaction& transaction) {
  Element const* const returned = element.child("RtrInf");
  if (returned == nullptr) return;
  transaction.return_reason = code_or_own(returned->child("Rsn"));
  if (transaction.return_reason.empty()) transaction.return_reason = "unknown";
  transaction.return_text = returned->text_at("AddtlInf");
}

/// Decides between the amounts of a detail: the one in the entry's currency. Nothing with a fault if there are others
/// only, nothing without one if there is none at all.
std::optional<std::int64_t> amount_of(CamtDetail const& detail, BankEntry const& entry, XmlFields& fields) {
  auto const found = std::ranges::find(detail.amounts, entry.currency, &base::Money::currency);
  if (found != detail.amounts.end()) return found->minor;
  if (!detail.amounts.empty()) {
    fields.fail(kCurrency, "TxDtls/Amt", detail.transaction.line,
                "the transaction is in " + std::string{detail.amounts.front().currency.code()} + ", its entry in " +
                    std::string{entry.currency.code()});
  }
  return std::nullopt;
}

std::int64_t with_sign(std::int64_t minor, Direction direction) {
  return direction == Direction::kCredit ? minor : -minor;
}

void not_adding_up(BankEntry const& entry, std::int64_t sum_minor, XmlFields& fields) {
  fields.fail(kDetails, "Ntry/NtryDtls", entry.line,
              "the transactions add up to " + base::format_amount(sum_minor) + ", the entry is " +
                  base::format_amount(entry.signed_minor()) + ": ask the bank for the file again");
}

/// What the batch says of itself.
void check_declared_totals(BankEntry const& entry, std::vector<CamtGroup> const& groups, XmlFields& fields) {
  std::int64_t sum_minor = 0;
  for (CamtGroup const& group : groups) {
    if (!group.declared_total) return;
    if (group.declared_total->currency != entry.currency) {
      fields.fail(kCurrency, "Btch/TtlAmt", group.line, "the batch is in another currency than its entry");
      return;
    }
    sum_minor += with_sign(group.declared_total->minor, group.direction.value_or(entry.direction));
    if (!base::in_money_range(sum_minor)) break;
  }
  if (!groups.empty() && sum_minor != entry.signed_minor()) not_adding_up(entry, sum_minor, fields);
}

/// The entry as one sum: its parts are told elsewhere, or there are none.
BankTransaction whole_of(BankEntry const& entry) {
  BankTransaction whole;
  whole.index = entry.breakdown == Breakdown::kUndivided ? 0 : 1;
  whole.line = entry.line;
  whole.amount_minor = entry.amount_minor;
  whole.direction = entry.direction;
  return whole;
}

Breakdown breakdown_of(std::vector<CamtGroup> const& groups, XmlFields& fields) {
  std::int64_t details = 0;
  std::int64_t expected = 0;
  std::int64_t without_amount = 0;
  for (CamtGroup const& group : groups) {
    auto const here = static_cast<std::int64_t>(group.details.size());
    std::int64_t const declared = group.declared_count.value_or(here);
    if (declared < here)
      fields.fail(kDetails, "Btch/NbOfTxs", group.line,
                  "the batch says " + std::to_string(declared) + " transactions and has " + std::to_string(here));
    details += here;
    expected += declared;
    without_amount +=
        std::ranges::count_if(group.details, [](CamtDetail const& detail) { return detail.amounts.empty(); });
  }
  if (expected > std::max<std::int64_t>(details, 1)) return Breakdown::kUndivided;
  if (details <= 1) return Breakdown::kSingle;
  if (without_amount == 0) return Breakdown::kDivided;
  if (without_amount < details)
    fields.fail(kDetails, "TxDtls/Amt", groups.front().line,
                "some transactions of the batch have an amount, some have none");
  return Breakdown::kUndivided;
}

/// Takes over the transactions; every one gets its amount and direction.
void take_details(BankEntry& entry, std::vector<CamtGroup>& groups, XmlFields& fields) {
  std::int64_t sum_minor = 0;
  for (CamtGroup& group : groups) {
    for (CamtDetail& detail : group.details) {
      BankTransaction& transaction = detail.transaction;
      transaction.index = static_cast<std::int64_t>(entry.transactions.size()) + 1;
      transaction.amount_minor = amount_of(detail, entry, fields).value_or(entry.amount_minor);
      transaction.direction = detail.direction.value_or(entry.direction);
      sum_minor += with_sign(transaction.amount_minor, transaction.direction);
      if (fields.failed() || !base::in_money_range(sum_minor)) return not_adding_up(entry, sum_minor, fields);
      entry.transactions.push_back(std::move(transaction));
    }
  }
  if (sum_minor != entry.signed_minor()) not_adding_up(entry, sum_minor, fields);
}

}  // namespace

CamtDetail read_detail(Element const& element, XmlFields& fields) {
  CamtDetail detail;
  BankTransaction& transaction = detail.transaction;
  transaction.line = element.line;
  transaction.end_to_end_id = provided(element.text_at("Refs/EndToEndId"));
  transaction.servicer_reference = provided(element.text_at("Refs/AcctSvcrRef"));
  transaction.instruction_id = provided(element.text_at("Refs/InstrId"));
  transaction.transaction_id = provided(element.text_at("Refs/TxId"));
  // From version 8 on the name stands one level deeper.
  transaction.payer_name = element.text_at("RltdPties/Dbtr/Nm");
  if (transaction.payer_name.empty()) transaction.payer_name = element.text_at("RltdPties/Dbtr/Pty/Nm");
  transaction.payer_account = account_at(element, "RltdPties/DbtrAcct/Id");
  transaction.additional_text = element.text_at("AddtlTxInf");
  read_remittance(element, transaction, fields);
  read_return(element, transaction);
  transaction.charges = read_charges(element, fields);

  detail.direction = fields.direction_if_any(element);
  if (Element const* const amount = fields.at_most_one(element, "Amt")) {
    detail.amounts.push_back(fields.money(*amount));
  } else {
    for (std::string_view const path : {"AmtDtls/TxAmt/Amt", "AmtDtls/CntrValAmt/Amt"}) {
      if (Element const* const other = element.find(path)) detail.amounts.push_back(fields.money(*other));
    }
  }
  return detail;
}

CamtGroup read_group(Element const& element, std::vector<CamtDetail> details, XmlFields& fields) {
  CamtGroup group;
  group.line = element.line;
  group.details = std::move(details);
  Element const* const batch = fields.at_most_one(element, "Btch");
  if (batch == nullptr) return group;
  group.batch_id = batch->text_at("PmtInfId");
  if (group.batch_id.empty()) group.batch_id = batch->text_at("MsgId");
  group.direction = fields.direction_if_any(*batch);
  if (Element const* const number = batch->child("NbOfTxs")) group.declared_count = fields.count(*number);
  if (Element const* const total = batch->child("TtlAmt")) group.declared_total = fields.money(*total);
  return group;
}

BankEntry read_entry(Element const& element, std::vector<CamtGroup> groups, XmlFields& fields) {
  BankEntry entry;
  entry.line = element.line;
  if (Element const* const amount = fields.only(element, "Amt")) {
    base::Money const money = fields.money(*amount);
    entry.amount_minor = money.minor;
    entry.currency = money.currency;
  }
  entry.direction = fields.direction(element);
  entry.reversal = fields.flag(fields.at_most_one(element, "RvslInd"));
  entry.status = fields.status(element);
  entry.booking_date = fields.date(fields.at_most_one(element, "BookgDt"));
  entry.value_date = fields.date(fields.at_most_one(element, "ValDt"));
  if (entry.is_money() && !entry.booking_date && !entry.value_date)
    fields.fail(kMissing, "Ntry/BookgDt", element.line, "a booked entry must have a day");
  entry.servicer_reference = provided(element.text_at("AcctSvcrRef"));
  entry.entry_reference = element.text_at("NtryRef");
  entry.code = transaction_code(element);
  entry.extra_text = element.text_at("AddtlNtryInf");
  entry.charges = read_charges(element, fields);
  if (!groups.empty()) entry.batch_id = groups.front().batch_id;

  check_declared_totals(entry, groups, fields);
  entry.breakdown = breakdown_of(groups, fields);
  bool const has_details = std::ranges::any_of(groups, [](CamtGroup const& group) { return !group.details.empty(); });
  if (entry.breakdown == Breakdown::kUndivided || !has_details) {
    entry.transactions.push_back(whole_of(entry));
  } else {
    take_details(entry, groups, fields);
  }
  return entry;
}

}  // namespace adapters::bank_files
