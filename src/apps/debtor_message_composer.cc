#include "apps/debtor_message_composer.h"

#include <algorithm>

#include "adapters/digital_post/memo.h"
#include "adapters/template_files/template_files.h"
#include "apps/message_values.h"
#include "base/digest.h"
#include "base/encoding.h"
#include "contact/email.h"
#include "engine/enquiry_words.h"
#include "help/referral.h"
#include "http/citizen/authority_profile.h"
#include "http/citizen/views.h"

namespace apps {

namespace {

using dunning::Channel;

constexpr std::size_t kReasonLimit = 180;

contact::TemplateSet built_in_templates() {
  auto set = contact::TemplateSet::read(adapters::template_files::built_in_files());
  if (!set) throw CommandRefused(set.error().text());
  return std::move(*set);
}

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// The message's key in the form of a UUID of version 4: the same again on a retry.
std::string uuid_of(std::string key) {
  key[12] = '4';
  key[16] = '8';
  return key.substr(0, 8) + "-" + key.substr(8, 4) + "-" + key.substr(12, 4) + "-" + key.substr(16, 4) + "-" +
         key.substr(20, 12);
}

/// To be typed, not followed: without what makes a telephone show it as a link.
std::string to_type(std::string const& origin) {
  std::size_t const scheme = origin.find("://");
  return scheme == std::string::npos ? origin : origin.substr(scheme + 3);
}

std::unexpected<std::string> cannot(std::string const& why) { return std::unexpected(why.substr(0, kReasonLimit)); }

}  // namespace

std::optional<std::string> phone_number(std::string_view written, std::string_view country) {
  std::string digits;
  bool const international = written.starts_with('+') || written.starts_with("00");
  for (char const letter : written.substr(written.starts_with("00") ? 2 : 0)) {
    if (is_digit(letter)) digits += letter;
    bool const known = is_digit(letter) || letter == ' ' || letter == '-' || letter == '+' || letter == '(' ||
                       letter == ')' || letter == '.';
    if (!known) return std::nullopt;
  }
  if (!international) {
    if ((country == "DK" || country == "NO") && digits.size() == 8) {
      digits = (country == "DK" ? "45" : "47") + digits;
    } else if (country == "NL" && digits.size() == 10 && digits.starts_with("0")) {
      digits = "31" + digits.substr(1);
    } else {
      return std::nullopt;
    }
  }
  if (digits.size() < 8 || digits.size() > 15 || digits.front() == '0') return std::nullopt;
  return "+" + digits;
}

bool is_email_address(std::string_view text) {
  std::size_t const at = text.find('@');
  if (at == std::string_view::npos || at == 0 || at + 1 >= text.size() || text.size() > 254) return false;
  if (text.find('@', at + 1) != std::string_view::npos) return false;
  bool const plain = std::ranges::all_of(text, [](char letter) {
    return letter > ' ' && letter != 0x7f && letter != '<' && letter != '>' && letter != ',' && letter != ';';
  });
  return plain && text.substr(at + 1).find('.') != std::string_view::npos && text.back() != '.';
}

DebtorMessageComposer::DebtorMessageComposer(Installation& installation, std::string origin)
    : installation_(installation),
      origin_(std::move(origin)),
      links_(installation.safe_links(), installation.random(), installation.vault().derive("safe link")),
      templates_(built_in_templates()),
      address_key_(installation_.vault().derive("contact address")) {}

DebtorMessageComposer::~DebtorMessageComposer() = default;

void DebtorMessageComposer::refresh(ports::Authority const& authority, std::shared_ptr<engine::Rules const> rules) {
  settings_ = read_message_settings(authority);
  authority_ = authority;
  {
    std::lock_guard const lock{country_mutex_};
    country_ = authority.country;
  }
  departments_ = installation_.books().reader()->sources(authority.id);
  rules_ = std::move(rules);
}

std::optional<adapters::vault::OpenedPerson> DebtorMessageComposer::person(base::AuthorityId authority,
                                                                           base::DebtorId debtor) {
  auto const reader = installation_.books().reader();
  auto const row = reader->debtor(authority, debtor);
  auto const sealed = reader->sealed_person(authority, debtor);
  if (!row || !sealed) return std::nullopt;
  return installation_.vault().open_person(row->kind, *sealed);
}

std::string DebtorMessageComposer::address(adapters::vault::OpenedPerson const& person, Channel channel) const {
  std::string country;
  {
    std::lock_guard const lock{country_mutex_};
    country = country_;
  }
  switch (channel) {
    case Channel::kDigitalPost: {
      std::size_t const digits = person.kind == claims::DebtorKind::kPerson ? 10 : 8;
      bool const valid =
          country == "DK" && person.national_id.size() == digits && std::ranges::all_of(person.national_id, is_digit);
      return valid ? person.national_id : std::string{};
    }
    case Channel::kLetter:
      return person.address_lines().empty() ? std::string{} : std::string{"on the letter"};
    case Channel::kSms:
      return phone_number(person.phone, country).value_or("");
    case Channel::kEmail:
      return is_email_address(person.email) ? person.email : std::string{};
  }
  return {};
}

std::string DebtorMessageComposer::mark_of(std::string_view address, Channel channel) const {
  base::Digest const digest =
      base::hmac_sha256(address_key_, std::string{dunning::name_of(channel)} + " " + std::string{address});
  return base::to_hex(digest).substr(0, 32);
}

std::vector<Reachability> DebtorMessageComposer::reachability(base::AuthorityId authority, base::DebtorId debtor) {
  auto const found = person(authority, debtor);
  auto const blocks = installation_.operations().contact_blocks(authority, debtor);
  std::vector<Reachability> all;
  for (Channel const channel : dunning::kChannels) {
    std::string const current = found ? address(*found, channel) : std::string{};
    Reachability& one = all.emplace_back(channel, !current.empty(), std::nullopt);
    // A letter's address is the person's home: nobody answers STOP from it.
    if (channel != Channel::kLetter && !current.empty()) {
      auto const stopped = installation_.operations().address_block(authority, channel, mark_of(current, channel));
      if (stopped) one.block = ports::ContactBlock{authority, debtor, channel, stopped->reason, stopped->since, {}};
    }
    auto const block = std::ranges::find(blocks, channel, &ports::ContactBlock::channel);
    if (block == blocks.end()) continue;
    if (block->address_mark.empty() || block->address_mark == mark_of(current, channel)) one.block = *block;
  }
  return all;
}

bool DebtorMessageComposer::lift_address_block(base::AuthorityId authority, base::DebtorId debtor, Channel channel) {
  auto const found = person(authority, debtor);
  std::string const current = found ? address(*found, channel) : std::string{};
  return !current.empty() &&
         installation_.operations().lift_address_block(authority, channel, mark_of(current, channel));
}

bool DebtorMessageComposer::can_reach(base::AuthorityId authority, base::DebtorId debtor, Channel channel) {
  auto const all = reachability(authority, debtor);
  return std::ranges::find(all, channel, &Reachability::channel)->reachable();
}

void DebtorMessageComposer::note_bad_address(base::AuthorityId authority, base::DebtorId debtor, Channel channel,
                                             base::Now now) {
  auto const blocks = installation_.operations().contact_blocks(authority, debtor);
  auto const known = std::ranges::find(blocks, channel, &ports::ContactBlock::channel);
  // What a person has said, or what was opted out of, outlives an address.
  if (known != blocks.end() && known->address_mark.empty()) return;
  ports::ContactBlock block{authority, debtor, channel, "bad_address", now.instant, {}};
  if (channel == Channel::kDigitalPost) {
    // A national id is never wrong: there is nobody behind it who receives Digital Post.
    block.reason = "exempt";
  } else if (auto const found = person(authority, debtor)) {
    block.address_mark = mark_of(address(*found, channel), channel);
  }
  installation_.operations().block_contact(block);
}

std::string DebtorMessageComposer::origin() const {
  std::string origin = origin_.empty() ? settings_.portal : origin_;
  while (origin.ends_with('/')) origin.pop_back();
  return origin;
}

DebtorMessageComposer::Access DebtorMessageComposer::access(dunning::Message const& message, bool typed) {
  // Longer than any step gives; what is open is asked when the link is opened.
  constexpr std::int64_t kGoodFor = 60 * 86'400'000'000;
  std::string const origin = this->origin();
  if (origin.empty()) return {};
  base::Instant const now = installation_.clock().now();
  engine::LinkWish const wish{
      authority_.id, message.debtor, message.claims, ports::LinkPurpose::kSettle, {now.microseconds + kGoodFor}};
  auto const form = typed ? engine::LinkForm::kCode : engine::LinkForm::kToken;
  engine::MadeLink const made = links_.make({&wish, 1}, form, now).front();
  if (!typed) return {origin + "/p/" + made.secret.text, {}, {}};
  return {{}, to_type(origin) + "/p", engine::shown(made.secret)};
}

std::optional<EnquiryValues> DebtorMessageComposer::enquiry_values(dunning::Message const& message) {
  auto const id = enquiries::enquiry_of(message.procedure);
  auto const reader = installation_.books().reader();
  auto enquiry = id ? reader->enquiry(authority_.id, *id) : std::nullopt;
  if (!enquiry) return std::nullopt;
  EnquiryValues values{std::move(*enquiry), {}, {}};
  values.number =
      http::citizen::enquiry_number(http::citizen::read_profile(authority_, {}), values.enquiry.recorded_seq);
  // Each department's reasons after one another; a message has no lines of its own within a paragraph.
  for (engine::OpenedWords const& words : engine::open_words(*reader, installation_.vault(), authority_.id, *id)) {
    if (words.writer != enquiries::Writer::kAnswerer) continue;
    if (!values.answer.empty()) values.answer += ' ';
    for (char const letter : words.text) values.answer += letter == '\n' || letter == '\t' ? ' ' : letter;
  }
  return values;
}

std::optional<PlanValues> DebtorMessageComposer::plan_values(ports::MessageFacts const& facts) {
  dunning::Message const& message = facts.message;
  if (!dunning::is_agreement(message)) return std::nullopt;
  auto const reader = installation_.books().reader();
  for (arrangements::Arrangement& plan : reader->arrangements_of(authority_.id, message.debtor)) {
    if (arrangements::hold_key(plan.id) != message.procedure) continue;
    // Also the claims that the message is not about: what was paid on them counts.
    std::vector<claims::Claim> claims;
    for (arrangements::ArrangedClaim const& each : plan.claims) {
      if (auto claim = reader->claim(authority_.id, {each.claim, {}, {}})) claims.push_back(std::move(*claim));
    }
    std::vector<claims::Claim const*> rows;
    for (claims::Claim const& claim : claims) rows.push_back(&claim);
    std::vector<std::int64_t> to_pay = arrangements::still_to_pay(plan, rows, facts.now.date);
    auto const profile = http::citizen::read_profile(authority_, {});
    std::string number = http::citizen::enquiry_number(profile, plan.recorded_seq);
    return PlanValues{std::move(plan), std::move(to_pay), std::move(number)};
  }
  return std::nullopt;
}

std::string DebtorMessageComposer::referral_number(dunning::Message const& message) {
  auto const id = help::referral_of(message.procedure);
  auto const referral = id ? installation_.books().reader()->referral(authority_.id, *id) : std::nullopt;
  if (!referral) return {};
  return http::citizen::enquiry_number(http::citizen::read_profile(authority_, {}), referral->recorded_seq);
}

std::expected<ports::Composed, std::string> DebtorMessageComposer::compose(base::AuthorityId,
                                                                           ports::MessageFacts const& facts,
                                                                           Channel channel) {
  dunning::Message const& message = facts.message;
  auto const found = person(authority_.id, message.debtor);
  if (!found) return cannot("person_unreadable");
  auto const row = installation_.books().reader()->debtor(authority_.id, message.debtor);
  bool const supports = row && claims::any_covers(row->holds, claims::HoldKind::kVulnerable, facts.now.date);
  contact::Template const* from = nullptr;
  if (supports) from = templates_.find(message.content, contact::Family::kSupport, settings_.language);
  if (from == nullptr) from = templates_.find(message.content, settings_.family, settings_.language);
  if (from == nullptr) {
    return cannot("no_template " + message.content + " in " + std::string{contact::code_of(settings_.language)});
  }
  // An authority that has not said otherwise puts no link into a text message: people are told never to follow one.
  bool const typed = channel == Channel::kSms && !http::citizen::read_profile(authority_, {}).links_in_sms;
  Access const way = access(message, typed);
  std::string const process = origin().empty() ? std::string{} : to_type(origin()) + "/process";
  ValueSources const sources{authority_,
                             settings_,
                             *rules_,
                             departments_,
                             *found,
                             way.link,
                             way.address,
                             way.code,
                             process,
                             enquiry_values(message),
                             plan_values(facts),
                             referral_number(message)};
  contact::Values const values = message_values(facts, sources);
  contact::Envelope const envelope = message_envelope(facts, sources);

  ports::Composed composed;
  std::string const key = dunning::natural_key(message);
  composed.outgoing = {message.id, key, address(*found, channel), {}, {}, {}, facts.now.date};
  composed.variant = from->id + "@" + std::to_string(from->version) + " " +
                     std::string{contact::code_of(from->language)} + " " + std::string{contact::name_of(from->family)};
  if (channel == Channel::kSms) {
    auto const policy = way.link.empty() ? contact::LinkPolicy::kNoLinks : contact::LinkPolicy::kLinks;
    auto text = contact::make_sms(*from, values, policy);
    if (!text) return cannot("missing: " + text.error().text());
    composed.outgoing.body = std::move(*text);
    composed.outgoing.sender = settings_.sms_sender;
    return composed;
  }
  auto const made = contact::make_message(*from, values);
  if (!made) return cannot("missing: " + made.error().text());
  composed.variant += " " + made->variant;
  composed.outgoing.subject = made->subject;
  if (channel == Channel::kEmail) {
    std::string const domain = settings_.email.substr(std::min(settings_.email.find('@'), settings_.email.size()));
    composed.outgoing.sender = settings_.email;
    composed.outgoing.body = contact::email_message(
        *made, envelope, {key + (domain.empty() ? "@fairdue.invalid" : domain), facts.now.instant});
    return composed;
  }
  auto letter = printer_.print(*made, envelope);
  if (!letter) return cannot("letter: " + letter.error());
  if (channel == Channel::kLetter) {
    composed.outgoing.body = std::move(letter->pdf);
    return composed;
  }
  namespace digital_post = adapters::digital_post;
  digital_post::MemoSettings settings;
  settings.sender_id = settings_.case_cvr;
  settings.payment_action_code = settings_.memo_payment_action;
  if (settings_.memo_version == "1.2") settings.version = digital_post::MemoVersion::k1_2;
  digital_post::MemoStamp stamp;
  stamp.message_uuid = uuid_of(key);
  stamp.recipient_id = found->national_id;
  stamp.kind = found->kind == claims::DebtorKind::kPerson ? digital_post::RecipientKind::kPerson
                                                          : digital_post::RecipientKind::kCompany;
  stamp.created = facts.now.instant;
  auto memo = digital_post::write_memo(*made, envelope, letter->pdf, settings, stamp);
  if (!memo) return cannot("memo: " + std::string{digital_post::advice_of(memo.error())});
  composed.outgoing.body = std::move(*memo);
  return composed;
}

}  // namespace apps
