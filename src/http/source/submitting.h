// From what was read to the books and back: shared by the handlers for one claim, one change and a batch.
// Private to http/source.
#pragma once

#include <expected>
#include <optional>
#include <string>

#include "http/source/change_input.h"
#include "http/source/claim_view.h"
#include "http/source/source_api.h"

namespace http::source {

/// The Idempotency-Key header: once, 1 to 200 characters.
[[nodiscard]] std::expected<std::string, Problem> idempotency_key_of(Request const& request);

/// Seals the people.
[[nodiscard]] engine::Submission submission_of(SourceApi& api, SourceCaller const& caller, ClaimInput input,
                                               std::string key);
[[nodiscard]] engine::Submission submission_of(SourceCaller const& caller, ChangeInput input, std::string key);

[[nodiscard]] engine::ClaimKey claim_key(SourceCaller const& caller, std::string_view reference);

/// The caller's claim as it is now; nothing if the caller has none with this reference.
[[nodiscard]] std::optional<ClaimFacts> find_claim(ports::BooksReader& reader, SourceCaller const& caller,
                                                   std::string_view reference);

/// 201 for what was done now, 200 for what had been done before.
[[nodiscard]] int status_of(engine::Answer const& answer);

}  // namespace http::source
