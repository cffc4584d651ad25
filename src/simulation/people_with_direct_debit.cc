#include "simulation/people_with_direct_debit.h"

namespace simulation {

namespace {

using payments::CollectionState;
using payments::MandateState;

constexpr std::int32_t kDaysToTakeBack = 56;
constexpr std::int32_t kWeeksOfSilence = 90;  // of so many days, nobody delivers in the last fifth

}  // namespace

PeopleWithDirectDebit::PeopleWithDirectDebit(StrandOrder order)
    : order_(std::move(order)), stream_(order_.seed, order_.purpose + "direct debit") {}

void PeopleWithDirectDebit::submit(engine::Command command) {
  engine::Submission made{order_.authority, "betalingsservice", "d" + std::to_string(++next_key_), {}, {}, {}};
  made.commands.push_back(std::move(command));
  made_.push_back(std::move(made));
}

std::vector<engine::Submission> PeopleWithDirectDebit::of_the_day(ports::BooksReader& books,
                                                                  std::vector<base::DebtorId> const& debtors,
                                                                  base::Date today) {
  made_.clear();
  if (stream_.chance_per_mille(150)) {
    if (auto const* const debtor = any_of(stream_, debtors)) submit(engine::SignUpMandate{*debtor});
  }
  for (payments::Mandate const& each : books.mandates_in(order_.authority, MandateState::kAsked)) {
    if (stream_.chance_per_mille(300)) {
      submit(engine::ConfirmMandate{each.id, std::to_string(1'000 + each.id.value), today});
    }
  }
  for (payments::Mandate const& each : books.mandates_in(order_.authority, MandateState::kActive)) {
    if (stream_.chance_per_mille(3)) submit(engine::EndMandate{each.id, "by_bank"});
  }
  bool const delivers = today.days % kWeeksOfSilence < kWeeksOfSilence * 4 / 5 && stream_.chance_per_mille(400);
  delivery_ += delivers;
  for (payments::Collection const& each : books.collections_in(order_.authority, CollectionState::kPlanned)) {
    if (stream_.chance_per_mille(20)) submit(engine::StopCollection{each.id});
    if (delivers) submit(engine::SendCollection{each.id, delivery_});
  }
  for (payments::Collection const& each : books.collections_in(order_.authority, CollectionState::kSent)) {
    if (each.day < today && stream_.chance_per_mille(800)) answer(each, today);
  }
  for (payments::Collection const& each : books.collections_in(order_.authority, CollectionState::kCollected)) {
    bool const may_be = each.day.days + kDaysToTakeBack >= today.days;
    if (may_be && stream_.chance_per_mille(4)) {
      submit(engine::SettleCollection{each.id, CollectionState::kReversed, each.amount_minor(), "taken_back", today});
    }
  }
  return std::move(made_);
}

void PeopleWithDirectDebit::answer(payments::Collection const& collection, base::Date today) {
  engine::SettleCollection c{collection.id, CollectionState::kCollected, collection.amount_minor(), {}, collection.day};
  if (stream_.chance_per_mille(200)) c = {collection.id, CollectionState::kFailed, 0, "rejected", today};
  submit(c);
  if (stream_.chance_per_mille(200)) submit(c);
}

}  // namespace simulation
