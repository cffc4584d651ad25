// Instant stands in base/date.h, beside the legal dates it must not be confused with.
#pragma once

#include "base/date.h"
