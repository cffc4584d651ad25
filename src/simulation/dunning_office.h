// The simulated authority's business days and messages: the day is run by the shipped procedure, messages leave by
// simulated providers, and whoever does it dies now and then at any write or call and begins anew.
//
// What goes wrong is thrown on, as it would be in the program. Not safe for threads.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "engine/message_sender.h"
#include "simulation/faulty_books.h"
#include "simulation/simulated_channel.h"
#include "simulation/simulated_people.h"

namespace simulation {

struct OfficeOrder {
  std::uint64_t seed = 1;
  std::string purpose;
  base::AuthorityId authority;
  Mistake mistake = Mistake::kNone;
};

class DunningOffice {
 public:
  /// Every second provider honours keys. `books` and `auditor` must outlive it.
  DunningOffice(OfficeOrder const& order, FaultyBooks& books, NaiveDunning& auditor,
                std::shared_ptr<engine::Rules const> rules);

  /// Of a thousand calls of a provider; with none, people stay as they are and providers do what they are asked.
  void set_crashes_per_mille(std::int64_t parts);

  /// Whether it has ended.
  bool run_day(base::Date date, base::Now now);
  /// One round of the sender.
  void send(base::Now now, int minute);
  /// One round of the providers' callbacks; what is not acknowledged comes again.
  void take_news(base::Now now, int minute);
  /// A claim that a message waits to be sent about, and whose message it is; nothing if none waits.
  [[nodiscard]] std::optional<std::pair<base::ClaimId, base::DebtorId>> waiting_message();
  [[nodiscard]] bool chance_per_mille(std::int64_t parts) { return stream_.chance_per_mille(parts); }

  [[nodiscard]] std::int64_t days_run() const { return days_run_; }
  [[nodiscard]] std::int64_t crashes() const;

 private:
  void start_process();
  void send_without_looking(base::Now now);

  OfficeOrder order_;
  FaultyBooks& books_;
  NaiveDunning& auditor_;
  std::shared_ptr<engine::Rules const> rules_;
  base::SeededStream stream_;
  SimulatedPeople people_;
  std::vector<std::unique_ptr<SimulatedChannel>> channels_;
  std::unique_ptr<engine::MessageSender> sender_;
  std::deque<ports::DeliveryNews> news_;
  std::int64_t crashes_per_mille_ = 0;
  std::int64_t days_run_ = 0;
};

}  // namespace simulation
