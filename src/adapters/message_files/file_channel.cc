#include "adapters/message_files/file_channel.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "adapters/message_files/receipt.h"

namespace adapters::message_files {

namespace {

namespace files = std::filesystem;
using ports::Lasting;
using ports::NotSent;

constexpr std::size_t kKeyLetters = 32;
constexpr std::size_t kReceiptsAtATime = 500;
constexpr std::uintmax_t kLongestReceipt = 256 * 1024;
constexpr int kFolderPause = 60;

void make_folder(files::path const& folder) {
  std::error_code error;
  files::create_directories(folder, error);
  if (error) throw std::runtime_error("the folder " + folder.string() + " cannot be made: " + error.message());
  if (::access(folder.c_str(), W_OK | X_OK) != 0) {
    throw std::runtime_error("the folder " + folder.string() + " cannot be written to");
  }
}

bool is_key(std::string_view text) {
  return text.size() == kKeyLetters && std::ranges::all_of(text, [](char letter) {
           return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f');
         });
}

/// Durable in its folder when it returns; false leaves nothing behind under `path`.
bool write_whole(files::path const& path, std::string_view content) {
  files::path const part = path.parent_path() / ("." + path.filename().string() + ".part");
  int const file = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
  if (file < 0) return false;
  bool good = true;
  while (good && !content.empty()) {
    ssize_t const written = ::write(file, content.data(), content.size());
    good = written > 0;
    if (good) content.remove_prefix(static_cast<std::size_t>(written));
  }
  good = good && ::fsync(file) == 0;
  good = ::close(file) == 0 && good;
  good = good && ::rename(part.c_str(), path.c_str()) == 0;
  if (!good) ::unlink(part.c_str());
  int const folder = good ? ::open(path.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
  if (folder >= 0) {
    (void)::fsync(folder);
    ::close(folder);
  }
  return good;
}

/// "<key>.<number>" at the beginning of a file's name.
std::optional<ports::DeliveryNews> whose(std::string_view name) {
  if (name.size() < kKeyLetters + 2 || !is_key(name.substr(0, kKeyLetters)) || name[kKeyLetters] != '.') {
    return std::nullopt;
  }
  ports::DeliveryNews news;
  news.key = name.substr(0, kKeyLetters);
  char const* const end = name.data() + name.size();
  auto const read = std::from_chars(name.data() + kKeyLetters + 1, end, news.message.value);
  bool const ends = read.ptr == end || *read.ptr == '.' || *read.ptr == '-' || *read.ptr == '_';
  if (read.ec != std::errc{} || news.message.value <= 0 || !ends) return std::nullopt;
  return news;
}

/// One that cannot be moved comes again, which is harmless; that nothing is sent any more would not be.
void move_to(files::path const& file, files::path const& folder) {
  std::error_code error;
  files::rename(file, folder / file.filename(), error);
}

}  // namespace

FileChannel::FileChannel(std::string provider, dunning::Channel channel, FileChannelSettings settings, Write write)
    : settings_(std::move(settings)), write_(std::move(write)) {
  make_folder(settings_.folder);
  make_folder(files::path{settings_.folder} / ".given");
  if (!settings_.receipts.empty()) {
    for (char const* const below : {"", "read", "not_read"}) make_folder(files::path{settings_.receipts} / below);
  }
  capabilities_ = {std::move(provider), channel, ports::KeyPolicy::kHonours,
                   settings_.receipts.empty() ? ports::DeliveryReports::kNone : ports::DeliveryReports::kReports};
}

ports::SendAnswer FileChannel::send(ports::Outgoing const& message) {
  if (!is_key(message.key)) return NotSent{Lasting::kPermanent, "no_key"};
  files::path const folder = settings_.folder;
  files::path const given = folder / ".given" / message.key;
  files::path const intended = folder / ".given" / (message.key + ".intended");
  std::string const name = message.key + "." + std::to_string(message.message.value);
  files::path const place = folder / base::format_date(message.day);
  std::error_code error;
  if (files::exists(given, error)) return ports::Sent{name};
  if (error) return NotSent{Lasting::kTemporary, "folder_not_readable", false, kFolderPause};
  if (files::exists(intended, error)) {
    // A process died here. The day it had is noted; what is still there was certainly put there.
    std::ifstream note{intended};
    std::string day;
    std::getline(note, day);
    if (!files::exists(folder / day / (name + ".xml"), error)) return ports::UnknownSending{"interrupted"};
    return write_whole(given, day) ? ports::SendAnswer{ports::Sent{name}}
                                   : ports::UnknownSending{"folder_not_writable"};
  }
  auto const content = write_(message);
  if (!content) return NotSent{Lasting::kPermanent, content.error()};
  files::create_directory(place, error);
  if (!write_whole(intended, base::format_date(message.day))) {
    return NotSent{Lasting::kTemporary, "folder_not_writable", false, kFolderPause};
  }
  if (!write_whole(place / (name + ".xml"), *content)) {
    files::remove(intended, error);
    return NotSent{Lasting::kTemporary, "folder_not_writable", false, kFolderPause};
  }
  if (!write_whole(given, base::format_date(message.day))) return ports::UnknownSending{"folder_not_writable"};
  files::remove(intended, error);
  return ports::Sent{name};
}

void FileChannel::fetch_news(std::function<void(ports::DeliveryNews const&)> const& take) {
  if (settings_.receipts.empty()) return;
  files::path const folder = settings_.receipts;
  std::vector<files::path> found;
  std::error_code error;
  for (auto const& entry : files::directory_iterator{folder, error}) {
    bool const hidden = entry.path().filename().string().starts_with('.');
    if (entry.is_regular_file(error) && !hidden) found.push_back(entry.path());
    if (found.size() >= kReceiptsAtATime) break;
  }
  std::ranges::sort(found);
  for (files::path const& path : found) {
    // One that is still being written has another name or is not well-formed: whoever writes them must rename.
    std::optional<Receipt> receipt;
    auto news = whose(path.filename().string());
    if (news && files::file_size(path, error) <= kLongestReceipt) {
      std::ifstream file{path, std::ios::binary};
      receipt = read_receipt(std::string{std::istreambuf_iterator<char>{file}, {}}, settings_.bad_address_codes);
    }
    if (!receipt) {
      move_to(path, folder / "not_read");
      continue;
    }
    news->provider = capabilities_.provider;
    news->what = receipt->what;
    news->code = receipt->code;
    news->bad_address = receipt->bad_address;
    take(*news);
    move_to(path, folder / "read");
  }
}

}  // namespace adapters::message_files
