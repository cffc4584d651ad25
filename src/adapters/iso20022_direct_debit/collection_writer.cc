#include "adapters/iso20022_direct_debit/collection_writer.h"

#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <sstream>

#include "payments/collection_reference.h"

namespace adapters::iso20022_direct_debit {

namespace {

constexpr char const* kNotProvided = "NOTPROVIDED";
constexpr std::size_t kNameLetters = 70;  // of the 140: what SEPA carries
constexpr std::size_t kTextLetters = 140;

/// Without what XML cannot say, and no longer than `letters` letters of UTF-8, whole ones.
std::string fitted(std::string_view text, std::size_t letters) {
  std::string made;
  std::size_t count = 0;
  for (char const c : text) {
    auto const byte = static_cast<unsigned char>(c);
    bool const begins = (byte & 0xC0U) != 0x80U;
    if (begins && count == letters) break;
    count += begins;
    made += byte < 0x20U ? ' ' : c;
  }
  return made;
}

std::size_t letters_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// As many whole texts as there is room for; of the first one what there is room for.
std::string joined(std::vector<std::string> const& texts) {
  std::string made;
  for (std::string const& text : texts) {
    std::string const next = made.empty() ? fitted(text, kTextLetters) : made + ", " + text;
    if (letters_of(next) > kTextLetters) break;
    made = fitted(next, kTextLetters);
  }
  return made;
}

void add(pugi::xml_node under, char const* name, std::string const& text) {
  if (!text.empty()) under.append_child(name).text().set(text.c_str());
}

struct Sum {
  std::int64_t count = 0;
  std::int64_t minor = 0;
};

Sum sum_of(std::vector<OutgoingCollection> const& collections) {
  Sum sum;
  for (OutgoingCollection const& each : collections) ++sum.count, sum.minor += each.amount_minor;
  return sum;
}

void add_sum(pugi::xml_node under, Sum const& sum) {
  add(under, "NbOfTxs", std::to_string(sum.count));
  add(under, "CtrlSum", base::format_amount(sum.minor));
}

class Writer {
 public:
  explicit Writer(Creditor const& creditor) : creditor_(creditor) {
    pugi::xml_node declaration = document_.prepend_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    pugi::xml_node document = document_.append_child("Document");
    document.append_attribute("xmlns") = ("urn:iso:std:iso:20022:tech:xsd:" + creditor.version).c_str();
    message_ = document.append_child("CstmrDrctDbtInitn");
  }

  void header(std::int64_t delivery, base::Instant made, Sum const& sum) {
    pugi::xml_node group = message_.append_child("GrpHdr");
    add(group, "MsgId", payments::delivery_reference(creditor_.number, delivery));
    // To the second: the schema takes fractions, banks do not all.
    add(group, "CreDtTm", base::format_instant(made).substr(0, 19) + "Z");
    add_sum(group, sum);
    pugi::xml_node party = group.append_child("InitgPty");
    add(party, "Nm", fitted(creditor_.name, kNameLetters));
  }

  void day(payments::DeliveryDay const& which, std::vector<OutgoingCollection> const& collections) {
    pugi::xml_node information = message_.append_child("PmtInf");
    add(information, "PmtInfId", payments::delivery_day_reference(which));
    add(information, "PmtMtd", "DD");
    add(information, "BtchBookg", "true");
    add_sum(information, sum_of(collections));
    pugi::xml_node type = information.append_child("PmtTpInf");
    if (!creditor_.service_level.empty()) add(type.append_child("SvcLvl"), "Cd", creditor_.service_level);
    if (!creditor_.local_instrument.empty()) add(type.append_child("LclInstrm"), "Cd", creditor_.local_instrument);
    add(type, "SeqTp", creditor_.sequence);
    add(information, "ReqdColltnDt", base::format_date(which.day));
    add(information.append_child("Cdtr"), "Nm", fitted(creditor_.name, kNameLetters));
    pugi::xml_node account = information.append_child("CdtrAcct");
    add(account.append_child("Id"), "IBAN", creditor_.account);
    add(account, "Ccy", std::string{creditor_.currency.code()});
    agent(information.append_child("CdtrAgt"), creditor_.agent);
    // Each pays their own bank: the rule of SEPA.
    if (creditor_.service_level == "SEPA") add(information, "ChrgBr", "SLEV");
    pugi::xml_node scheme = information.append_child("CdtrSchmeId").append_child("Id").append_child("PrvtId");
    pugi::xml_node other = scheme.append_child("Othr");
    add(other, "Id", creditor_.scheme_id);
    add(other.append_child("SchmeNm"), "Prtry", creditor_.scheme_name);
    for (OutgoingCollection const& each : collections) transaction(information, each);
  }

  std::string text() const {
    std::ostringstream out;
    document_.save(out, " ", pugi::format_indent, pugi::encoding_utf8);
    return out.str();
  }

 private:
  void agent(pugi::xml_node under, std::string const& bic) const {
    pugi::xml_node institution = under.append_child("FinInstnId");
    if (bic.empty()) {
      add(institution.append_child("Othr"), "Id", kNotProvided);
    } else {
      add(institution, creditor_.version == "pain.008.001.02" ? "BIC" : "BICFI", bic);
    }
  }

  void transaction(pugi::xml_node under, OutgoingCollection const& collection) const {
    pugi::xml_node one = under.append_child("DrctDbtTxInf");
    pugi::xml_node id = one.append_child("PmtId");
    add(id, "InstrId", collection.reference);
    add(id, "EndToEndId", collection.reference);
    pugi::xml_node amount = one.append_child("InstdAmt");
    amount.append_attribute("Ccy") = std::string{creditor_.currency.code()}.c_str();
    amount.text().set(base::format_amount(collection.amount_minor).c_str());
    pugi::xml_node mandate = one.append_child("DrctDbtTx").append_child("MndtRltdInf");
    add(mandate, "MndtId", std::to_string(collection.mandate));
    add(mandate, "DtOfSgntr", base::format_date(collection.mandate_signed));
    agent(one.append_child("DbtrAgt"), {});
    add(one.append_child("Dbtr"), "Nm", fitted(collection.debtor, kNameLetters));
    add(one.append_child("DbtrAcct").append_child("Id").append_child("Othr"), "Id", kNotProvided);
    std::string const text = joined(collection.texts);
    if (!text.empty()) add(one.append_child("RmtInf"), "Ustrd", text);
  }

  Creditor const& creditor_;
  pugi::xml_document document_;
  pugi::xml_node message_;
};

}  // namespace

std::string write_collections(Creditor const& creditor, std::int64_t delivery, base::Instant made,
                              std::vector<OutgoingCollection> collections) {
  Writer writer{creditor};
  writer.header(delivery, made, sum_of(collections));
  std::map<base::Date, std::vector<OutgoingCollection>> by_day;
  for (OutgoingCollection& each : collections) by_day[each.day].push_back(std::move(each));
  for (auto const& [day, rows] : by_day) writer.day({delivery, day}, rows);
  return writer.text();
}

}  // namespace adapters::iso20022_direct_debit
