#include "apps/plan_command.h"

#include <algorithm>
#include <iostream>

#include "apps/arrangement_settings.h"
#include "apps/clerk_desk.h"
#include "apps/installation.h"
#include "apps/joint_plan_command.h"
#include "apps/plan_wish.h"
#include "base/digest.h"
#include "base/encoding.h"
#include "http/plan_json.h"

namespace apps {

namespace {

using arrangements::Planned;
using arrangements::Proposal;
using engine::PlanMode;

/// The household that was told about, with its pack. Stays where it is: what is made from it points here.
struct Told {
  explicit Told(HouseholdArguments const& arguments) {
    if (arguments.pack.empty()) {
      if (arguments.household.net_income_minor == 0) return;
      throw CommandRefused("an income is reckoned with by the rules of a country: give --affordability dk too");
    }
    pack = find_affordability_pack(arguments.pack);
    means = arrangements::Means{&pack, household_of(arguments)};
  }
  Told(Told const&) = delete;
  Told& operator=(Told const&) = delete;
  arrangements::AffordabilityPack pack;
  std::optional<arrangements::Means> means;
};

struct Desk {
  explicit Desk(PlanArguments const& given)
      : arguments(given),
        books(open_database(given.database)),
        law(*books),
        authority(find_authority(*books, given.authority)),
        now(now_at(authority, adapters::system::SystemClock{})) {
    law.refresh();
  }

  [[nodiscard]] std::string actor() const { return clerk_actor(arguments.by); }
  engine::Answer submit(std::string const& key, engine::Command command) {
    return submit_for_clerk(*books, {authority.id, actor(), key, {}, {}, {std::move(command)}}, now);
  }
  [[nodiscard]] std::string key_or(std::string const& other) const {
    return arguments.key.empty() ? other : arguments.key;
  }
  arrangements::Arrangement plan(base::ArrangementId id) {
    auto found = books->reader()->arrangement(authority.id, id);
    if (!found) throw CommandRefused(std::string{engine::advice_for(engine::Refusal::kPlanNotFound)});
    return std::move(*found);
  }
  engine::PlanView view(base::ArrangementId id) {
    return engine::view_plan(*books->reader(), authority.id, plan(id), now.date);
  }
  engine::OfferWish wish(Told const& told) {
    engine::OfferWish wish{{arguments.debtor}, {}, wish_of(arguments), told.means, now.date, now.date};
    if (!arguments.from.empty()) wish.agreed = day_of(arguments.from, "--from");
    auto const reader = books->reader();
    if (!reader->debtor(authority.id, wish.debtor)) {
      throw CommandRefused(std::string{engine::advice_for(engine::Refusal::kDebtorNotFound)});
    }
    for (std::string const& reference : arguments.claims) {
      wish.claims.push_back(find_claim(*reader, authority, arguments.source, reference).id);
    }
    return wish;
  }
  [[nodiscard]] http::NameClaim name() {
    return [this](http::JsonWriter& out, base::ClaimId id) {
      out.member("claim", id.value);
      if (auto const claim = books->reader()->claim(authority.id, {id, {}, {}})) {
        out.member("reference", claim->reference);
      }
    };
  }
  [[nodiscard]] std::string amount(std::int64_t minor) const {
    return base::format_amount(minor) + " " + std::string{authority.currency.code()};
  }

  PlanArguments const& arguments;
  std::unique_ptr<storage::Store> books;
  LawWatch law;
  ports::Authority authority;
  base::Now now;
};

void check_means(engine::Offer const& offer, Told const& told) {
  auto const& error = offer.proposals.affordability_error;
  if (error) throw CommandRefused(advice_for(*error, told.pack));
}

void print_offer(engine::Offer const& offer, std::string const& currency, std::optional<std::int64_t> wanted_minor) {
  auto const amount = [&](std::int64_t minor) { return base::format_amount(minor) + " " + currency; };
  std::cout << "owed: " << amount(offer.proposals.open_minor) << " on " << offer.claims.size() << " claims\n";
  for (engine::LeftOut const& each : offer.left_out) {
    std::cout << "left out: claim " << each.claim.value << ", " << engine::code_of(each.why) << "\n";
  }
  if (offer.plan) std::cout << "plan " << offer.plan->value << " is there already: 'fairdue plan change' changes it\n";
  for (Proposal const& each : offer.proposals.all) {
    std::size_t const count = each.schedule.instalments.size();
    std::cout << arrangements::name_of(each.kind) << ": " << count << (count == 1 ? " payment of " : " times ")
              << amount(each.largest_minor()) << (count > 1 ? " at most" : "") << ", from "
              << base::format_date(each.schedule.instalments.front().date) << " to "
              << base::format_date(each.last_date()) << ", in all " << amount(each.schedule.total_minor());
    if (each.schedule.interest_minor > 0) {
      std::cout << " (with " << amount(each.schedule.interest_minor) << " interest)";
    }
    std::cout << "\n";
    for (arrangements::PolicyBreach const breach : each.outside) {
      std::cout << "  a person decides: " << arrangements::advice_for(breach) << "\n";
    }
    if (each.takes_what_is_lived_on) std::cout << "  WARNING: this would take what the household must live on\n";
  }
  auto const fits = [&](Proposal const& each) { return each.largest_minor() <= *wanted_minor; };
  if (wanted_minor && !offer.proposals.all.empty() && std::ranges::none_of(offer.proposals.all, fits)) {
    std::cout << "with " << amount(*wanted_minor) << " a month there is no plan: it would take more than "
              << arrangements::kMostInstalments << " payments\n";
  }
  if (offer.proposals.affordability) {
    for (arrangements::AffordabilityWarning const& warning : offer.proposals.affordability->warnings) {
      std::cout << "WARNING: " << warning.rule << ": " << warning.message << "\n";
    }
  }
}

int print_plan(Desk& desk, base::ArrangementId id, bool repeated, Output output) {
  engine::PlanView const view = desk.view(id);
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().member("repeated", repeated).key("plan");
    http::write_plan(json, view, desk.name());
    json.end_object();
    std::cout << json.take() << "\n";
    return 0;
  }
  arrangements::Arrangement const& plan = view.plan;
  std::cout << "plan " << plan.id.value << " of debtor " << plan.debtor.value << ": "
            << arrangements::name_of(plan.state) << ", agreed " << base::format_date(plan.agreed) << ", paid "
            << desk.amount(view.standing.paid_minor) << ", open " << desk.amount(view.standing.open_minor) << "\n";
  for (std::size_t i = 0; i < plan.instalments.size(); ++i) {
    std::cout << "  " << base::format_date(plan.instalments[i].date) << "  " << desk.amount(plan.instalments[i].minor())
              << ", left " << desk.amount(view.standing.left_minor[i]) << "\n";
  }
  for (arrangements::PolicyBreach const breach : plan.outside) {
    std::cout << "outside the policy: " << arrangements::advice_for(breach) << "\n";
  }
  if (view.standing.missing_minor > 0 && plan.state == arrangements::State::kInForce) {
    std::cout << "missing: " << desk.amount(view.standing.missing_minor) << "\n";
  }
  if (!plan.reason.empty()) std::cout << "reason: " << plan.reason << "\n";
  return 0;
}

/// The instalments of the proposal that was named.
std::vector<Planned> chosen(engine::Offer const& offer, std::string const& kind) {
  std::string known;
  for (Proposal const& each : offer.proposals.all) {
    if (arrangements::name_of(each.kind) == kind) {
      std::vector<Planned> planned;
      for (arrangements::Instalment const& one : each.schedule.instalments) planned.push_back({one.date, one.minor()});
      return planned;
    }
    known += (known.empty() ? "" : ", ") + std::string{arrangements::name_of(each.kind)};
  }
  if (known.empty()) throw CommandRefused("nothing can be proposed: 'fairdue plan propose' says why");
  throw CommandRefused("there is no proposal '" + kind + "': choose one of " + known);
}

std::vector<Planned> instalments(PlanArguments const& arguments, engine::Offer const& offer) {
  if (arguments.payments.empty() == arguments.proposal.empty()) {
    throw CommandRefused(
        "say either --proposal KIND, as 'fairdue plan propose' names them, or --pay DATE=MINOR for each"
        " instalment");
  }
  return arguments.payments.empty() ? chosen(offer, arguments.proposal) : sizes_of(arguments.payments);
}

PlanMode mode_of(PlanArguments const& arguments) {
  if (!arguments.decide.empty()) return PlanMode::kByPerson;
  return arguments.request ? PlanMode::kOrRequest : PlanMode::kByPolicy;
}

}  // namespace

int run_plan_propose(PlanArguments const& arguments, Output output) {
  Told const told{arguments.household};
  if (!arguments.claims_file.empty()) {
    FileDebts const file = offer_for_file(arguments, told.means);
    check_means(file.offer, told);
    if (output == Output::kJson) {
      http::JsonWriter json;
      json.begin_object().member("on", file.on).member("currency", file.currency.code());
      http::write_offer(json, file.offer, [&](http::JsonWriter& out, base::ClaimId id) {
        out.member("reference", file.references[static_cast<std::size_t>(id.value) - 1]);
      });
      json.end_object();
      std::cout << json.take() << "\n";
    } else {
      print_offer(file.offer, std::string{file.currency.code()}, arguments.instalment_minor);
    }
    return 0;
  }
  if (arguments.authority.empty() || arguments.debtor == 0) {
    throw CommandRefused("say whose debts: --authority CODE --debtor NUMBER, or --claims FILE for debts in no books");
  }
  if (!arguments.with.empty()) return run_joint_propose(arguments, told.means, output);
  Desk desk{arguments};
  engine::Offer const offer =
      engine::offer_instalments(*desk.books->reader(), *desk.law.rules(), desk.authority.id, desk.wish(told));
  check_means(offer, told);
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().member("debtor", arguments.debtor).member("on", desk.now.date);
    json.member("currency", desk.authority.currency.code());
    http::write_offer(json, offer, desk.name());
    json.end_object();
    std::cout << json.take() << "\n";
  } else {
    print_offer(offer, std::string{desk.authority.currency.code()}, arguments.instalment_minor);
  }
  return 0;
}

/// What is agreed on, so that another wish of the same day is another one.
std::string mark_of(PlanArguments const& arguments) {
  std::string text = arguments.proposal + "\n" + arguments.first + "\n" + arguments.payday + "\n" + arguments.from +
                     "\n" + std::to_string(arguments.instalment_minor.value_or(0)) + (arguments.request ? "?" : "");
  for (std::string const& each : arguments.payments) text += "\n" + each;
  for (std::string const& each : arguments.claims) text += "\n" + each;
  constexpr std::size_t kEnoughDigits = 16;
  return base::to_hex(base::sha256(text)).substr(0, kEnoughDigits);
}

int run_plan_accept(PlanArguments const& arguments, Output output) {
  Told const told{arguments.household};
  if (!arguments.with.empty()) return run_joint_accept(arguments, told.means, output);
  Desk desk{arguments};
  std::string const key = desk.key_or("plan of debtor " + std::to_string(arguments.debtor) + " on " +
                                      base::format_date(desk.now.date) + ": " + mark_of(arguments));
  // Asked for again: what was agreed on then is the answer, though the debts are planned for now.
  auto const reader = desk.books->reader();
  if (auto const before = reader->find_entry(desk.authority.id, engine::entry_key(desk.actor(), key))) {
    auto const entry = engine::decode_entry(before->payload);
    for (engine::Event const& event : entry ? entry->events : std::vector<engine::Event>{}) {
      auto const* const made = std::get_if<engine::ArrangementMade>(&event);
      if (made == nullptr) continue;
      bool const is_over = desk.plan(made->arrangement).state == arrangements::State::kCancelled;
      if (is_over && arguments.key.empty()) {
        throw CommandRefused("this was agreed on today as plan " + std::to_string(made->arrangement.value) +
                             ", which was cancelled since: to agree on it anew, give a --key of your own");
      }
      return print_plan(desk, made->arrangement, true, output);
    }
    throw CommandRefused("the --key was used for something else: give another one");
  }
  engine::OfferWish const wish = desk.wish(told);
  engine::Offer const offer = engine::offer_instalments(*reader, *desk.law.rules(), desk.authority.id, wish);
  check_means(offer, told);
  if (offer.plan) throw CommandRefused(std::string{engine::advice_for(engine::Refusal::kPlanInForce)});
  // What was named and cannot be planned is refused by the books, with the reason.
  std::vector<base::ClaimId> const claims = wish.claims.empty() ? offer.claims : wish.claims;
  for (engine::LeftOut const& each : offer.left_out) {
    if (wish.claims.empty()) break;
    throw CommandRefused("claim " + std::to_string(each.claim.value) + ": " +
                         std::string{engine::advice_for(each.why)});
  }
  engine::Answer const answer =
      desk.submit(key, engine::MakeArrangement{wish.debtor, claims, instalments(arguments, offer), mode_of(arguments),
                                               arguments.decide, wish.agreed});
  auto const* made = engine::find_event<engine::ArrangementMade>(answer);
  return print_plan(desk, made->arrangement, answer.kind == engine::AnswerKind::kRepeated, output);
}

int run_plan_approve(PlanArguments const& arguments, Output output) {
  Desk desk{arguments};
  base::ArrangementId const id{arguments.plan};
  std::string const key = desk.key_or("approve plan " + std::to_string(id.value));
  bool const done =
      desk.books->reader()->find_entry(desk.authority.id, engine::entry_key(desk.actor(), key)).has_value();
  if (!done) (void)desk.submit(key, engine::AcceptArrangement{id, arguments.reason, desk.now.date});
  return print_plan(desk, id, done, output);
}

int run_plan_show(PlanArguments const& arguments, Output output) {
  Desk desk{arguments};
  return print_plan(desk, {arguments.plan}, false, output);
}

int run_plan_list(PlanArguments const& arguments, Output output) {
  Desk desk{arguments};
  auto const reader = desk.books->reader();
  std::vector<arrangements::Arrangement> plans;
  auto const state = arrangements::state_of(arguments.state.empty() ? "requested" : arguments.state);
  if (!state) throw CommandRefused("--state is one of requested, in_force, completed, broken and cancelled");
  if (arguments.debtor != 0) {
    plans = reader->arrangements_of(desk.authority.id, {arguments.debtor});
    if (!arguments.state.empty()) std::erase_if(plans, [&](auto const& plan) { return plan.state != *state; });
  } else {
    constexpr std::size_t kPage = 500;
    for (base::ArrangementId after;;) {
      auto page = reader->arrangements_in(desk.authority.id, *state, after, kPage);
      bool const last = page.size() < kPage;
      if (!page.empty()) after = page.back().id;
      std::ranges::move(page, std::back_inserter(plans));
      if (last) break;
    }
  }
  http::JsonWriter json;
  json.begin_object().key("plans").begin_array();
  for (arrangements::Arrangement& plan : plans) {
    engine::PlanView const view = engine::view_plan(*reader, desk.authority.id, std::move(plan), desk.now.date);
    if (output == Output::kJson) {
      http::write_plan(json, view, desk.name());
      continue;
    }
    std::cout << view.plan.id.value << "  debtor " << view.plan.debtor.value << ", "
              << arrangements::name_of(view.plan.state) << ", agreed " << base::format_date(view.plan.agreed) << ", to "
              << base::format_date(view.plan.last_date()) << ", open " << desk.amount(view.standing.open_minor);
    for (arrangements::PolicyBreach const breach : view.plan.outside) {
      std::cout << ", " << arrangements::name_of(breach);
    }
    std::cout << "\n";
  }
  json.end_array().end_object();
  if (output == Output::kJson) {
    std::cout << json.take() << "\n";
  } else if (plans.empty()) {
    std::cout << "There is none.\n";
  }
  return 0;
}

int run_plan_change(PlanArguments const& arguments, Output output) {
  Desk desk{arguments};
  int const wishes = (arguments.move.empty() ? 0 : 1) + (arguments.pause ? 1 : 0) + (arguments.replan ? 1 : 0);
  if (wishes != 1) throw CommandRefused("say one change: --move FROM TO, --pause or --replan");
  base::ArrangementId const id{arguments.plan};
  std::string what = "pause";
  engine::ChangeArrangement change{
      id, arrangements::Change::kPause, {}, {}, {}, mode_of(arguments), arguments.decide, desk.now.date};
  if (!arguments.move.empty()) {
    change.change = arrangements::Change::kMoveDate;
    change.from = day_of(arguments.move[0], "--move");
    change.to = day_of(arguments.move[1], "--move");
    what = "move " + arguments.move[0] + " to " + arguments.move[1];
  }
  if (arguments.replan) {
    what = "replan " + arguments.proposal;
    for (std::string const& payment : arguments.payments) what += " " + payment;
  }
  std::string key =
      desk.key_or("change plan " + std::to_string(id.value) + ": " + what + " on " + base::format_date(desk.now.date));
  bool const done =
      desk.books->reader()->find_entry(desk.authority.id, engine::entry_key(desk.actor(), key)).has_value();
  if (!done && arguments.replan) {
    change.change = arrangements::Change::kReplan;
    arrangements::Arrangement const plan = desk.plan(id);
    engine::OfferWish const wish{plan.debtor, {}, wish_of(arguments), {}, desk.now.date, desk.now.date};
    change.instalments = instalments(
        arguments, engine::offer_replan(*desk.books->reader(), *desk.law.rules(), desk.authority.id, plan, wish));
  }
  if (!done) (void)desk.submit(key, std::move(change));
  return print_plan(desk, id, done, output);
}

int run_plan_cancel(PlanArguments const& arguments, Output output) {
  Desk desk{arguments};
  base::ArrangementId const id{arguments.plan};
  std::string const key = desk.key_or("cancel plan " + std::to_string(id.value));
  bool const done =
      desk.books->reader()->find_entry(desk.authority.id, engine::entry_key(desk.actor(), key)).has_value();
  if (!done) (void)desk.submit(key, engine::CancelArrangement{id, arguments.reason, desk.now.date});
  return print_plan(desk, id, done, output);
}

int run_plan_policy(PlanArguments const& arguments, Output output) {
  Desk desk{arguments};
  if (arguments.defaults) arrangement_settings().forget(*desk.books, desk.authority);
  if (!arguments.settings.empty()) {
    arrangement_settings().change(*desk.books, find_authority(*desk.books, arguments.authority),
                                  default_policy(desk.authority.currency), arguments.settings);
  }
  arrangements::Policy const policy = arrangement_policy(find_authority(*desk.books, arguments.authority));
  if (output == Output::kText) {
    arrangement_settings().print(std::cout, policy);
    return 0;
  }
  http::JsonWriter json;
  json.begin_object();
  arrangement_settings().write(json, policy);
  std::cout << json.end_object().take() << "\n";
  return 0;
}

}  // namespace apps
