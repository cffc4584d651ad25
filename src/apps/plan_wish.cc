#include "apps/plan_wish.h"

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <chrono>
#include <fstream>
#include <iterator>
#include <span>

#include "adapters/law_files/pack_reader.h"
#include "adapters/system/system_clock.h"
#include "apps/chosen_law.h"
#include "apps/installation.h"
#include "engine/arrangement_debts.h"
#include "json_values/json_object.h"

namespace apps {

namespace {

using arrangements::Planned;
using boost::json::object;

base::Date today() {
  auto const now = std::chrono::microseconds{adapters::system::SystemClock{}.now().microseconds};
  return base::to_date(std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::microseconds>{now}));
}

base::Date date_member(object const& row, std::string const& name, std::string const& where, base::Date missing) {
  std::string const text = json_values::text_member(row, name);
  if (row.if_contains(name) == nullptr) return missing;
  if (auto const date = base::parse_date(text)) return *date;
  throw CommandRefused(where + ": '" + name + "' is no day: write it as \"2026-01-30\"");
}

std::int64_t amount_member(object const& row, std::string const& name, std::string const& where) {
  if (row.if_contains(name) == nullptr) return 0;
  auto const minor = json_values::whole_number_member(row, name);
  if (minor && *minor >= 0 && base::in_money_range(*minor)) return *minor;
  throw CommandRefused(where + ": '" + name + "' must be an amount in minor units, such as 25000");
}

/// A misspelt name must not turn an amount into nothing.
void check_names(object const& row, std::span<std::string_view const> known, std::string const& where) {
  for (auto const& member : row) {
    if (std::ranges::find(known, std::string_view{member.key()}) != known.end()) continue;
    std::string all;
    for (std::string_view const name : known) all += (all.empty() ? "" : ", ") + std::string{name};
    throw CommandRefused(where + " has '" + std::string{member.key()} +
                         "', which means nothing here; there is: " + all);
  }
}

claims::Claim read_claim(object const& row, std::int64_t number, base::Date on) {
  std::string const where = "claim " + std::to_string(number) + " of the file";
  static constexpr std::string_view kNames[] = {
      "reference", "type", "due", "issued", "last_payment_day", "principal_minor", "fee_minor", "interest_minor"};
  check_names(row, kNames, where);
  claims::Claim claim;
  claim.id = {number};
  claim.liable = {{1}};
  claim.reference = json_values::text_member(row, "reference");
  if (claim.reference.empty()) throw CommandRefused(where + " has no 'reference'");
  claim.type = json_values::text_member(row, "type");
  claim.dates.due = date_member(row, "due", where, on);
  claim.dates.issued = std::min(claim.dates.due, date_member(row, "issued", where, claim.dates.due));
  claim.dates.last_payment_day =
      std::max(claim.dates.due, date_member(row, "last_payment_day", where, claim.dates.due));
  using enum ledger::Component;
  claim.charged[kPrincipal] = amount_member(row, "principal_minor", where);
  claim.charged[kFee] = amount_member(row, "fee_minor", where);
  claim.charged[kInterest] = amount_member(row, "interest_minor", where);
  claim.open = claim.charged;
  if (claim.open_minor() == 0) throw CommandRefused(where + " owes nothing: give 'principal_minor'");
  return claim;
}

}  // namespace

base::Date day_of(std::string const& text, std::string const& option) {
  if (auto const date = base::parse_date(text)) return *date;
  throw CommandRefused("'" + text + "' for " + option + " is no day: write it as 2026-01-30");
}

arrangements::Wish wish_of(PlanArguments const& arguments) {
  arrangements::Wish wish;
  if (!arguments.first.empty()) wish.first = day_of(arguments.first, "--first");
  if (arguments.payday == "last-bank-day") {
    wish.payday = arrangements::kLastBankDay;
  } else if (!arguments.payday.empty()) {
    std::int32_t day = 0;
    std::string const& text = arguments.payday;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), day);
    bool const whole = error == std::errc{} && end == text.data() + text.size();
    if (!whole || day < 1 || day > 31) {
      throw CommandRefused("--payday is a day of the month from 1 to 31, or last-bank-day");
    }
    wish.payday = day;
  }
  wish.instalment_minor = arguments.instalment_minor;
  if (wish.instalment_minor && (*wish.instalment_minor <= 0 || !base::in_money_range(*wish.instalment_minor))) {
    throw CommandRefused("--instalment-minor must be above zero: an amount a month in minor units");
  }
  return wish;
}

std::vector<Planned> sizes_of(std::vector<std::string> const& texts) {
  std::vector<Planned> sizes;
  for (std::string const& text : texts) {
    std::size_t const equals = std::min(text.find('='), text.size());
    std::string const number = text.substr(std::min(equals + 1, text.size()));
    std::int64_t minor = 0;
    auto const [end, error] = std::from_chars(number.data(), number.data() + number.size(), minor);
    if (error != std::errc{} || end != number.data() + number.size() || minor <= 0) {
      throw CommandRefused("'" + text + "' is no payment: write it as 2026-04-01=30000, the amount in minor units");
    }
    sizes.push_back({day_of(text.substr(0, equals), "--pay"), minor});
  }
  return sizes;
}

FileDebts offer_for_file(PlanArguments const& arguments, std::optional<arrangements::Means> const& means) {
  std::ifstream file{arguments.claims_file};
  if (!file) throw CommandRefused("cannot read '" + arguments.claims_file + "'");
  std::string const text{std::istreambuf_iterator<char>{file}, {}};
  auto const parsed = json_values::parse_object(text);
  boost::json::value const* const rows = parsed ? parsed->if_contains("claims") : nullptr;
  if (rows == nullptr || !rows->is_array() || rows->get_array().empty()) {
    throw CommandRefused("'" + arguments.claims_file +
                         "' must be one JSON object with \"claims\": a list of objects with \"reference\","
                         " \"principal_minor\" and \"due\"");
  }
  static constexpr std::string_view kNames[] = {"claims", "law"};
  check_names(*parsed, kNames, "'" + arguments.claims_file + "'");
  FileDebts made;
  made.on = arguments.on.empty() ? today() : day_of(arguments.on, "--on");
  made.currency = base::kDanishKrone;
  engine::Rules rules;
  base::AuthorityId const authority{1};
  std::string const pack = json_values::text_member(*parsed, "law");
  if (!pack.empty()) {
    engine::AuthorityLaw law{built_in_packs(), {}, {}};
    law::Pack const* const found = adapters::law_files::find_pack(law.packs, pack);
    if (found == nullptr) throw CommandRefused("there is no law pack '" + pack + "': 'fairdue law list' names them");
    made.currency = found->currency;
    engine::TypeLaw type;
    type.pack = pack;
    law.types["*"] = type;
    rules.law.set(authority, std::move(law));
  }
  ports::WorkingSet state;
  state.authority = authority;
  claims::Debtor debtor;
  debtor.id = {1};
  debtor.kind = claims::DebtorKind::kPerson;
  state.debtors.load(debtor);
  for (boost::json::value const& row : rows->get_array()) {
    if (!row.is_object()) throw CommandRefused("each of \"claims\" must be an object");
    claims::Claim claim = read_claim(row.get_object(), static_cast<std::int64_t>(made.references.size()) + 1, made.on);
    made.references.push_back(claim.reference);
    made.offer.claims.push_back(claim.id);
    state.claims.load(std::move(claim));
  }
  arrangements::Debts const debts = engine::debts_of(state, rules, made.offer.claims);
  std::optional<engine::AppliedLaw> const law = rules.law.find(authority, "*");
  made.offer.policy = rules.arrangement_policy(authority);
  made.offer.proposals = arrangements::propose(debts, made.offer.policy, law ? &law->pack->calendar : nullptr,
                                               wish_of(arguments), means, {}, made.on);
  made.offer.assumptions = engine::assumptions_of(debts, made.on);
  return made;
}

}  // namespace apps
