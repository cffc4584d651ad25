// What a template must be so that a person in arrears knows what to do, and what the law asks for is said.
//
// Per template: the main part reads easily (LIX), has one main action and at most three numbers; a demand offers to
// pay, to pay in instalments or later, and help; the law is spoken of in details only; no sentence ends on an amount;
// subject, preview and text message fit, do not tell what the claim is about and need no other alphabet; every notice
// that the law wants for this purpose is there.
// Per set (a folder with a requirements.toml): each message is there in every family and language.
//
// requirements.toml (the flat TOML of front_matter.h):
//   languages = ["da", "en"]                families = ["traditional", "eye_level"]
//   lix_eye_level = 30   lix_traditional = 40   lix_detail = 50      limits; LIX as of Björnsson, 1968
//   final_notice = ["hand_over"]            the details that messages of this purpose, or of this name, must have
// Pure.
#pragma once

#include <span>
#include <vector>

#include "contact/template_file.h"

namespace contact {

/// Every remark on `files`, in their order; empty: all is well. Parts that are named must be among `files`.
[[nodiscard]] std::vector<TemplateError> lint(std::span<TemplateFile const> files);

}  // namespace contact
