#include "apps/demo_outbox.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "adapters/digital_post/memo.h"
#include "adapters/message_sandbox/sandbox_channel.h"
#include "contact/email.h"

namespace apps {
namespace {

using dunning::Channel;

class DemoOutboxTest : public testing::Test {
 protected:
  DemoOutboxTest() {
    std::filesystem::remove_all(folder_);
    contact::Block block;
    block.text = {{"Du mangler at betale på Ærø <nu>."}};
    message_.subject = "Ærø: husk at betale, også selv om denne linje er så lang, at den må brydes";
    message_.preview = "Betal på et minut.";
    message_.blocks.push_back(block);
    contact::Block button;
    button.kind = contact::BlockKind::kAction;
    button.text = {{"Betal nu"}};
    button.target = contact::LinkTarget::kPay;
    message_.blocks.push_back(button);
    message_.links[1] = "https://betal.testby.invalid/p/0123456789ABCDEFGHIJab";
    envelope_.sender = {"Testby Kommune", {}, {}, {}, "betaling@testby.invalid"};
    envelope_.recipient = {"Karen Test", {}, "karen@testby.invalid"};
  }
  ~DemoOutboxTest() override { std::filesystem::remove_all(folder_); }

  void send(Channel channel, std::string body) {
    adapters::message_sandbox::SandboxChannel sandbox{
        {"outbox", channel, ports::KeyPolicy::kHonours, ports::DeliveryReports::kNone}, folder_};
    auto const answer = sandbox.send({{1}, key_, "+4520000001", {}, std::move(body)});
    ASSERT_TRUE(std::holds_alternative<ports::Sent>(answer));
  }

  std::string folder_ = testing::TempDir() + "fairdue_demo_outbox";
  std::string key_ = std::string(32, 'a');
  contact::Message message_;
  contact::Envelope envelope_;
  DemoOutbox outbox_{folder_};
};

TEST_F(DemoOutboxTest, ReadsWhatEachChannelHasWritten) {
  EXPECT_TRUE(outbox_.list().empty());
  adapters::digital_post::MemoSettings settings;
  settings.sender_id = "12345678";
  adapters::digital_post::MemoStamp stamp;
  stamp.message_uuid = "aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa";
  stamp.recipient_id = "0101900001";
  auto const memo = adapters::digital_post::write_memo(message_, envelope_, "%PDF-1.7 letter", settings, stamp);
  ASSERT_TRUE(memo);
  send(Channel::kSms, "Hej Karen.\n\nBetal: https://x.invalid/p/1");
  send(Channel::kEmail, contact::email_message(message_, envelope_, {"1@testby.invalid", {}}));
  send(Channel::kLetter, "%PDF-1.7 paper");
  send(Channel::kDigitalPost, *memo);
  EXPECT_EQ(outbox_.list().size(), 4U);

  EXPECT_EQ(outbox_.read({Channel::kSms, key_})->text, "Hej Karen.\n\nBetal: https://x.invalid/p/1");
  EXPECT_EQ(outbox_.read({Channel::kLetter, key_})->pdf, "%PDF-1.7 paper");
  auto const email = outbox_.read({Channel::kEmail, key_});
  EXPECT_EQ(email->subject, message_.subject);
  EXPECT_TRUE(email->html.contains("Ærø &lt;nu&gt;") && email->text.contains("Ærø <nu>")) << email->html;
  auto const post = outbox_.read({Channel::kDigitalPost, key_});
  EXPECT_EQ(post->subject, message_.subject);
  EXPECT_EQ(post->preview, message_.preview);
  EXPECT_EQ(post->pdf, "%PDF-1.7 letter");
  ASSERT_EQ(post->actions.size(), 1U);
  EXPECT_EQ(post->actions.front().label, "Betal nu");
  EXPECT_EQ(post->actions.front().address, message_.links[1]);
}

TEST_F(DemoOutboxTest, AKeyThatIsNoneReadsNoFile) {
  send(Channel::kSms, "Hej");
  for (std::string const& key : {std::string{"../../etc/passwd"}, std::string(31, 'a'), std::string(32, 'A'),
                                 std::string(32, 'b'), std::string{}}) {
    EXPECT_FALSE(outbox_.read({Channel::kSms, key})) << key;
  }
  send(Channel::kDigitalPost, "<no memo");
  EXPECT_FALSE(outbox_.read({Channel::kDigitalPost, key_}));
}

}  // namespace
}  // namespace apps
