#include "apps/day_command.h"

#include <algorithm>
#include <iostream>

#include "apps/chosen_law.h"
#include "apps/installation.h"
#include "base/digest.h"
#include "base/encoding.h"
#include "engine/business_day.h"
#include "http/json_writer.h"

namespace apps {

namespace {

struct Ran {
  ports::Authority authority;
  base::Date date;
  engine::DayResult result;
};

/// "3, 17, 20": the first of very many.
template <class Identifier>
std::string numbers(std::vector<Identifier> const& all) {
  constexpr std::size_t kShown = 10;
  std::string text;
  for (std::size_t i = 0; i < std::min(kShown, all.size()); ++i) {
    text += (i == 0 ? "" : ", ") + std::to_string(all[i].value);
  }
  if (all.size() > kShown) text += " and " + std::to_string(all.size() - kShown) + " more";
  return text;
}

std::int64_t count_of(std::map<std::string, std::int64_t> const& by_code) {
  std::int64_t count = 0;
  for (auto const& [code, some] : by_code) count += some;
  return count;
}

template <class Identifier>
std::int64_t count_of(std::map<std::string, std::vector<Identifier>> const& by_code) {
  std::int64_t count = 0;
  for (auto const& [code, some] : by_code) count += static_cast<std::int64_t>(some.size());
  return count;
}

void write_totals(http::JsonWriter& json, engine::BusinessDayTotals const& totals) {
  json.member("debtors_due", totals.debtors).member("steps", totals.steps).member("messages", totals.messages);
  json.member("fees_minor", totals.fees_minor).member("interest_minor", totals.interest_minor);
}

void write_day(http::JsonWriter& json, Ran const& ran, bool dry_run) {
  engine::DayResult const& day = ran.result;
  json.member("date", ran.date).member("batch_hash", day.batch_hash);
  write_totals(json, day.totals);
  json.member("parked", day.parked)
      .member("too_old", day.too_old)
      .member("dry_run", dry_run)
      .member("repeated", day.repeated);
  json.member("out_of_bounds", day.out_of_bounds);
  json.key("refused").begin_object();
  json.member("interest", count_of(day.refused)).member("debtors", count_of(day.refused_debtors));
  json.member("plans", count_of(day.refused_plans));
  json.member("enquiries", count_of(day.refused_enquiries));
  json.member("referrals", count_of(day.refused_referrals)).end_object();
  json.key("enquiries").begin_object().member("due_soon", day.enquiries.soon).member("late", day.enquiries.late);
  json.member("departments_late", day.enquiries.departments_late).end_object();
  json.key("referrals").begin_object().member("open", day.referrals.open);
  for (auto const& [name, ids] :
       {std::pair{"over_soon", &day.referrals.soon}, std::pair{"over", &day.referrals.expired}}) {
    json.key(name).begin_array();
    for (base::ReferralId const id : *ids) json.value(id.value);
    json.end_array();
  }
  json.end_object();
  if (day.most_messages) json.member("most_messages", *day.most_messages);
  json.key("claims_by_step").begin_object();
  for (auto const& [step, count] : day.steps) json.member(step, count);
  json.end_object();
  json.key("occasions").begin_object();
  for (auto const& [occasion, people] : day.occasions) json.member(occasion, people);
  json.end_object();
  json.key("occasions_missed").begin_array();
  for (std::string const& missed : day.occasions_missed) json.value(missed);
  json.end_array();
  if (day.day_before) {
    json.key("day_before").begin_object();
    write_totals(json, *day.day_before);
    json.end_object();
  }
  if (!dry_run) return;
  json.key("samples").begin_array();
  for (engine::DaySample const& sample : day.samples) {
    json.begin_object().member("debtor", sample.debtor.value).member("step", sample.step);
    json.member("claims", static_cast<std::int64_t>(sample.claims.size()));
    json.member("amount_minor", sample.amount_minor).member("fee_minor", sample.fee_minor).end_object();
  }
  json.end_array();
}

engine::BusinessDayTotals sum_of(std::vector<Ran> const& all) {
  engine::BusinessDayTotals sum;
  for (Ran const& ran : all) {
    sum.debtors += ran.result.totals.debtors;
    sum.steps += ran.result.totals.steps;
    sum.messages += ran.result.totals.messages;
    sum.fees_minor += ran.result.totals.fees_minor;
    sum.interest_minor += ran.result.totals.interest_minor;
  }
  return sum;
}

/// One authority's day as it is; several with their sums, and each of them under "authorities".
void print_json(std::vector<Ran> const& all, bool dry_run) {
  http::JsonWriter json;
  json.begin_object();
  if (all.size() == 1) {
    json.member("authority", all.front().authority.code);
    write_day(json, all.front(), dry_run);
  } else {
    std::string hashes;
    std::int64_t parked = 0;
    for (Ran const& ran : all) {
      hashes += ran.result.batch_hash;
      parked += ran.result.parked;
    }
    json.member("date", all.front().date).member("batch_hash", dry_run ? "" : base::to_hex(base::sha256(hashes)));
    write_totals(json, sum_of(all));
    json.member("parked", parked).key("authorities").begin_array();
    for (Ran const& ran : all) {
      json.begin_object().member("authority", ran.authority.code);
      write_day(json, ran, dry_run);
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
  std::cout << json.take() << "\n";
}

std::string change_from(std::int64_t before, std::int64_t now) {
  std::int64_t const change = now - before;
  return (change >= 0 ? "+" : "") + std::to_string(change);
}

void print_text(Ran const& ran, bool dry_run) {
  engine::DayResult const& day = ran.result;
  auto const amount = [&](std::int64_t minor) {
    return base::format_amount(minor) + " " + std::string{ran.authority.currency.code()};
  };
  std::cout << ran.authority.code << ", " << base::format_date(ran.date) << ": ";
  if (day.repeated) std::cout << "this day has ended before; nothing was done again. It came to ";
  if (dry_run && !day.repeated) std::cout << "a dry run, nothing was done; it would come to ";
  std::cout << day.totals.debtors << " debtors, " << day.totals.steps << " claims, " << day.totals.messages
            << " messages, " << amount(day.totals.fees_minor) << " in fees, " << amount(day.totals.interest_minor)
            << " in interest\n";
  for (auto const& [step, count] : day.steps) std::cout << "  " << step << ": " << count << " claims\n";
  for (auto const& [occasion, people] : day.occasions) std::cout << "  " << occasion << ": " << people << " people\n";
  for (std::string const& missed : day.occasions_missed) {
    std::cout << "  " << missed << " is over, and no business day was run in it: nobody was told\n";
  }
  if (day.day_before) {
    std::cout << "  against the day before: " << change_from(day.day_before->messages, day.totals.messages)
              << " messages, " << change_from(day.day_before->debtors, day.totals.debtors) << " debtors\n";
  }
  for (engine::DaySample const& sample : day.samples) {
    if (!dry_run) break;
    std::cout << "  for example debtor " << sample.debtor.value << ", " << sample.step << ": " << sample.claims.size()
              << " claims, " << amount(sample.amount_minor) << ", of it a fee of " << amount(sample.fee_minor) << "\n";
  }
  if (day.parked > 0) {
    std::cout << "  " << day.parked << " messages wait for a person: see 'fairdue messages doubtful'\n";
  }
  if (day.too_old > 0) {
    std::cout << "  " << day.too_old
              << " claims can no longer be collected, and nobody was asked for them: see 'fairdue report limitation'\n";
  }
  if (day.enquiries.late > 0) {
    std::cout << "  " << day.enquiries.late
              << " enquiries should have been answered by now: see 'fairdue enquiry list --due'\n";
  }
  if (day.enquiries.soon > 0) std::cout << "  " << day.enquiries.soon << " enquiries are to be answered soon\n";
  if (!day.referrals.expired.empty()) {
    std::cout << "  the pauses of the referrals " << numbers(day.referrals.expired)
              << " are over, and nobody said what came of them: call these people\n";
  }
  if (!day.referrals.soon.empty()) {
    std::cout << "  the pauses of the referrals " << numbers(day.referrals.soon) << " are over soon\n";
  }
  if (day.enquiries.departments_late > 0) {
    std::cout << "  " << day.enquiries.departments_late << " times a department has not answered what it was asked\n";
  }
  if (!day.batch_hash.empty()) std::cout << "  batch " << day.batch_hash << "\n";
}

bool has_procedure(engine::Rules const& rules, base::AuthorityId authority) {
  auto const* const procedures = rules.law.procedures(authority);
  return procedures != nullptr && !procedures->empty();
}

}  // namespace

int run_day(std::string const& database_url, DayArguments const& arguments, Output output) {
  auto const books = open_database(database_url);
  LawWatch law{*books};
  law.refresh();
  std::vector<ports::Authority> authorities;
  if (!arguments.authority.empty()) {
    authorities.push_back(find_authority(*books, arguments.authority));
    if (!has_procedure(*law.rules(), authorities.front().id)) {
      throw CommandRefused(arguments.authority + " has chosen no procedure: name one for its claim types in the text" +
                           " of 'fairdue authority law " + arguments.authority + " --file FILE'");
    }
  } else {
    for (ports::Authority& each : books->reader()->authorities()) {
      if (has_procedure(*law.rules(), each.id)) authorities.push_back(std::move(each));
    }
    if (authorities.empty()) {
      throw CommandRefused(
          "no authority here has chosen a procedure: see 'fairdue procedure list', and name one in the" +
          std::string{" text of 'fairdue authority law CODE --file FILE'"});
    }
  }
  std::vector<Ran> all;
  bool fine = true;
  for (ports::Authority const& authority : authorities) {
    base::Now const now = now_at(authority, adapters::system::SystemClock{});
    std::optional<base::Date> const asked = arguments.on.empty() ? now.date : base::parse_date(arguments.on);
    if (!asked) throw CommandRefused("'" + arguments.on + "' for --on is no date: write it as 2026-01-30");
    if (*asked > now.date && !arguments.dry_run) {
      throw CommandRefused("--on lies after today, " + base::format_date(now.date) +
                           ": nothing is done in advance; see what it would come to with --dry-run");
    }
    engine::BusinessDay const day{authority.id, *asked, now, arguments.dry_run, arguments.confirm};
    all.push_back({authority, *asked, engine::run_business_day(*books, *law.rules(), day)});
  }
  if (output == Output::kJson) print_json(all, arguments.dry_run);
  for (Ran const& ran : all) {
    if (output == Output::kText) print_text(ran, arguments.dry_run);
    for (auto const& [code, count] : ran.result.refused) {
      std::cerr << "fairdue day: interest of " << count << " claims was refused with " << code
                << "; 'fairdue interest' names them\n";
      fine = false;
    }
    for (auto const& [code, debtors] : ran.result.refused_debtors) {
      std::cerr << "fairdue day: " << ran.authority.code << ": no step was taken for debtors " << numbers(debtors)
                << ", because of " << code << "; they are looked at again on the next day\n";
      fine = false;
    }
    for (auto const& [code, plans] : ran.result.refused_plans) {
      std::cerr << "fairdue day: " << ran.authority.code << ": the plans " << numbers(plans)
                << " could not be followed, because of " << code << "; 'fairdue plan show' shows one\n";
      fine = false;
    }
    for (auto const& [code, referrals] : ran.result.refused_referrals) {
      std::cerr << "fairdue day: " << ran.authority.code << ": the referrals " << numbers(referrals)
                << " could not be followed, because of " << code << "; 'fairdue help show' shows one\n";
      fine = false;
    }
    for (auto const& [code, enquiries] : ran.result.refused_enquiries) {
      std::cerr << "fairdue day: " << ran.authority.code << ": the enquiries " << numbers(enquiries)
                << " could not be followed, because of " << code << "; 'fairdue enquiry show' shows one\n";
      fine = false;
    }
    if (!ran.result.out_of_bounds) continue;
    fine = false;
    std::cerr << "fairdue day: " << ran.authority.code << ": " << ran.result.totals.messages
              << " messages are more than three times any of the last fourteen days (" << *ran.result.most_messages
              << " at most): the day has not ended and nothing is sent. Look at it; if it is right, run it again"
              << " with --confirm\n";
  }
  return fine ? 0 : 1;
}

}  // namespace apps
