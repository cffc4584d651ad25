// Messages put out as files: somebody else's program fetches them from a folder and puts receipts into another.
//
//   <folder>/2026-11-22/<key>.<number>.xml     a message; there whole, or not at all
//   <folder>/.given/<key>                      ours: it has been put there
//   <receipts>/<key>.<number>ANYTHING          a receipt; moved to <receipts>/read or <receipts>/not_read
//
// Names have nothing of a person in them: the key and our number of the message. Whoever fetches may take files away.
// A message is put there once: what .given has is never put there again. If the process dies between putting a file
// there and noting it, and the file has been fetched meanwhile, nobody can know: then it is a doubt. What cannot be
// read as a receipt is kept for a person, and never looked at again. Files are readable by their owner and group alone.
// Thread safety: one thread.
#pragma once

#include <expected>
#include <functional>
#include <string>
#include <vector>

#include "ports/message_channel.h"

namespace adapters::message_files {

struct FileChannelSettings {
  std::string folder;
  std::string receipts;                        // empty: there are none
  std::vector<std::string> bad_address_codes;  // errors in receipts that say that nobody is reached there
};

class FileChannel : public ports::MessageChannel {
 public:
  /// What is written for a message. The error is a code.
  using Write = std::function<std::expected<std::string, std::string>(ports::Outgoing const& message)>;

  /// Throws std::runtime_error if a folder cannot be made or written to.
  FileChannel(std::string provider, dunning::Channel channel, FileChannelSettings settings, Write write);

  [[nodiscard]] ports::ChannelCapabilities const& capabilities() const override { return capabilities_; }
  [[nodiscard]] ports::SendAnswer send(ports::Outgoing const& message) override;
  void fetch_news(std::function<void(ports::DeliveryNews const&)> const& take) override;

 private:
  ports::ChannelCapabilities capabilities_;
  FileChannelSettings settings_;
  Write write_;
};

}  // namespace adapters::message_files
