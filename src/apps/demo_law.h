// What the demo's municipality has decided: its law and procedure, and how its messages look and when they leave.
#pragma once

#include "ports/books_reader.h"

namespace apps {

inline constexpr char const* kDemoAuthorityCode = "testby";

/// `begins`: when it took up its procedure; interest is charged from then on.
[[nodiscard]] ports::Authority demo_authority(base::Date begins);

}  // namespace apps
