// `fairdue plan propose` and `plan accept` with `--with`: one plan with other authorities of the installation.
#pragma once

#include <optional>

#include "apps/plan_command.h"
#include "arrangements/proposal.h"

namespace apps {

/// Each throws CommandRefused with what is wrong and what to do.
int run_joint_propose(PlanArguments const& arguments, std::optional<arrangements::Means> const& means, Output output);
int run_joint_accept(PlanArguments const& arguments, std::optional<arrangements::Means> const& means, Output output);

}  // namespace apps
