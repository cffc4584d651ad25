// The body of a template, from lines to blocks: a small part of Markdown, see template.h.
// Pure.
#pragma once

#include <expected>
#include <vector>

#include "contact/source_lines.h"
#include "contact/template.h"

namespace contact {

struct Body {
  std::vector<Condition> conditions;
  std::vector<BlockTemplate> blocks;
};

[[nodiscard]] std::expected<Body, TemplateError> read_body(std::vector<SourceLine> const& lines);

}  // namespace contact
