// One plan with several authorities of the installation: what a debtor owes each of them, proposals over all of it, and
// an arrangement in the books of each.
//
// An authority is told what another is owed where that one's books hold a disclosure in force (claims/disclosure.h). No
// transaction spans two authorities: the others' arrangements are made first and the own one last; if the own one
// cannot be made, theirs are ended again. The same key again goes on where it broke off. What an authority's policy
// does not let the person agree on alone is, in its own books, a request to its own staff. Units: minor units; legal
// dates. Talks to ports only.
#pragma once

#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "arrangements/joint_proposal.h"
#include "engine/arrangement_offer.h"
#include "engine/books_service.h"

namespace engine {

/// Who is owed, and as whom the person is known there.
struct Creditor {
  base::AuthorityId authority;
  base::DebtorId debtor;
  bool yields = false;  // stands back until the others are paid
  friend bool operator==(Creditor const&, Creditor const&) = default;
};

/// Whether `teller` may tell `asker` on the day what this debtor of its own owes.
[[nodiscard]] bool is_disclosed(ports::BooksReader& reader, Creditor const& teller, base::AuthorityId asker,
                                base::Date day);

struct JointSide {
  Creditor creditor;
  std::vector<base::ClaimId> claims;  // that the proposals are for
  std::vector<LeftOut> left_out;
  std::int64_t open_minor = 0;
  std::optional<base::ArrangementId> plan;  // there is one already: nothing is proposed beside it
};

struct JointOffer {
  std::vector<JointSide> sides;  // the one who asks first
  arrangements::JointProposals proposals;
  std::vector<std::string> assumptions;
};

/// `creditors`: the one who asks first; the others must have disclosed (is_disclosed), which the caller has asked. All
/// in one currency. None where one of them has a plan with the person.
[[nodiscard]] JointOffer offer_jointly(ports::BooksReader& reader, Rules const& rules,
                                       std::vector<Creditor> const& creditors, arrangements::Wish const& wish,
                                       std::optional<arrangements::Means> const& means, base::Date on);

struct JointOrder {
  std::vector<std::string> actors;      // as the journal of each creditor names it, in their order
  std::string key;                      // the same key and wish is the same plan
  PlanMode mode = PlanMode::kByPolicy;  // for the one who asks; with the others what is outside is a request
  std::string reason;                   // of the person who decides
};

struct JointRefused {
  base::AuthorityId authority;  // whose books did not take it
  Refusal why = Refusal::kPlanInForce;
};

struct JointArrangement {
  Creditor creditor;
  base::ArrangementId arrangement;
  friend bool operator==(JointArrangement const&, JointArrangement const&) = default;
};

/// What the same wish has made before, or the key under which it is to be made now. The first creditor asks; `actors`
/// are as many as they. What a try that broke off has left with the others is ended.
struct JointBefore {
  std::vector<JointArrangement> made;  // empty: nothing yet
  std::string key;
};
[[nodiscard]] JointBefore look_back(BooksService& books, std::vector<Creditor> const& creditors,
                                    std::vector<std::string> const& actors, std::string const& key, base::Now now);

/// The arrangement of each side that is owed something, in the order of the offer. The one who asks must be owed
/// something. `order.key` as look_back has given it.
[[nodiscard]] std::expected<std::vector<JointArrangement>, JointRefused> make_jointly(
    BooksService& books, JointOffer const& offer, arrangements::JointProposal const& chosen, JointOrder const& order,
    base::Now now);

}  // namespace engine
