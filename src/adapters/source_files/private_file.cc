#include "adapters/source_files/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace adapters::source_files {

namespace {

constexpr std::size_t kFlushSize = std::size_t{64} * 1024;

std::string unfinished(std::string const& path) { return path + ".unfinished"; }

}  // namespace

std::expected<std::unique_ptr<PrivateFile>, std::string> PrivateFile::create(std::string const& path) {
  struct stat status{};
  if (::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) return std::unexpected("it is no plain file");
  // What an interrupted run has left would keep its mode and its readers.
  ::unlink(unfinished(path).c_str());
  int const descriptor =
      ::open(unfinished(path).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
  if (descriptor < 0) return std::unexpected(std::strerror(errno));
  return std::unique_ptr<PrivateFile>{new PrivateFile{path, descriptor}};
}

PrivateFile::~PrivateFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(unfinished(path_).c_str());
}

void PrivateFile::write(std::string_view text) {
  waiting_ += text;
  if (waiting_.size() >= kFlushSize) flush();
}

void PrivateFile::flush() {
  std::string_view rest = waiting_;
  while (!rest.empty() && !failed_) {
    ssize_t const count = ::write(descriptor_, rest.data(), rest.size());
    if (count < 0 && errno != EINTR) failed_ = true;
    if (count > 0) rest.remove_prefix(static_cast<std::size_t>(count));
  }
  waiting_.clear();
}

bool PrivateFile::keep() {
  flush();
  if (::fsync(descriptor_) != 0) failed_ = true;
  ::close(descriptor_);
  descriptor_ = -1;
  if (!failed_ && std::rename(unfinished(path_).c_str(), path_.c_str()) == 0) return true;
  ::unlink(unfinished(path_).c_str());
  return false;
}

}  // namespace adapters::source_files
