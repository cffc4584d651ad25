// What comes to the bank account in one sum for many payments: payouts of a provider, and what direct debit has
// collected.
#include <optional>

#include "adapters/bank_files/bank_import.h"
#include "adapters/bank_files/collected_days.h"
#include "adapters/bank_files/import_key.h"
#include "adapters/bank_files/target_lookup.h"

namespace adapters::bank_files {

using payments::BankLine;
using payments::BankLineState;

namespace {

/// The waiting line of the bank that a payout came as, if there is one.
std::optional<BankLine> waiting_line_of(BankTarget const& target, Payout const& payout) {
  auto const reader = target.books.reader();
  std::vector<BankLine> const expected{{{},
                                        payments::expected_key(payout.key),
                                        {},
                                        BankLineState::kExpected,
                                        payout.settled_minor,
                                        {},
                                        {},
                                        {},
                                        {},
                                        {},
                                        0}};
  std::optional<BankLine> found;
  for (BankLine const& line : reader->open_bank_lines(target.authority.id)) {
    if (!line.waits() || line.amount_minor != payout.settled_minor) continue;
    auto const sealed = reader->bank_line_detail(target.authority.id, line.id);
    auto const plain = sealed ? target.box.open(kLineDetailPurpose, *sealed) : std::nullopt;
    auto const detail = plain ? decode_detail(*plain) : std::nullopt;
    if (!detail || named_payout(expected, *detail, line.amount_minor).empty()) continue;
    if (found) return std::nullopt;
    found = line;
  }
  return found;
}

}  // namespace

std::expected<PayoutImportReport, std::string> import_payouts(std::span<Payout const> payouts, BankTarget const& target,
                                                              base::Now now, ImportMode mode) {
  PayoutImportReport report;
  std::vector<engine::Prepared> prepared;
  auto reader = target.books.reader();
  for (Payout const& payout : payouts) {
    ++report.payouts;
    if (payout.currency != target.authority.currency) {
      return std::unexpected("payout " + payout.id + " is in another currency than the books");
    }
    std::int64_t const fees = payout.kind == PayoutKind::kNet ? payout.fees_minor : 0;
    if (payout.settled_minor + fees != payout.gross_minor) {
      return std::unexpected("payout " + payout.id +
                             ": what is paid out and the fees do not add up to the gross amount");
    }
    engine::RecordPayout const command{payout.key, ledger::Means::kMobilePay, payout.settled_minor, fees, payout.date};
    engine::Prepared item = engine::prepare(
        {target.authority.id, std::string{kBankImporter}, short_key("payout", payout.key), {}, {}, {command}});
    if (auto const known = reader->find_entry(target.authority.id, item.key)) {
      if (known->input != item.input) {
        return std::unexpected("payout " + payout.id +
                               " was imported before with other amounts. Ask the provider which are right; nothing was"
                               " changed.");
      }
      ++report.known;
      continue;
    }
    report.settled_minor += payout.settled_minor;
    report.fees_minor += fees;
    prepared.push_back(std::move(item));
  }
  reader.reset();
  if (mode == ImportMode::kDryRun) return report;
  for (engine::Outcome const& outcome : target.books.submit(prepared, now)) {
    if (!outcome) return std::unexpected(std::string{engine::advice_for(outcome.error().refusal)});
  }
  // Also of the known ones: the import before may have been stopped just here.
  for (Payout const& payout : payouts) {
    auto const line = waiting_line_of(target, payout);
    if (!line) continue;
    engine::MatchBankLine const command{line->id, {}, {}, {}, payout.key};
    auto const outcome = target.books.submit_one(
        {target.authority.id, std::string{kBankImporter}, short_key("confirm", payout.key), {}, {}, {command}}, now);
    if (outcome) ++report.confirmed;
  }
  return report;
}

std::int64_t confirm_collected(BankTarget const& target, base::Now now) {
  std::vector<engine::Submission> found;
  {
    auto const reader = target.books.reader();
    std::optional<CollectedDays> days;
    for (BankLine const& line : reader->open_bank_lines(target.authority.id)) {
      if (!line.waits() || line.amount_minor <= 0 || !line.reason.empty()) continue;
      auto const sealed = reader->bank_line_detail(target.authority.id, line.id);
      auto const plain = sealed ? target.box.open(kLineDetailPurpose, *sealed) : std::nullopt;
      auto const detail = plain ? decode_detail(*plain) : std::nullopt;
      if (!detail) continue;
      if (!days) days.emplace(*reader, target.authority.id, target.debit_marks);
      auto payout = days->take({line.amount_minor, line.value_date, {}, {*detail}});
      if (!payout) continue;
      std::string const key = payout->key;
      engine::Submission submission{
          target.authority.id, std::string{kBankImporter}, short_key("confirm", key), {}, {}, {}};
      submission.commands.emplace_back(std::move(*payout));
      submission.commands.emplace_back(engine::MatchBankLine{line.id, {}, {}, {}, key});
      found.push_back(std::move(submission));
    }
  }
  std::int64_t confirmed = 0;
  for (engine::Submission& submission : found) {
    confirmed += target.books.submit_one(std::move(submission), now).has_value();
  }
  return confirmed;
}

}  // namespace adapters::bank_files
