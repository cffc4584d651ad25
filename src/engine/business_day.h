// The business day: what every procedure asks for on a date, for every debtor who has something due, in shards.
//
// Resumable and repeatable: what a claim has had is in the books with the claim, so a run that was broken off is run
// again and goes on; a day that has ended is not run again. The same books, date and procedures give the same batch
// hash, on any store, in however many pieces: it is made of what the day has put in the journal, in no order, and of
// nothing that a run chooses itself.
// No message of a day leaves before the day has ended within its bounds.
//
// Deterministic: it reads no clock.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/books_service.h"

namespace engine {

struct BusinessDay {
  base::AuthorityId authority;
  base::Date date;  // not after `now`
  base::Now now;
  bool dry_run = false;
  bool beyond_bounds = false;  // a person has looked at an abnormal day and lets it end
  std::size_t shard = 500;     // debtors in one submission
};

/// Above three times the largest of the last fourteen days, and above this, a day is abnormal.
inline constexpr std::int64_t kNormalMessages = 1'000;

struct DaySample {
  base::DebtorId debtor;
  std::string step;
  std::vector<base::ClaimId> claims;
  std::int64_t amount_minor = 0;
  std::int64_t fee_minor = 0;
};

/// Referrals to help that are open at the end of the day, or that ended with it.
struct ReferralsDue {
  std::int64_t open = 0;
  std::vector<base::ReferralId> soon;     // their longest time passes within the days that the authority has decided on
  std::vector<base::ReferralId> expired;  // nobody ended them in time: the day ends them
};

/// Enquiries that wait for an answer at the end of the day.
struct EnquiriesDue {
  std::int64_t soon = 0;              // within the days that the authority has decided on
  std::int64_t late = 0;              // their deadline was not kept
  std::int64_t departments_late = 0;  // a department was asked, and has not answered in its time
};

struct DayResult {
  BusinessDayTotals totals;
  std::string batch_hash;
  std::map<std::string, std::int64_t> steps;      // claims by "procedure step"
  std::map<std::string, std::int64_t> occasions;  // people told, by "procedure occasion"
  std::vector<std::string> occasions_missed;  // "procedure occasion 2026-11-23..2026-11-27": over, with no business day
  std::int64_t parked = 0;                    // messages of any day that a person has to decide about
  std::int64_t too_old = 0;                   // claims that can no longer be collected: nobody was asked for them
  EnquiriesDue enquiries;
  ReferralsDue referrals;
  std::vector<DaySample> samples;               // of a dry run: the first few letters
  std::optional<BusinessDayTotals> day_before;  // the last day that ended, within fourteen days
  std::map<std::string, std::int64_t> refused;  // claims whose interest could not be posted, by the refusal's code
  // Whose steps could not be taken, and plans and enquiries that could not be followed, by the refusal's code: a matter
  // for whoever runs the program. They are looked at again on the next day; they hold up nobody else.
  std::map<std::string, std::vector<base::DebtorId>> refused_debtors;
  std::map<std::string, std::vector<base::ArrangementId>> refused_plans;
  std::map<std::string, std::vector<base::EnquiryId>> refused_enquiries;
  std::map<std::string, std::vector<base::ReferralId>> refused_referrals;
  /// Whether nothing of it was refused.
  [[nodiscard]] bool is_complete() const {
    return refused.empty() && refused_debtors.empty() && refused_plans.empty() && refused_enquiries.empty() &&
           refused_referrals.empty();
  }
  bool repeated = false;                      // the day had ended before: nothing was done
  std::optional<std::int64_t> most_messages;  // the bound, if there is one
  bool out_of_bounds = false;                 // it has not ended: a person must look at it
};

/// Throws StoreUnavailable; what was done until then stays done, and the next run goes on from there.
[[nodiscard]] DayResult run_business_day(BooksService& books, Rules const& rules, BusinessDay const& day);

/// Whether the day has ended, so that its messages may leave.
[[nodiscard]] bool has_ended(ports::BooksReader& reader, base::AuthorityId authority, base::Date date);

}  // namespace engine
