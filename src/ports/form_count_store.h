// Where it is counted how forms go: sums by legal day, never what one person did. No part of the books.
//
// Thread safety: any thread may call; what was added is durable when the call returns.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/identifiers.h"

namespace ports {

/// The numbers stand in the stores: add at the end only.
enum class FormDeed : std::uint8_t {
  kOpened = 1,   // shown empty
  kRefused = 2,  // a try to send it was refused, whatever was wrong with it
  kFault = 3,    // of such a try, one field and what was wrong with it
  kSent = 4,
  kKept = 5,  // half filled, to be sent another day
};

struct FormCount {
  base::Date day;
  std::string form;
  FormDeed deed = FormDeed::kOpened;
  std::string field;  // of kFault; else empty
  std::string code;   // of kFault; else empty
  std::int64_t number = 0;
  friend auto operator<=>(FormCount const&, FormCount const&) = default;
};

class FormCountStore {
 public:
  virtual ~FormCountStore() = default;

  /// Adds to what is there, all or nothing, also while other processes do. `counts` in order, none twice.
  virtual void add(base::AuthorityId authority, std::span<FormCount const> counts) = 0;
  /// Those of the days from `first` to `last`, in order.
  [[nodiscard]] virtual std::vector<FormCount> counts(base::AuthorityId authority, base::Date first,
                                                      base::Date last) = 0;
};

}  // namespace ports
