// The sandbox's folder: one file for each message, named by channel and key, as the channel would carry it. An SMS has
// its number in a first line.
// Thread safety: any thread may call; a file that is there is there whole.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ports/sandbox_outbox.h"

namespace adapters::message_sandbox {

/// The path of a message's file.
[[nodiscard]] std::string file_of(std::string const& folder, ports::SandboxEntry const& entry);

/// What lies there; nothing if there is no such folder.
[[nodiscard]] std::vector<ports::SandboxEntry> list_folder(std::string const& folder);

/// The file's bytes; nothing if it is not there, or if the key is none.
[[nodiscard]] std::optional<std::string> read_file(std::string const& folder, ports::SandboxEntry const& entry);

/// The text of an SMS without its number.
[[nodiscard]] std::string sms_text(std::string_view file);

/// The subject, text and page of an e-mail as we write them (contact/email.h); what is not found stays empty.
[[nodiscard]] ports::SandboxMessage read_email(std::string_view file);

}  // namespace adapters::message_sandbox
