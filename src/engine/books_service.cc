#include "engine/books_service.h"

namespace engine {

namespace {

class Done final : public Pending {
 public:
  explicit Done(std::vector<Outcome> outcomes) : outcomes_(std::move(outcomes)) {}
  std::vector<Outcome> finish() override { return std::move(outcomes_); }

 private:
  std::vector<Outcome> outcomes_;
};

}  // namespace

std::unique_ptr<Pending> BooksService::start(std::span<Prepared const> prepared, base::Now now) {
  return std::make_unique<Done>(submit(prepared, now));
}

}  // namespace engine
