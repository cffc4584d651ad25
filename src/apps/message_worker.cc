#include "apps/message_worker.h"

#include "adapters/gateway_api/gateway_api.h"
#include "adapters/smtp_mail/smtp_mail.h"
#include "engine/business_day.h"
#include "http/hooks/message_hooks.h"

namespace apps {

namespace {

constexpr std::int64_t kSecond = 1'000'000;
// Longer than a channel may take for one message: whoever is given the duty finds nothing in the air.
constexpr std::int64_t kDutyLasts = 120 * kSecond;

}  // namespace

MessageWorker::MessageWorker(Installation& installation, std::string authority, MessageChannels const& channels,
                             std::string origin, std::string name)
    : installation_(installation),
      code_(std::move(authority)),
      name_(std::move(name)),
      composer_(installation, std::move(origin)),
      partners_({adapters::https_client::AddressPolicy::kAny, channels.loopback_partners
                                                                  ? adapters::https_client::PlainHttp::kLoopbackOnly
                                                                  : adapters::https_client::PlainHttp::kRefused}),
      channels_(make_channels(channels, partners_)),
      notices_(make_delivery_notices(
          channels, [this](std::string_view number) { return composer_.mark_of(number, dunning::Channel::kSms); })),
      authority_(installation.authority(code_)),
      legal_day_(adapters::system::time_zone_of_country(authority_.country)) {
  std::vector<ports::MessageChannel*> all;
  for (auto const& channel : channels_) all.push_back(channel.get());
  sender_ = std::make_unique<engine::MessageSender>(installation_.books(), composer_, std::move(all));
  refresh();
  check_settings();
}

/// What a channel needs of the authority's settings: better said at the start than with every message.
void MessageWorker::check_settings() const {
  MessageSettings const& settings = composer_.settings();
  for (auto const& channel : channels_) {
    std::string const& provider = channel->capabilities().provider;
    if (provider == adapters::gateway_api::kProvider && settings.sms_sender.empty()) {
      throw CommandRefused("the settings of " + code_ + " have no messages.sms_sender: text messages need a sender");
    }
    if (provider == kDigitalPost && settings.case_cvr.empty()) {
      throw CommandRefused("the settings of " + code_ + " have no messages.case_cvr: Digital Post needs a sender");
    }
    if (provider == adapters::smtp_mail::kProvider && !is_email_address(settings.email)) {
      throw CommandRefused("the settings of " + code_ + " have no email, from which its e-mails could come");
    }
  }
}

void MessageWorker::add_hooks(http::Router& router, std::function<void()> const& wake) {
  for (auto const& each : notices_) {
    http::hooks::add_message_hook(router,
                                  {*each, installation_.operations(), installation_.clock(), authority_.id, wake});
  }
}

bool MessageWorker::take_notice(ports::StoredNotice const& notice, base::Now now) {
  auto const found =
      std::ranges::find_if(notices_, [&](auto const& each) { return each->provider() == notice.provider; });
  if (found == notices_.end()) return false;
  ports::DeliveryNoticeContent const content = (*found)->read_notice(notice.body);
  if (auto const* news = std::get_if<ports::DeliveryNews>(&content)) {
    (void)sender_->take_news(notice.authority, *news, now);
  } else if (auto const* opt_out = std::get_if<ports::OptOut>(&content)) {
    installation_.operations().block_address(
        {notice.authority, opt_out->channel, opt_out->address_mark, "opted_out", now.instant});
  }
  return true;
}

void MessageWorker::refresh() {
  ports::Authority now = installation_.authority(code_);
  if (rules_ == nullptr || now.settings != authority_.settings) rules_ = read_rules({now});
  authority_ = std::move(now);
  composer_.refresh(authority_, rules_);
}

engine::SendMoment MessageWorker::moment() const {
  base::Instant const instant = installation_.clock().now();
  return {{instant, legal_day_(instant)}, legal_day_.minute_of_day(instant)};
}

bool MessageWorker::is_on_duty() {
  base::Instant const now = installation_.clock().now();
  if (on_duty_until_.microseconds - now.microseconds > kDutyLasts / 2) return true;
  base::Instant const until{now.microseconds + kDutyLasts};
  if (!installation_.operations().take_duty(authority_.id, "send messages", name_, now, until)) return false;
  on_duty_until_ = until;
  return true;
}

void MessageWorker::leave() {
  base::Instant const now = installation_.clock().now();
  if (on_duty_until_ <= now) return;
  (void)installation_.operations().take_duty(authority_.id, "send messages", name_, now, now);
  on_duty_until_ = {};
}

std::optional<engine::SendCounts> MessageWorker::send_once() {
  refresh();
  if (!is_on_duty()) return std::nullopt;
  for (auto const& channel : channels_) {
    channel->fetch_news(
        [&](ports::DeliveryNews const& news) { (void)sender_->take_news(authority_.id, news, moment().now); });
  }
  return sender_->run_once(*rules_, {authority_.id, composer_.settings().rules, [this] { return moment(); },
                                     [this] { return is_on_duty(); }});
}

MessageWorker::DayRun MessageWorker::run_day_if_due() {
  refresh();
  engine::SendMoment const at = moment();
  auto const* const procedures = rules_->law.procedures(authority_.id);
  if (procedures == nullptr || procedures->empty() || at.minute < composer_.settings().business_day_minute ||
      stopped_day_ == at.now.date || engine::has_ended(*installation_.books().reader(), authority_.id, at.now.date)) {
    return DayRun::kNotDue;
  }
  if (!is_on_duty()) return DayRun::kNotDue;
  auto const day = engine::run_business_day(installation_.books(), *rules_, {authority_.id, at.now.date, at.now});
  if (!day.out_of_bounds) return day.is_complete() ? DayRun::kEnded : DayRun::kIncomplete;
  stopped_day_ = at.now.date;
  return DayRun::kOutOfBounds;
}

}  // namespace apps
