#include "adapters/source_files/import_report.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "base/encoding.h"

namespace adapters::source_files {

namespace {

using ledger::Component;

struct Adder {
  ImportSums& sums;

  void operator()(engine::ClaimRegistered const& e) {
    for (Component const c : ledger::kComponents) sums.charged[c] += e.amounts[c];
  }
  void operator()(engine::AmountChanged const& e) { sums.charged[e.component] += e.delta_minor; }
  void operator()(engine::ClaimCancelled const& e) {
    for (Component const c : ledger::kComponents) sums.charged[c] -= e.open[c];
    for (engine::PaymentPart const& part : e.freed) sums.charged[part.allocation.component] -= part.allocation.minor;
  }
  void operator()(engine::PaymentRecorded const& e) { sums.paid_minor += e.amount_minor; }
  void operator()(auto const&) {}
};

/// The counts by their names, in the order in which reports give them.
struct Count {
  std::string_view name;
  std::uint64_t value;
};

std::array<Count, 4> sums_of(ImportReport const& report) {
  auto const number = [](std::int64_t minor) { return static_cast<std::uint64_t>(minor); };
  return {{{"principal", number(report.sums.charged[Component::kPrincipal])},
           {"fee", number(report.sums.charged[Component::kFee])},
           {"interest", number(report.sums.charged[Component::kInterest])},
           {"paid", number(report.sums.paid_minor)}}};
}

std::string aligned(std::string_view name, std::string const& value) {
  constexpr std::size_t kWidth = 36;
  std::string line{name};
  std::size_t const used = name.size() + value.size();
  line.append(used < kWidth ? kWidth - used : 1, ' ');
  return line + value + "\n";
}

std::string grouped(std::uint64_t value) {
  std::string digits = std::to_string(value);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, 1, ',');
  return digits;
}

}  // namespace

void add_events(ImportSums& sums, engine::Entry const& entry) {
  for (engine::Event const& event : entry.events) std::visit(Adder{sums}, event);
}

std::int64_t open_after(engine::Entry const& entry) {
  ImportSums sums;
  add_events(sums, entry);
  return sums.charged.total() - sums.paid_minor;
}

base::Digest hash_of(ImportReport const& report) {
  std::string text = "fairdue import report 1\nfile " + base::to_hex(report.file_hash) + "\n";
  auto const add = [&](std::string_view name, std::string const& value) {
    text += std::string{name} + " " + value + "\n";
  };
  add("rows", std::to_string(report.rows));
  for (std::size_t i = 0; i < kCommandKinds; ++i) {
    add(name_of(static_cast<CommandKind>(i)), std::to_string(report.commands[i]));
  }
  add("accepted", std::to_string(report.created + report.unchanged));
  add("rejected", std::to_string(report.rejected));
  add("gaps", std::to_string(report.gaps));
  add("skipped", std::to_string(report.skipped));
  for (Count const& sum : sums_of(report)) add(sum.name, std::to_string(static_cast<std::int64_t>(sum.value)));
  return base::sha256(text);
}

std::string to_json(ImportReport const& report) {
  boost::json::object commands;
  for (CommandKind const kind : report.kinds) {
    commands[name_of(kind)] = report.commands[static_cast<std::size_t>(kind)];
  }
  boost::json::object sums;
  for (Count const& sum : sums_of(report)) sums[sum.name] = static_cast<std::int64_t>(sum.value);
  boost::json::object root;
  root["rows"] = report.rows;
  root["commands"] = std::move(commands);
  root["created"] = report.created;
  root["unchanged"] = report.unchanged;
  root["rejected"] = report.rejected;
  root["gaps"] = report.gaps;
  root["skipped"] = report.skipped;
  root["sums_minor"] = std::move(sums);
  root["hash"] = base::to_hex(hash_of(report));
  if (report.rejects_file.empty()) {
    root["rejects_file"] = nullptr;
  } else {
    root["rejects_file"] = report.rejects_file;
  }
  return boost::json::serialize(root);
}

std::string to_text(ImportReport const& report, std::string_view currency) {
  std::string text = aligned("rows read", grouped(report.rows));
  text += aligned("  created", grouped(report.created));
  text += aligned("  unchanged (imported before)", grouped(report.unchanged));
  text += aligned("  skipped", grouped(report.skipped));
  text += aligned("  rejected", grouped(report.rejected));
  text += aligned("gaps", grouped(report.gaps));
  text += "commands of the accepted rows\n";
  for (CommandKind const kind : report.kinds) {
    text += aligned("  " + std::string{name_of(kind)}, grouped(report.commands[static_cast<std::size_t>(kind)]));
  }
  text += "sums of the accepted rows" + (currency.empty() ? std::string{} : ", " + std::string{currency}) + "\n";
  for (Count const& sum : sums_of(report)) {
    text += aligned("  " + std::string{sum.name}, base::format_amount(static_cast<std::int64_t>(sum.value)));
  }
  text += "hash of the file    " + base::to_hex(report.file_hash) + "\n";
  text += "hash of the report  " + base::to_hex(hash_of(report)) + "\n";
  if (!report.rejects_file.empty()) text += "rejected rows are in " + report.rejects_file + "\n";
  if (!report.gaps_file.empty()) text += "gaps are listed in " + report.gaps_file + "\n";
  return text;
}

}  // namespace adapters::source_files
