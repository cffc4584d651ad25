// RowMapper: the engine's commands from the values of a row, one function a kind.
#include <algorithm>

#include "adapters/source_files/row_mapper.h"

namespace adapters::source_files {

namespace {

using enum Field;

}  // namespace

RowMapper::Result<claims::ClaimDates> RowMapper::dates(Row const& row, CommandRule const& rule) {
  claims::ClaimDates dates;
  auto const issued = date(row, *rule[kIssued]);
  if (!issued) return std::unexpected(issued.error());
  dates.issued = *issued;
  auto const due = date_if_given(row, rule[kDue]);
  if (!due) return std::unexpected(due.error());
  dates.due = due->value_or(dates.issued);
  auto const last = date_if_given(row, rule[kLastPaymentDay]);
  if (!last) return std::unexpected(last.error());
  dates.last_payment_day = last->value_or(dates.due);
  auto const period_first = date_if_given(row, rule[kPeriodFirst]);
  if (!period_first) return std::unexpected(period_first.error());
  dates.period_first = *period_first;
  auto const period_last = date_if_given(row, rule[kPeriodLast]);
  if (!period_last) return std::unexpected(period_last.error());
  dates.period_last = *period_last;
  return dates;
}

RowMapper::Result<engine::Command> RowMapper::registration(Row const& row, CommandRule const& rule, Owed const& owed) {
  engine::RegisterClaim made;
  made.source = target_.source;
  auto const reference = text(row, *rule[kReference]);
  if (!reference) return std::unexpected(reference.error());
  made.reference = *reference;
  auto const type = text(row, *rule[kType]);
  if (!type) return std::unexpected(type.error());
  made.type = *type;
  auto found = dates(row, rule);
  if (!found) return std::unexpected(found.error());
  made.dates = *found;
  for (std::size_t i = 0; i < owed.parties.size(); ++i) made.parties.push_back(static_cast<std::int64_t>(i));
  made.shares = owed.shares;
  made.shares_of = owed.shares_of;
  for (auto const& [field, component] :
       {std::pair{kPrincipal, ledger::Component::kPrincipal}, std::pair{kFee, ledger::Component::kFee},
        std::pair{kInterest, ledger::Component::kInterest}}) {
    if (!rule[field]) continue;
    auto const minor = amount(row, *rule[field]);
    if (!minor) return std::unexpected(minor.error());
    made.amounts[component] = *minor;
  }
  return made;
}

RowMapper::Result<engine::Command> RowMapper::amendment(Row const& row, CommandRule const& rule, ports::ClaimKey claim,
                                                        base::Date day) {
  engine::AmendClaim made;
  made.claim = std::move(claim);
  made.date = day;
  auto const reason = text(row, *rule[kReason]);
  if (!reason) return std::unexpected(reason.error());
  made.reason = *reason;
  if (rule[kComponent]) {
    auto const word = text(row, *rule[kComponent]);
    if (!word) return std::unexpected(word.error());
    auto const component = read_component(*word);
    if (!component) {
      return std::unexpected(fault(
          *rule[kComponent], show(*word, shown(*rule[kComponent])) + " is not " + std::string{component_words()}));
    }
    made.component = *component;
  }
  for (auto const& [field, mode] :
       {std::pair{kTo, engine::AmendMode::kToTotal}, std::pair{kUpBy, engine::AmendMode::kUpBy},
        std::pair{kDownBy, engine::AmendMode::kDownBy}}) {
    if (!rule[field]) continue;
    auto const minor = amount(row, *rule[field]);
    if (!minor) return std::unexpected(minor.error());
    made.mode = mode;
    made.minor = *minor;
  }
  return made;
}

RowMapper::Result<engine::Command> RowMapper::payment(Row const& row, CommandRule const& rule, ports::ClaimKey claim,
                                                      base::Date day) {
  engine::RecordPayment made;
  made.value_date = day;
  made.chosen.push_back({std::move(claim), std::nullopt});
  auto const minor = amount(row, *rule[kAmount]);
  if (!minor) return std::unexpected(minor.error());
  made.minor = *minor;
  if (rule[kMeans]) {
    auto const word = text(row, *rule[kMeans]);
    if (!word) return std::unexpected(word.error());
    auto const means = read_means(*word);
    if (!means) {
      return std::unexpected(
          fault(*rule[kMeans], show(*word, shown(*rule[kMeans])) + " is not " + std::string{means_words()}));
    }
    made.means = *means;
  }
  if (rule[kExternalReference]) {
    auto const reference = text(row, *rule[kExternalReference]);
    if (!reference) return std::unexpected(reference.error());
    made.external_reference = *reference;
  }
  return made;
}

RowMapper::Result<engine::Command> RowMapper::command(Row const& row, CommandRule const& rule, Owed const& owed) {
  if (rule.kind == CommandKind::kRegister) return registration(row, rule, owed);
  auto const reference = text(row, *rule[kReference]);
  if (!reference) return std::unexpected(reference.error());
  ports::ClaimKey claim{{}, target_.source, std::string{*reference}};
  auto const day = date(row, *rule[kDate]);
  if (!day) return std::unexpected(day.error());

  std::optional<RowFault> wrong;
  auto const text_of = [&](Field field) -> std::string {
    if (!rule[field]) return {};
    auto const found = text(row, *rule[field]);
    if (!found && !wrong) wrong = found.error();
    return std::string{found.value_or(std::string_view{})};
  };
  auto const amount_of = [&](Field field) -> std::int64_t {
    if (!rule[field]) return 0;
    auto const found = amount(row, *rule[field]);
    if (!found && !wrong) wrong = found.error();
    return found.value_or(0);
  };
  engine::Command made;
  switch (rule.kind) {
    case CommandKind::kRegister:
      break;
    case CommandKind::kAmend:
      return amendment(row, rule, std::move(claim), *day);
    case CommandKind::kPayment:
      return payment(row, rule, std::move(claim), *day);
    case CommandKind::kFee:
      made = engine::AddFee{claim, amount_of(kAmount), text_of(kReason), *day};
      break;
    case CommandKind::kWaiveFee: {
      std::int64_t const minor = amount_of(kAmount);
      // To the engine, zero means all of them; a zero in a file must not.
      if (rule[kAmount] && minor == 0 && !wrong) wrong = fault(*rule[kAmount], "the amount to waive is zero");
      made = engine::WaiveFee{claim, minor, text_of(kReason), *day};
      break;
    }
    case CommandKind::kObject:
      made = engine::OpenObjection{claim, text_of(kObjection), text_of(kReason), *day};
      break;
    case CommandKind::kResolve: {
      std::string const word = text_of(kOutcome);
      auto const outcome = read_outcome(word);
      if (!outcome && !wrong) {
        wrong = fault(*rule[kOutcome], show(word, shown(*rule[kOutcome])) + " is not " + std::string{outcome_words()});
      }
      made = engine::ResolveObjection{claim, text_of(kObjection), outcome.value_or(engine::ObjectionOutcome::kRejected),
                                      *day};
      break;
    }
    case CommandKind::kCancel:
      made = engine::CancelClaim{claim, text_of(kReason), *day};
      break;
    case CommandKind::kHandOver:
      made = engine::HandOverClaim{claim, text_of(kRecipient), *day};
      break;
    case CommandKind::kRecall:
      made = engine::RecallClaim{claim, text_of(kReason), *day};
      break;
    case CommandKind::kApplyCredit:
      made = engine::AllocateCredit{{}, {{claim, std::nullopt}}, *day};
      break;
  }
  if (wrong) return std::unexpected(std::move(*wrong));
  return made;
}

// ---- refusals

namespace {

/// The fields that a refusal is about, the likeliest first.
std::vector<Field> fields_behind(engine::Refusal refusal) {
  switch (refusal) {
    case engine::Refusal::kAmountNotPositive:
    case engine::Refusal::kAmountOutOfRange:
    case engine::Refusal::kLoweredBelowZero:
      return {kAmount, kTo, kUpBy, kDownBy, kPrincipal, kFee, kInterest};
    case engine::Refusal::kDateInFuture:
      return {kDate, kIssued};
    case engine::Refusal::kDueBeforeIssued:
      return {kDue};
    case engine::Refusal::kLastPaymentDayBeforeDue:
      return {kLastPaymentDay};
    case engine::Refusal::kPeriodReversed:
      return {kPeriodLast};
    case engine::Refusal::kReasonMissing:
      return {kReason, kObjection, kRecipient};
    case engine::Refusal::kTypeMissing:
      return {kType};
    case engine::Refusal::kReferenceMissing:
    case engine::Refusal::kReferenceInUse:
    case engine::Refusal::kClaimNotFound:
      return {kReference};
    case engine::Refusal::kObjectionAlreadyOpen:
    case engine::Refusal::kNoSuchObjection:
      return {kObjection};
    default:
      return {};
  }
}

}  // namespace

CommandKind kind_of(engine::Command const& command) {
  // The mapping's commands are the engine's first ones, in the engine's order.
  static_assert(std::is_same_v<std::variant_alternative_t<kCommandKinds - 1, engine::Command>, engine::AllocateCredit>);
  return static_cast<CommandKind>(command.index());
}

RowFault RowMapper::explain(RowRule const& rule, engine::Command const& command, engine::Refusal refusal) const {
  RowFault result;
  auto const found = std::ranges::find(rule.commands, kind_of(command), &CommandRule::kind);
  if (refusal == engine::Refusal::kCurrencyNotAuthoritys) {
    result.column = column_name(map_.currency);
  } else if (found != rule.commands.end()) {
    for (Field const field : fields_behind(refusal)) {
      if (result.column.empty() && (*found)[field]) result.column = column_name(*(*found)[field]);
    }
  }
  if (rule.commands.size() > 1) result.reason = std::string{name_of(kind_of(command))} + ": ";
  result.reason += engine::advice_for(refusal);
  return result;
}

}  // namespace adapters::source_files
