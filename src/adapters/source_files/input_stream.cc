#include "adapters/source_files/input_stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace adapters::source_files {

namespace {

constexpr std::size_t kChunk = std::size_t{256} * 1024;
constexpr int kGzipWindow = 15 + 16;  // zlib: the largest window, with a gzip header

std::string reason_of(int error) { return std::strerror(error); }

InputError unreadable(std::string message) { return {InputErrorKind::kUnreadable, std::move(message)}; }

}  // namespace

InputStream::InputStream(int descriptor, std::uint64_t bytes_total)
    : descriptor_(descriptor), bytes_total_(bytes_total), compressed_(kChunk) {}

InputStream::~InputStream() {
  if (gzip_) inflateEnd(&inflater_);
  ::close(descriptor_);
}

std::expected<std::unique_ptr<InputStream>, InputError> InputStream::open(std::string const& path) {
  int const descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return std::unexpected(unreadable("cannot open '" + path + "': " + reason_of(errno)));
  struct stat status{};
  if (::fstat(descriptor, &status) != 0 || S_ISDIR(status.st_mode)) {
    ::close(descriptor);
    return std::unexpected(unreadable("'" + path + "' is a folder: name one file in it"));
  }
  std::uint64_t const total = S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
  std::unique_ptr<InputStream> stream{new InputStream{descriptor, total}};
  // A pipe may give its first byte alone; two are needed to tell gzip.
  std::size_t held = 0;
  while (held < 2 && !stream->at_end_) {
    auto const count = stream->read_raw(std::span{stream->compressed_}.subspan(held));
    if (!count) return std::unexpected(count.error());
    held += *count;
  }
  stream->pending_ = std::span{stream->compressed_}.first(held);
  stream->gzip_ = held >= 2 && stream->pending_[0] == '\x1f' && stream->pending_[1] == '\x8b';
  if (stream->gzip_ && inflateInit2(&stream->inflater_, kGzipWindow) != Z_OK) {
    stream->gzip_ = false;
    return std::unexpected(unreadable("not enough memory to unpack '" + path + "'"));
  }
  return stream;
}

std::expected<std::size_t, InputError> InputStream::read_raw(std::span<char> into) {
  ssize_t count = 0;
  do {
    count = ::read(descriptor_, into.data(), into.size());
  } while (count < 0 && errno == EINTR);
  if (count < 0) return std::unexpected(unreadable("the file cannot be read on: " + reason_of(errno)));
  at_end_ = count == 0;
  auto const size = static_cast<std::size_t>(count);
  hash_.update(std::string_view{into.data(), size});
  bytes_read_ += size;
  return size;
}

std::expected<void, InputError> InputStream::refill() {
  auto const count = read_raw(compressed_);
  if (!count) return std::unexpected(count.error());
  pending_ = std::span{compressed_}.first(*count);
  return {};
}

std::expected<std::size_t, InputError> InputStream::read(std::span<char> into) {
  if (gzip_) return inflate_into(into);
  if (pending_.empty()) return at_end_ ? std::expected<std::size_t, InputError>{0} : read_raw(into);
  std::size_t const size = std::min(into.size(), pending_.size());
  std::memcpy(into.data(), pending_.data(), size);
  pending_ = pending_.subspan(size);
  return size;
}

std::expected<std::size_t, InputError> InputStream::inflate_into(std::span<char> into) {
  inflater_.next_out = reinterpret_cast<Bytef*>(into.data());
  inflater_.avail_out = static_cast<uInt>(into.size());
  while (inflater_.avail_out == into.size()) {
    if (pending_.empty() && !at_end_) {
      if (auto const more = refill(); !more) return std::unexpected(more.error());
    }
    if (pending_.empty()) {
      if (between_members_) return 0;
      return std::unexpected(InputError{InputErrorKind::kTruncated, "the gzip file ends in the middle"});
    }
    if (between_members_) inflateReset(&inflater_);
    between_members_ = false;
    inflater_.next_in = reinterpret_cast<Bytef*>(pending_.data());
    inflater_.avail_in = static_cast<uInt>(pending_.size());
    int const result = inflate(&inflater_, Z_NO_FLUSH);
    pending_ = pending_.last(inflater_.avail_in);
    if (result == Z_STREAM_END) {
      between_members_ = true;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      return std::unexpected(InputError{InputErrorKind::kDamaged, "the gzip file is damaged"});
    }
  }
  return into.size() - inflater_.avail_out;
}

base::Digest InputStream::digest() {
  base::Sha256 copy = hash_;
  return copy.finish();
}

}  // namespace adapters::source_files
