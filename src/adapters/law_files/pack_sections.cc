#include "adapters/law_files/pack_sections.h"

#include "base/money.h"

namespace adapters::law_files {

namespace {

using law::Applies;
using law::Collector;

constexpr Word<Applies> kApplies[] = {
    {"everybody", Applies::kEverybody}, {"consumers", Applies::kConsumers}, {"businesses", Applies::kBusinesses}};
constexpr Word<Collector> kCollectors[] = {{"creditor", Collector::kCreditor}, {"firm", Collector::kFirm}};
constexpr Word<law::WhenDisputed> kDisputes[] = {{"allowed", law::WhenDisputed::kAllowed},
                                                 {"first_only", law::WhenDisputed::kFirstOnly},
                                                 {"never", law::WhenDisputed::kNever}};
constexpr Word<law::Counting> kCountings[] = {{"commenced_month", law::Counting::kCommencedMonth},
                                              {"day_by_day", law::Counting::kDayByDay}};
constexpr Word<law::Compounding> kCompoundings[] = {{"none", law::Compounding::kNone},
                                                    {"yearly", law::Compounding::kYearly}};
constexpr Word<law::Rounding> kRoundings[] = {
    {"half_up", law::Rounding::kHalfUp}, {"down", law::Rounding::kDown}, {"up", law::Rounding::kUp}};
constexpr Word<law::ScaleKind> kScaleKinds[] = {{"part_of_each_band", law::ScaleKind::kPartOfEachBand},
                                                {"amount_of_band", law::ScaleKind::kAmountOfBand}};
constexpr Word<law::DeadlineFrom> kDeadlineFroms[] = {{"sending", law::DeadlineFrom::kSending},
                                                      {"receipt", law::DeadlineFrom::kReceipt}};
constexpr Word<law::OrderKey> kOrderKeys[] = {{"fees_and_interest_first", law::OrderKey::kFeesAndInterestFirst},
                                              {"last_payment_day", law::OrderKey::kLastPaymentDay},
                                              {"due", law::OrderKey::kDue},
                                              {"registration", law::OrderKey::kRegistration},
                                              {"fee_before_interest", law::OrderKey::kFeeBeforeInterest}};

Applies read_applies(Fields& fields) { return fields.word_or("applies", kApplies, Applies::kEverybody); }

std::optional<Collector> read_collector(Fields& fields) {
  if (!fields.has("collector")) return std::nullopt;
  return fields.word("collector", kCollectors);
}

law::Fee read_fee(Fields& fields, Tables const& tables) {
  law::Fee fee;
  fee.rule = read_rule(fields);
  fee.letter = fields.text("letter");
  fee.applies = read_applies(fields);
  bool const share = fields.has("share_of");
  fee.amounts = find_table(fields, "amounts", tables, share ? law::Unit::kBasisPoints : law::Unit::kMinorUnits);
  if (share) fee.share_of = find_table(fields, "share_of", tables, law::Unit::kMinorUnits);
  fee.round_to_minor = fields.number_if_given("round_to_minor", {1, 100'000}).value_or(1);
  fee.decided_minor = fields.hundredths_if_given("decided");
  fee.at_most = fields.small_number("at_most", 0);
  fee.group = fields.text_or_empty("group");
  fee.group_at_most = fields.small_number("group_at_most", 0);
  fee.days_apart = fields.small_number("days_apart", 0);
  fee.days_after_last_day = fields.small_number("days_after_last_day", 1);
  fee.after_bank_day = fields.yes("after_bank_day");
  fee.after_letter = fields.text_or_empty("after_letter");
  fee.days_after_letter = fields.small_number("days_after_letter", 0);
  fee.answer_days = fields.small_number("answer_days", 0);
  fee.when_disputed = fields.word_or("when_disputed", kDisputes, law::WhenDisputed::kNever);
  fee.one_for_all_claims_in_letter = fields.yes("one_for_all_claims_in_letter");
  fee.instead_of_letters = fields.yes("instead_of_letters");
  fee.in_course = fields.small_number("in_course", 1);
  fee.collector = read_collector(fields);
  if (fee.decided_minor) check_decided(fields, "decided", fee, *fee.decided_minor);
  return fee;
}

law::Notice read_notice(Fields& fields) {
  law::Notice notice;
  notice.rule = read_rule(fields);
  notice.letter = fields.text("letter");
  notice.applies = read_applies(fields);
  notice.from = fields.word("deadline_from", kDeadlineFroms);
  notice.deadline_days = static_cast<int>(fields.number("deadline_days", {1, 365}));
  notice.delivery_days = fields.small_number("delivery_days", 0);
  return notice;
}

law::CostScale read_scale(Fields& fields, Notes& notes) {
  law::CostScale scale;
  scale.rule = read_rule(fields);
  scale.applies = read_applies(fields);
  scale.collector = read_collector(fields);
  scale.kind = fields.word("kind", kScaleKinds);
  scale.rounding = fields.word("rounding", kRoundings);
  auto const bands = fields.tables("band");
  for (toml::table const* source : bands) {
    Fields cells{*source, notes, "a band"};
    scale.bands.push_back({cells.hundredths_if_given("up_to"), cells.hundredths("value")});
    cells.finish();
  }
  if (auto const fault = find_fault(scale)) {
    fields.note(bands.empty() ? "band" : "code", "band " + std::to_string(fault->band + 1) + " " + fault->message);
  }
  scale.minimum_minor = fields.hundredths_if_given("minimum").value_or(0);
  scale.maximum_minor = fields.hundredths_if_given("maximum");
  if (scale.maximum_minor && *scale.maximum_minor < scale.minimum_minor) {
    fields.note("maximum", "'maximum' is below 'minimum'");
  }
  // "1.25" is read as 125 hundredths.
  scale.business_factor = fields.hundredths_if_given("business_factor").value_or(100) * 100;
  scale.no_vat_deduction_factor = fields.hundredths_if_given("no_vat_deduction_factor").value_or(100) * 100;
  scale.replaces = fields.text_or_empty("replaces");
  scale.letter = fields.text_or_empty("letter");
  scale.after_letter = fields.text_or_empty("after_letter");
  scale.days_after_letter = fields.small_number("days_after_letter", 0);
  return scale;
}

law::InterestRule read_interest(Fields& fields, Tables const& tables) {
  law::InterestRule interest;
  interest.rule = read_rule(fields);
  interest.applies = read_applies(fields);
  interest.counting = fields.word("counting", kCountings);
  interest.compounding = fields.word_or("compounding", kCompoundings, law::Compounding::kNone);
  interest.rounding = fields.word("rounding", kRoundings);
  interest.rates = find_table(fields, "rates", tables, law::Unit::kBasisPoints);
  if (fields.has("addition")) {
    interest.rates = sum_of(interest.rates, find_table(fields, "addition", tables, law::Unit::kBasisPoints));
  }
  return interest;
}

law::AllocationRule read_allocation(Fields& fields) {
  law::AllocationRule allocation;
  allocation.rule = read_rule(fields);
  for (std::string const& word : fields.texts("keys")) {
    allocation.keys.push_back(fields.match("keys", word, kOrderKeys));
  }
  return allocation;
}

law::LimitationPeriod read_period(Fields& fields) {
  law::LimitationPeriod period;
  period.rule = read_rule(fields);
  period.basis = fields.text("basis");
  period.years = static_cast<int>(fields.number("years", {1, 100}));
  period.moves_to_open_day = fields.yes("moves_to_open_day");
  return period;
}

law::Interruption read_interruption(Fields& fields) {
  law::Interruption interruption;
  interruption.rule = read_rule(fields);
  interruption.act = fields.text("act_of");
  interruption.interrupts = fields.yes_or_no("interrupts");
  return interruption;
}

/// Each [[key]] by `read`, with its unknown keys noted.
template <class Read>
void each(Fields& root, Notes& notes, std::string_view key, Read read) {
  for (toml::table const* source : root.tables(key)) {
    Fields fields{*source, notes, "[[" + std::string{key} + "]]"};
    read(fields);
    fields.finish();
  }
}

/// A section that is there once, or not at all.
template <class Part, class Read>
void once(Fields& root, Notes& notes, std::string_view key, std::optional<Part>& part, Read read) {
  each(root, notes, key, [&](Fields& fields) {
    if (part) fields.note("[[" + std::string{key} + "]] is there twice");
    part = read(fields);
  });
}

}  // namespace

void check_decided(Fields& fields, std::string_view key, law::Fee const& fee, std::int64_t minor) {
  if (minor < 0) fields.note(key, "a fee cannot be below zero");
  if (fee.amounts.rows.empty()) return;
  auto const day = first_day_above_cap(fee, minor, fee.amounts.rows.back().from);
  if (!day) return;
  fields.note(key, base::format_amount(minor) + " is above the cap of " +
                       base::format_amount(cap_on(fee, *day).value_or(0)) + " that counts from " +
                       base::format_date(*day) + " (" + fee.rule.act + " " + fee.rule.section + ")");
}

void read_sections(Fields& root, Tables const& tables, Notes& notes, law::Pack& pack) {
  each(root, notes, "fee", [&](Fields& f) { pack.fees.push_back(read_fee(f, tables)); });
  each(root, notes, "notice", [&](Fields& f) { pack.notices.push_back(read_notice(f)); });
  each(root, notes, "scale", [&](Fields& f) { pack.scales.push_back(read_scale(f, notes)); });
  each(root, notes, "interest", [&](Fields& f) { pack.interest.push_back(read_interest(f, tables)); });
  once(root, notes, "interest_start", pack.interest_start,
       [](Fields& f) { return law::InterestStart{read_rule(f), f.small_number("days_after_demand", 0)}; });
  once(root, notes, "allocation", pack.allocation, [](Fields& f) { return read_allocation(f); });
  once(root, notes, "due_shift", pack.due_shift,
       [](Fields& f) { return law::DueShift{read_rule(f), f.yes_or_no("to_next_bank_day")}; });
  each(root, notes, "limitation", [&](Fields& f) { pack.limitation.push_back(read_period(f)); });
  each(root, notes, "interruption", [&](Fields& f) { pack.interruptions.push_back(read_interruption(f)); });
  each(root, notes, "requirement", [&](Fields& f) {
    law::Rule rule = read_rule(f);
    pack.requirements.push_back({std::move(rule), f.text("requirement")});
  });
}

}  // namespace adapters::law_files
