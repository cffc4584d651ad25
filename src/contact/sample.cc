#include "contact/sample.h"

namespace contact {

namespace {

base::Date day(int year, unsigned month, unsigned number) { return base::make_date(year, month, number).value(); }

/// What differs from country to country.
struct Country {
  std::string_view first_name, full_name, authority, phone, phone_hours, short_address, collector, board, bank_account,
      reference, interest_rate, website, email, fee_law, interest_law, ground;
  base::Currency currency;
  std::array<std::string_view, 2> recipient_address;
  std::array<std::string_view, 2> sender_address;
  std::array<std::string_view, 2> descriptions, departments;
  std::int64_t principals[2];
  std::int64_t fee, fees_before, interest, costs_if_late;
  std::array<SlipLine, 2> slip;
};

Country denmark() {
  return {"Karen",
          "Karen Jørgensen",
          "Testby Kommune",
          "89 00 00 00",
          "kl. 9-15, torsdag til 17",
          "testby.dk/betal",
          "Gældsstyrelsen",
          "Ankestyrelsen",
          "1234 0001234567",
          "026840149965328",
          "1 %",
          "testby.dk",
          "betaling@testby.dk",
          "gebyrloven § 2",
          "gebyrloven § 3",
          "",  // one claim for day care, one for a book
          base::kDanishKrone,
          {"Mågevej 14, 2. tv.", "8999 Testby"},
          {"Opkrævningen", "Rådhuspladsen 1, 8999 Testby"},
          {"Daginstitution, oktober 2026", "Bibliotek, ikke afleveret bog"},
          {"Børn og Unge", "Biblioteket"},
          {250'000, 24'900},
          25'000,
          25'000,
          2'750,
          25'000,
          {{{SlipKind::kPaymentLine, "+71<026840149965328+81234567<"}, {SlipKind::kBankAccount, "1234 0001234567"}}}};
}

Country norway() {
  return {"Ingrid",
          "Ingrid Sørli",
          "Prøvevik Fritid",
          "55 00 00 00",
          "kl. 9-15",
          "provevik.no/betal",
          "Eksempel Inkasso",
          "Finansklagenemnda",
          "1234 56 78903",
          "602243",
          "12,25 %",
          "provevik.no",
          "betaling@provevik.no",
          "inkassoforskriften kapittel 1",
          "forsinkelsesrenteloven § 2",
          "membership",
          *base::Currency::parse("NOK"),
          {"Fjordveien 3", "5999 Prøvevik"},
          {"Medlemsservice", "Torget 2, 5999 Prøvevik"},
          {"Medlemskap, oktober 2026", "Medlemskap, november 2026"},
          {"Svømmehallen", "Svømmehallen"},
          {49'900, 49'900},
          3'800,
          0,
          0,
          3'800,
          {{{SlipKind::kBankAccount, "1234 56 78903"}, {SlipKind::kKid, "602243"}}}};
}

Country netherlands() {
  return {"Sanne",
          "Sanne de Wit",
          "Proefwater",
          "0800 0000",
          "op werkdagen van 8 tot 18 uur",
          "proefwater.nl/betalen",
          "ons incassobureau",
          "de Geschillencommissie",
          "NL91 ABNA 0417 1643 00",
          "9000 0000 0010 4417",
          "4 %",
          "proefwater.nl",
          "betalen@proefwater.nl",
          "artikel 6:96 Burgerlijk Wetboek",
          "artikel 6:119 Burgerlijk Wetboek",
          "drinking_water",
          base::kEuro,
          {"Sluisweg 8", "9999 ZZ Proefstad"},
          {"Klantenservice", "Postbus 1, 9999 ZZ Proefstad"},
          {"Drinkwater, juli tot en met september 2026", "Drinkwater, oktober 2026"},
          {"Levering", "Levering"},
          {6'840, 2'280},
          0,
          0,
          0,
          4'000,
          {{{SlipKind::kIban, "NL91 ABNA 0417 1643 00"}, {SlipKind::kPaymentReference, "9000 0000 0010 4417"}}}};
}

Country country_of(std::string_view template_id) {
  if (template_id.starts_with("no/")) return norway();
  if (template_id.starts_with("nl/")) return netherlands();
  return denmark();
}

constexpr base::DebtorId kNobody{1};

Row claim_row(Country const& country, std::size_t index) {
  auto const money = [&](std::int64_t minor) { return base::Money{minor, country.currency}; };
  std::int64_t const fees = index == 0 ? country.fee + country.fees_before : 0;
  std::int64_t const interest = index == 0 ? country.interest : 0;
  Row row;
  row.debtor = kNobody;
  row.set(Field::kClaimDescription, std::string{country.descriptions[index]});
  row.set(Field::kClaimDepartment, std::string{country.departments[index]});
  row.set(Field::kClaimReference, "F-2026-10" + std::to_string(index + 1));
  row.set(Field::kClaimDue, day(2026, 10, index == 0 ? 1 : 15));
  row.set(Field::kClaimPrincipal, money(country.principals[index]));
  row.set(Field::kClaimFees, money(fees));
  row.set(Field::kClaimInterest, money(interest));
  row.set(Field::kClaimOpen, money(country.principals[index] + fees + interest));
  return row;
}

/// Four payments, the last of which is what is left.
void set_instalments(Values& values, Country const& country, std::int64_t amount) {
  std::int64_t const each = (amount + 399) / 400 * 100;
  base::Date const days[] = {day(2026, 12, 1), day(2027, 1, 4), day(2027, 2, 1), day(2027, 3, 1)};
  for (std::size_t index = 0; index < std::size(days); ++index) {
    std::int64_t const minor = index + 1 < std::size(days) ? each : amount - 3 * each;
    Row row;
    row.debtor = kNobody;
    row.set(Field::kInstalmentDue, days[index]);
    row.set(Field::kInstalmentOpen, base::Money{minor, country.currency});
    values.instalments.push_back(std::move(row));
  }
  values.set(Field::kInstalmentCount, static_cast<std::int64_t>(std::size(days)));
  values.set(Field::kInstalmentAmount, base::Money{each, country.currency});
  values.set(Field::kFirstInstalment, days[0]);
  values.set(Field::kLastInstalment, days[3]);
  values.set(Field::kPlanNumber, std::string{"TESTBY-H000124"});
  values.set(Field::kPlanEvent, std::string{"agreed"});
  values.set(Field::kDirectDebit, std::string{"offered"});
}

void set_texts(Values& values, Country const& country) {
  std::pair<Field, std::string_view> const texts[] = {
      {Field::kFirstName, country.first_name},
      {Field::kFullName, country.full_name},
      {Field::kAuthority, country.authority},
      {Field::kAuthorityPhone, country.phone},
      {Field::kPhoneHours, country.phone_hours},
      {Field::kShortAddress, country.short_address},
      {Field::kPaymentCode, "4821-7730"},
      {Field::kInterestRate, country.interest_rate},
      {Field::kCaseNumber, "2026-104417"},
      {Field::kPaymentReference, country.reference},
      {Field::kBankAccount, country.bank_account},
      {Field::kCollectionAuthority, country.collector},
      {Field::kComplaintBoard, country.board},
      {Field::kReceiptNumber, "K-88120"},
      {Field::kFeeLaw, country.fee_law},
      {Field::kInterestLaw, country.interest_law},
      {Field::kGround, country.ground},
  };
  for (auto const& [field, text] : texts) values.set(field, std::string{text});
  values.set(Field::kProcessAddress, std::string{country.website} + "/process");
}

void set_amounts(Values& values, Country const& country) {
  std::int64_t const principal = country.principals[0] + country.principals[1];
  std::int64_t const amount = principal + country.fee + country.fees_before + country.interest;
  std::pair<Field, std::int64_t> const amounts[] = {
      {Field::kAmount, amount},
      {Field::kPrincipal, principal},
      {Field::kFee, country.fee},
      {Field::kFeesBefore, country.fees_before},
      {Field::kInterest, country.interest},
      {Field::kCostsIfLate, country.costs_if_late},
      {Field::kPaidAmount, amount},
      {Field::kRemaining, 0},
  };
  for (auto const& [field, minor] : amounts) values.set(field, base::Money{minor, country.currency});
  set_instalments(values, country, amount);
}

void set_days(Values& values) {
  values.set(Field::kLetterDate, day(2026, 11, 20));
  values.set(Field::kDeadline, day(2026, 12, 4));
  values.set(Field::kDueDate, day(2026, 10, 1));
  values.set(Field::kInterestFrom, day(2026, 10, 2));
  values.set(Field::kNextStepDate, day(2026, 12, 7));
  values.set(Field::kPaidOn, day(2026, 11, 20));
}

void set_enquiry(Values& values, bool english) {
  std::pair<Field, std::string_view> const texts[] = {
      {Field::kEnquiryNumber, "TESTBY-H000123"},
      {Field::kEnquiryKind, "objection"},
      {Field::kEnquiryOutcome, "rejected"},
      {Field::kAnswerWords, english ? "The book came back in December. By then the deadline had passed."
                                    : "Bogen kom tilbage i december. Da var fristen gået."},
      {Field::kComplaintGuidance,
       english ? "You can complain to the board. Write to us first." : "Du kan klage til nævnet. Skriv først til os."},
  };
  for (auto const& [field, text] : texts) values.set(field, std::string{text});
  values.set(Field::kReceivedOn, day(2026, 11, 18));
  values.set(Field::kAnswerBy, day(2026, 12, 16));
  values.set(Field::kGrantedUntil, day(2027, 1, 15));
}

}  // namespace

Sample sample_for(std::string_view template_id, Purpose purpose, Language language) {
  Country country = country_of(template_id);
  if (language == Language::kEnglish) {
    country.phone_hours = "9 to 15 on weekdays";
    if (template_id.starts_with("nl/")) country.board = "the Geschillencommissie";
  }
  if (purpose == Purpose::kNotice) country.fee = country.fees_before = country.interest = 0;
  Sample sample;
  Values& values = sample.values;
  values.recipient = kNobody;
  set_texts(values, country);
  set_amounts(values, country);
  set_days(values);
  values.set(Field::kClaimCount, std::int64_t{2});
  values.set(Field::kReminderNumber, std::int64_t{1});
  set_enquiry(values, language == Language::kEnglish);
  // A receipt is for what has been paid; of an agreement all is left.
  if (template_id.ends_with("/plan_agreed")) values.set(Field::kRemaining, values.get(Field::kAmount));
  for (std::size_t index = 0; index < 2; ++index) values.claims.push_back(claim_row(country, index));
  std::string const link = "https://" + std::string{country.website} + "/p/Xk4mT9qR2wZc";
  values.set(Field::kPayLink, link);
  for (std::size_t target = 1; target < kLinkTargetCount; ++target) {
    values.links[target] =
        link + (target == 1 ? "" : "?choose=" + std::string{name_of(static_cast<LinkTarget>(target))});
  }
  sample.envelope = {
      {std::string{country.authority},
       {country.sender_address.begin(), country.sender_address.end()},
       std::string{country.phone},
       std::string{country.website},
       std::string{country.email}},
      {std::string{country.full_name},
       {country.recipient_address.begin(), country.recipient_address.end()},
       "nobody@" + std::string{country.website}},
      day(2026, 11, 20),
      "2026-104417",
      std::string{country.short_address},
      "4821-7730",
      {country.slip.begin(), country.slip.end()},
  };
  return sample;
}

}  // namespace contact
