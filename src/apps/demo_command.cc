#include "apps/demo_command.h"

#include <unistd.h>

#include <filesystem>
#include <iostream>

#include "adapters/source_files/private_file.h"
#include "adapters/system/legal_day.h"
#include "adapters/system/shifted_clock.h"
#include "apps/demo_history.h"
#include "apps/demo_law.h"
#include "apps/installation.h"
#include "apps/server_process.h"
#include "base/digest.h"
#include "base/encoding.h"
#include "engine/business_day.h"
#include "engine/entry.h"
#include "engine/safe_links.h"
#include "http/source/api_key.h"

namespace apps {

namespace {

constexpr std::int64_t kDemoLinkLife = 30LL * 24 * 60 * 60 * 1'000'000;  // microseconds

/// The demo's key is made from its seed: the same seed must give the same books, and there is nobody to protect.
std::string master_key_of(std::uint64_t seed) {
  return std::string{base::text_of(base::sha256("fairdue demo " + std::to_string(seed)))};
}

std::string new_temporary_database() {
  std::string const path =
      (std::filesystem::temp_directory_path() / ("fairdue-demo-" + std::to_string(::getuid()) + ".db")).string();
  for (char const* rest : {"", "-wal", "-shm"}) std::filesystem::remove(path + rest);
  return "sqlite:" + path;
}

/// Beside books that somebody wants to keep, so that other commands can read them too. It is made from the seed, which
/// everybody knows: it protects nobody, and there is nobody to protect.
void keep_demo_key(std::string const& url, std::string const& master_key) {
  if (is_postgresql(url)) return;
  std::string const path = database_path(url, {}) + ".key";
  if (std::filesystem::exists(path)) return;
  auto file = adapters::source_files::PrivateFile::create(path);
  if (file) (*file)->write(base::to_hex(master_key) + "\n");
  if (!file || !(*file)->keep()) throw CommandRefused("cannot write '" + path + "'");
}

base::Date last_day_of(DemoArguments const& arguments) {
  if (!arguments.last_day.empty()) {
    auto const day = base::parse_date(arguments.last_day);
    if (!day) throw CommandRefused("'" + arguments.last_day + "' is no day: write YYYY-MM-DD");
    return *day;
  }
  adapters::system::LegalDay const copenhagen{"Europe/Copenhagen"};
  return {copenhagen(adapters::system::SystemClock{}.now()).days - 1};
}

/// Beside the books, so that no two demos share one. Emptied with new books: what lies there is of others.
std::string outbox_of(std::string const& url) {
  if (!is_postgresql(url)) return database_path(url, {}) + ".outbox";
  return (std::filesystem::temp_directory_path() / ("fairdue-demo-" + std::to_string(::getuid()) + ".outbox")).string();
}

base::DebtorId find_persona(Installation& installation, base::AuthorityId authority, std::size_t index) {
  auto const personas = demo_personas();
  ports::PersonDetails person;
  person.national_id = personas[index].national_id;
  auto const debtor = installation.books().reader()->find_party(authority, installation.vault().seal(person));
  return debtor.value_or(base::DebtorId{});
}

/// Not everybody has the public mailbox, and to whoever has not one writes on paper: Karen, and some others.
void exempt_some(Installation& installation, base::AuthorityId authority, base::Instant since) {
  base::DebtorId const karen = find_persona(installation, authority, 2);
  std::vector<base::DebtorId> exempt;
  installation.books().reader()->each_debtor(authority, [&](claims::Debtor const& debtor) {
    if (debtor.id == karen || debtor.id.value % 12 == 3) exempt.push_back(debtor.id);
  });
  for (base::DebtorId const debtor : exempt) {
    installation.operations().block_contact({authority, debtor, dunning::Channel::kDigitalPost, "exempt", since});
  }
}

void fill(Installation& installation, DemoPlan const& plan, std::string const& outbox) {
  auto const authority = installation.books().add_authority(demo_authority(procedure_begins(plan)));
  if (!authority) {
    std::cout << "The database has a municipality already: it is served as it is.\n";
    return;
  }
  installation.law().refresh();
  std::filesystem::remove_all(outbox);
  std::cout << "Writing a year of history of " << plan.debtors << " debtors ..." << std::endl;
  DemoCounts const counts =
      write_demo_history(installation.books(), *installation.law().rules(), installation.vault(), *authority, plan);
  exempt_some(installation, *authority, installation.clock().now());
  std::cout << counts.claims << " claims, " << counts.payments << " payments, " << counts.messages
            << " letters and text messages, " << counts.submissions << " journal entries.\n";
}

/// A demo that was taken ahead of the machine's clock goes on where it was.
void catch_up(adapters::system::ShiftedClock& clock, ports::BooksReader& reader, base::AuthorityId authority) {
  std::int64_t const last = reader.last_seq(authority);
  for (ports::JournalEntry const& stored : reader.journal(authority, last - 1, 1)) {
    if (auto const entry = engine::decode_entry(stored.payload)) clock.put_forward_to(entry->recorded);
  }
}

/// Before anybody looks, so that amounts do not change under them: what is left to the server is sending.
void run_today(Installation& installation, ports::Authority const& authority) {
  base::Now const now = installation.now(authority);
  (void)engine::run_business_day(installation.books(), *installation.law().rules(),
                                 {authority.id, now.date, now, false, true});
}

void print_sandbox(Serving const& at) {
  std::cout << "  " << at.sandbox_url << "  the payment providers; the wallet signs its notices with "
            << at.sandbox_secret << "\n      curl -d '{\"notice_copies\": 5, \"notice_delay_ms\": 2000}' "
            << at.sandbox_url
            << "/behaviour\n      and answer_delay_ms, fail_creates: what is not named is as it should be\n      "
            << at.sandbox_url << "/behaviour/card: the same for cards, and fail_charges, refuse_charges\n\n";
}

/// Where a link in a text message to the first of the people leads; empty if nothing is owed.
std::string demo_link_path(Installation& installation, ports::Authority const& authority) {
  auto const reader = installation.books().reader();
  base::DebtorId const debtor = find_persona(installation, authority.id, 0);
  base::Instant const now = installation.clock().now();
  engine::LinkWish wish{authority.id, debtor, {}, ports::LinkPurpose::kSettle, {now.microseconds + kDemoLinkLife}};
  for (claims::Claim const& claim : reader->claims_of(authority.id, debtor)) {
    if (claim.state == claims::ClaimState::kOpen && wish.claims.size() < 2) wish.claims.push_back(claim.id);
  }
  if (wish.claims.empty()) return {};
  engine::SafeLinks links{installation.safe_links(), installation.random(), installation.vault().derive("safe link")};
  return "/p/" + links.make({&wish, 1}, engine::LinkForm::kToken, now).front().secret.text;
}

void print_welcome(std::string const& origin, std::string const& api_key, std::string const& link_path) {
  std::cout << "\nTestby Kommune is open:\n\n  " << origin << "/            what citizens see\n  " << origin
            << "/demo/login  choose who to be:\n";
  for (http::citizen::DemoPersona const& persona : demo_personas()) {
    std::cout << "      " << persona.name << " (" << persona.about << ")\n";
  }
  std::cout << "  " << origin << "/sandbox/phone  what they have been sent; lets a day pass\n";
  if (!link_path.empty()) {
    std::cout << "  " << origin << link_path << "\n      a safe link, as in a text message: pay without logging in\n";
  }
  std::cout << "  " << origin << "/api/source/v1/events  what source systems are told, with the library's key:\n"
            << "      curl -H 'Authorization: Bearer " << api_key << "' " << origin
            << "/api/source/v1/events?limit=5\n\nStop with Ctrl-C. Nothing here is real: no person, no money.\n"
            << std::endl;
}

}  // namespace

int run_demo(DemoArguments const& arguments) {
  std::string const url = arguments.database_url.empty() ? new_temporary_database() : arguments.database_url;
  migrate_database(url);
  std::string const master_key = master_key_of(arguments.seed);
  if (!arguments.database_url.empty()) keep_demo_key(url, master_key);
  std::string const outbox = outbox_of(url);
  auto const clock = std::make_shared<adapters::system::ShiftedClock>();
  std::string api_key;
  std::string link_path;
  {
    Installation installation{url, master_key, clock};
    fill(installation, {arguments.seed, arguments.debtors, last_day_of(arguments)}, outbox);
    if (!arguments.serve) {
      std::cout << "The books are in " << database_name(url) << ".\n";
      return 0;
    }
    ports::Authority const authority = installation.authority(kDemoAuthorityCode);
    catch_up(*clock, *installation.books().reader(), authority.id);
    run_today(installation, authority);
    base::SourceId const source = installation.books().ensure_source(authority.id, "bibliotek", "Borgerbiblioteket");
    auto const minted =
        http::source::mint_api_key(installation.random(), installation.vault().derive("api key pepper"));
    installation.operations().add_api_key({authority.id, source, minted.key_id}, minted.hash,
                                          installation.clock().now());
    api_key = minted.token;
    link_path = demo_link_path(installation, authority);
  }
  ServerOptions options;
  options.database_url = url;
  options.authority = kDemoAuthorityCode;
  options.listen = arguments.listen;
  options.demo_personas = demo_personas();
  options.demo_master_key = master_key;
  options.demo_clock = clock;
  options.messages.outbox = outbox;
  options.source_calls_per_hour = arguments.source_calls_per_hour;
  if (!arguments.sandbox_listen.empty()) options.sandbox_listen = arguments.sandbox_listen;
  return run_server(options, [&](Serving const& at) {
    if (!arguments.sandbox_listen.empty()) print_sandbox(at);
    print_welcome(at.origin, api_key, link_path);
  });
}

}  // namespace apps
