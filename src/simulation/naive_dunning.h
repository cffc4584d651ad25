// The auditor's own eyes on business days and messages: what the Danish municipal procedure may do and must do, who may
// be written to and when, and what has become of every message. Judged from the events, from what providers really
// delivered, and from what people want; the rules are written down here once more and shared with nobody.
//
//   steps     none before its day or its deadline, none twice, none that a hold, an objection or too little stops; each
//             with its messages to everybody who is liable; none forgotten
//   fees      only together with their letter, and one for a letter; waived when that never left, and only then
//   receipts  one for each payment to whoever paid, about what it covered; none where a department took the money in
//   messages  to nobody who has paid, is on hold, disagrees, is exempt or opted out; in hours; within the limit
//   delivery  none lost, none doubled; no more doubt than there were interruptions
//
// Units: minor units; days since 1970; minutes after midnight. Not safe for threads.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "engine/entry.h"
#include "ports/message_channel.h"
#include "simulation/naive_books.h"

namespace simulation {

/// Something that lies with a debtor now: in the letter box, the digital post box, on the telephone.
struct NaiveDelivery {
  std::string provider;
  dunning::Channel channel = dunning::Channel::kLetter;
  std::vector<std::int64_t> claims;  // that it speaks of
  std::int32_t day = 0;
  int minute = 0;
};

struct NaiveMessage {
  std::int64_t debtor = 0;
  std::string step;
  std::vector<std::int64_t> claims;
  std::vector<dunning::Channel> channels;
  bool beside = false;
  std::int32_t planned = 0;
  std::optional<std::int32_t> answer_until;
  std::int64_t fee_minor = 0;
  dunning::MessageState state = dunning::MessageState::kPlanned;
  std::string provider;                   // that was last asked to send it
  std::vector<NaiveDelivery> deliveries;  // that have reached the debtor: without those that came back
  std::int64_t receipted = 0;             // of a receipt: its payment
  bool occasion = false;                  // a word on some days of the calendar: no step, nothing follows from it
  std::string plan;                       // what a plan has to say: the key of its own holds
  std::string enquiry;                    // what an enquiry's course has to say: likewise
  std::set<std::int64_t> left_out;        // claims whose fee was waived because it does not speak of them
  // Claims that the try under way, or whose outcome nobody knows, speaks of; nothing before the first try, and after
  // one that certainly did not leave.
  std::optional<std::set<std::int64_t>> spoken_of;
  bool came_back = false;  // the provider has said so since it was last planned
};

class NaiveDunning {
 public:
  explicit NaiveDunning(NaiveBooks const& books) : books_(books) {}

  /// Which claims the procedure is for; without a call: all.
  void set_under_procedure(std::function<bool(NaiveClaim const&)> is) { under_procedure_ = std::move(is); }

  /// Why a claim is left alone on a day, but for holds of this key; empty: it is not.
  using LeftAlone = std::function<std::string(std::int64_t claim, std::int32_t day, std::string_view but)>;
  void set_left_alone(LeftAlone why) { left_alone_ = std::move(why); }

  // The journal, in its order: an entry begins, its events come before the books have written them down, it ends.
  void begin(engine::Entry const& entry);
  void see(engine::Event const& event);
  void end();

  // The world outside. `catch_up` reads what is new in the journal: it is called before anything else is heard.
  void set_catch_up(std::function<void()> catch_up) { catch_up_ = std::move(catch_up); }
  void set_provider(std::string const& provider, ports::KeyPolicy keys) { keys_[provider] = keys; }
  void may_reach(base::DebtorId debtor, dunning::Channel channel, bool may);
  void delivered(base::MessageId message, NaiveDelivery delivery);
  /// A provider was asked and its answer says nothing.
  void unanswered(std::string const& provider) { ++interruptions_[provider]; }
  /// The sender broke off: its process died, or its books could not be used. It was sending one message at most.
  void broke_off() { ++broken_runs_; }
  /// A provider says that what it had taken has reached nobody.
  void came_back(base::MessageId message, std::string const& provider);

  /// All steps that should have been taken by `day`.
  void expect_nothing_forgotten(std::int32_t day);
  /// What has become of every message, once nothing is on its way any more.
  void expect_all_ended();

  std::vector<std::string> complaints;

  [[nodiscard]] std::map<std::int64_t, NaiveMessage> const& messages() const { return messages_; }
  [[nodiscard]] std::size_t occasions_told() const { return occasions_told_.size(); }
  [[nodiscard]] std::int64_t days_ended() const { return static_cast<std::int64_t>(days_ended_.size()); }
  [[nodiscard]] std::int64_t deliveries() const { return deliveries_; }
  [[nodiscard]] std::int64_t interruptions() const;
  [[nodiscard]] std::int64_t count(dunning::MessageState state) const;
  [[nodiscard]] std::int64_t steps_taken() const { return steps_taken_; }
  [[nodiscard]] std::int64_t fees() const { return fees_; }
  /// Fees that were waived because their letter never left.
  [[nodiscard]] std::int64_t fees_of_letters_not_sent() const { return fees_of_letters_not_sent_; }

 private:
  struct Taken {
    std::int32_t day = 0;
    std::optional<std::int32_t> deadline;
    std::vector<std::int64_t> letters;  // the messages that are it: one to each who is liable
  };
  /// A fee that a business day charged, until it is known whether its letter has left.
  struct FeeCharged {
    std::int64_t minor = 0;
    std::int64_t waived = 0;  // on the claim since then, for whatever reason
    std::vector<std::int64_t> letters;
  };
  struct Now {
    std::string actor;
    std::int32_t day = 0;
    int minute = 0;
    std::map<std::int64_t, std::int64_t> fees;  // by claim, brought by this entry
    std::map<std::int64_t, std::string> steps;  // by claim
    std::vector<std::int64_t> messages;
    std::map<std::int64_t, std::set<std::int64_t>> receipts_due;  // by payment: the claims
    std::set<std::int64_t> ended;                                 // claims about which a message came to its end
    std::vector<std::int64_t> leaving;                            // messages on their way
    std::map<std::int64_t, std::int64_t> waived;                  // by claim, for letters that never left
  };
  using Courses = std::map<std::string, Taken, std::less<>>;  // by step

  void expect(bool is_so, std::string const& complaint);
  void step_taken(engine::CourseStepTaken const& e);
  void letter(engine::LetterRecorded const& e);
  void planned(engine::MessagePlanned const& e);
  void advanced(engine::MessageAdvanced const& e);
  void sending(std::string const& name, std::int64_t id, NaiveMessage const& message);
  void paid(engine::PaymentRecorded const& e);
  void check_receipts();
  void waived(engine::AmountChanged const& e);
  void check_fees();
  void ended(NaiveMessage const& message);
  /// Whether one of the messages has reached somebody with the claim in it, or may have, or may yet.
  [[nodiscard]] bool may_have_left(std::int64_t claim, std::vector<std::int64_t> const& letters) const;
  [[nodiscard]] std::string why_no_receipt(std::int64_t claim, NaiveMessage const& message, std::int32_t day) const;
  [[nodiscard]] std::string why_no_answer(std::int64_t claim, NaiveMessage const& message, std::int32_t day) const;
  void touch(engine::Event const& event);
  [[nodiscard]] std::string fault_of_step(NaiveClaim const& claim, Courses const& taken,
                                          engine::CourseStepTaken const& e) const;
  [[nodiscard]] bool is_usually_late(std::int64_t debtor, std::int32_t day) const;
  [[nodiscard]] bool is_stopped(NaiveClaim const& claim, std::int32_t day, bool only_contact) const;
  /// The same for a step that a person has decided on although somebody is vulnerable.
  [[nodiscard]] bool is_stopped_though_decided(NaiveClaim const& claim, std::int32_t day) const;
  [[nodiscard]] bool is_protected(NaiveClaim const& claim, std::int32_t day) const;
  [[nodiscard]] bool was_quiet(std::int64_t id, NaiveClaim const& claim, std::int32_t since) const;
  /// Why nothing should be written about the claim on the day; empty: nothing speaks against it.
  [[nodiscard]] std::string why_not_write(std::int64_t claim, NaiveMessage const& message, std::int32_t day) const;
  void check_occasion(std::string const& name, NaiveMessage const& message);
  [[nodiscard]] std::string fault_of_hour(dunning::Channel channel, std::int32_t day, int minute) const;
  [[nodiscard]] std::size_t contacts_before(std::int64_t id, NaiveMessage const& message, std::int32_t day) const;
  void compare_doubt();

  NaiveBooks const& books_;
  std::function<bool(NaiveClaim const&)> under_procedure_;
  std::function<void()> catch_up_ = [] {};
  LeftAlone left_alone_;
  Now now_;
  std::map<std::int64_t, Courses> courses_;  // by claim
  std::map<std::int64_t, NaiveMessage> messages_;
  std::map<std::int64_t, std::vector<std::int64_t>> messages_of_;  // by debtor
  std::set<std::pair<std::int64_t, std::string>> occasions_told_;  // debtors, and what stands in the place of a step
  std::set<std::int32_t> days_ended_;
  std::map<std::int64_t, std::int32_t> claim_touched_, debtor_touched_;  // the last day on which anything happened
  std::map<std::pair<std::int64_t, dunning::Channel>, bool> barred_;
  std::map<std::string, ports::KeyPolicy> keys_;
  std::map<std::string, std::int64_t> interruptions_;  // by provider
  std::map<std::string, std::int64_t> doubts_;         // the same
  std::int64_t broken_runs_ = 0;
  std::int64_t deliveries_ = 0;
  std::int64_t steps_taken_ = 0;
  std::int64_t fees_ = 0;
  std::int64_t fees_of_letters_not_sent_ = 0;
  std::map<std::int64_t, std::vector<FeeCharged>> fees_charged_;  // by claim
};

}  // namespace simulation
