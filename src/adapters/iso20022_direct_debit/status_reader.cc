#include "adapters/iso20022_direct_debit/status_reader.h"

#include <algorithm>
#include <pugixml.hpp>
#include <set>

namespace adapters::iso20022_direct_debit {

namespace {

using payments::BankAnswer;
using payments::BankAnswerKind;

constexpr std::string_view kNamespace = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.";
constexpr std::string_view kUnderWay[] = {"ACCP", "ACSP", "ACTC", "ACWC", "ACWP",
                                          "ACFC", "PDNG", "RCVD", "PATC", "PART"};
constexpr std::size_t kIdLetters = 35;

/// Thrown inside this file only.
struct Wrong {
  std::string message;
};

/// Without the prefix of its namespace.
std::string_view name_of(pugi::xml_node node) {
  std::string_view const name = node.name();
  std::size_t const colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(pugi::xml_node node, std::string_view name) {
  return node.find_child([&](pugi::xml_node each) { return name_of(each) == name; });
}

/// The first one along "Rsn/Cd".
pugi::xml_node find(pugi::xml_node node, std::string_view path) {
  while (node && !path.empty()) {
    std::size_t const slash = path.find('/');
    node = child(node, path.substr(0, slash));
    path = slash == std::string_view::npos ? "" : path.substr(slash + 1);
  }
  return node;
}

std::string text_at(pugi::xml_node node, std::string_view path) {
  std::string text = find(node, path).text().get();
  text.erase(0, std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  text.erase(text.find_last_not_of(" \t\r\n") + 1);
  return text;
}

/// The bank's code of a reason; its own words may be about a person.
std::string reason_of(pugi::xml_node node) {
  std::string code = text_at(node, "StsRsnInf/Rsn/Cd");
  bool const good = code.size() <= 4 &&
                    std::ranges::all_of(code, [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
  return good ? code : std::string{};
}

class Reader {
 public:
  explicit Reader(std::string_view file) : file_(file) {
    for (std::size_t at = file.find('\n'); at != std::string_view::npos; at = file.find('\n', at + 1)) {
      line_ends_.push_back(static_cast<std::ptrdiff_t>(at));
    }
  }

  payments::BankAnswers read() {
    pugi::xml_document document;
    auto const parsed = document.load_buffer(file_.data(), file_.size(), pugi::parse_default | pugi::parse_doctype,
                                             pugi::encoding_utf8);
    if (!parsed) fail(parsed.offset, "is not XML, or the file ends too early: fetch it again");
    for (pugi::xml_node const node : document.children()) {
      if (node.type() == pugi::node_doctype) fail(node, "has a document type, which may hide an attack: refuse it");
    }
    pugi::xml_node const root = document.document_element();
    check_root(root);
    pugi::xml_node const report = only(root, "CstmrPmtStsRpt");
    made_.type = "pain.002";
    made_.delivery = text_at(only(report, "GrpHdr"), "MsgId");
    if (made_.delivery.empty() || made_.delivery.size() > kIdLetters) fail(report, "has no MsgId of 1 to 35 letters");
    group(only(report, "OrgnlGrpInfAndSts"), report);
    for (pugi::xml_node const each : report.children()) {
      if (name_of(each) == "OrgnlPmtInfAndSts") instruction(each);
      // Where the whole instruction is not told of, its transactions stand under the report itself (version 02).
      if (name_of(each) == "TxInfAndSts") transaction(each);
    }
    if (made_.answers.empty() && made_.refused.empty() && made_.unread.empty() && made_.under_way == 0) {
      fail(report, "says nothing of any collection");
    }
    return std::move(made_);
  }

 private:
  [[nodiscard]] std::size_t line_at(std::ptrdiff_t offset) const {
    auto const before = std::ranges::lower_bound(line_ends_, std::max<std::ptrdiff_t>(offset, 0)) - line_ends_.begin();
    return static_cast<std::size_t>(before) + 1;
  }
  [[nodiscard]] std::size_t line_of(pugi::xml_node node) const { return line_at(node.offset_debug()); }
  [[noreturn]] void fail(std::ptrdiff_t offset, std::string const& what) const {
    throw Wrong{"line " + std::to_string(line_at(offset)) + " " + what};
  }
  [[noreturn]] void fail(pugi::xml_node node, std::string const& what) const { fail(node.offset_debug(), what); }

  /// The child that must be there exactly once.
  pugi::xml_node only(pugi::xml_node parent, std::string_view name) const {
    pugi::xml_node found;
    for (pugi::xml_node const each : parent.children()) {
      if (name_of(each) != name) continue;
      if (found) fail(each, "is a second " + std::string{name});
      found = each;
    }
    if (!found) fail(parent, "has no " + std::string{name} + " within it");
    return found;
  }

  void check_root(pugi::xml_node root) const {
    std::string space;
    std::string_view const name = root.name();
    std::size_t const colon = name.find(':');
    std::string const attribute =
        colon == std::string_view::npos ? "xmlns" : "xmlns:" + std::string{name.substr(0, colon)};
    space = root.attribute(attribute.c_str()).value();
    bool const good =
        name_of(root) == "Document" && space.starts_with(kNamespace) && space.size() == kNamespace.size() + 2;
    if (good) return;
    bool const statement = space.find(":camt.05") != std::string::npos;
    fail(root, statement ? "is of a bank statement: take it with 'fairdue payments import'"
                         : "is of no status report: pain.002.001 is read");
  }

  void group(pugi::xml_node group, pugi::xml_node report) {
    if (!text_at(group, "OrgnlMsgNmId").starts_with("pain.008")) fail(group, "is about no delivery of collections");
    made_.about = text_at(group, "OrgnlMsgId");
    if (made_.about.empty()) fail(group, "does not say which delivery it is about");
    bool const has_more = child(report, "OrgnlPmtInfAndSts") || child(report, "TxInfAndSts");
    whole(group, text_at(group, "GrpSts"), made_.about, has_more);
  }

  void instruction(pugi::xml_node instruction) {
    std::string const reference = text_at(instruction, "OrgnlPmtInfId");
    bool const has_more = static_cast<bool>(child(instruction, "TxInfAndSts"));
    whole(instruction, text_at(instruction, "PmtInfSts"), reference, has_more);
    for (pugi::xml_node const each : instruction.children()) {
      if (name_of(each) == "TxInfAndSts") transaction(each);
    }
  }

  /// A status of all that is in it. Where each part is told of, the parts count.
  void whole(pugi::xml_node node, std::string const& status, std::string const& reference, bool has_more) {
    if (status.empty() || has_more) return;
    if (status == "RJCT") {
      made_.refused.push_back({line_of(node), reference, reason_of(node)});
    } else if (std::ranges::find(kUnderWay, status) != std::end(kUnderWay)) {
      ++made_.under_way;
    } else {
      // "All settled" without each amount is no proof of money.
      made_.unread.push_back({line_of(node), "has a status of all collections in one that does not say enough"});
    }
  }

  void transaction(pugi::xml_node node) {
    BankAnswer answer;
    answer.line = line_of(node);
    answer.reference = text_at(node, "OrgnlEndToEndId");
    if (answer.reference.empty() || answer.reference == "NOTPROVIDED") answer.reference = text_at(node, "OrgnlInstrId");
    if (answer.reference.empty() || answer.reference.size() > kIdLetters) {
      fail(node, "does not say which collection it is about");
    }
    std::string const status = text_at(node, "TxSts");
    if (!seen_.insert(answer.reference).second) fail(node, "is a second status of the same collection");
    answer.key = answer.reference + " " + status;
    answer.code = reason_of(node);
    if (status == "ACSC" || status == "ACCC") {
      answer.kind = BankAnswerKind::kCollected;
      money(node, answer);
    } else if (status == "RJCT") {
      answer.kind = BankAnswerKind::kRejected;
    } else if (status == "CANC") {
      answer.kind = BankAnswerKind::kCancelled;
    } else if (std::ranges::find(kUnderWay, status) != std::end(kUnderWay)) {
      ++made_.under_way;
      return;
    } else {
      made_.unread.push_back({answer.line, "has a status that is not known here"});
      return;
    }
    made_.answers.push_back(std::move(answer));
  }

  void money(pugi::xml_node node, BankAnswer& answer) const {
    pugi::xml_node amount = find(node, "OrgnlTxRef/IntrBkSttlmAmt");
    if (!amount) amount = find(node, "OrgnlTxRef/Amt/InstdAmt");
    if (amount) {
      auto const minor = base::parse_amount(text_at(amount, {}), {});
      answer.currency = base::Currency::parse(amount.attribute("Ccy").value());
      if (!minor || *minor <= 0 || !answer.currency) fail(amount, "is no amount with its currency");
      answer.paid_minor = *minor;
    }
    for (char const* const path : {"OrgnlTxRef/IntrBkSttlmDt", "AccptncDtTm", "OrgnlTxRef/ReqdColltnDt"}) {
      pugi::xml_node const day = find(node, path);
      if (!day) continue;
      answer.paid = base::parse_date(text_at(day, {}).substr(0, 10));
      if (!answer.paid) fail(day, "is no day");
      return;
    }
  }

  std::string_view file_;
  std::vector<std::ptrdiff_t> line_ends_;
  payments::BankAnswers made_;
  std::set<std::string> seen_;
};

}  // namespace

bool is_xml(std::string_view file) {
  if (file.starts_with("\xEF\xBB\xBF")) file.remove_prefix(3);
  file.remove_prefix(std::min(file.find_first_not_of(" \t\r\n"), file.size()));
  return file.starts_with('<');
}

std::expected<payments::BankAnswers, std::string> read_status_report(std::string_view file) {
  try {
    return Reader{file}.read();
  } catch (Wrong const& wrong) {
    return std::unexpected(wrong.message);
  }
}

}  // namespace adapters::iso20022_direct_debit
