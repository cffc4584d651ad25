// A refusal of the engine as the problem document that a source system gets. Pure.
#pragma once

#include "engine/refusal.h"
#include "http/problem.h"

namespace http::source {

/// 404 for what is not there (or is not the caller's), 409 for what does not fit how things stand, else 422.
[[nodiscard]] int status_of(engine::Refusal refusal);
[[nodiscard]] Problem problem_of(engine::Refusal refusal);

}  // namespace http::source
