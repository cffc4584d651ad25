// Writes bank files for tests: statements (camt.053) whose balances add up, and notifications (camt.054) of the same
// entries.
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/money.h"

namespace tests {

struct CamtPart {
  std::int64_t minor = 0;  // signed, as its entry
  std::string reference;   // structured
  std::string text;
  std::string end_to_end_id;
  std::string return_reason;
};

struct CamtEntry {
  std::string bank_reference;
  std::string sub_family = "DMCT";
  bool reversal = false;
  std::vector<CamtPart> parts;  // one, or those of a batch
  std::string family = "RCDT";
  std::string batch;  // what the batch is called
  [[nodiscard]] std::int64_t minor() const {
    std::int64_t sum = 0;
    for (CamtPart const& part : parts) sum += part.minor;
    return sum;
  }
};

enum class CamtKind : bool { kStatement, kNotification };

struct CamtFile {
  std::string id = "S-1";
  base::Date day;
  base::Date value_date;
  std::int64_t opening_minor = 0;
  std::vector<CamtEntry> entries;
  std::string account = "DK5000400440116243";
};

/// In a statement a batch stands as one sum, without its parts.
inline std::string write_camt(CamtFile const& file, CamtKind kind) {
  bool const statement = kind == CamtKind::kStatement;
  auto const tag = [](std::string_view name, std::string const& content) {
    return content.empty() ? std::string{} : "<" + std::string{name} + ">" + content + "</" + std::string{name} + ">";
  };
  auto const amount = [](std::int64_t minor) {
    return "<Amt Ccy=\"DKK\">" + base::format_amount(std::abs(minor)) + "</Amt><CdtDbtInd>" +
           (minor < 0 ? "DBIT" : "CRDT") + "</CdtDbtInd>";
  };
  std::string const day = "<Dt>" + base::format_date(file.day) + "</Dt>";
  auto const balance = [&](std::string const& code, std::int64_t minor) {
    return "<Bal><Tp><CdOrPrtry><Cd>" + code + "</Cd></CdOrPrtry></Tp>" + amount(minor) + "<Dt>" + day + "</Dt></Bal>";
  };
  std::int64_t closing = file.opening_minor;
  std::string entries;
  for (CamtEntry const& entry : file.entries) {
    closing += entry.minor();
    std::string details;
    bool const undivided = statement && entry.parts.size() > 1;
    if (entry.parts.size() > 1) {
      details += "<Btch>" + tag("PmtInfId", entry.batch) + "<NbOfTxs>" + std::to_string(entry.parts.size()) +
                 "</NbOfTxs></Btch>";
    }
    for (CamtPart const& part : entry.parts) {
      if (undivided) break;
      details += "<TxDtls>" + tag("Refs", tag("EndToEndId", part.end_to_end_id)) + amount(part.minor) +
                 tag("RmtInf", tag("Ustrd", part.text) + tag("Strd", tag("CdtrRefInf", tag("Ref", part.reference)))) +
                 tag("RtrInf", tag("Rsn", tag("Cd", part.return_reason))) + "</TxDtls>";
    }
    entries += "<Ntry>" + amount(entry.minor()) + (entry.reversal ? "<RvslInd>true</RvslInd>" : "") +
               "<Sts><Cd>BOOK</Cd></Sts><BookgDt>" + day + "</BookgDt><ValDt><Dt>" +
               base::format_date(file.value_date) + "</Dt></ValDt>" + tag("AcctSvcrRef", entry.bank_reference) +
               "<BkTxCd><Domn><Cd>PMNT</Cd>" +
               tag("Fmly", tag("Cd", entry.family) + tag("SubFmlyCd", entry.sub_family)) + "</Domn></BkTxCd>" +
               tag("NtryDtls", details) + "</Ntry>";
  }
  std::string const message = statement ? "BkToCstmrStmt" : "BkToCstmrDbtCdtNtfctn";
  std::string const name = statement ? "Stmt" : "Ntfctn";
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt." +
         std::string{statement ? "053" : "054"} + ".001.08\"><" + message +
         "><GrpHdr><MsgId>M</MsgId><CreDtTm>2026-03-01T05:00:00+01:00</CreDtTm></GrpHdr><" + name + ">" +
         tag("Id", file.id) + "<CreDtTm>2026-03-01T05:00:00+01:00</CreDtTm><Acct><Id><IBAN>" + file.account +
         "</IBAN></Id><Ccy>DKK</Ccy></Acct>" +
         (statement ? balance("OPBD", file.opening_minor) + balance("CLBD", closing) : "") + entries + "</" + name +
         "></" + message + "></Document>";
}

}  // namespace tests
