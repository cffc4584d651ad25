#include "simulation/people_with_enquiries.h"

namespace simulation {

namespace {

using enquiries::Kind;
using enquiries::Outcome;

constexpr std::size_t kMostEnquiries = 1'000;
constexpr char const* kMark = "mark";

}  // namespace

PeopleWithEnquiries::PeopleWithEnquiries(StrandOrder order)
    : order_(std::move(order)), stream_(order_.seed, order_.purpose + "enquiries") {}

engine::Submission PeopleWithEnquiries::submission(engine::Command command, bool words) {
  engine::Submission made{order_.authority, "clerk:anna", "e" + std::to_string(++next_key_), {}, {}, {}};
  made.commands.push_back(std::move(command));
  if (words) made.enquiry_words.emplace_back("sealed words");
  return made;
}

std::vector<engine::Submission> PeopleWithEnquiries::of_the_day(ports::BooksReader& books,
                                                                std::vector<base::DebtorId> const& debtors,
                                                                base::Date today) {
  made_.clear();
  if (stream_.chance_per_mille(140)) {
    if (auto const* const debtor = any_of(stream_, debtors)) ask(books, *debtor, today);
  }
  for (enquiries::State const state : {enquiries::State::kReceived, enquiries::State::kAsked}) {
    for (enquiries::Enquiry const& each : books.enquiries_in(order_.authority, state, {}, kMostEnquiries)) {
      see_to(each, today);
    }
  }
  return std::move(made_);
}

void PeopleWithEnquiries::ask(ports::BooksReader& books, base::DebtorId debtor, base::Date today) {
  engine::ReceiveEnquiry c;
  c.debtor = debtor;
  for (claims::Claim const& claim : books.claims_of(order_.authority, debtor)) {
    bool const is_owed = claim.open_minor() > 0 || stream_.chance_per_mille(100);
    if (is_owed && (c.claims.empty() || stream_.chance_per_mille(400))) c.claims.push_back(claim.id);
  }
  if (c.claims.empty()) return;
  c.kind = enquiries::kKinds[static_cast<std::size_t>(stream_.below(std::ssize(enquiries::kKinds)))];
  c.reason = c.kind == Kind::kObjection ? "not_mine" : "asked";
  bool const by_post = stream_.chance_per_mille(400);
  c.way = by_post ? enquiries::Way::kPaper : enquiries::Way::kTelephone;
  c.received = by_post ? base::Date{today.days - static_cast<std::int32_t>(stream_.below(20))} : today;
  if (c.kind == Kind::kPromise || c.kind == Kind::kDeferral) {
    c.wanted = base::Date{today.days + static_cast<std::int32_t>(stream_.below(c.kind == Kind::kPromise ? 33 : 60))};
  }
  bool const words = c.kind == Kind::kQuestion || stream_.chance_per_mille(600);
  if (words) c.words = kMark;
  made_.push_back(submission(std::move(c), words));
}

void PeopleWithEnquiries::see_to(enquiries::Enquiry const& enquiry, base::Date today) {
  std::int64_t const what = stream_.below(1'000);
  if (what < 60) return answer(enquiry, today);
  if (what < 80) return made_.push_back(submission(engine::AskDepartment{enquiry.id, kMark, today}, true));
  if (what < 88) {
    bool const taken_back = stream_.chance_per_mille(700);
    made_.push_back(submission(engine::CloseEnquiry{enquiry.id, taken_back, "clear_now", today}, false));
  }
}

void PeopleWithEnquiries::answer(enquiries::Enquiry const& enquiry, base::Date today) {
  engine::AnswerEnquiry c;
  c.enquiry = enquiry.id;
  c.outcome = stream_.pick({Outcome::kRejected, Outcome::kPartlyUpheld, Outcome::kUpheld});
  bool const has_outcome = enquiry.kind != Kind::kQuestion && enquiry.kind != Kind::kHelp;
  if (!has_outcome && stream_.chance_per_mille(980)) c.outcome = Outcome::kAnswered;
  bool const grants = enquiry.kind == Kind::kDeferral && c.outcome != Outcome::kRejected;
  if (grants && stream_.chance_per_mille(500)) {
    c.granted = base::Date{today.days + static_cast<std::int32_t>(stream_.below(50))};
  }
  for (enquiries::EnquiredClaim const& each : enquiry.claims) {
    if (each.outcome == Outcome::kNone && stream_.chance_per_mille(600)) c.claims.push_back(each.claim);
  }
  c.words = kMark;
  c.date = today;
  std::vector<base::ClaimId> const about = c.claims;
  engine::Submission made = submission(std::move(c), true);
  // What is upheld is put right by the commands there are, in the same submission.
  if (enquiry.kind == Kind::kObjection && !about.empty() && stream_.chance_per_mille(300)) {
    made.commands.emplace_back(engine::CancelClaim{{about.front(), {}, {}}, "upheld", today});
  }
  made_.push_back(std::move(made));
}

}  // namespace simulation
