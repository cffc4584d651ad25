#include "contact/template_lint.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/utf8.h"
#include "contact/message.h"
#include "contact/readability.h"
#include "contact/sample.h"
#include "contact/sms.h"

namespace contact {

namespace {

constexpr std::size_t kNumbersAtMost = 3;
constexpr std::size_t kSubjectLetters = 80;   // what a mailbox shows on a telephone in two lines
constexpr std::size_t kPreviewLetters = 150;  // the notification of Digital Post
constexpr std::size_t kSmsSegments = 2;
constexpr std::int64_t kWordsToJudge = 20;  // fewer are a heading and a line: the figure says nothing of them

/// Words by which a text becomes law. They belong in a detail, where who wants to know finds them.
std::vector<std::string_view> legal_words(Language language) {
  switch (language) {
    case Language::kDanish:
      return {"§", "loven", "lovens", "bekendtgørelse", "jf.", "i henhold til", "retsplej"};
    case Language::kEnglish:
      return {"§", " Act", "pursuant", "statutory", "hereby", "section "};
    case Language::kNorwegian:
      return {"§", "loven", "lovens", "forskrift", "jf.", "i henhold til"};
    case Language::kDutch:
      return {"§", "artikel", "wetboek", "wettelijke", "krachtens", "ingevolge", "hierbij"};
  }
  return {};
}

/// What nobody beside the recipient should read on a locked screen.
constexpr std::string_view kTellingWords[] = {"gæld", "debt", "gjeld", "schuld", "inkasso", "incasso", "rykker"};

std::string lower(std::string text) {
  for (char& letter : text) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return text;
}

bool is_prose(BlockKind kind) { return kind != BlockKind::kTable && kind != BlockKind::kFigures; }

class TemplateLint {
 public:
  TemplateLint(Template const& checked, Requirements const& requirements, std::vector<TemplateError>& remarks)
      : template_(checked),
        requirements_(requirements),
        remarks_(remarks),
        sample_(sample_for(checked.id, checked.purpose, checked.language)) {}

  void check() {
    check_made();
    check_head();
    check_sms(LinkPolicy::kLinks, template_.sms, template_.sms_line);
    check_sms(LinkPolicy::kNoLinks, template_.sms_without_link, template_.sms_without_link_line);
    check_actions();
    check_offers();
    check_numbers();
    check_prose();
    check_readability(Part::kMain);
    check_readability(Part::kDetail);
    check_notices();
  }

 private:
  void remark(std::size_t line, std::string message) { remark(template_.file, line, std::move(message)); }
  void remark(std::string const& file, std::size_t line, std::string message) {
    remarks_.push_back({file, line, std::move(message)});
  }

  void check_made() {
    if (auto const made = make_message(template_, sample_.values); !made) {
      remark(made.error().file, made.error().line, made.error().message);
    }
  }

  std::string filled(TextTemplate const& text) {
    std::string words;
    static_cast<void>(append_filled(words, text, sample_.values, template_.language));
    return words;
  }

  // ---- before it is opened

  void check_head() {
    check_line(template_.subject, template_.subject_line, "subject", kSubjectLetters);
    check_line(template_.preview, template_.preview_line, "preview", kPreviewLetters);
  }

  void check_line(TextTemplate const& text, std::size_t line, std::string const& what, std::size_t letters) {
    std::string const words = filled(text);
    std::size_t const count = base::count_letters(words);
    if (count > letters) {
      remark(line, "the " + what + " has " + std::to_string(count) + " letters for the synthetic person, at most " +
                       std::to_string(letters) + " are shown: shorten it");
    }
    check_discreet(words, line, what);
    check_sentence_ends(text, template_.file, line);
  }

  void check_discreet(std::string const& words, std::size_t line, std::string const& what) {
    for (std::string_view const word : kTellingWords) {
      if (!lower(words).contains(word)) continue;
      remark(line, "the " + what + " says '" + std::string{word} +
                       "', which others may read on a locked screen: say what to do instead");
    }
  }

  static bool names(TextTemplate const& text, Field field) {
    return std::ranges::any_of(
        text.steps, [&](TextStep const& step) { return step.kind == TextStep::Kind::kField && step.field == field; });
  }

  void check_sms(LinkPolicy policy, TextTemplate const& text, std::size_t line) {
    bool const links = policy == LinkPolicy::kLinks;
    auto const words = make_sms(template_, sample_.values, policy);
    if (!words) return remark(words.error().line, words.error().message);
    SmsSize const size = measure_sms(*words);
    for (std::string const& letter : size.foreign) {
      remark(line, "the letter '" + letter + "' is not in the alphabet of text messages and makes each one shorter: " +
                       "write the word without it");
    }
    if (size.segments > kSmsSegments) {
      remark(line, "the text message takes " + std::to_string(size.segments) + " pieces, at most " +
                       std::to_string(kSmsSegments) + ": shorten it");
    }
    if (!names(text, Field::kAuthority))
      remark(line, "the text message does not say from whom it is: add {{authority}}");
    bool const receipt = template_.purpose == Purpose::kReceipt || template_.purpose == Purpose::kHandedOver;
    if (links && !receipt && !names(text, Field::kPayLink)) {
      remark(line, "the text message offers nothing to do: add {{pay_link}}");
    }
    if (!links && names(text, Field::kPayLink)) remark(line, "'sms_without_link' has a link: take {{pay_link}} out");
    if (!links && !receipt && !(names(text, Field::kShortAddress) && names(text, Field::kPaymentCode))) {
      remark(line, "without a link the text message needs {{short_address}} and {{payment_code}}");
    }
    check_discreet(*words, line, "text message");
    check_sentence_ends(text, template_.file, line);
  }

  // ---- what there is to do

  void check_actions() {
    std::size_t count = 0;
    std::size_t line = 0;
    for (BlockTemplate const& block : template_.blocks) {
      if (block.kind != BlockKind::kAction || is_alternative(block)) continue;
      ++count;
      line = block.line;
      if (block.part == Part::kDetail)
        remark(block.file, block.line, "the button stands in a detail: move it to page 1");
    }
    if (count > 1) remark(line, std::to_string(count) + " buttons: keep the one thing to do, make the others links");
    if (count == 0 && template_.purpose != Purpose::kReceipt) {
      remark(0, "has no main action: add a line such as [Pay now](pay)");
    }
  }

  [[nodiscard]] bool is_alternative(BlockTemplate const& block) const {
    return std::ranges::any_of(block.conditions,
                               [&](std::size_t index) { return template_.conditions[index].otherwise; });
  }

  [[nodiscard]] std::set<LinkTarget> offers() const {
    std::set<LinkTarget> found;
    for_each_text(Part::kMain, [&](BlockTemplate const&, TextTemplate const& text, std::size_t) {
      for (TextStep const& step : text.steps) found.insert(step.link);
    });
    return found;
  }

  void check_offers() {
    std::set<LinkTarget> const found = offers();
    bool const demand = template_.purpose != Purpose::kReceipt && template_.purpose != Purpose::kHandedOver;
    if (demand && !found.contains(LinkTarget::kPay)) remark(0, "offers no way to pay on page 1: add [...](pay)");
    if (demand && !found.contains(LinkTarget::kInstalments) && !found.contains(LinkTarget::kLater)) {
      remark(0, "offers no way out to who cannot pay now: add [...](instalments) or [...](later) on page 1");
    }
    if (!found.contains(LinkTarget::kHelp)) remark(0, "offers no help on page 1: add [...](help)");
  }

  void check_numbers() {
    std::set<std::string> numbers;
    for_each_text(Part::kMain, [&](BlockTemplate const&, TextTemplate const& text, std::size_t) {
      for (TextStep const& step : text.steps) {
        if (step.kind == TextStep::Kind::kField && definition_of(step.field).is_number) {
          numbers.insert(std::string{definition_of(step.field).name});
        }
        if (step.kind == TextStep::Kind::kLiteral) add_digits(numbers, step.text);
      }
    });
    if (numbers.size() <= kNumbersAtMost) return;
    std::string all;
    for (std::string const& each : numbers) all += (all.empty() ? "" : ", ") + each;
    remark(0, "has " + std::to_string(numbers.size()) + " numbers on page 1 (" + all + "), at most " +
                  std::to_string(kNumbersAtMost) + ": move the rest into a detail");
  }

  static void add_digits(std::set<std::string>& numbers, std::string const& text) {
    for (std::size_t at = 0; (at = text.find_first_of("0123456789", at)) != std::string::npos;) {
      std::size_t const end = std::min(text.find_first_not_of("0123456789", at), text.size());
      numbers.insert(text.substr(at, end - at));
      at = end;
    }
  }

  // ---- words

  template <class Visit>
  void for_each_text(Part part, Visit visit) const {
    for (BlockTemplate const& block : template_.blocks) {
      if (block.part != part) continue;
      visit(block, block.text, block.line);
      for (RowTemplate const& row : block.rows) {
        for (TextTemplate const& cell : row.cells) visit(block, cell, row.line);
      }
    }
  }

  void check_prose() {
    for (Part const part : {Part::kMain, Part::kDetail}) {
      for_each_text(part, [&](BlockTemplate const& block, TextTemplate const& text, std::size_t line) {
        if (is_prose(block.kind)) check_sentence_ends(text, block.file, line);
        if (part == Part::kMain) check_legal(text, block.file, line);
      });
    }
  }

  void check_legal(TextTemplate const& text, std::string const& file, std::size_t line) {
    for (TextStep const& step : text.steps) {
      for (std::string_view const word : legal_words(template_.language)) {
        if (!step.text.contains(word)) continue;
        remark(file, line,
               "'" + std::string{word} + "' is the law's language: say on page 1 what it means for the reader, " +
                   "and quote the law in a ':::' detail");
      }
    }
  }

  /// "You owe 100 kr." leaves the reader with the sum; a sentence that goes on says what to do about it.
  void check_sentence_ends(TextTemplate const& text, std::string const& file, std::size_t line) {
    for (std::size_t at = 0; at < text.steps.size(); ++at) {
      TextStep const& step = text.steps[at];
      if (step.kind != TextStep::Kind::kField || definition_of(step.field).type != FieldType::kMoney) continue;
      std::size_t next = at + 1;
      while (next < text.steps.size() && text.steps[next].kind > TextStep::Kind::kField) ++next;
      bool ends = next == text.steps.size();
      if (!ends && text.steps[next].kind == TextStep::Kind::kLiteral) {
        std::string const& words = text.steps[next].text;
        ends = words == "." || words.starts_with(". ") || words.starts_with('!') || words.starts_with('?');
      }
      if (ends) {
        remark(file, line,
               "a sentence ends on the amount '" + std::string{definition_of(step.field).name} +
                   "': put it earlier in the sentence");
      }
    }
  }

  void check_readability(Part part) {
    TextCount count;
    for_each_text(part, [&](BlockTemplate const& block, TextTemplate const& text, std::size_t) {
      if (!is_prose(block.kind)) return;
      auto const runs = fill(text, sample_.values, nullptr, template_.language);
      if (runs) count_text(count, text_of(*runs));
    });
    if (count.words < kWordsToJudge) return;
    std::int64_t const found = lix(count);
    std::int64_t const limit = part == Part::kMain ? requirements_.lix_main[static_cast<std::size_t>(template_.family)]
                                                   : requirements_.lix_detail;
    if (found > limit) {
      remark(0, std::string{part == Part::kMain ? "page 1 has" : "the details have"} + " a LIX of " +
                    std::to_string(found) + ", at most " + std::to_string(limit) +
                    ": shorter sentences, shorter words");
    }
  }

  void check_notices() {
    std::string_view const id = template_.id;
    check_notices(name_of(template_.purpose));
    check_notices(id.substr(id.rfind('/') + 1));
  }

  void check_notices(std::string_view letter) {
    auto const found = requirements_.notices.find(letter);
    if (found == requirements_.notices.end()) return;
    for (std::string const& wanted : found->second) {
      bool const there =
          std::ranges::any_of(template_.blocks, [&](BlockTemplate const& block) { return block.notice == wanted; });
      if (!there) remark(0, "lacks '::: detail " + wanted + " ...', which the law wants in this letter");
    }
  }

  Template const& template_;
  Requirements const& requirements_;
  std::vector<TemplateError>& remarks_;
  Sample sample_;
};

}  // namespace

void lint_template(Template const& checked, Requirements const& requirements, std::vector<TemplateError>& remarks) {
  TemplateLint{checked, requirements, remarks}.check();
}

}  // namespace contact
