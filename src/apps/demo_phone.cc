#include "apps/demo_phone.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "dunning/occasion.h"

namespace apps {

namespace {

constexpr std::int64_t kMinute = 60'000'000;  // microseconds
constexpr std::int64_t kMinutesOfDay = 1'440;
constexpr std::int64_t kMorning = 540;  // nine o'clock, in minutes: the letters are there
constexpr std::chrono::seconds kLongestRound{20};

}  // namespace

DemoPhone::DemoPhone(Installation& installation, ports::Authority const& authority, ServerOptions const& options,
                     std::string const& origin, Workers& workers)
    : installation_(installation),
      authority_(authority),
      rules_(read_rules({authority})),
      clock_(options.demo_clock),
      legal_day_(adapters::system::time_zone_of_country(authority.country)),
      workers_(workers),
      outbox_(options.messages.outbox),
      pages_(std::make_unique<http::sandbox::PhonePages>(
          http::sandbox::PhoneParts{installation.books(), outbox_, installation.clock(),
                                    [this](base::Instant instant) { return legal_day_(instant); },
                                    [this](base::DebtorId debtor) { return name_of(debtor); },
                                    [this](dunning::Message const& message, std::string_view language) {
                                      return step_title(message, language);
                                    },
                                    personas(options), [this] { pass_day(); }},
          http::sandbox::PhoneOptions{authority.id, origin, installation.vault().derive("sandbox phone")})) {}

std::string DemoPhone::name_of(base::DebtorId debtor) { return name_of_debtor(installation_, authority_.id, debtor); }

std::string DemoPhone::step_title(dunning::Message const& message, std::string_view language) const {
  auto const* const procedures = rules_->law.procedures(authority_.id);
  if (procedures == nullptr) return message.step;
  std::string const word{language};
  for (dunning::Procedure const& procedure : *procedures) {
    if (procedure.identity() != message.procedure) continue;
    if (dunning::Step const* const step = procedure.find(message.step)) {
      if (auto const title = step->titles.find(word); title != step->titles.end()) return title->second;
    }
    auto const occasion =
        std::ranges::find(procedure.occasions, dunning::occasion_code(message.step), &dunning::Occasion::code);
    if (occasion == procedure.occasions.end()) continue;
    if (auto const title = occasion->titles.find(word); title != occasion->titles.end()) return title->second;
  }
  return message.step;
}

std::vector<base::DebtorId> DemoPhone::personas(ServerOptions const& options) {
  std::vector<base::DebtorId> found;
  auto const reader = installation_.books().reader();
  for (http::citizen::DemoPersona const& persona : options.demo_personas) {
    ports::PersonDetails details;
    details.national_id = persona.national_id;
    if (auto const debtor = reader->find_party(authority_.id, installation_.vault().seal(details))) {
      found.push_back(*debtor);
    }
  }
  return found;
}

void DemoPhone::pass_day() {
  base::Instant const now = clock_->now();
  std::int64_t const until_midnight = kMinutesOfDay - legal_day_.minute_of_day(now);
  clock_->put_forward_to({now.microseconds + (until_midnight + kMorning) * kMinute});
  // A round that had begun before may have seen yesterday.
  std::uint64_t const wanted = begun_.load() + 1;
  workers_.wake();
  auto const given_up = std::chrono::steady_clock::now() + kLongestRound;
  while (ended_.load() < wanted && std::chrono::steady_clock::now() < given_up) {
    std::this_thread::sleep_for(std::chrono::milliseconds{10});
  }
}

}  // namespace apps
