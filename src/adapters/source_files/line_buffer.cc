#include "adapters/source_files/line_buffer.h"

#include <cstring>

namespace adapters::source_files {

namespace {

constexpr std::size_t kStep = std::size_t{256} * 1024;

}  // namespace

bool LineBuffer::fill() {
  if (at_end_ || broken_) return false;
  if (begin_ > 0) {
    std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (bytes_.size() < end_ + kStep) bytes_.resize(end_ + kStep);
  auto const count = input_.read({bytes_.data() + end_, bytes_.size() - end_});
  if (!count) {
    broken_ = count.error();
    return false;
  }
  at_end_ = *count == 0;
  end_ += *count;
  return !at_end_;
}

}  // namespace adapters::source_files
