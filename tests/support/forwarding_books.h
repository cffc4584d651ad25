// Books that pass everything on to others: tests override what is to go wrong.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/books_service.h"

namespace tests {

/// `real` must outlive it.
class ForwardingBooks : public engine::BooksService {
 public:
  explicit ForwardingBooks(engine::BooksService& real) : real_(real) {}
  std::vector<engine::Outcome> submit(std::span<engine::Prepared const> prepared, base::Now now) override {
    return real_.submit(prepared, now);
  }
  std::shared_ptr<ports::BooksReader> reader() override { return real_.reader(); }
  std::optional<base::AuthorityId> add_authority(ports::Authority const& a) override { return real_.add_authority(a); }
  bool change_settings(base::AuthorityId authority, std::string const& settings) override {
    return real_.change_settings(authority, settings);
  }
  base::SourceId ensure_source(base::AuthorityId authority, std::string const& code, std::string const& name) override {
    return real_.ensure_source(authority, code, name);
  }
  void set_rules(std::shared_ptr<engine::Rules const> rules) override { real_.set_rules(std::move(rules)); }

 private:
  engine::BooksService& real_;
};

}  // namespace tests
