// Composes messages for real debtors: addresses from the vault, texts from the templates, amounts as of this moment.
// Thread safety: one thread.
#pragma once

#include <memory>
#include <mutex>

#include "adapters/letter_pdf/letter_pdf.h"
#include "apps/installation.h"
#include "apps/message_settings.h"
#include "apps/message_values.h"
#include "contact/template_set.h"
#include "engine/safe_links.h"
#include "ports/message_composer.h"

namespace apps {

/// The number as E.164, or nothing if it is none. A national number gets the country's prefix.
[[nodiscard]] std::optional<std::string> phone_number(std::string_view written, std::string_view country);
/// Whether it can be one at all.
[[nodiscard]] bool is_email_address(std::string_view text);

/// By which channel a debtor can be written to, and if not, why: what the books, the providers and people know, as one.
struct Reachability {
  dunning::Channel channel = dunning::Channel::kSms;
  bool has_address = false;
  std::optional<ports::ContactBlock> block;  // only one that counts for the address there is now

  [[nodiscard]] bool reachable() const { return has_address && !block; }
};

class DebtorMessageComposer : public ports::MessageComposer {
 public:
  /// `origin`: where the citizens' pages are served, for the links in messages; empty: where the settings say.
  DebtorMessageComposer(Installation& installation, std::string origin);
  ~DebtorMessageComposer() override;

  /// Takes up the authority's settings and law as they are now. Before every run. Throws CommandRefused.
  void refresh(ports::Authority const& authority, std::shared_ptr<engine::Rules const> rules);
  [[nodiscard]] MessageSettings const& settings() const { return settings_; }

  /// Every channel, in the order of dunning::kChannels. Any thread may call.
  [[nodiscard]] std::vector<Reachability> reachability(base::AuthorityId authority, base::DebtorId debtor);
  /// What is kept of an address instead of it: a keyed digest. Any thread may call.
  [[nodiscard]] std::string mark_of(std::string_view address, dunning::Channel channel) const;
  /// False if the debtor's address was not blocked by itself.
  bool lift_address_block(base::AuthorityId authority, base::DebtorId debtor, dunning::Channel channel);
  [[nodiscard]] bool can_reach(base::AuthorityId authority, base::DebtorId debtor, dunning::Channel channel) override;
  [[nodiscard]] std::expected<ports::Composed, std::string> compose(base::AuthorityId authority,
                                                                    ports::MessageFacts const& facts,
                                                                    dunning::Channel channel) override;
  void note_bad_address(base::AuthorityId authority, base::DebtorId debtor, dunning::Channel channel,
                        base::Now now) override;

 private:
  /// How the debtor comes to where these claims can be settled; all empty: there is no such place.
  struct Access {
    std::string link;     // to follow
    std::string address;  // or to type: short, without anything secret in it
    std::string code;     // and what is typed there
  };
  /// What is said of the enquiry that the message belongs to; nothing if to none.
  [[nodiscard]] std::optional<EnquiryValues> enquiry_values(dunning::Message const& message);
  /// The plan whose terms the message tells, as it is now; nothing if it tells none.
  [[nodiscard]] std::optional<PlanValues> plan_values(ports::MessageFacts const& facts);
  /// Of the referral that the message belongs to; empty if to none.
  [[nodiscard]] std::string referral_number(dunning::Message const& message);
  /// Where the citizens' pages are, without a '/' at the end; empty: nowhere.
  [[nodiscard]] std::string origin() const;
  [[nodiscard]] Access access(dunning::Message const& message, bool typed);
  [[nodiscard]] std::optional<adapters::vault::OpenedPerson> person(base::AuthorityId authority, base::DebtorId debtor);
  [[nodiscard]] std::string address(adapters::vault::OpenedPerson const& person, dunning::Channel channel) const;

  Installation& installation_;
  std::string origin_;
  engine::SafeLinks links_;
  contact::TemplateSet templates_;
  adapters::letter_pdf::LetterPrinter printer_;
  std::string address_key_;
  mutable std::mutex country_mutex_;  // news of deliveries come on another thread than messages
  std::string country_;
  ports::Authority authority_;
  MessageSettings settings_;
  std::vector<ports::Source> departments_;
  std::shared_ptr<engine::Rules const> rules_;
};

}  // namespace apps
