// What a debtor can choose instead of paying now: another day, more time, instalments, help, to disagree, or to ask.
// Each choice is an enquiry in the books, found again by the link through which it was made; a second click is the same
// choice.
//
// A promise to pay on a day holds reminders back until some days after it, once for each claim. Everything else waits
// for a person's answer, and holds the course of the claims for as long as that takes (engine/apply_enquiries.cc). Once
// there is an answer, the same may be asked again through the same link. Units: legal dates; days. Talks to ports only.
// Thread safety: any thread may call, if `policy` may be.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/books_service.h"
#include "enquiries/enquiry.h"
#include "ports/safe_link_store.h"
#include "ports/secret_box.h"

namespace engine {

enum class DebtorChoice : std::uint8_t {
  kPayOnDate = 1,
  kInstalments = 2,
  kObjection = 3,
  kHelp = 4,
  kDeferral = 5,
  kQuestion = 6,
};
/// In the order in which they are offered.
inline constexpr std::array kDebtorChoices = {DebtorChoice::kPayOnDate, DebtorChoice::kInstalments,
                                              DebtorChoice::kDeferral,  DebtorChoice::kObjection,
                                              DebtorChoice::kQuestion,  DebtorChoice::kHelp};

/// "pay_on_date", "instalments" ...: the names in keys and addresses.
[[nodiscard]] std::string_view name_of(DebtorChoice choice);
[[nodiscard]] enquiries::Kind kind_of(DebtorChoice choice);

struct ChoiceDetail {
  std::optional<base::Date> day{};  // for kPayOnDate and kDeferral
  std::string reason{};             // for kObjection: one of enquiries::kObjectionReasons
  std::string words{};              // in their own words; a question must have some
};

struct RecordedChoice {
  DebtorChoice choice = DebtorChoice::kPayOnDate;
  enquiries::Enquiry enquiry;
  std::optional<base::Date> last;  // the last day of its hold; none: until there is an answer
};

enum class ChoiceRefusal : std::uint8_t {
  kNothingOpen,      // all that the link is about has been settled
  kDateOutOfRange,   // not one of the days from tomorrow to the limit
  kAlreadyPromised,  // for one of the claims, through another link
  kUnknownReason,
  kWordsMissing,
  kWordsTooLong,
  kByBooks,  // the claims changed at the same moment: look again
};

/// Somebody who has logged in, for themselves or for another.
struct LoggedIn {
  base::AuthorityId authority;
  base::DebtorId debtor;  // whom it is about
  std::string actor;      // as the journal names who it was
};

class DebtorChoices {
 public:
  using PolicyNow = std::function<enquiries::Policy(base::AuthorityId)>;

  /// `key`: the installation's secret for digests of what is written.
  DebtorChoices(BooksService& books, ports::SecretBox& box, std::string key, PolicyNow policy = {})
      : books_(books), box_(box), key_(std::move(key)), policy_(std::move(policy)) {}

  [[nodiscard]] enquiries::Policy policy(base::AuthorityId authority) const {
    return policy_ ? policy_(authority) : enquiries::Policy{};
  }

  /// Those of the link's claims that the debtor can settle here and now, as the debtor owes them.
  [[nodiscard]] std::vector<claims::Claim> open_claims(ports::SafeLink const& link);

  /// The last such choice that was made through this link.
  [[nodiscard]] std::optional<RecordedChoice> find(ports::SafeLink const& link, DebtorChoice choice);

  /// Records it, or finds what was recorded before: the first counts until it is answered, whatever a later one says.
  [[nodiscard]] std::expected<RecordedChoice, ChoiceRefusal> record(ports::SafeLink const& link, DebtorChoice choice,
                                                                    ChoiceDetail const& detail, base::Now now);

  /// The same by somebody who has logged in, about some of what they owe; the key and the wish again are the same
  /// again. `claims` that cannot be asked about any more are left out.
  [[nodiscard]] std::expected<enquiries::Enquiry, ChoiceRefusal> receive(LoggedIn const& who,
                                                                         std::vector<base::ClaimId> const& claims,
                                                                         DebtorChoice choice,
                                                                         ChoiceDetail const& detail, base::Now now,
                                                                         std::string const& key);

  /// Whether a promise can be given for these claims: each may have one, ever.
  [[nodiscard]] static bool may_promise(std::vector<claims::Claim> const& claims);

 private:
  [[nodiscard]] std::vector<claims::Claim> open_of(base::AuthorityId authority, base::DebtorId debtor,
                                                   std::vector<base::ClaimId> const& claims);
  [[nodiscard]] Submission submission_of(base::AuthorityId authority, base::DebtorId debtor, DebtorChoice choice,
                                         ChoiceDetail const& detail, std::vector<claims::Claim> const& open,
                                         base::Date today);
  struct Made {
    int count = 0;  // such choices through the link
    std::optional<RecordedChoice> last;
  };
  [[nodiscard]] Made made(ports::SafeLink const& link, DebtorChoice choice);
  [[nodiscard]] std::optional<ChoiceRefusal> check(base::AuthorityId authority, DebtorChoice choice,
                                                   ChoiceDetail const& detail, base::Date today) const;

  BooksService& books_;
  ports::SecretBox& box_;
  std::string key_;
  PolicyNow policy_;
};

}  // namespace engine
