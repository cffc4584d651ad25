#include "apps/demo_history.h"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "apps/demo_days.h"
#include "apps/demo_people.h"
#include "base/seeded_stream.h"

namespace apps {

namespace {

using engine::Command;
using engine::Submission;
using ledger::Component;

struct Department {
  char const* code;
  char const* name;
};

constexpr Department kDepartments[] = {{"dagtilbud", "Dagtilbud"},         {"skole", "Skole og fritid"},
                                       {"bibliotek", "Borgerbiblioteket"}, {"parkering", "Parkering"},
                                       {"omsorg", "Ældre og omsorg"},      {"bolig", "Boligstøtte"}};

/// A kind of claim as the departments send it.
struct Kind {
  std::size_t department;
  char const* type;
  std::int64_t least_minor, most_minor;
  int days_to_due, days_to_pay;  // from issue to due, from due to the last payment day
};

constexpr Kind kDayCare{0, "day_care", 128'500, 398'000, 10, 0};
constexpr Kind kAfterSchool{1, "after_school", 98'000, 214'500, 10, 0};
constexpr Kind kLibrary{2, "library_fee", 2'000, 46'000, 14, 7};
constexpr Kind kParking{3, "parking_control_fee", 79'500, 118'500, 14, 14};
constexpr Kind kMeals{4, "care_meals", 61'000, 189'000, 10, 5};
constexpr Kind kDeposit{5, "housing_deposit_loan", 48'000, 92'000, 20, 10};

// Long enough for a weekend and the holidays around it: there is always something left to send.
constexpr std::int32_t kDaysLeftToSend = 7;

// When the municipality took up its procedure; from then on the business day was run once a week, and lately every day.
// Not all the year: the demo is to start at once.
constexpr std::int32_t kDaysOfProcedure = 63;
constexpr std::int32_t kEveryDayOfTheLast = 14;
constexpr std::int32_t kTuesday = 5;  // day 0, 1 January 1970, was a Thursday

constexpr std::int64_t kAllThatIsOpen = 0;  // as the amount of a payment: what it is then

enum class Habit { kPaysInTime, kPaysLate, kPaysSome, kPaysNot };

/// Collects what happens, day by day, and hands it to the books in order.
class Story {
 public:
  Story(engine::BooksService& books, engine::Rules const& rules, ports::PartySealer& sealer,
        base::AuthorityId authority, DemoPlan const& plan)
      : books_(books),
        days_of_business_(books, rules, authority, {plan.last_day.days - kDaysLeftToSend + 1}),
        sealer_(sealer),
        authority_(authority),
        plan_(plan) {
    for (Department const& d : kDepartments) sources_.push_back(books.ensure_source(authority, d.code, d.name));
  }

  DemoCounts run() {
    base::SeededStream people{plan_.seed, "people"};
    base::SeededStream lives{plan_.seed, "lives"};
    write_personas();
    for (std::int64_t number = 100; number < 100 + plan_.debtors; ++number) {
      live(demo_debtor(people, number), lives);
    }
    submit_all();
    return counts_;
  }

 private:
  [[nodiscard]] base::Date day(std::int64_t days_ago) const {
    return {plan_.last_day.days - static_cast<std::int32_t>(days_ago)};
  }

  /// Things that would happen after the last day have not happened yet.
  void at(base::Date date, Kind const& kind, std::string key, Command command, ports::Party const* party = nullptr) {
    if (date > plan_.last_day) return;
    Submission submission;
    submission.authority = authority_;
    submission.actor = "source:" + std::to_string(sources_[kind.department].value);
    submission.key = std::move(key);
    if (party != nullptr) submission.parties.push_back(*party);
    submission.commands.push_back(std::move(command));
    days_[date].push_back(std::move(submission));
  }

  [[nodiscard]] engine::ClaimKey key_of(Kind const& kind, std::string const& reference) const {
    return {{}, sources_[kind.department], reference};
  }

  struct Issued {
    Kind const& kind;
    std::string reference;
    std::int64_t minor;
    claims::ClaimDates dates;
  };

  Issued issue(Kind const& kind, base::Date issued, std::int64_t minor, ports::Party const& party) {
    std::string number = std::to_string(++next_reference_);
    number.insert(0, 6 - std::min<std::size_t>(6, number.size()), '0');
    std::string prefix{kind.type, 1};
    prefix[0] = static_cast<char>(prefix[0] - 'a' + 'A');
    Issued claim{kind, prefix + "-" + number, minor, {}};
    claim.dates.issued = issued;
    claim.dates.due = {issued.days + kind.days_to_due};
    claim.dates.last_payment_day = {claim.dates.due.days + kind.days_to_pay};
    bool const monthly =
        std::string_view{kind.type} != "library_fee" && std::string_view{kind.type} != "parking_control_fee";
    if (monthly) {
      claim.dates.period_first = issued;
      claim.dates.period_last = base::Date{issued.days + 29};
    }
    engine::RegisterClaim command{sources_[kind.department], claim.reference, kind.type, claim.dates, {0}, {}};
    command.amounts[Component::kPrincipal] = minor;
    at(issued, kind, claim.reference, std::move(command), &party);
    ++counts_.claims;
    return claim;
  }

  void pay(Issued const& claim, base::Date date, std::int64_t minor, ledger::Means means = ledger::Means::kSource) {
    engine::RecordPayment command;
    command.means = means;
    command.minor = minor;
    command.value_date = date;
    command.chosen.push_back({key_of(claim.kind, claim.reference), {}});
    command.external_reference = "P" + std::to_string(++next_payment_);
    std::string key = "pay/" + command.external_reference;
    at(date, claim.kind, std::move(key), std::move(command));
  }

  /// All that is open by then: with the fee and the interest, if there are any.
  void pay_all(Issued const& claim, base::Date date) { pay(claim, date, kAllThatIsOpen); }

  /// The procedure has told the debtor by then that the claim would be handed over, and the department does it.
  void neglect(Issued const& claim) {
    base::Date const over{claim.dates.last_payment_day.days + 56};
    at(over, claim.kind, claim.reference + "/over",
       engine::HandOverClaim{key_of(claim.kind, claim.reference), "gaeldsstyrelsen", over});
  }

  void settle(Issued const& claim, Habit habit, base::SeededStream& lives) {
    std::int32_t const last = claim.dates.last_payment_day.days;
    switch (habit) {
      case Habit::kPaysInTime:
        pay(claim, {last - static_cast<std::int32_t>(lives.between(0, 8))}, claim.minor);
        break;
      case Habit::kPaysLate:
        if (lives.chance_per_mille(600)) {
          pay_all(claim, {last + static_cast<std::int32_t>(lives.between(1, 13))});
        } else {
          pay_all(claim, {last + static_cast<std::int32_t>(lives.between(15, 40))});
        }
        break;
      case Habit::kPaysSome:
        pay(claim, {last + static_cast<std::int32_t>(lives.between(1, 12))}, claim.minor / 2);
        neglect(claim);
        break;
      case Habit::kPaysNot:
        neglect(claim);
        break;
    }
  }

  [[nodiscard]] static Habit habit_of(base::SeededStream& lives) {
    std::int64_t const draw = lives.below(1000);
    if (draw < 640) return Habit::kPaysInTime;
    if (draw < 860) return Habit::kPaysLate;
    return draw < 930 ? Habit::kPaysSome : Habit::kPaysNot;
  }

  void monthly(Kind const& kind, ports::Party const& party, Habit habit, base::SeededStream& lives) {
    std::int64_t const minor = lives.between(kind.least_minor / 100, kind.most_minor / 100) * 100;
    std::int64_t const first = lives.between(30, 360);
    for (std::int64_t ago = first; ago >= 0; ago -= 30) {
      Habit const now = lives.chance_per_mille(850) ? habit : habit_of(lives);
      settle(issue(kind, day(ago), minor, party), now, lives);
    }
  }

  void once(Kind const& kind, ports::Party const& party, Habit habit, base::SeededStream& lives) {
    Issued const claim =
        issue(kind, day(lives.between(0, 360)), lives.between(kind.least_minor / 50, kind.most_minor / 50) * 50, party);
    if (lives.chance_per_mille(60)) {
      base::Date const date{claim.dates.issued.days + 5};
      at(date, kind, claim.reference + "/objection",
         engine::OpenObjection{key_of(kind, claim.reference), "citizen", "disputed", date});
      if (lives.chance_per_mille(500)) {
        base::Date const answered{date.days + 30};
        at(answered, kind, claim.reference + "/answer",
           engine::ResolveObjection{key_of(kind, claim.reference), "citizen", engine::ObjectionOutcome::kUpheld,
                                    answered});
        at(answered, kind, claim.reference + "/cancel",
           engine::CancelClaim{key_of(kind, claim.reference), "objection_upheld", answered});
      }
      return;
    }
    settle(claim, habit, lives);
  }

  void live(DemoDebtor const& debtor, base::SeededStream& lives) {
    ports::Party const party = sealed(debtor);
    Habit const habit = habit_of(lives);
    if (debtor.kind == claims::DebtorKind::kCompany) {
      once(kParking, party, habit, lives);
      return;
    }
    bool any = false;
    auto const draw = [&](std::int64_t parts) {
      bool const hit = lives.chance_per_mille(parts);
      any |= hit;
      return hit;
    };
    if (draw(180)) monthly(kDayCare, party, habit, lives);
    if (draw(160)) monthly(kAfterSchool, party, habit, lives);
    if (draw(90)) monthly(kMeals, party, habit, lives);
    if (draw(60)) monthly(kDeposit, party, habit, lives);
    if (draw(350)) once(kParking, party, habit, lives);
    if (draw(300) || !any) once(kLibrary, party, habit, lives);
  }

  [[nodiscard]] ports::Party sealed(DemoDebtor const& d) {
    ports::PersonDetails details;
    details.kind = d.kind;
    details.national_id = d.national_id;
    details.name = d.name;
    details.address = d.address;
    details.postcode = d.postcode;
    details.city = d.city;
    details.country = "DK";
    details.email = d.email;
    details.phone = d.phone;
    return sealer_.seal(details);
  }

  [[nodiscard]] ports::Party persona(std::size_t index) {
    auto const all = demo_personas();
    DemoDebtor debtor;
    debtor.national_id = all[index].national_id;
    debtor.name = all[index].name;
    debtor.address = "Prøvevej " + std::to_string(index + 1);
    debtor.postcode = "0000";
    debtor.city = "Testby";
    debtor.phone = "+45 0000000" + std::to_string(index);
    debtor.email = all[index].key + "@testby.invalid";
    return sealed(debtor);
  }

  void write_personas() {
    ports::Party const maja = persona(0);
    for (std::int64_t ago : {185, 155, 125, 95}) {
      Issued const paid = issue(kDayCare, day(ago), 234'500, maja);
      pay(paid, {paid.dates.last_payment_day.days - 2}, 234'500);
    }
    issue(kDayCare, day(35), 234'500, maja);
    issue(kDayCare, day(5), 234'500, maja);
    issue(kAfterSchool, day(4), 156'000, maja);
    issue(kLibrary, day(36), 23'050, maja);  // reminded of a few days ago
    issue(kParking, day(9), 79'500, maja);

    ports::Party const jonas = persona(1);
    for (std::int64_t ago : {300, 200, 60}) {
      Issued const paid = issue(kAfterSchool, day(ago), 142'000, jonas);
      pay(paid, paid.dates.due, 142'000, ledger::Means::kMobilePay);
    }

    ports::Party const karen = persona(2);
    base::SeededStream lives{plan_.seed, "karen"};
    Kind const* const kinds[] = {&kDayCare, &kLibrary, &kParking, &kMeals, &kDeposit, &kAfterSchool};
    for (std::int64_t i = 0; i < 200; ++i) {
      Kind const& kind = *lives.pick(kinds);
      issue(kind, day(45 - i / 5), lives.between(kind.least_minor / 50, kind.most_minor / 50) * 50, karen);
    }

    ports::Party const ali = persona(3);
    issue(kLibrary, day(45), 21'500, ali);

    ports::Party const bo = persona(4);
    Issued const over = issue(kMeals, day(320), 121'000, bo);
    neglect(over);
    Issued const disputed = issue(kParking, day(30), 79'500, bo);
    at(day(25), kParking, disputed.reference + "/objection",
       engine::OpenObjection{key_of(kParking, disputed.reference), "citizen", "disputed", day(25)});
    Issued const overpaid = issue(kLibrary, day(80), 12'500, bo);
    pay(overpaid, day(70), 20'000);
    issue(kMeals, day(20), 98'500, bo);

    ports::Party const eva = persona(5);
    issue(kLibrary, day(36), 17'000, eva);  // reminded of a few days ago, and of nothing else
  }

  [[nodiscard]] bool is_business_day(base::Date date) const {
    bool const every_day = plan_.last_day.days - date.days < kEveryDayOfTheLast;
    return date >= procedure_begins(plan_) && (every_day || date.days % 7 == kTuesday);
  }

  void submit_all() {
    if (days_.empty()) return;
    for (base::Date date = days_.begin()->first; date <= plan_.last_day; ++date.days) {
      std::vector<Submission>& today = days_[date];
      if (is_business_day(date)) {
        if (auto sent = days_of_business_.run(date)) today.push_back(*std::move(sent));
      }
      if (!today.empty()) submit(date, today);
    }
    counts_.messages = days_of_business_.messages();
  }

  void submit(base::Date date, std::vector<Submission>& submissions) {
    // Noon in UTC: the same legal day in every zone that we serve.
    base::Now const now{{static_cast<std::int64_t>(date.days) * 86'400'000'000 + 43'200'000'000}, date};
    auto const reader = books_.reader();
    std::vector<engine::Prepared> prepared;
    for (Submission& submission : submissions) {
      if (auto* payment = std::get_if<engine::RecordPayment>(&submission.commands.front());
          payment != nullptr && payment->minor == kAllThatIsOpen) {
        auto const claim = reader->claim(authority_, payment->chosen.front().claim);
        if (!claim || claim->open_minor() == 0) continue;
        payment->minor = claim->open_minor();
      }
      if (std::holds_alternative<engine::RecordPayment>(submission.commands.front())) ++counts_.payments;
      prepared.push_back(engine::prepare(std::move(submission)));
    }
    auto const outcomes = books_.submit(prepared, now);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      if (!outcomes[i]) {
        throw std::logic_error("the demo's history is refused: " + prepared[i].submission.key + ": " +
                               std::string{engine::code_of(outcomes[i].error().refusal)});
      }
    }
    counts_.submissions += static_cast<std::int64_t>(outcomes.size());
  }

  engine::BooksService& books_;
  DemoDays days_of_business_;
  ports::PartySealer& sealer_;
  base::AuthorityId authority_;
  DemoPlan plan_;
  std::vector<base::SourceId> sources_;
  std::map<base::Date, std::vector<Submission>> days_;
  std::int64_t next_reference_ = 0;
  std::int64_t next_payment_ = 0;
  DemoCounts counts_;
};

}  // namespace

base::Date procedure_begins(DemoPlan const& plan) { return {plan.last_day.days - kDaysOfProcedure}; }

DemoCounts write_demo_history(engine::BooksService& books, engine::Rules const& rules, ports::PartySealer& sealer,
                              base::AuthorityId authority, DemoPlan const& plan) {
  return Story{books, rules, sealer, authority, plan}.run();
}

std::vector<http::citizen::DemoPersona> demo_personas() {
  auto const id = [](std::int64_t number) { return demo_national_id(claims::DebtorKind::kPerson, number); };
  return {{"maja", "Maja Vestergaard", id(1), "Flere regninger, én er forfalden · several open claims"},
          {"jonas", "Jonas Holm", id(2), "Skylder ikke noget · owes nothing"},
          {"karen", "Karen Lind", id(3), "200 krav · 200 claims"},
          {"ali", "Ali Demir", id(4), "Ét forfaldent bibliotekskrav · one overdue library claim"},
          {"bo", "Bo Krogh", id(5), "Inddrivelse, indsigelse og penge til gode · handed over, disputed, in credit"},
          {"eva", "Eva Bruun", id(6), "Har lige fået en rykker · has just been reminded"}};
}

}  // namespace apps
