#include "engine/execute.h"

#include <algorithm>
#include <cstring>

#include "base/digest.h"
#include "engine/codec.h"
#include "engine/evolve.h"

namespace engine {

namespace {

ports::ShortDigest shorten(base::Digest const& digest) {
  ports::ShortDigest result;
  std::memcpy(result.data(), digest.data(), result.size());
  return result;
}

std::string_view bytes_of(ports::ShortDigest const& digest) {
  return {reinterpret_cast<char const*>(digest.data()), digest.size()};
}

}  // namespace

ports::ShortDigest entry_key(std::string_view actor, std::string_view key) {
  std::string text{actor};
  text += '\0';
  text += key;
  return shorten(base::sha256(text));
}

ports::ShortDigest registration_key(std::string_view actor, base::SourceId source, std::string_view reference) {
  std::string text{actor};
  text += '\0';
  text += '\0';  // a caller's key has no control characters
  text += std::to_string(source.value);
  text += '\0';
  text += reference;
  return shorten(base::sha256(text));
}

Prepared prepare(Submission submission) {
  Prepared prepared;
  Encoder content;
  content(submission.commands);
  for (ports::Party const& party : submission.parties) {
    content(party.kind);
    content(party.id);
    content.raw(bytes_of(party.blind_index));
    content.raw(bytes_of(party.detail_digest));
  }
  auto const* registration =
      submission.commands.empty() ? nullptr : std::get_if<RegisterClaim>(&submission.commands.front());
  if (submission.key_is_reference && registration != nullptr) {
    prepared.registers = ClaimKey{{}, registration->source, registration->reference};
    prepared.key = registration_key(submission.actor, registration->source, registration->reference);
  } else {
    prepared.key = entry_key(submission.actor, submission.key);
  }
  prepared.input = shorten(base::sha256(content.bytes()));
  for (Command const& command : submission.commands) append_needs(command, prepared.needs);
  prepared.submission = std::move(submission);
  return prepared;
}

namespace {

std::expected<std::optional<Answer>, Refusal> find_repeated(ports::BooksTransaction& transaction,
                                                            Prepared const& prepared) {
  base::AuthorityId const authority = prepared.submission.authority;
  auto const found = prepared.registers ? transaction.find_registration(authority, *prepared.registers)
                                        : transaction.find_entry(authority, prepared.key);
  // A claim that was registered under another key is not this submission's: the rules say what that means.
  if (!found || found->key != prepared.key) return std::nullopt;
  if (found->input != prepared.input) return std::unexpected(Refusal::kKeyReusedWithOtherContent);
  return Answer{AnswerKind::kRepeated, found->seq, decode_entry(found->payload).value_or(Entry{})};
}

std::vector<ResolvedParty> resolve_parties(ports::BooksTransaction& transaction, Submission const& submission) {
  std::vector<ResolvedParty> resolved;
  for (ports::Party const& party : submission.parties) {
    // A file may name one person twice in a row: that is one debtor, also if it is new.
    auto const first = std::ranges::find_if(submission.parties, [&](ports::Party const& other) {
      return other.kind == party.kind && other.blind_index == party.blind_index && other.id == party.id;
    });
    base::DebtorId const known =
        party.id ? party.id : transaction.find_party(submission.authority, party).value_or(base::DebtorId{});
    resolved.push_back({static_cast<std::size_t>(first - submission.parties.begin()), known, party.kind});
  }
  return resolved;
}

/// What was written, in the order of the events that it belongs to.
std::vector<ports::EnquiryWords> enquiry_words(std::vector<Event> const& events,
                                               std::vector<std::string> const& sealed) {
  std::vector<ports::EnquiryWords> words;
  auto const add = [&](auto const& event, enquiries::Writer writer) {
    if (event.words == 0 || words.size() == sealed.size()) return;
    words.push_back({event.enquiry, event.words, writer, sealed[words.size()]});
  };
  for (Event const& event : events) {
    if (auto const* received = std::get_if<EnquiryReceived>(&event)) add(*received, enquiries::Writer::kCitizen);
    if (auto const* asked = std::get_if<EnquiryAsked>(&event)) add(*asked, enquiries::Writer::kAsker);
    if (auto const* answered = std::get_if<EnquiryAnswered>(&event)) add(*answered, enquiries::Writer::kAnswerer);
  }
  return words;
}

}  // namespace

Outcome execute(ports::BooksTransaction& transaction, Prepared const& prepared, base::Now now, Rules const& rules) {
  Submission const& submission = prepared.submission;
  if (submission.key.empty() || submission.key.size() > kTextLimit) {
    return std::unexpected(CommandRefusal{Refusal::kNoIdempotencyKey, 0});
  }
  auto repeated = find_repeated(transaction, prepared);
  if (!repeated) return std::unexpected(CommandRefusal{repeated.error(), 0});
  if (*repeated) return std::move(**repeated);

  ports::WorkingSet state;
  if (!transaction.load(submission.authority, prepared.needs, state)) {
    return std::unexpected(CommandRefusal{Refusal::kUnknownAuthority, 0});
  }
  if (submission.currency && *submission.currency != state.currency) {
    return std::unexpected(CommandRefusal{Refusal::kCurrencyNotAuthoritys, 0});
  }

  std::vector<ResolvedParty> parties = resolve_parties(transaction, submission);
  // A command after the first may need a debtor that it only knows as the party of a claim registered just before.
  if (submission.commands.size() > 1) {
    ports::Needs known;
    for (ResolvedParty const& party : parties) {
      if (party.debtor) known.debtors.push_back(party.debtor);
    }
    if (!known.debtors.empty() && !transaction.load(submission.authority, known, state)) {
      return std::unexpected(CommandRefusal{Refusal::kUnknownAuthority, 0});
    }
  }
  ports::Batch batch;
  batch.entry.authority = submission.authority;
  batch.entry.seq = state.next_seq;
  batch.recorded = now;
  Answer answer{AnswerKind::kApplied, state.next_seq, {now.instant, now.date, submission.actor, {}}};
  Context const context{state, now, state.next_seq, parties, rules, submission.actor};
  for (std::size_t i = 0; i < submission.commands.size(); ++i) {
    auto events = apply(context, submission.commands[i]);
    if (!events) return std::unexpected(CommandRefusal{events.error(), i});
    for (Event& event : *events) {
      append_postings(event, batch.postings);
      answer.entry.events.push_back(std::move(event));
    }
  }
  batch.claim_lines = claim_lines(answer.entry.events, state, state.next_seq);
  for (std::size_t i = 0; i < parties.size(); ++i) {
    if (parties[i].same_as == i && parties[i].debtor)
      batch.parties.push_back({parties[i].debtor, &submission.parties[i]});
  }
  for (Command const& command : submission.commands) {
    if (auto const* c = std::get_if<ChangeNationalId>(&command)) {
      batch.national_ids.push_back({c->debtor, &submission.parties[static_cast<std::size_t>(c->party)]});
    }
  }
  batch.enquiry_words = enquiry_words(answer.entry.events, submission.enquiry_words);
  for (Event const& event : answer.entry.events) {
    auto const* kept = std::get_if<AbilityKept>(&event);
    if (kept != nullptr) batch.ability_answers.push_back({kept->debtor, submission.ability_answers});
  }
  std::size_t detail = 0;
  for (Event const& event : answer.entry.events) {
    if (auto const* line = std::get_if<BankLineRecorded>(&event); line && detail < submission.bank_details.size()) {
      batch.bank_details.push_back({line->line, submission.bank_details[detail++]});
    }
    if (auto const* changed = std::get_if<DebtorChanged>(&event)) {
      batch.debtor_changes.push_back({changed->claim, changed->from, changed->to, changed->date});
    }
  }
  batch.entry.key = prepared.key;
  batch.entry.input = prepared.input;
  batch.entry.found_by_claim = prepared.registers.has_value();
  batch.entry.payload = encode_entry(answer.entry);
  transaction.append(std::move(batch), std::move(state));
  return answer;
}

}  // namespace engine
