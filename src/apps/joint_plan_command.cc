#include "apps/joint_plan_command.h"

#include <algorithm>
#include <iostream>

#include "apps/clerk_desk.h"
#include "apps/installation.h"
#include "apps/plan_wish.h"
#include "apps/same_person.h"
#include "engine/joint_plans.h"
#include "http/joint_plan_json.h"

namespace apps {

namespace {

using arrangements::JointProposal;

struct Desk {
  explicit Desk(PlanArguments const& given)
      : arguments(given),
        installation(given.database, given.key_file),
        books(installation.books()),
        authority(installation.authority(given.authority)),
        now(installation.now(authority)),
        creditors{{authority.id, {given.debtor}, given.yields}} {
    codes[authority.id] = authority.code;
    for (std::string const& code : arguments.with) add(code);
  }

  [[nodiscard]] engine::JointOffer offer(std::optional<arrangements::Means> const& means) {
    engine::JointOffer found = engine::offer_jointly(*books.reader(), *installation.law().rules(), creditors,
                                                     wish_of(arguments), means, now.date);
    if (auto const& error = found.proposals.affordability_error) {
      throw CommandRefused(advice_for(*error, *means->pack));
    }
    for (engine::JointSide const& side : found.sides) {
      if (!side.plan) continue;
      throw CommandRefused("'" + codes[side.creditor.authority] + "' has plan " + std::to_string(side.plan->value) +
                           " with this person already: end that first, or plan without '" +
                           codes[side.creditor.authority] + "'");
    }
    if (found.sides.front().open_minor == 0) {
      throw CommandRefused("nothing that can be planned is owed to '" + authority.code +
                           "': whoever is owed something plans");
    }
    return found;
  }
  [[nodiscard]] http::NameAuthority name() {
    return [this](base::AuthorityId id) { return codes[id]; };
  }

  PlanArguments const& arguments;
  Installation installation;
  engine::BooksService& books;
  ports::Authority authority;
  base::Now now;
  std::vector<engine::Creditor> creditors;
  std::map<base::AuthorityId, std::string> codes;

 private:
  void add(std::string const& code) {
    ports::Authority const other = installation.authority(code);
    if (codes.contains(other.id)) throw CommandRefused("'" + code + "' is named twice");
    if (other.currency.code() != authority.currency.code()) {
      throw CommandRefused("'" + code + "' counts in another currency: one plan is in one");
    }
    auto const there = same_person(installation, authority.id, {arguments.debtor}, other.id);
    bool const may = there && engine::is_disclosed(*books.reader(), {other.id, *there}, authority.id, now.date);
    // Whether the person is known there is told to nobody who may not know.
    if (!may) {
      throw CommandRefused("'" + code +
                           "' may not tell what this person owes: ask for their consent, and record it with"
                           " 'fairdue disclosure allow'");
    }
    codes[other.id] = other.code;
    creditors.push_back({other.id, *there});
  }
};

void print_offer(Desk& desk, engine::JointOffer const& offer) {
  auto const amount = [&](std::int64_t minor) {
    return base::format_amount(minor) + " " + std::string{desk.authority.currency.code()};
  };
  std::cout << "owed: " << amount(offer.proposals.open_minor) << " in all\n";
  for (engine::JointSide const& side : offer.sides) {
    std::string const code = desk.codes[side.creditor.authority];
    std::cout << "  " << code << ": " << amount(side.open_minor) << " on " << side.claims.size() << " claims"
              << (side.creditor.yields ? ", stands back until the others are paid" : "") << "\n";
    for (engine::LeftOut const& each : side.left_out) {
      std::cout << "  left out: claim " << each.claim.value << " of " << code << ", " << engine::code_of(each.why)
                << "\n";
    }
  }
  for (JointProposal const& each : offer.proposals.all) {
    std::size_t const count = each.days().size();
    std::cout << arrangements::name_of(each.kind) << ": " << count << (count == 1 ? " day, " : " days, ")
              << amount(each.largest_minor()) << " at most on one, from " << base::format_date(each.days().front().date)
              << " to " << base::format_date(each.last_date()) << ", in all " << amount(each.total_minor()) << "\n";
    for (std::size_t i = 0; i < offer.sides.size(); ++i) {
      std::string const code = desk.codes[offer.sides[i].creditor.authority];
      if (each.schedules[i].instalments.empty()) continue;
      std::cout << "  " << code << ": " << each.schedules[i].instalments.size() << " times, "
                << amount(each.schedules[i].instalments.front().minor()) << " first, in all "
                << amount(each.schedules[i].total_minor()) << "\n";
      for (arrangements::PolicyBreach const breach : each.outside[i]) {
        std::cout << "  a person of " << code << " decides: " << arrangements::advice_for(breach) << "\n";
      }
    }
    if (each.takes_what_is_lived_on) std::cout << "  WARNING: this would take what the household must live on\n";
  }
}

JointProposal const& chosen(engine::JointOffer const& offer, std::string const& kind) {
  std::string known;
  for (JointProposal const& each : offer.proposals.all) {
    if (arrangements::name_of(each.kind) == kind) return each;
    known += (known.empty() ? "" : ", ") + std::string{arrangements::name_of(each.kind)};
  }
  throw CommandRefused("there is no proposal '" + kind + "': choose one of " + known);
}

int print_made(Desk& desk, std::vector<engine::JointArrangement> const& made, bool repeated, Output output) {
  auto const reader = desk.books.reader();
  http::JsonWriter json;
  json.begin_object().member("repeated", repeated).key("plans").begin_array();
  for (engine::JointArrangement const& each : made) {
    auto const plan = reader->arrangement(each.creditor.authority, each.arrangement);
    if (!plan) throw CommandRefused("a plan that was made is not in the books");
    std::string const code = desk.codes[each.creditor.authority];
    std::string_view const state = arrangements::name_of(plan->state);
    json.begin_object().member("authority", code).member("plan", plan->id.value).member("state", state);
    json.member("total_minor", plan->total_minor()).member("last_date", plan->last_date()).end_object();
    if (output == Output::kJson) continue;
    std::cout << code << ": plan " << plan->id.value << ", " << state << ", "
              << base::format_amount(plan->total_minor()) << " " << desk.authority.currency.code() << " in "
              << plan->instalments.size() << " instalments to " << base::format_date(plan->last_date()) << "\n";
    for (arrangements::PolicyBreach const breach : plan->outside) {
      std::cout << "  outside its policy: " << arrangements::advice_for(breach) << "\n";
    }
  }
  json.end_array().end_object();
  if (output == Output::kJson) std::cout << json.take() << "\n";
  return 0;
}

}  // namespace

int run_joint_propose(PlanArguments const& arguments, std::optional<arrangements::Means> const& means, Output output) {
  Desk desk{arguments};
  engine::JointOffer const offer = desk.offer(means);
  if (output == Output::kText) {
    print_offer(desk, offer);
    return 0;
  }
  http::JsonWriter json;
  json.begin_object().member("debtor", arguments.debtor).member("on", desk.now.date);
  json.member("currency", desk.authority.currency.code());
  http::write_joint_offer(json, offer, desk.name());
  std::cout << json.end_object().take() << "\n";
  return 0;
}

int run_joint_accept(PlanArguments const& arguments, std::optional<arrangements::Means> const& means, Output output) {
  if (arguments.proposal.empty()) {
    throw CommandRefused("a plan with others is chosen by --proposal KIND, as 'fairdue plan propose' names them");
  }
  Desk desk{arguments};
  std::string const actor = clerk_of(arguments.by, desk.authority.code);
  std::string const wish = arguments.key.empty() ? "joint plan of debtor " + std::to_string(arguments.debtor) + " of " +
                                                       desk.authority.code + " on " + base::format_date(desk.now.date)
                                                 : arguments.key;
  std::vector<std::string> const actors(desk.creditors.size(), actor);
  engine::JointBefore const before = engine::look_back(desk.books, desk.creditors, actors, wish, desk.now);
  if (!before.made.empty()) return print_made(desk, before.made, true, output);
  engine::JointOffer const offer = desk.offer(means);
  engine::JointOrder order{actors, before.key, engine::PlanMode::kByPolicy, arguments.decide};
  if (arguments.request) order.mode = engine::PlanMode::kOrRequest;
  if (!arguments.decide.empty()) order.mode = engine::PlanMode::kByPerson;
  auto const made = engine::make_jointly(desk.books, offer, chosen(offer, arguments.proposal), order, desk.now);
  if (!made) {
    throw CommandRefused("'" + desk.codes[made.error().authority] +
                         "' did not take it, so nobody has a plan: " + std::string{engine::code_of(made.error().why)} +
                         ": " + std::string{engine::advice_for(made.error().why)});
  }
  return print_made(desk, *made, false, output);
}

}  // namespace apps
