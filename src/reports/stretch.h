// The days that a report is about.
#pragma once

#include "base/date.h"

namespace reports {

struct Stretch {
  base::Date first;
  base::Date last;  // included
  [[nodiscard]] bool holds(base::Date day) const { return first <= day && day <= last; }
};

}  // namespace reports
