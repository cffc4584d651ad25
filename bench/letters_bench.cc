// Messages a second on one core: letters as PDF, MeMo messages written and checked with the official schema, text
// messages. `letters_bench ROUNDS SCHEMA_FOLDER` prints one JSON object a round; without a schema folder no MeMo.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <stdexcept>

#include "adapters/digital_post/memo.h"
#include "adapters/digital_post/memo_schema.h"
#include "adapters/letter_pdf/letter_pdf.h"
#include "adapters/template_files/template_files.h"
#include "contact/sample.h"
#include "contact/sms.h"
#include "contact/template_set.h"

namespace {

constexpr int kLetters = 300;
constexpr int kMemos = 20'000;
constexpr int kTexts = 300'000;

class Stopwatch {
 public:
  [[nodiscard]] double seconds() const { return static_cast<double>(std::clock() - start_) / CLOCKS_PER_SEC; }

 private:
  std::clock_t start_ = std::clock();
};

/// A letter with eight claims, each recipient another name and amount.
struct Recipients {
  contact::Template const& from;
  contact::Sample sample;

  explicit Recipients(contact::Template const& letter)
      : from(letter), sample(contact::sample_for(letter.id, letter.purpose, letter.language)) {
    while (sample.values.claims.size() < 8) sample.values.claims.push_back(sample.values.claims.front());
  }

  void choose(int number) {
    std::string const name = "Navn" + std::to_string(number);
    sample.values.set(contact::Field::kFirstName, name);
    sample.values.set(contact::Field::kAmount, base::Money{100'000 + number, base::kDanishKrone});
    sample.values.links[1] = "https://testby.dk/p/" + std::to_string(1'000'000'000 + number);
    sample.values.set(contact::Field::kPayLink, sample.values.links[1]);
    sample.envelope.recipient.name = name + " Jørgensen";
  }

  [[nodiscard]] contact::Message message() const {
    auto made = contact::make_message(from, sample.values);
    if (!made) throw std::runtime_error(made.error().text());
    return std::move(*made);
  }
};

double letters(Recipients& recipients, std::size_t& largest) {
  adapters::letter_pdf::LetterPrinter printer;
  Stopwatch const watch;
  for (int i = 0; i < kLetters; ++i) {
    recipients.choose(i);
    auto const letter = printer.print(recipients.message(), recipients.sample.envelope);
    if (!letter) throw std::runtime_error(letter.error());
    largest = std::max(largest, letter->pdf.size());
  }
  return kLetters / watch.seconds();
}

double memos(Recipients& recipients, adapters::digital_post::MemoSchema const& schema) {
  namespace digital_post = adapters::digital_post;
  digital_post::MemoSettings settings;
  settings.sender_id = "12345678";
  digital_post::MemoStamp const stamp{"8c2ea15d-61fb-4ba9-9366-42f8b194c114",
                                      "2211771212",
                                      digital_post::RecipientKind::kPerson,
                                      {1'795'176'000'000'000},
                                      false};
  Stopwatch const watch;
  for (int i = 0; i < kMemos; ++i) {
    recipients.choose(i);
    auto const memo = digital_post::write_memo(recipients.message(), recipients.sample.envelope, {}, settings, stamp);
    if (!memo) throw std::runtime_error(std::string{digital_post::advice_of(memo.error())});
    if (auto const checked = schema.check(*memo); !checked) throw std::runtime_error(checked.error());
  }
  return kMemos / watch.seconds();
}

double texts(Recipients& recipients, std::size_t& segments) {
  Stopwatch const watch;
  for (int i = 0; i < kTexts; ++i) {
    recipients.choose(i);
    auto const text = contact::make_sms(recipients.from, recipients.sample.values, contact::LinkPolicy::kLinks);
    if (!text) throw std::runtime_error(text.error().text());
    segments += contact::measure_sms(*text).segments;
  }
  return kTexts / watch.seconds();
}

}  // namespace

int main(int count, char** words) {
  try {
    int const rounds = count > 1 ? std::atoi(words[1]) : 3;
    auto const set = contact::TemplateSet::read(adapters::template_files::built_in_files());
    if (!set) throw std::runtime_error(set.error().text());
    contact::Template const* from = set->find("dk/reminder", contact::Family::kEyeLevel, contact::Language::kDanish);
    Recipients recipients{*from};
    adapters::letter_pdf::keep_memory_between_letters();
    std::optional<adapters::digital_post::MemoSchema> schema;
    if (count > 2) {
      auto loaded = adapters::digital_post::MemoSchema::load(words[2]);
      if (!loaded) throw std::runtime_error(loaded.error());
      schema.emplace(std::move(*loaded));
    }
    for (int round = 0; round < rounds; ++round) {
      std::size_t largest = 0;
      std::size_t segments = 0;
      double const letter_rate = letters(recipients, largest);
      double const text_rate = texts(recipients, segments);
      double const memo_rate = schema ? memos(recipients, *schema) : 0;
      std::printf(
          "{\"letters_per_second\":%.0f,\"largest_letter\":%zu,\"memos_per_second\":%.0f,"
          "\"texts_per_second\":%.0f,\"segments\":%zu}\n",
          letter_rate, largest, memo_rate, text_rate, segments);
    }
  } catch (std::exception const& error) {
    std::fprintf(stderr, "letters_bench: %s\n", error.what());
    return 1;
  }
  return 0;
}
