#include "adapters/message_sandbox/sandbox_folder.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/encoding.h"

namespace adapters::message_sandbox {

namespace {

constexpr std::size_t kKeyDigits = 32;

std::string_view extension_of(dunning::Channel channel) {
  switch (channel) {
    case dunning::Channel::kDigitalPost:
      return ".xml";
    case dunning::Channel::kLetter:
      return ".pdf";
    case dunning::Channel::kEmail:
      return ".eml";
    case dunning::Channel::kSms:
      break;
  }
  return ".txt";
}

bool is_key(std::string_view text) {
  return text.size() == kKeyDigits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// "sms-0f3a….txt"
std::optional<ports::SandboxEntry> entry_of(std::string const& name) {
  for (dunning::Channel const channel : dunning::kChannels) {
    std::string const before = std::string{dunning::name_of(channel)} + "-";
    std::string_view const after = extension_of(channel);
    if (name.size() != before.size() + kKeyDigits + after.size()) continue;
    if (!name.starts_with(before) || !name.ends_with(after)) continue;
    std::string key = name.substr(before.size(), kKeyDigits);
    if (is_key(key)) return ports::SandboxEntry{channel, std::move(key)};
  }
  return std::nullopt;
}

/// RFC 2047, in the one form that we write.
std::string decoded_words(std::string_view header) {
  constexpr std::string_view kBegin = "=?UTF-8?B?";
  if (!header.starts_with(kBegin)) return std::string{header};
  std::string text;
  while (true) {
    std::size_t const begin = header.find(kBegin);
    if (begin == std::string_view::npos) return text;
    header.remove_prefix(begin + kBegin.size());
    std::size_t const end = header.find("?=");
    if (end == std::string_view::npos) return text;
    text += base::from_base64(header.substr(0, end)).value_or("");
    header.remove_prefix(end + 2);
  }
}

/// A header's value with the lines that continue it.
std::string_view header_value(std::string_view file, std::string_view name) {
  std::string const begin = "\r\n" + std::string{name} + ": ";
  std::size_t const at = file.find(begin);
  if (at == std::string_view::npos) return {};
  std::string_view value = file.substr(at + begin.size());
  std::size_t end = value.find("\r\n");
  while (end != std::string_view::npos && end + 2 < value.size() && value[end + 2] == ' ') {
    end = value.find("\r\n", end + 2);
  }
  return value.substr(0, end);
}

std::string part_of(std::string_view file, std::string_view type) {
  std::size_t const head = file.find("\r\nContent-Type: " + std::string{type} + ";");
  if (head == std::string_view::npos) return {};
  std::size_t const begin = file.find("\r\n\r\n", head);
  std::size_t const end = file.find("--", begin);
  if (begin == std::string_view::npos || end == std::string_view::npos) return {};
  std::string encoded{file.substr(begin, end - begin)};
  std::erase_if(encoded, [](char letter) { return letter == '\r' || letter == '\n'; });
  return base::from_base64(encoded).value_or("");
}

}  // namespace

std::string file_of(std::string const& folder, ports::SandboxEntry const& entry) {
  return folder + "/" + std::string{dunning::name_of(entry.channel)} + "-" + entry.key +
         std::string{extension_of(entry.channel)};
}

std::vector<ports::SandboxEntry> list_folder(std::string const& folder) {
  std::vector<ports::SandboxEntry> entries;
  std::error_code error;
  for (auto const& file : std::filesystem::directory_iterator{folder, error}) {
    if (auto entry = entry_of(file.path().filename().string())) entries.push_back(std::move(*entry));
  }
  return entries;
}

std::optional<std::string> read_file(std::string const& folder, ports::SandboxEntry const& entry) {
  if (!is_key(entry.key)) return std::nullopt;
  std::ifstream file{file_of(folder, entry), std::ios::binary};
  if (!file) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>{file}, {}};
}

std::string sms_text(std::string_view file) {
  std::size_t const end = file.find("\n\n");
  return std::string{end == std::string_view::npos ? file : file.substr(end + 2)};
}

ports::SandboxMessage read_email(std::string_view file) {
  ports::SandboxMessage message;
  message.subject = decoded_words(header_value(file, "Subject"));
  message.text = part_of(file, "text/plain");
  message.html = part_of(file, "text/html");
  return message;
}

}  // namespace adapters::message_sandbox
