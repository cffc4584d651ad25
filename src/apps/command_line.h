// The command line of the `fairdue` program.
#pragma once

namespace apps {

/// Exit code: 0 done, 1 refused (the reason is on standard error), 2 wrong usage.
[[nodiscard]] int run_command_line(int count, char** words);

}  // namespace apps
