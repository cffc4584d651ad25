#include "adapters/bank_files/camt_reader.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

namespace adapters::bank_files {
namespace {

using enum BankFileFault;

base::Date const kToday = *base::parse_date("2026-06-01");

std::string file_text(std::string const& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::string own_statement() {
  std::string text = file_text(FAIRDUE_SOURCE_DIR "/tests/data/bank_files/statement.xml");
  EXPECT_FALSE(text.empty());
  return text;
}

/// The own statement with one place changed.
std::string with(std::string_view from, std::string_view to) {
  std::string text = own_statement();
  std::size_t const at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

BankFileError refusal(std::string const& text, base::Date today = kToday) {
  auto const read = read_camt(text, today);
  EXPECT_FALSE(read);
  return read ? BankFileError{} : read.error();
}

/// Read well, or an empty statement with a failed test.
BankStatement statement_of(std::string const& text) {
  auto read = read_camt(text, kToday);
  EXPECT_TRUE(read) << to_text(read.error());
  if (!read || read->size() != 1) return {};
  return std::move(read->front());
}

TEST(Camt, AStatementWithOneOfEachKindOfLine) {
  BankStatement const statement = statement_of(own_statement());
  ASSERT_EQ(statement.entries.size(), 5U);
  EXPECT_EQ(statement.kind, StatementKind::kStatement);
  EXPECT_EQ(statement.message_id, "MESSAGE-1");
  EXPECT_EQ(statement.id, "STATEMENT-42");
  EXPECT_EQ(statement.account, "DK5000400440116243");
  EXPECT_EQ(statement.currency, base::kDanishKrone);
  EXPECT_EQ(statement.electronic_sequence, 42);
  EXPECT_EQ(statement.legal_sequence, std::nullopt);
  EXPECT_EQ(statement.opening_minor, -100'000);
  EXPECT_EQ(statement.closing_minor, 120'450);

  BankEntry const& batch = statement.entries[0];
  EXPECT_EQ(batch.breakdown, Breakdown::kDivided);
  EXPECT_EQ(batch.batch_id, "BATCH-7");
  EXPECT_EQ(batch.code, "PMNT/RCDT/VCOM");
  EXPECT_EQ(batch.key, "DK5000400440116243/2026-03-02/credit/BANK%2F0001");
  ASSERT_EQ(batch.transactions.size(), 2U);
  BankTransaction const& first = batch.transactions[0];
  EXPECT_EQ(first.key, batch.key + "/1");
  EXPECT_EQ(first.amount_minor, 125'000);
  EXPECT_EQ(first.end_to_end_id, "");
  EXPECT_EQ(first.servicer_reference, "PART-1");
  EXPECT_EQ(first.references,
            (std::vector<StructuredReference>{{"FIK", "", "+71<026840149965328+81234567<", std::nullopt}}));
  BankTransaction const& second = batch.transactions[1];
  EXPECT_EQ(second.key, batch.key + "/2");
  EXPECT_EQ(second.amount_minor, 75'000);
  EXPECT_EQ(second.end_to_end_id, "E2E-2");
  EXPECT_EQ(second.payer_name, "Prøve Prøvesen");
  EXPECT_EQ(second.payer_account, "00400440116244");
  EXPECT_EQ(second.texts, (std::vector<std::string>{"Bøde & gebyr", "marts"}));

  BankEntry const& plain = statement.entries[1];
  EXPECT_EQ(plain.breakdown, Breakdown::kSingle);
  EXPECT_EQ(plain.key, "DK5000400440116243/statement/STATEMENT-42/2");  // the bank gives no reference
  EXPECT_EQ(plain.booking_date, base::parse_date("2026-03-02"));
  EXPECT_EQ(plain.value_date, base::parse_date("2026-03-03"));
  EXPECT_EQ(plain.code, "544");
  ASSERT_EQ(plain.transactions.size(), 1U);
  EXPECT_EQ(plain.transactions[0].amount_minor, 35'000);

  BankEntry const& returned = statement.entries[2];
  EXPECT_TRUE(returned.reversal);
  EXPECT_EQ(returned.direction, Direction::kDebit);
  EXPECT_EQ(returned.key, "DK5000400440116243/2026-03-02/reversal-debit/BANK%2F0002");
  EXPECT_EQ(returned.transactions[0].amount_minor, 12'550);
  EXPECT_EQ(returned.transactions[0].return_reason, "MD06");
  EXPECT_EQ(returned.transactions[0].return_text, "asked back");

  BankEntry const& charge = statement.entries[3];
  EXPECT_EQ(charge.charges,
            (std::vector<BankCharge>{{{2'000, base::kDanishKrone}, Direction::kDebit, std::optional{true}}}));
  EXPECT_EQ(charge.key, "DK5000400440116243/2026-03-02/debit/BANK%2F0002");

  BankEntry const& pending = statement.entries[4];
  EXPECT_FALSE(pending.is_money());
  EXPECT_EQ(pending.status, EntryStatus::kPending);
}

TEST(Camt, KeysAreLasting) {
  BankStatement const once = statement_of(own_statement());
  BankStatement const again = statement_of(with("<Id>STATEMENT-42", "<Id>STATEMENT-43"));
  ASSERT_EQ(once.entries.size(), again.entries.size());
  std::set<std::string> keys;
  std::size_t count = 0;
  for (std::size_t i = 0; i < once.entries.size(); ++i) {
    // In another statement, a line is the same line if the bank has a name for it.
    EXPECT_EQ(once.entries[i].key == again.entries[i].key, !once.entries[i].servicer_reference.empty());
    for (BankTransaction const& transaction : once.entries[i].transactions) {
      keys.insert(transaction.key);
      ++count;
    }
  }
  EXPECT_EQ(keys.size(), count);
  // The same reference twice on one day, in one direction: counted.
  BankStatement const twice =
      statement_of(with("<CdtDbtInd>DBIT</CdtDbtInd>\n        <RvslInd>true</RvslInd>", "<CdtDbtInd>DBIT</CdtDbtInd>"));
  EXPECT_EQ(twice.entries[2].key, "DK5000400440116243/2026-03-02/debit/BANK%2F0002");
  EXPECT_EQ(twice.entries[3].key, "DK5000400440116243/2026-03-02/debit/BANK%2F0002/again/2");
}

TEST(Camt, ABatchWithoutItsPartsIsOneUndividedSum) {
  BankStatement const statement = statement_of(with("<NbOfTxs>2</NbOfTxs>", "<NbOfTxs>3</NbOfTxs>"));
  ASSERT_EQ(statement.entries.size(), 5U);
  EXPECT_EQ(statement.entries[0].breakdown, Breakdown::kUndivided);
  ASSERT_EQ(statement.entries[0].transactions.size(), 1U);
  EXPECT_EQ(statement.entries[0].transactions[0].index, 0);
  EXPECT_EQ(statement.entries[0].transactions[0].key, "DK5000400440116243/2026-03-02/credit/BANK%2F0001/0");
  EXPECT_EQ(statement.entries[0].transactions[0].amount_minor, 200'000);
}

struct Refused {
  std::string_view from;
  std::string_view to;
  BankFileFault fault;
  std::string_view element;
};

TEST(Camt, WhatDoesNotAddUpOrIsNoValueIsRefused) {
  Refused const cases[] = {
      {">1204.50<", ">1204.51<", kBalance, "Stmt/Bal"},
      {">350.00</Amt>", ">350.01</Amt>", kSummary, "TxsSummry/TtlNtries/Sum"},
      {"<Sum>2350.00", "<Sum>2350.10", kSummary, "TxsSummry/TtlCdtNtries/Sum"},
      {"<NbOfNtries>4", "<NbOfNtries>7", kSummary, "TxsSummry/TtlNtries/NbOfNtries"},
      {"<Amt>2204.50", "<Amt>2204.49", kSummary, "TxsSummry/TtlNtries/Amt"},
      {">1250.00<", ">1250.01<", kDetails, "Ntry/NtryDtls"},
      {"<TtlAmt Ccy=\"DKK\">2000.00", "<TtlAmt Ccy=\"DKK\">2000.01", kDetails, "Ntry/NtryDtls"},
      {"<TtlAmt Ccy=\"DKK\">", "<TtlAmt Ccy=\"EUR\">", kCurrency, "Btch/TtlAmt"},
      {"<NbOfTxs>2", "<NbOfTxs>1", kDetails, "Btch/NbOfTxs"},
      {"<Amt Ccy=\"DKK\">750.00</Amt>", "", kDetails, "TxDtls/Amt"},
      {"<Amt Ccy=\"DKK\">750.00", "<Amt Ccy=\"EUR\">750.00", kCurrency, "TxDtls/Amt"},
      {"<Amt Ccy=\"DKK\">350.00", "<Amt Ccy=\"EUR\">350.00", kCurrency, "Ntry/Amt"},
      {"<Amt Ccy=\"DKK\">1000.00", "<Amt Ccy=\"EUR\">1000.00", kCurrency, "Bal/Amt"},
      {"<Amt Ccy=\"DKK\">350.00", "<Amt Ccy=\"JPY\">350.00", kCurrency, "Amt"},
      {"<Amt Ccy=\"DKK\">350.00", "<Amt>350.00", kInvalid, "Amt"},
      {"<Ccy>DKK", "<Ccy>kroner", kInvalid, "Acct/Ccy"},
      {">350.00<", ">350.005<", kTooManyDecimals, "Amt"},
      {">350.00<", ">-350.00<", kInvalid, "Amt"},
      {">350.00<", ">3,50<", kInvalid, "Amt"},
      {">350.00<", ">99999999999999999.00<", kInvalid, "Amt"},
      {"<Amt Ccy=\"DKK\">350.00</Amt>", "", kMissing, "Ntry/Amt"},
      {"<Amt Ccy=\"DKK\">350.00</Amt>", "<Amt Ccy=\"DKK\">350.00</Amt><Amt Ccy=\"DKK\">350.00</Amt>", kRepeated,
       "Ntry/Amt"},
      {"<CdtDbtInd>CRDT</CdtDbtInd>\n        <Sts>", "<Sts>", kMissing, "Ntry/CdtDbtInd"},
      {"<CdtDbtInd>CRDT</CdtDbtInd>\n        <Sts>", "<CdtDbtInd>CR</CdtDbtInd><Sts>", kInvalid, "Ntry/CdtDbtInd"},
      {"<Cd>BOOK</Cd>", "<Cd>DONE</Cd>", kInvalid, "Ntry/Sts"},
      {"<RvslInd>true", "<RvslInd>yes", kInvalid, "RvslInd"},
      {"<BookgDt><Dt>2026-03-02", "<BookgDt><Dt>2026-02-30", kInvalid, "BookgDt/Dt"},
      {"<BookgDt><Dt>2026-03-02</Dt></BookgDt>\n        <AcctSvcrRef>", "<AcctSvcrRef>", kMissing, "Ntry/BookgDt"},
      {"<BookgDt><Dt>2026-03-02", "<BookgDt><Dt>2026-06-02", kFutureDate, "Ntry/BookgDt"},
      {"<ValDt><Dt>2026-03-03", "<ValDt><Dt>2026-06-02", kFutureDate, "Ntry/ValDt"},
      {"<Cd>OPBD</Cd>", "<Cd>OPAV</Cd>", kMissing, "Stmt/Bal"},
      {"<Cd>CLBD</Cd>", "<Cd>ITBD</Cd>", kMissing, "Stmt/Bal"},
      {"<Cd>CLBD</Cd>", "<Cd>OPBD</Cd>", kRepeated, "Stmt/Bal"},
      {"<Id>STATEMENT-42</Id>", "", kMissing, "Stmt/Id"},
      {"<IBAN>DK5000400440116243</IBAN>", "", kMissing, "Stmt/Acct/Id"},
      {"<ElctrncSeqNb>42", "<ElctrncSeqNb>4x", kInvalid, "ElctrncSeqNb"},
      {"camt.053.001.08", "camt.053.001.13", kUnknownMessage, "Document"},
      {"camt.053.001.08", "camt.054.001.08", kUnknownMessage, "Stmt"},
      {"<Stmt>", "<Statement>", kMalformed, "Statement"},
  };
  for (Refused const& wrong : cases) {
    BankFileError const error = refusal(with(wrong.from, wrong.to));
    EXPECT_EQ(name_of(error.fault), name_of(wrong.fault)) << wrong.from << " -> " << wrong.to << ": " << to_text(error);
    EXPECT_EQ(error.element, wrong.element) << wrong.from << " -> " << wrong.to << ": " << to_text(error);
    EXPECT_GT(error.line, 0) << to_text(error);
  }
}

TEST(Camt, AnErrorSaysWhereAndWhatToDo) {
  BankFileError const sum = refusal(with(">1250.00<", ">1250.01<"));
  EXPECT_EQ(to_text(sum),
            "line 38, Ntry/NtryDtls: the transactions add up to 2000.01, the entry is 2000.00: ask the bank for the "
            "file again");
  BankFileError const balance = refusal(with(">1204.50<", ">1204.51<"));
  EXPECT_EQ(balance.line, 9);
  EXPECT_NE(balance.message.find("opening -1000.00 and entries 2204.50 give 1204.50, but closing is 1204.51"),
            std::string::npos);
}

TEST(Camt, ADayIsComeOnThatDay) {
  EXPECT_TRUE(read_camt(own_statement(), *base::parse_date("2026-03-03")));
  EXPECT_EQ(refusal(own_statement(), *base::parse_date("2026-03-02")).fault, kFutureDate);
}

TEST(Camt, DecimalsThatAreZerosAreExact) {
  EXPECT_EQ(statement_of(with(">350.00<", ">350.00000<")).entries[1].amount_minor, 35'000);
  EXPECT_EQ(statement_of(with(">350.00<", ">350<")).entries[1].amount_minor, 35'000);
}

TEST(Camt, ARepeatedStatementInOneFileIsRefused) {
  std::string text = own_statement();
  std::size_t const begin = text.find("    <Stmt>");
  std::size_t const end = text.find("</Stmt>") + 8;
  text.insert(end, text.substr(begin, end - begin));
  EXPECT_EQ(refusal(text).fault, kRepeated);
  text.replace(text.rfind("STATEMENT-42"), 12, "STATEMENT-43");
  auto const read = read_camt(text, kToday);
  ASSERT_TRUE(read) << to_text(read.error());
  EXPECT_EQ(read->size(), 2U);
}

TEST(Camt, EveryTruncatedFileIsRefused) {
  std::string const whole = own_statement();
  std::size_t const end = whole.rfind('>');
  for (std::size_t size = 0; size <= end; size += size < 600 ? 1 : 23) {
    auto const read = read_camt(std::string_view{whole}.substr(0, size), kToday);
    ASSERT_FALSE(read) << size;
    // A cut within the beginning may look like something else that is refused.
    if (size > whole.find("<BkToCstmrStmt>")) {
      EXPECT_EQ(name_of(read.error().fault), "malformed") << size << ' ' << to_text(read.error());
    }
  }
}

TEST(Camt, RandomDamageIsRefusedOrKeepsTheSums) {
  std::string const whole = own_statement();
  std::uint64_t state = 11;
  int refused = 0;
  for (int round = 0; round < 1'000; ++round) {
    std::string text = whole;
    for (int change = 0; change < 2; ++change) {
      state = state * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
      text[(state >> 33) % text.size()] = static_cast<char>(state >> 25);
    }
    auto const read = read_camt(text, kToday);
    if (!read) {
      EXPECT_FALSE(read.error().message.empty());
      ++refused;
      continue;
    }
    for (BankStatement const& statement : *read) {
      std::int64_t sum_minor = statement.opening_minor;
      for (BankEntry const& entry : statement.entries) sum_minor += entry.is_money() ? entry.signed_minor() : 0;
      EXPECT_EQ(sum_minor, statement.closing_minor);
    }
  }
  EXPECT_GT(refused, 300);
}

// ---- hostile files

TEST(CamtHostile, DocumentTypesAreRefused) {
  std::string const root = "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">";
  for (std::string const& type : {
           std::string{"<!DOCTYPE Document SYSTEM \"file:///etc/passwd\">"},
           std::string{"<!DOCTYPE Document [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"},
           std::string{"<!DOCTYPE d [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/x.dtd\"> %p;]>"},
           std::string{"<!DOCTYPE d [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;\">]>"},
       }) {
    EXPECT_EQ(refusal(with(root, type + root)).fault, kForbidden) << type;
    EXPECT_EQ(refusal(with("<!-- A made-up", type + "<!-- A made-up")).fault, kForbidden) << type;
  }
  // After the root has begun it is not XML at all.
  EXPECT_EQ(refusal(with("<GrpHdr>", "<!DOCTYPE d><GrpHdr>")).fault, kMalformed);
  EXPECT_EQ(refusal(with("BATCH-7", "&xxe;")).fault, kMalformed);
  // The word in a comment harms nobody.
  EXPECT_TRUE(read_camt(with("<!-- A made-up", "<!-- <!DOCTYPE d> A made-up"), kToday));
}

TEST(CamtHostile, ADocumentTypeBeyondTheFirstPieceIsRefused) {
  std::string const comment = "<!--" + std::string(100'000, ' ') + "-->";
  EXPECT_EQ(refusal(with("<!-- A made-up", comment + "<!DOCTYPE d [<!ENTITY a \"b\">]><!-- A made-up")).fault,
            kMalformed);
}

TEST(CamtHostile, EncodingsOtherThanSaidAreRefused) {
  EXPECT_EQ(refusal(with("Prøve", "Pr\xF8ve")).fault, kEncoding);
  EXPECT_EQ(refusal(with("UTF-8", "UTF-16")).fault, kEncoding);
  EXPECT_EQ(refusal(with("UTF-8", "UTF-7")).fault, kEncoding);
  EXPECT_EQ(refusal("\xFF\xFE<\0D\0").fault, kEncoding);
  EXPECT_EQ(refusal(std::string{"<\0D\0o\0", 6}).fault, kEncoding);
  EXPECT_EQ(refusal("").fault, kMalformed);
  EXPECT_EQ(refusal("not XML").fault, kMalformed);
  EXPECT_EQ(refusal("Betalingsdato;Beløb\n01-03-2026;100,00\n").fault, kMalformed);
  EXPECT_TRUE(read_camt("\xEF\xBB\xBF" + own_statement(), kToday));

  std::string latin = with("UTF-8", "ISO-8859-1");
  for (std::size_t at = latin.find("ø"); at != std::string::npos; at = latin.find("ø")) latin.replace(at, 2, "\xF8");
  BankStatement const statement = statement_of(latin);
  ASSERT_EQ(statement.entries.size(), 5U);
  EXPECT_EQ(statement.entries[0].transactions[1].payer_name, "Prøve Prøvesen");
  latin.replace(latin.find("marts"), 5, "m\x80rts");
  EXPECT_EQ(refusal(latin).fault, kEncoding);
}

TEST(CamtHostile, SizesHaveLimits) {
  XmlLimits small;
  small.bytes = 1'000;
  EXPECT_EQ(read_camt(own_statement(), kToday, small).error().fault, kTooLarge);

  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<X>";
  EXPECT_EQ(refusal(with("<Stmt>", "<Stmt>" + deep)).fault, kTooLarge);
  EXPECT_EQ(refusal(with("BATCH-7", std::string(20'000, 'x'))).fault, kTooLarge);
  std::string many;
  for (int i = 0; i < 250'000; ++i) many += "<X/>";
  EXPECT_EQ(refusal(with("<Acct>", many + "<Acct>")).fault, kTooLarge);
  EXPECT_EQ(refusal(with("STATEMENT-42", "STATEMENT-42" + std::string(30'000'000, ' '))).fault, kTooLarge);
}

TEST(CamtHostile, ElementsOfOtherNamespacesAreLeftOut) {
  std::string const foreign = "<s:Ntry xmlns:s=\"urn:other\"><s:Amt Ccy=\"DKK\">1.00</s:Amt></s:Ntry>";
  BankStatement const statement = statement_of(with("<Acct>", foreign + "<Acct>"));
  EXPECT_EQ(statement.entries.size(), 5U);
  EXPECT_EQ(refusal(with("xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"", "")).fault, kUnknownMessage);
}

TEST(Camt, ALargeBatchIsReadPieceByPiece) {
  constexpr int kCount = 30'000;
  std::string details;
  for (int i = 0; i < kCount; ++i) {
    details += "<TxDtls><Refs><EndToEndId>E" + std::to_string(i) +
               "</EndToEndId></Refs><Amt Ccy=\"DKK\">0.01</Amt><RmtInf><Ustrd>x</Ustrd></RmtInf></TxDtls>\n";
  }
  std::string text = own_statement();
  std::size_t const begin = text.find("<TxDtls>");
  std::size_t const end = text.find("</NtryDtls>");
  text.replace(begin, end - begin, details);
  text.replace(text.find("<NbOfTxs>2"), 10, "<NbOfTxs>" + std::to_string(kCount));
  text.replace(text.find("<TtlAmt Ccy=\"DKK\">2000.00</TtlAmt>"), 34, "");
  EXPECT_EQ(refusal(text).fault, kDetails);  // 300.00 in parts, 2000.00 in one sum
  text.replace(text.find(">2000.00</Amt>"), 14, ">300.00</Amt>");
  text.replace(text.find(">1204.50<"), 9, ">-4955<");
  text.replace(text.find(">-4955<"), 7, ">495.50<");
  std::size_t const closing = text.find("<CdtDbtInd>CRDT", text.find("CLBD"));
  text.replace(closing, 15, "<CdtDbtInd>DBIT");
  std::size_t const summary = text.find("<TxsSummry>");
  text.erase(summary, text.find("</TxsSummry>") + 12 - summary);
  BankStatement const statement = statement_of(text);
  ASSERT_EQ(statement.entries.size(), 5U);
  EXPECT_EQ(statement.entries[0].transactions.size(), static_cast<std::size_t>(kCount));
  EXPECT_EQ(statement.entries[0].transactions.back().index, kCount);
}

}  // namespace
}  // namespace adapters::bank_files
