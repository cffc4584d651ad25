#include "adapters/law_files/procedure_file.h"

#include <algorithm>

#include "adapters/law_files/pack_settings.h"
#include "adapters/law_files/toml_fields.h"
#include "base/digest.h"
#include "base/encoding.h"

namespace adapters::law_files {

namespace {

using dunning::Step;

constexpr Word<dunning::StepKind> kKinds[] = {{"prompt", dunning::StepKind::kPrompt},
                                              {"reminder", dunning::StepKind::kReminder},
                                              {"notice", dunning::StepKind::kNotice},
                                              {"hand_over", dunning::StepKind::kHandOver}};
constexpr Word<dunning::Anchor> kAnchors[] = {{"due", dunning::Anchor::kDue},
                                              {"last_payment_day", dunning::Anchor::kLastPaymentDay},
                                              {"step", dunning::Anchor::kStep},
                                              {"deadline", dunning::Anchor::kDeadline}};
constexpr Word<dunning::Audience> kAudiences[] = {{"everybody", dunning::Audience::kEverybody},
                                                  {"usually_late", dunning::Audience::kUsuallyLate},
                                                  {"persons", dunning::Audience::kPersons},
                                                  {"businesses", dunning::Audience::kBusinesses}};
constexpr Word<dunning::Days> kDays[] = {{"any", dunning::Days::kAny}, {"working_days", dunning::Days::kWorkingDays}};
constexpr Word<dunning::Channel> kChannels[] = {{"digital_post", dunning::Channel::kDigitalPost},
                                                {"letter", dunning::Channel::kLetter},
                                                {"sms", dunning::Channel::kSms},
                                                {"email", dunning::Channel::kEmail}};

constexpr int kMostDays = 3'650;

/// "deadline of fourteen_day_letter": the anchor, and the step's code.
void read_anchor(Fields& fields, Step& step) {
  std::string word = fields.text("after");
  if (std::size_t const of = word.find(" of "); of != std::string::npos) {
    step.after_step = word.substr(of + 4);
    word.resize(of);
    if (word != "deadline" && word != "step") fields.note("after", "only a step and a deadline are 'of' a step");
  } else if (word != "due" && word != "last_payment_day" && word != "step" && word != "deadline") {
    fields.note("after", "'" + word + "' is not known here: due, last_payment_day, step, deadline, 'step of CODE' or " +
                             "'deadline of CODE'");
    return;
  }
  step.anchor = fields.match("after", word, kAnchors);
}

std::vector<dunning::Channel> read_channels(Fields& fields, std::string_view key) {
  std::vector<dunning::Channel> channels;
  if (!fields.has(key)) return channels;
  for (std::string const& word : fields.texts(key)) {
    dunning::Channel const channel = fields.match(key, word, kChannels);
    if (std::ranges::find(channels, channel) != channels.end()) fields.note(key, "'" + word + "' stands there twice");
    channels.push_back(channel);
  }
  return channels;
}

Step read_step(Fields& fields) {
  Step step;
  step.code = fields.text("code");
  step.titles = fields.by_language("title");
  step.kind = fields.word("kind", kKinds);
  read_anchor(fields, step);
  step.days = static_cast<int>(fields.number("days", {-kMostDays, kMostDays}));
  if (auto const until = fields.number_if_given("until_days", {-kMostDays, kMostDays})) {
    step.until_days = static_cast<int>(*until);
  }
  step.days_apart = fields.small_number("days_apart", 0);
  step.on = fields.word_or("on", kDays, dunning::Days::kAny);
  step.audience = fields.word_or("for", kAudiences, dunning::Audience::kEverybody);
  step.at_least_minor = fields.hundredths_if_given("at_least").value_or(0);
  step.letter = fields.has("letter") ? fields.text("letter") : std::string{};
  step.fee = fields.yes("fee");
  step.message = fields.has("message") ? fields.text("message") : std::string{};
  step.channels = read_channels(fields, "channels");
  step.beside = read_channels(fields, "beside");
  step.answer_days = fields.small_number("answer_days", 0);
  step.together = !fields.has("together") || fields.yes_or_no("together");
  return step;
}

/// "2026-11-23..2026-11-27", or one day.
std::vector<dunning::OccasionDays> read_occasion_days(Fields& fields) {
  std::vector<dunning::OccasionDays> all;
  for (std::string const& word : fields.texts("days")) {
    std::size_t const dots = word.find("..");
    auto const first = base::parse_date(word.substr(0, dots));
    auto const last = dots == std::string::npos ? first : base::parse_date(word.substr(dots + 2));
    if (!first || !last || *last < *first) {
      fields.note("days", "'" + word + "' is no day and no days: write \"2026-11-27\" or \"2026-11-23..2026-11-27\"");
      continue;
    }
    if (!all.empty() && *first <= all.back().last) {
      fields.note("days", "'" + word + "' begins before the days that stand before it are over");
    }
    all.push_back({*first, *last});
  }
  return all;
}

dunning::Occasion read_occasion(Fields& fields) {
  dunning::Occasion occasion;
  occasion.code = fields.text("code");
  occasion.titles = fields.by_language("title");
  occasion.days = read_occasion_days(fields);
  occasion.message = fields.text("message");
  occasion.channels = read_channels(fields, "channels");
  occasion.audience = fields.word_or("for", kAudiences, dunning::Audience::kEverybody);
  occasion.at_least_minor = fields.hundredths_if_given("at_least").value_or(0);
  return occasion;
}

}  // namespace

std::expected<dunning::Procedure, LawFileError> read_procedure(LawFile const& file) {
  auto const root = parse_law_file(file);
  if (!root) return std::unexpected(root.error());
  Notes notes{file.name};
  Fields fields{*root, notes, "a procedure"};
  (void)fields.number("format", {1, 1});
  dunning::Procedure procedure;
  procedure.code = fields.text("procedure");
  if (procedure.code.find('@') != std::string::npos) fields.note("procedure", "a procedure's code has no '@'");
  procedure.version = base::to_hex(base::sha256(file.text)).substr(0, 12);
  procedure.names = fields.by_language("name");
  procedure.pack = fields.text("pack");
  if (fields.has("reviewed")) {
    if (toml::table const* const table = fields.table("reviewed")) {
      Fields cells{*table, notes, "[reviewed]"};
      procedure.reviewed_by = cells.text("by");
      procedure.reviewed_on = cells.date("on");
      cells.finish();
    }
  }
  if (fields.has("receipt")) {
    if (toml::table const* const table = fields.table("receipt")) {
      Fields cells{*table, notes, "[receipt]"};
      procedure.receipt.message = cells.text("message");
      procedure.receipt.channels = read_channels(cells, "channels");
      cells.finish();
    }
  }
  for (toml::table const* table : fields.tables("step")) {
    Fields cells{*table, notes, "[[step]]"};
    procedure.steps.push_back(read_step(cells));
    cells.finish();
  }
  if (fields.has("occasion")) {
    for (toml::table const* table : fields.tables("occasion")) {
      Fields cells{*table, notes, "[[occasion]]"};
      procedure.occasions.push_back(read_occasion(cells));
      cells.finish();
    }
  }
  fields.finish();
  if (notes.error()) return std::unexpected(*notes.error());
  return procedure;
}

}  // namespace adapters::law_files
