#include "apps/demo_outbox.h"

#include "adapters/digital_post/memo_reader.h"
#include "adapters/message_sandbox/sandbox_folder.h"

namespace apps {

namespace sandbox = adapters::message_sandbox;

std::vector<ports::SandboxEntry> DemoOutbox::list() { return sandbox::list_folder(folder_); }

std::optional<ports::SandboxMessage> DemoOutbox::read(ports::SandboxEntry const& entry) {
  auto file = sandbox::read_file(folder_, entry);
  if (!file) return std::nullopt;
  ports::SandboxMessage message;
  switch (entry.channel) {
    case dunning::Channel::kSms:
      message.text = sandbox::sms_text(*file);
      break;
    case dunning::Channel::kEmail:
      message = sandbox::read_email(*file);
      break;
    case dunning::Channel::kLetter:
      message.pdf = std::move(*file);
      break;
    case dunning::Channel::kDigitalPost: {
      auto memo = adapters::digital_post::read_memo(*file);
      if (!memo) return std::nullopt;
      message.subject = std::move(memo->subject);
      message.preview = std::move(memo->notification);
      message.text = std::move(memo->text);
      message.pdf = std::move(memo->pdf);
      for (auto& action : memo->actions) message.actions.push_back({action.label, action.address});
      break;
    }
  }
  return message;
}

}  // namespace apps
