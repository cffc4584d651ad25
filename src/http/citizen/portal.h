// The citizen portal's side of the server: log in and out, the API under /api/citizen/v1, and the pages.
// Thread safety: after add_routes, any thread may call; everything held is shared-safe.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "arrangements/ability_statement.h"
#include "arrangements/affordability_pack.h"
#include "claims/representation.h"
#include "engine/books_service.h"
#include "engine/debtor_choices.h"
#include "engine/debtor_plans.h"
#include "engine/form_counter.h"
#include "engine/form_drafts.h"
#include "engine/other_creditors.h"
#include "engine/payment_desk.h"
#include "http/citizen/authority_profile.h"
#include "http/citizen/versioned_cache.h"
#include "http/cookies.h"
#include "http/help_source.h"
#include "http/rate_limiter.h"
#include "http/router.h"
#include "payments/direct_debit_policy.h"
#include "ports/clock.h"
#include "ports/identity_provider.h"
#include "ports/operations.h"
#include "ports/party_sealer.h"
#include "ports/random_source.h"
#include "ports/secret_box.h"

namespace http {
class JsonWriter;
}  // namespace http

namespace http::citizen {

/// A built-in file of the pages.
struct PageAsset {
  std::string_view path;  // "/assets/…"
  std::string_view mime;
  std::string_view etag;
  std::string_view content;  // gzip-compressed if `gzip`
  bool gzip = false;
  bool immutable = false;
  std::string_view csp_style_hash;  // of the page's inlined style
};

/// A person to log in as in the demo. Not a real one.
struct DemoPersona {
  std::string key;
  std::string name;
  std::string national_id;
  std::string about;
};

struct PortalOptions {
  base::AuthorityId authority;
  std::string own_origin;  // "https://betalnu.example": for redirects and return addresses
  CookieProtection cookies = CookieProtection::kSecure;
  std::chrono::seconds idle_lifetime{20 * 60};
  std::chrono::seconds absolute_lifetime{4 * 60 * 60};
  ports::AssuranceLevel assurance = ports::AssuranceLevel::kSubstantial;
  std::vector<DemoPersona> demo_personas;                          // empty: no demo login, and no route to it
  std::optional<arrangements::AffordabilityPack> affordability{};  // of the authority's country; none: not reckoned
  std::function<arrangements::AbilityPolicy()> ability_policy{};   // for how long answers are kept by consent
  std::string ability_key{};                                       // for the digests of kept answers
  std::function<std::string(base::DebtorId)> name_of_debtor{};     // of whom somebody acts for, and who acts
  std::function<payments::DirectDebitPolicy()> direct_debit_policy{};
};

struct PortalParts {
  engine::BooksService& books;
  ports::Operations& operations;
  ports::Clock const& clock;
  std::function<base::Date(base::Instant)> legal_date;
  ports::RandomSource& random;
  ports::PartySealer& sealer;
  ports::SecretBox& secrets;
  engine::PaymentDesk& desk;
  engine::DebtorPlans& plans;
  engine::DebtorChoices& choices;
  engine::FormDrafts& drafts;
  engine::FormCounter& forms;
  ports::IdentityProvider* identity = nullptr;  // null: only the demo login
  std::span<PageAsset const> assets;
  HelpSource help{};                            // none: nobody can be referred
  engine::OtherCreditors* creditors = nullptr;  // null: nobody else to plan with
};

/// The logged-in citizen, as the gate found out.
struct Citizen {
  ports::Session session;  // its debtor is whom everything is about: oneself, or who is acted for
  base::Instant expires;
  base::DebtorId self{};                          // who logged in
  std::optional<claims::Representation> power{};  // by which they act for somebody else
};

class Portal {
 public:
  Portal(PortalParts parts, PortalOptions options);

  /// Routes and the gate for Privilege::kCitizen.
  void add_routes(Router& router);

 private:
  // portal_session.cc
  /// Whether a request is a person's doing. What a page asks by itself keeps nobody logged in.
  enum class Presence : std::uint8_t { kPressed, kWatching };
  [[nodiscard]] std::optional<Citizen> find_citizen(Request const& request, Presence presence = Presence::kPressed);
  [[nodiscard]] std::optional<Response> gate(Request& request, Presence presence);
  [[nodiscard]] bool may_write(Request const& request, Citizen const& citizen, std::string_view form_token) const;
  /// As the sealer knows the one who logged in; nothing without a national id.
  [[nodiscard]] std::optional<ports::Party> sealed_person(ports::Session const& session) const;
  [[nodiscard]] Response start_session(Request const& request, base::DebtorId debtor, std::string const& name,
                                       std::string const& national_id);
  /// The one that the browser's cookie names, if there is one.
  void end_session(Request const& request);
  /// For somebody who logged in before their first claim: are they a debtor by now?
  [[nodiscard]] base::DebtorId find_debtor(ports::Session const& session);
  [[nodiscard]] std::string session_json(Request const& request, std::optional<Citizen> const& citizen);
  // portal_login.cc
  void add_login_routes(Router& router);
  [[nodiscard]] Response begin_login(Request const& request);
  [[nodiscard]] Response finish_login(Request const& request);
  [[nodiscard]] Response demo_login_page(Request const& request);
  [[nodiscard]] Response demo_login(Request const& request);
  [[nodiscard]] Response logout(Request const& request);
  /// "I am done" on a page behind a safe link: whoever was here is gone, however they came.
  [[nodiscard]] Response done(Request const& request);
  /// `back`: where to, unless the provider is to end its login too, which then leads to the front page.
  [[nodiscard]] Response leave(Request const& request, std::string_view back);
  [[nodiscard]] Response change_shared_screen(Request const& request);
  // portal_api.cc
  void add_api_routes(Router& router);
  [[nodiscard]] std::shared_ptr<std::string const> overview(Citizen const& citizen);
  [[nodiscard]] std::shared_ptr<std::string const> claim(Citizen const& citizen, std::string_view id);
  [[nodiscard]] std::optional<std::string> payment(Citizen const& citizen, std::string_view id);
  [[nodiscard]] Response start_payment(Request const& request, Citizen const& citizen);
  // portal_plan.cc
  void add_plan_routes(Router& router);
  [[nodiscard]] engine::PlanAsker plan_asker(Citizen const& citizen) const;
  [[nodiscard]] std::string plan(Citizen const& citizen);
  [[nodiscard]] Response propose_plans(Request const& request, Citizen const& citizen);
  [[nodiscard]] std::optional<Response> refuse_plan_write(Request const& request, Citizen const& citizen);
  [[nodiscard]] Response make_plan(Request const& request, Citizen const& citizen);
  [[nodiscard]] Response change_plan(Request const& request, Citizen const& citizen);
  // portal_ability.cc
  void add_ability_routes(Router& router);
  [[nodiscard]] Response assess_ability(Request const& request);
  [[nodiscard]] std::string kept_ability(Citizen const& citizen);
  [[nodiscard]] Response keep_ability(Request const& request, Citizen const& citizen);
  [[nodiscard]] Response forget_ability(Request const& request, Citizen const& citizen);
  // portal_representation.cc
  void add_representation_routes(Router& router);
  /// Who the journal says it was.
  [[nodiscard]] std::string actor_of(Citizen const& citizen) const;
  [[nodiscard]] std::string name_of(base::DebtorId debtor) const;
  [[nodiscard]] std::string representations(Citizen const& citizen);
  [[nodiscard]] Response act_for(Request const& request, Citizen const& citizen);
  [[nodiscard]] Response end_representation(Request const& request, Citizen const& citizen);
  // portal_direct_debit.cc
  void add_direct_debit_routes(Router& router);
  /// One that has not ended.
  [[nodiscard]] std::optional<payments::Mandate> mandate_of(Citizen const& citizen);
  [[nodiscard]] std::string direct_debit(Citizen const& citizen);
  [[nodiscard]] Response write_direct_debit(Request const& request, Citizen const& citizen, std::string const& what,
                                            engine::Command command, int status);
  [[nodiscard]] Response sign_up_mandate(Request const& request, Citizen const& citizen);
  [[nodiscard]] Response end_mandate(Request const& request, Citizen const& citizen);
  [[nodiscard]] Response stop_collection(Request const& request, Citizen const& citizen);
  // portal_enquiries.cc
  void add_enquiry_routes(Router& router);
  [[nodiscard]] ports::DraftKey draft_key(Citizen const& citizen) const;
  void write_one_enquiry(JsonWriter& json, enquiries::Enquiry const& each);
  [[nodiscard]] std::string enquiries(Citizen const& citizen);
  [[nodiscard]] Response receive_enquiry(Request const& request, Citizen const& citizen);
  [[nodiscard]] Response keep_draft(Request const& request, Citizen const& citizen);
  [[nodiscard]] Response forget_draft(Request const& request, Citizen const& citizen);
  // portal_creditors.cc
  void add_creditor_routes(Router& router);
  [[nodiscard]] bool has_creditors() const;
  [[nodiscard]] std::optional<engine::CreditorsAsker> creditors_asker(Citizen const& citizen);
  [[nodiscard]] std::string creditors(Citizen const& citizen);
  [[nodiscard]] Response show_creditors(Request const& request, Citizen const& citizen);
  [[nodiscard]] Response change_disclosure(Request const& request, Citizen const& citizen);
  [[nodiscard]] Response propose_with_creditors(Request const& request, Citizen const& citizen);
  [[nodiscard]] Response plan_with_creditors(Request const& request, Citizen const& citizen);
  // portal_referrals.cc
  void add_referral_routes(Router& router);
  [[nodiscard]] bool has_helpers() const;
  [[nodiscard]] std::string referrals(Citizen const& citizen);
  [[nodiscard]] Response find_helpers(Request const& request, Citizen const& citizen);
  [[nodiscard]] std::optional<Response> refuse_referral_write(Request const& request, Citizen const& citizen);
  [[nodiscard]] Response agree_to_referral(Request const& request, Citizen const& citizen);
  [[nodiscard]] Response withdraw_from_referral(Request const& request, Citizen const& citizen);
  // portal_forms.cc
  void add_form_routes(Router& router);
  [[nodiscard]] Response count_form(Request const& request, Citizen const& citizen);
  // portal_pages.cc
  void add_page_routes(Router& router);
  [[nodiscard]] Response page(Request const& request);
  [[nodiscard]] Response back_from_payment(Request const& request);

  [[nodiscard]] base::Now now() const;
  [[nodiscard]] std::shared_ptr<AuthorityProfile const> profile();
  [[nodiscard]] bool is_liable(claims::Claim const& claim, base::DebtorId debtor) const;

  PortalParts parts_;
  PortalOptions options_;
  VersionedCache overviews_;
  VersionedCache claims_;
  RateLimiter login_limit_;
  RateLimiter payment_limit_;
  RateLimiter form_limit_;
  std::mutex profile_mutex_;
  std::shared_ptr<AuthorityProfile const> profile_;
  base::Instant profile_read_;
  std::mutex refresh_mutex_;
  std::map<base::AttemptId, base::Instant> refreshed_;  // when the provider was last asked for a waiting page
};

}  // namespace http::citizen
