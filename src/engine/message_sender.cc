#include "engine/message_sender.h"

#include <algorithm>

#include "claims/liability.h"
#include "engine/business_day.h"
#include "engine/claim_law.h"
#include "engine/message_subject.h"

namespace engine {

namespace {

using dunning::Channel;
using dunning::Message;
using dunning::MessageState;
using dunning::Setback;

constexpr std::size_t kPage = 200;
constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int32_t kReceiptDays = 14;  // later than that nobody waits for one
constexpr char const* kStepNotTaken = "step_not_taken";

dunning::Step const* step_of(Rules const& rules, base::AuthorityId authority, Message const& message) {
  auto const* const procedures = rules.law.procedures(authority);
  if (procedures == nullptr) return nullptr;
  auto const found = std::ranges::find(*procedures, message.procedure, &dunning::Procedure::identity);
  return found == procedures->end() ? nullptr : found->find(message.step);
}

/// The calendar that counts for the message: of the law of its first claim.
law::Calendar const* calendar_of(Rules const& rules, base::AuthorityId authority, claims::Claim const& claim) {
  auto const law = rules.law.find(authority, claim.type);
  return law ? &law->pack->calendar : nullptr;
}

std::string provider_in(std::string const& provider_reference) {
  return provider_reference.substr(0, provider_reference.find('/'));
}

std::string reference_at(std::string const& provider, std::string const& reference) {
  return provider + "/" + reference.substr(0, 100);
}

/// What is left to write about, and if nothing is, why.
struct Looked {
  std::vector<claims::Claim> claims;
  std::string why_not = "withdrawn";
  std::vector<base::ClaimId> left_out;       // claims of the message that it no longer speaks of
  bool leaves_out_anew = false;              // one of them was not known to be left out when it was last asked for
  std::optional<payments::Payment> payment;  // of a receipt
  law::Calendar const* calendar = nullptr;
};

}  // namespace

class MessageSender::Run {
 public:
  Run(MessageSender& sender, Rules const& rules, Work const& work)
      : s_(sender), rules_(rules), work_(work), reader_(sender.books_.reader()) {}

  SendCounts all() {
    each(MessageState::kSending, [this](Message const& message) { resume(message); });
    each(MessageState::kPlanned, [this](Message const& message) { send_planned(message); });
    return counts_;
  }

 private:
  template <class Function>
  void each(MessageState state, Function&& function) {
    base::MessageId after;
    while (true) {
      auto const page = reader_->messages_in(work_.authority, state, after, kPage);
      if (page.empty()) return;
      for (Message const& message : page) {
        if (work_.may_go_on && !work_.may_go_on()) return;
        moment_ = work_.moment();
        function(message);
      }
      after = page.back().id;
    }
  }

  [[nodiscard]] bool day_has_ended(base::Date day) {
    auto const [at, is_new] = ended_.try_emplace(day);
    if (is_new) at->second = has_ended(*reader_, work_.authority, day);
    return at->second;
  }

  /// A person has decided on its step that day, against somebody vulnerable: it waits for no business day.
  [[nodiscard]] bool was_decided(Message const& message) {
    return std::ranges::any_of(message.claims, [&](base::ClaimId id) {
      auto const claim = reader_->claim(work_.authority, {id, {}, {}});
      return claim && claim->course.was_decided(message.step, message.planned);
    });
  }

  // ---- what is right at this moment

  [[nodiscard]] Looked look(Message const& message, dunning::Step const* step) {
    Looked looked;
    bool const of_plan = is_of_plan(message);
    if (is_of_direct_debit(message)) {
      looked.why_not = why_no_news_of_collection(message);
      if (!looked.why_not.empty()) return looked;
    } else if (dunning::is_agreement(message)) {
      looked.why_not = why_no_agreement(message);
      if (!looked.why_not.empty()) return looked;
    } else if (of_plan && !is_missing(message)) {
      looked.why_not = "paid";
      return looked;
    }
    ports::WorkingSet state;
    state.authority = work_.authority;
    auto const receipted = receipted_payment(message);
    bool const is_told = is_answer(message);
    if (receipted) {
      looked.payment = reader_->payment(work_.authority, *receipted);
      if (!looked.payment || looked.payment->state == payments::PaymentState::kReversed) {
        looked.why_not = "reversed";
        return looked;
      }
    }
    for (base::ClaimId const id : message.claims) {
      auto claim = reader_->claim(work_.authority, {id, {}, {}});
      if (!claim) continue;
      // A plan's own hold keeps everything away from its claims but what the plan itself has to say.
      // So does an enquiry's, and a referral's.
      auto const own = [&](claims::Hold const& hold) { return hold.key == message.procedure; };
      if (of_plan || is_told) std::erase_if(claim->holds, own);
      for (base::DebtorId const debtor : claim->liable) {
        auto row = reader_->debtor(work_.authority, debtor);
        if (!row) continue;
        if (is_told) std::erase_if(row->holds, own);
        state.debtors.load(std::move(*row));
      }
      if (looked.calendar == nullptr) looked.calendar = calendar_of(rules_, work_.authority, *claim);
      looked.why_not =
          receipted || is_told ? why_no_receipt(state, *claim, message) : why_not(state, *claim, message, step);
      bool const of_course = is_of_course(message);
      // Its step was taken back when an earlier try of this letter left without it: the next letter is about it.
      if (of_course && claim->course.find(message.step) == nullptr) looked.why_not = kStepNotTaken;
      if (looked.why_not.empty()) {
        looked.claims.push_back(claims::as_owed_by(*claim, message.debtor));
      } else if (of_course && !message.beside) {
        looked.left_out.push_back(id);
        looked.leaves_out_anew |= looked.why_not != kStepNotTaken;
      }
    }
    return looked;
  }

  /// What was agreed on is told as it is when it is told: not what has ended, and a change in the newest letter alone.
  [[nodiscard]] std::string why_no_agreement(Message const& message) {
    auto const plans = reader_->arrangements_of(work_.authority, message.debtor);
    bool const runs = std::ranges::any_of(plans, [&](arrangements::Arrangement const& plan) {
      return arrangements::hold_key(plan.id) == message.procedure && plan.state == arrangements::State::kInForce;
    });
    if (!runs) return "plan_ended";
    auto const told = reader_->messages_of(work_.authority, message.debtor);
    bool const is_older =
        message.state == MessageState::kPlanned && std::ranges::any_of(told, [&](Message const& other) {
          return other.id > message.id && other.procedure == message.procedure && dunning::is_agreement(other);
        });
    return is_older ? "told_by_another" : "";
  }

  /// A notice is of what will be collected; that it was not is told as long as it is so.
  [[nodiscard]] std::string why_no_news_of_collection(Message const& message) {
    auto const id = payments::collection_of(message.procedure);
    auto const collection = id ? reader_->collection(work_.authority, *id) : std::nullopt;
    if (!collection) return "collection_ended";
    bool const is_notice = message.step == payments::kNoticeStep;
    if (payments::is_open(collection->state) != is_notice) return "collection_ended";
    bool const owes = std::ranges::any_of(message.claims, [&](base::ClaimId about) {
      auto const claim = reader_->claim(work_.authority, {about, {}, {}});
      return claim && claim->open_minor() > 0;
    });
    return owes ? "" : "paid";
  }

  /// Whether the plan that the message is about still lacks what was due by the day before it was planned.
  [[nodiscard]] bool is_missing(Message const& message) {
    for (arrangements::Arrangement const& plan : reader_->arrangements_of(work_.authority, message.debtor)) {
      if (arrangements::hold_key(plan.id) != message.procedure) continue;
      std::vector<claims::Claim> claims;
      for (arrangements::ArrangedClaim const& each : plan.claims) {
        if (auto claim = reader_->claim(work_.authority, {each.claim, {}, {}})) claims.push_back(std::move(*claim));
      }
      std::vector<claims::Claim const*> rows;
      for (claims::Claim const& claim : claims) rows.push_back(&claim);
      base::Date const until{message.planned.days - 1};
      return plan.state == arrangements::State::kInForce &&
             arrangements::standing_of(plan, rows, until).missing_minor > 0;
    }
    return false;
  }

  [[nodiscard]] std::string why_not(ports::WorkingSet const& state, claims::Claim const& claim, Message const& message,
                                    dunning::Step const* step) const {
    using claims::ClaimState;
    using claims::HoldEffects;
    bool const tells_of_hand_over = step != nullptr && step->kind == dunning::StepKind::kHandOver;
    if (claim.state == ClaimState::kCancelled) return "withdrawn";
    if (claims::open_for(claim, message.debtor) == 0) {
      return std::ranges::find(claim.liable, message.debtor) == claim.liable.end() ? "another_debtor" : "paid";
    }
    if (claim.state == ClaimState::kHandedOver && !tells_of_hand_over) return "handed_over";
    if (claim.disputed()) return "disputed";
    base::Date const today = moment_.now.date;
    // One's own hold is enough: that another who is liable has none is no reason to write to this one. Also a prompt
    // waits for what only stops escalation: nobody is reminded of what is in dispute.
    claims::Debtor const* const debtor = state.debtors.find(message.debtor);
    // Somebody vulnerable is reminded before a last day, and of their own plan, like everybody; the steps of a course
    // go by a person's decision alone.
    bool const is_prompt = step != nullptr && step->kind == dunning::StepKind::kPrompt;
    bool const lets = is_prompt || is_of_plan(message) || claim.course.was_decided(message.step, message.planned);
    auto const but_for = lets ? std::optional{claims::HoldKind::kVulnerable} : std::nullopt;
    for (bool HoldEffects::* const effect : {&HoldEffects::contact, &HoldEffects::escalation}) {
      if (is_stopped(state, claim, today, effect, but_for)) return "held";
      if (debtor != nullptr && claims::any_stops(debtor->holds, today, effect, but_for)) return "held";
    }
    return {};
  }

  /// A receipt asks for nothing, so paid or disputed is no reason to keep it back; that nobody is to be written to is.
  [[nodiscard]] std::string why_no_receipt(ports::WorkingSet const& state, claims::Claim const& claim,
                                           Message const& message) const {
    if (std::ranges::find(claim.liable, message.debtor) == claim.liable.end()) return "another_debtor";
    base::Date const today = moment_.now.date;
    claims::Debtor const* const debtor = state.debtors.find(message.debtor);
    bool const own = debtor != nullptr && claims::any_stops(debtor->holds, today, &claims::HoldEffects::contact);
    return own || is_stopped(state, claim, today, &claims::HoldEffects::contact) ? "held" : "";
  }

  /// The day after which the message would ask for something that can no longer be done.
  [[nodiscard]] static std::optional<base::Date> sense_until(Message const& message, dunning::Step const* step,
                                                             std::vector<claims::Claim> const& claims) {
    // What was decided is told, however late; that something was received is soon of no use.
    if (is_of_enquiry(message) && message.step != "received") return std::nullopt;
    if (is_of_enquiry(message)) return base::Date{message.planned.days + kReceiptDays};
    if (message.answer_until) return message.answer_until;
    if (receipted_payment(message)) return base::Date{message.planned.days + kReceiptDays};
    if (step == nullptr || step->kind != dunning::StepKind::kPrompt) return std::nullopt;
    return std::ranges::min(claims, {}, [](claims::Claim const& c) { return c.dates.last_payment_day; })
        .dates.last_payment_day;
  }

  // ---- one message

  void send_planned(Message const& listed) {
    // What answers somebody asks for nothing, like a receipt.
    bool const is_receipt = receipted_payment(listed).has_value() || is_answer(listed);
    // A receipt is planned with its payment, by no business day; so is what belongs to an enquiry or a
    // referral, but for what a business day finds itself: that an answer is late, or a pause too long.
    bool const at_once = is_receipt && listed.step != "late" && listed.step != "expired";
    bool const day_is_over = at_once || day_has_ended(listed.planned) || was_decided(listed);
    if (!day_is_over || is_pausing(listed.id)) return wait();
    // The page may have grown old while the messages before were sent.
    auto const message = reader_->message(work_.authority, listed.id);
    if (!message || message->state != MessageState::kPlanned) return;
    dunning::Step const* const step = step_of(rules_, work_.authority, *message);
    Looked const looked = look(*message, step);
    if (looked.claims.empty()) return end(*message, MessageState::kTooLate, looked.why_not);
    bool const demanded =
        !is_receipt && !dunning::is_of_occasion(*message) && dunning::is_demanded_by_law(step) && !message->beside;
    if (auto const until = sense_until(*message, step, looked.claims); until && moment_.now.date > *until) {
      // A letter of the law that did not go out in time is a person's matter; anything else is just too late.
      return end(*message, demanded ? MessageState::kFailed : MessageState::kTooLate, "deadline_passed");
    }
    auto const [channel, reachable] = choose(*message);
    if (channel == nullptr && reachable) return wait();
    if (channel == nullptr) {
      bool const refused = message->reason.starts_with("permanent ");
      return end(*message, refused ? MessageState::kFailed : MessageState::kUnreachable,
                 refused ? message->reason : "no_address");
    }
    Channel const kind = channel->capabilities().channel;
    if (!may_leave(kind, looked.calendar)) return wait();
    if (!demanded && !is_receipt &&
        dunning::contacts_in(reader_->messages_of(work_.authority, message->debtor), moment_.now.date,
                             work_.rules.contact_days) >= work_.rules.contacts) {
      return wait();
    }
    auto composed = s_.composer_.compose(work_.authority, {*message, looked.claims, moment_.now, looked.payment}, kind);
    if (!composed) return end(*message, MessageState::kFailed, composed.error());
    AdvanceMessage sending{message->id,       MessageState::kSending,           kind,
                           composed->variant, channel->capabilities().provider, {},
                           looked.left_out};
    if (!advance(std::move(sending))) return;
    ask(*channel, *message, message->tries + 1, composed->outgoing, 1, looked.left_out);
  }

  /// Found half sent: by this run before, or by a process that is no more.
  void resume(Message const& message) {
    std::string const provider = provider_in(message.provider_reference);
    auto const found = std::ranges::find_if(
        s_.channels_, [&](ports::MessageChannel* each) { return each->capabilities().provider == provider; });
    if (found == s_.channels_.end()) return doubt(message.id, "provider_gone");
    ports::ChannelCapabilities const& can = (*found)->capabilities();
    if (can.keys != ports::KeyPolicy::kHonours) return doubt(message.id, "interrupted");
    if (is_pausing(message.id) || is_closed(provider)) return wait();
    dunning::Step const* const step = step_of(rules_, work_.authority, message);
    Looked const looked = look(message, step);
    // Asking again could send it for the first time, and to somebody who must not get it any more.
    if (looked.claims.empty()) return doubt(message.id, "interrupted " + looked.why_not);
    // It may have gone with all of them, and it may not: a fee is neither kept nor taken back by a guess.
    if (looked.leaves_out_anew) return doubt(message.id, "interrupted left_out");
    // Exempt, opted out or moved since it was first asked.
    if (!s_.composer_.can_reach(work_.authority, message.debtor, can.channel)) {
      return doubt(message.id, "interrupted unreachable");
    }
    if (!may_leave(can.channel, looked.calendar)) return wait();
    auto const composed =
        s_.composer_.compose(work_.authority, {message, looked.claims, moment_.now, looked.payment}, can.channel);
    if (!composed) return doubt(message.id, composed.error());
    ask(**found, message, message.tries, composed->outgoing, s_.pauses_[message.id].asks + 1, looked.left_out);
  }

  void ask(ports::MessageChannel& channel, Message const& message, std::int64_t tries, ports::Outgoing const& outgoing,
           int asks, std::vector<base::ClaimId> const& left_out) {
    ports::ChannelCapabilities const& can = channel.capabilities();
    ++s_.minutes_[can.channel].sent;
    ports::SendAnswer const answer = channel.send(outgoing);
    moment_ = work_.moment();
    if (auto const* sent = std::get_if<ports::Sent>(&answer)) {
      s_.pauses_.erase(message.id);
      counts_.sent += advance({message.id,
                               MessageState::kSent,
                               can.channel,
                               {},
                               reference_at(can.provider, sent->provider_reference),
                               {},
                               left_out});
    } else if (auto const* refused = std::get_if<ports::NotSent>(&answer)) {
      put_back(message, can, tries, *refused);
    } else {
      auto const& unknown = std::get<ports::UnknownSending>(answer);
      bool const again = can.keys == ports::KeyPolicy::kHonours && asks < work_.rules.asks;
      if (!again) return doubt(message.id, dunning::reason_for(Setback::kUnknown, unknown.code));
      s_.pauses_[message.id] = {pause(asks), asks};
      wait();
    }
  }

  void put_back(Message const& message, ports::ChannelCapabilities const& can, std::int64_t tries,
                ports::NotSent const& refused) {
    if (refused.wait_seconds > 0) {
      s_.closed_until_[can.provider] = {moment_.now.instant.microseconds + refused.wait_seconds * kSecond};
    }
    // News of the delivery may have been faster than this answer, and know better.
    auto const known = reader_->message(work_.authority, message.id);
    if (!known || known->state != MessageState::kSending) return;
    if (refused.bad_address) s_.composer_.note_bad_address(work_.authority, message.debtor, can.channel, moment_.now);
    bool const given_up = tries % work_.rules.tries == 0;
    bool const permanent = refused.lasting == ports::Lasting::kPermanent || given_up;
    auto const providers = static_cast<std::int64_t>(of_kind(can.channel).size());
    s_.pauses_.erase(message.id);
    // The next provider, and the next channel, are asked at once; whoever was asked before, after a while.
    if (!permanent && tries % providers == 0) s_.pauses_[message.id] = {pause(tries), 0};
    counts_.put_back +=
        advance({message.id,
                 MessageState::kPlanned,
                 can.channel,
                 {},
                 {},
                 dunning::reason_for(permanent ? Setback::kPermanent : Setback::kTemporary, refused.code)});
  }

  // ---- small things

  [[nodiscard]] std::vector<ports::MessageChannel*> of_kind(Channel kind) const {
    std::vector<ports::MessageChannel*> found;
    for (ports::MessageChannel* const each : s_.channels_) {
      if (each->capabilities().channel == kind) found.push_back(each);
    }
    return found;
  }

  struct Choice {
    ports::MessageChannel* channel = nullptr;
    bool reachable = false;  // there is a channel, and its providers take nothing for a while
  };

  /// The first channel by which the debtor can be reached, and of its providers the one whose turn it is: the next one
  /// if that one takes nothing for a while.
  [[nodiscard]] Choice choose(Message const& message) {
    for (Channel const kind : dunning::channels_left(message)) {
      auto const providers = of_kind(kind);
      if (providers.empty() || !s_.composer_.can_reach(work_.authority, message.debtor, kind)) continue;
      for (std::size_t i = 0; i < providers.size(); ++i) {
        ports::MessageChannel* const each = providers[(static_cast<std::size_t>(message.tries) + i) % providers.size()];
        if (!is_closed(each->capabilities().provider)) return {each, true};
      }
      return {nullptr, true};
    }
    return {};
  }

  [[nodiscard]] bool is_closed(std::string_view provider) const {
    auto const found = s_.closed_until_.find(provider);
    return found != s_.closed_until_.end() && moment_.now.instant < found->second;
  }

  [[nodiscard]] bool may_leave(Channel kind, law::Calendar const* calendar) {
    dunning::SendWindow const& window = work_.rules.window(kind);
    if (!dunning::is_open(window, calendar, moment_.now.date, moment_.minute)) return false;
    Minute& minute = s_.minutes_[kind];
    std::int64_t const number = moment_.now.instant.microseconds / (60 * kSecond);
    if (minute.number != number) minute = {number, 0};
    return minute.sent < window.most_a_minute;
  }

  [[nodiscard]] bool is_pausing(base::MessageId message) const {
    auto const found = s_.pauses_.find(message);
    return found != s_.pauses_.end() && moment_.now.instant < found->second.until;
  }
  [[nodiscard]] base::Instant pause(std::int64_t tries) const {
    return {moment_.now.instant.microseconds + dunning::pause_seconds(tries) * kSecond};
  }
  void wait() { ++counts_.waiting; }

  void end(Message const& message, MessageState state, std::string const& reason) {
    s_.pauses_.erase(message.id);
    if (!advance({message.id, state, {}, {}, {}, reason})) return;
    counts_.too_late += state == MessageState::kTooLate;
    counts_.unreachable += state == MessageState::kUnreachable;
    counts_.failed += state == MessageState::kFailed;
  }
  void doubt(base::MessageId message, std::string const& reason) {
    s_.pauses_.erase(message);
    counts_.doubtful += advance({message, MessageState::kDoubtful, {}, {}, {}, reason});
  }

  /// False if the message is further than we thought: then nothing was changed.
  bool advance(AdvanceMessage command) { return s_.advance(work_.authority, std::move(command), moment_.now); }

  MessageSender& s_;
  Rules const& rules_;
  Work const& work_;
  std::shared_ptr<ports::BooksReader> reader_;
  std::map<base::Date, bool> ended_;
  SendMoment moment_;
  SendCounts counts_;
};

SendCounts MessageSender::run_once(Rules const& rules, Work const& work) { return Run{*this, rules, work}.all(); }

bool MessageSender::advance(base::AuthorityId authority, AdvanceMessage command, base::Now now) {
  return advance_message(books_, authority, kSenderActor, std::move(command), now);
}

bool MessageSender::take_news(base::AuthorityId authority, ports::DeliveryNews const& news, base::Now now) {
  auto const message = books_.reader()->message(authority, news.message);
  if (!message || provider_in(message->provider_reference) != news.provider) return false;
  if (!news.key.empty() && news.key != dunning::natural_key(*message)) return false;
  bool const may_have_left = message->state == MessageState::kSent || message->state == MessageState::kSending ||
                             message->state == MessageState::kDoubtful;
  AdvanceMessage command{message->id, MessageState::kDelivered, {}, {}, {}, {}};
  if (!news.provider_reference.empty())
    command.provider_reference = reference_at(news.provider, news.provider_reference);
  bool const taken_is_news = may_have_left && message->state != MessageState::kSent;
  if (news.what == ports::Delivery::kTaken) {
    if (!taken_is_news) return true;
    command.to = MessageState::kSent;
  } else if (news.what == ports::Delivery::kNotDelivered) {
    // Whatever else is known by now stays: of two final news the first counts.
    if (!may_have_left) return true;
    if (news.bad_address && message->channel) {
      composer_.note_bad_address(authority, message->debtor, *message->channel, now);
    }
    // The next channel, as if it had been refused at once.
    command.to = MessageState::kPlanned;
    command.reason = dunning::reason_for(Setback::kPermanent, news.code);
  }
  // The day on which it was taken counts against the limit on contacts, and may be later than that of the first try.
  if (command.to == MessageState::kDelivered && taken_is_news) {
    (void)advance(authority, {message->id, MessageState::kSent, {}, {}, command.provider_reference, {}}, now);
  }
  (void)advance(authority, std::move(command), now);
  return true;
}

bool advance_message(BooksService& books, base::AuthorityId authority, std::string_view actor, AdvanceMessage command,
                     base::Now now) {
  // Whether it may follow is decided by the message's state, so the key need only never come twice.
  std::string const key = "message " + std::to_string(command.message.value) + " " +
                          std::string{dunning::name_of(command.to)} + " " + std::to_string(now.instant.microseconds);
  Submission submission{authority, std::string{actor}, key, {}, {}, {std::move(command)}};
  Outcome const outcome = books.submit_one(std::move(submission), now);
  return outcome && outcome->kind == AnswerKind::kApplied && !outcome->entry.events.empty();
}

}  // namespace engine
