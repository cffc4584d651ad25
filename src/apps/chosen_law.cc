#include "apps/chosen_law.h"

#include <algorithm>
#include <boost/json.hpp>
#include <chrono>
#include <iostream>

#include "adapters/law_files/authority_law.h"
#include "adapters/law_files/pack_reader.h"
#include "adapters/law_files/procedure_file.h"
#include "adapters/system/system_clock.h"
#include "apps/ability_settings.h"
#include "apps/arrangement_settings.h"
#include "apps/authority_settings.h"
#include "apps/direct_debit_settings.h"
#include "apps/enquiry_settings.h"
#include "apps/help_settings.h"
#include "apps/installation.h"

namespace apps {

namespace {

namespace law_files = adapters::law_files;

constexpr char kRefundLimit[] = "refund_alone_up_to_minor";

void check_currency(ports::Authority const& authority, engine::AuthorityLaw const& law) {
  for (law::Pack const& pack : law.packs) {
    if (pack.currency == authority.currency) continue;
    throw CommandRefused("the law pack '" + pack.code + "' counts in " + std::string{pack.currency.code()} + ", but " +
                         authority.code + " keeps its books in " + std::string{authority.currency.code()});
  }
}

/// Those of the program, with the authority's own in the place of one with the same code.
std::vector<dunning::Procedure> procedures_of(ports::Authority const& authority) {
  std::vector<dunning::Procedure> procedures = built_in_procedures();
  for (auto const& [code, text] : procedure_texts(authority)) {
    auto procedure = law_files::read_procedure({"the procedure " + code + " of " + authority.code, text});
    if (!procedure) throw CommandRefused(procedure.error().text());
    std::erase_if(procedures, [&](dunning::Procedure const& each) { return each.code == procedure->code; });
    procedures.push_back(std::move(*procedure));
  }
  std::ranges::sort(procedures, {}, &dunning::Procedure::code);
  return procedures;
}

engine::AuthorityLaw read_law(ports::Authority const& authority, std::vector<law::Pack> packs,
                              law_files::LawFile const& text) {
  auto law = law_files::read_authority_law(std::move(packs), procedures_of(authority), text);
  if (!law) throw CommandRefused(law.error().text());
  check_currency(authority, *law);
  return std::move(*law);
}

void print_warnings(engine::AuthorityLaw const& law) {
  auto const now = std::chrono::microseconds{adapters::system::SystemClock{}.now().microseconds};
  base::Date const today =
      base::to_date(std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::microseconds>{now}));
  for (law::Pack const& pack : law.packs) {
    for (law::Warning const& warning : law::warnings(pack, today)) {
      std::cerr << "fairdue authority law: warning: " << pack.code << " " << warning.rule << ": " << warning.message
                << "\n";
    }
  }
}

}  // namespace

std::vector<law::Pack> built_in_packs() {
  auto packs = law_files::read_packs(law_files::built_in_law_files());
  if (!packs) throw CommandRefused(packs.error().text());
  return std::move(*packs);
}

std::vector<dunning::Procedure> built_in_procedures() {
  std::vector<dunning::Procedure> procedures;
  for (law_files::LawFile const& file : law_files::built_in_procedure_files()) {
    auto procedure = law_files::read_procedure(file);
    if (!procedure) throw CommandRefused(procedure.error().text());
    procedures.push_back(std::move(*procedure));
  }
  return procedures;
}

std::map<std::string, std::string> procedure_texts(ports::Authority const& authority) {
  std::map<std::string, std::string> texts;
  boost::json::object const settings = settings_of(authority);
  boost::json::value const* const stored = settings.if_contains("procedures");
  if (stored == nullptr || !stored->is_object()) return texts;
  for (auto const& [code, text] : stored->get_object()) {
    if (text.is_string()) texts.emplace(std::string{code}, std::string{text.get_string()});
  }
  return texts;
}

std::string law_text(ports::Authority const& authority) {
  boost::json::object const settings = settings_of(authority);
  boost::json::value const* const text = settings.if_contains("law");
  return text != nullptr && text->is_string() ? std::string{text->as_string()} : std::string{};
}

std::optional<std::int64_t> refund_limit(ports::Authority const& authority) {
  boost::json::object const settings = settings_of(authority);
  boost::json::value const* const limit = settings.if_contains(kRefundLimit);
  if (limit == nullptr) return std::nullopt;
  // Something else than an amount: nobody refunds alone until it is put right.
  return limit->is_int64() && limit->as_int64() >= 0 ? limit->as_int64() : 0;
}

void set_refund_limit(engine::BooksService& books, ports::Authority const& authority,
                      std::optional<std::int64_t> alone_up_to_minor) {
  boost::json::object settings = settings_of(authority);
  if (alone_up_to_minor) {
    settings[kRefundLimit] = *alone_up_to_minor;
  } else {
    settings.erase(kRefundLimit);
  }
  store_settings(books, authority, settings);
}

std::optional<engine::AuthorityLaw> law_of(ports::Authority const& authority) {
  std::string const text = law_text(authority);
  if (text.empty()) return std::nullopt;
  return read_law(authority, built_in_packs(), {"the law of " + authority.code, text});
}

std::shared_ptr<engine::Rules const> read_rules(std::vector<ports::Authority> const& authorities) {
  auto rules = std::make_shared<engine::Rules>();
  std::vector<law::Pack> packs;
  for (ports::Authority const& authority : authorities) {
    rules->arrangement_policies[authority.id] = arrangement_policy(authority);
    rules->enquiry_policies[authority.id] = enquiry_policy(authority);
    rules->help_policies[authority.id] = help_policy(authority);
    rules->direct_debit_policies[authority.id] = direct_debit_policy(authority);
    rules->ability_policies[authority.id] = ability_policy(authority);
    if (auto const limit = refund_limit(authority)) rules->refund_alone_up_to_minor[authority.id] = *limit;
    std::string const text = law_text(authority);
    if (text.empty()) continue;
    if (packs.empty()) packs = built_in_packs();
    rules->law.set(authority.id, read_law(authority, packs, {"the law of " + authority.code, text}));
  }
  return rules;
}

void LawWatch::refresh() {
  std::vector<ports::Authority> const authorities = books_.reader()->authorities();
  decltype(stored_) stored;
  for (ports::Authority const& authority : authorities) {
    std::string text = law_text(authority);
    for (auto const& [code, procedure] : procedure_texts(authority)) text += "\n" + procedure;
    text += "\n" + arrangement_settings().text(authority) + "\n" + enquiry_settings().text(authority) + "\n" +
            help_settings().text(authority) + "\n" + ability_settings().text(authority) + "\n" +
            direct_debit_settings().text(authority);
    stored.emplace_back(std::move(text), refund_limit(authority));
  }
  if (rules_ != nullptr && stored == stored_) return;
  std::shared_ptr<engine::Rules const> rules = read_rules(authorities);
  books_.set_rules(rules);
  rules_ = std::move(rules);
  stored_ = std::move(stored);
}

int run_authority_law(std::string const& database_url, LawChoice const& choice) {
  if (choice.file.empty() == !choice.show) throw CommandRefused("say either --file FILE or --show");
  auto const opened = open_database(database_url);
  storage::Store& books = *opened;
  ports::Authority const authority = find_authority(books, choice.authority);
  if (choice.show) {
    std::string const text = law_text(authority);
    if (text.empty()) throw CommandRefused(authority.code + " has chosen no law: give one with --file");
    std::cout << text;
    return 0;
  }
  auto const file = law_files::read_law_file(choice.file);
  if (!file) throw CommandRefused(file.error().text());
  engine::AuthorityLaw const law = read_law(authority, built_in_packs(), *file);
  boost::json::object settings = settings_of(authority);
  settings["law"] = file->text;
  store_settings(books, authority, settings);
  print_warnings(law);
  std::cout << authority.code << ": the law of " << law.types.size()
            << " claim types is chosen; running servers take it"
            << " up within a minute\n";
  return 0;
}

}  // namespace apps
