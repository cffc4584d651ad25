#include "engine/verify.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/money.h"
#include "engine/chain.h"
#include "engine/entry.h"
#include "engine/evolve.h"
#include "engine/execute.h"
#include "ledger/balances.h"

namespace engine {

namespace {

using ledger::AccountKind;
using ledger::Component;

std::string name_of(ledger::Account const& account) {
  static constexpr std::string_view kKinds[] = {"",
                                                "receivable of claim ",
                                                "credit of debtor ",
                                                "income of source ",
                                                "money by means ",
                                                "written off of source ",
                                                "unmatched money ",
                                                "charges by means ",
                                                "outside money "};
  auto const kind = static_cast<std::size_t>(account.kind);
  std::string name{kind < std::size(kKinds) ? kKinds[kind] : std::string_view{"account of unknown kind "}};
  return name +
         std::to_string(account.kind == AccountKind::kMoney || account.kind == AccountKind::kCharges ? account.part
                                                                                                     : account.owner) +
         (account.kind == AccountKind::kReceivable || account.kind == AccountKind::kIncome ||
                  account.kind == AccountKind::kWrittenOff
              ? ", component " + std::to_string(account.part)
              : "");
}

using DebtorClaim = std::pair<std::int64_t, std::int64_t>;
using ClaimEntry = std::tuple<std::int64_t, std::int64_t, std::int64_t>;  // claim, entry, payment or zero

class Auditor {
 public:
  Auditor(ports::BooksReader& books, base::AuthorityId authority) : books_(books), authority_(authority) {}

  Audit run() {
    check_chain_and_replay();
    check_postings();
    check_projections();
    check_lists();
    check_accounts();
    return std::move(audit_);
  }

 private:
  void find(std::string what) {
    ++audit_.findings_in_all;
    if (audit_.findings.size() < kFindingsLimit) audit_.findings.push_back({std::move(what)});
  }

  void check_chain_and_replay() {
    std::vector<ports::JournalBlock> blocks;
    books_.each_block(authority_, [&](ports::JournalBlock const& block) { blocks.push_back(block); });
    audit_.blocks = static_cast<std::int64_t>(blocks.size());
    std::size_t at = 0;
    std::int64_t next_seq = 1;
    std::string hash_before;
    std::optional<BlockSeal> seal;
    auto const close_block = [&] {
      base::Digest const hash = seal->finish();
      seal.reset();
      std::string_view const computed{reinterpret_cast<char const*>(hash.data()), hash.size()};
      ports::JournalBlock const& block = blocks[at++];
      if (computed != block.hash) {
        find("journal block " + std::to_string(block.block) + " (entries " + std::to_string(block.first_seq) + " to " +
             std::to_string(block.last_seq) + "): the hash does not match; an entry in it was changed");
      }
      hash_before = block.hash;
    };
    books_.each_entry(authority_, [&](ports::JournalEntry const& entry) {
      ++audit_.entries;
      if (entry.seq != next_seq) {
        find("journal entry " + std::to_string(next_seq) + " is missing: the next one is " + std::to_string(entry.seq));
      }
      next_seq = entry.seq + 1;
      while (at < blocks.size() && seal && entry.seq > blocks[at].last_seq) close_block();
      if (at < blocks.size() && entry.seq >= blocks[at].first_seq && entry.seq <= blocks[at].last_seq) {
        if (!seal) seal.emplace(hash_before);
        seal->add(entry);
        if (entry.seq == blocks[at].last_seq) close_block();
      } else {
        find("journal entry " + std::to_string(entry.seq) + " is in no block of the chain");
      }
      replay(entry);
    });
    if (seal || at < blocks.size()) {
      find("journal block " + std::to_string(blocks[at].block) + ": entries up to " +
           std::to_string(blocks[at].last_seq) + " are missing at the end of the journal");
    }
    audit_.last_hash = hash_before;
  }

  void replay(ports::JournalEntry const& stored) {
    auto const entry = decode_entry(stored.payload);
    if (!entry) return find("journal entry " + std::to_string(stored.seq) + " cannot be read");
    std::vector<ledger::Posting> postings;
    for (Event const& event : entry->events) {
      if (!evolve(state_, event, stored.seq, entry->date)) {
        find("journal entry " + std::to_string(stored.seq) + ": the event " + std::string{name_of_event(event)} +
             " does not fit the entries before it");
      }
      append_postings(event, postings);
    }
    base::Now const recorded{entry->recorded, entry->date};
    std::int64_t line = 0;
    for (ledger::Posting const& posting : postings) expected_.push_back({stored.seq, ++line, posting, recorded});
    std::int64_t change_line = 0;
    for (Event const& event : entry->events) {
      auto const* e = std::get_if<DebtorChanged>(&event);
      if (e == nullptr) continue;
      debtor_changes_.push_back({stored.seq, ++change_line, {e->claim, e->from, e->to, e->date}, recorded});
    }
    for (ports::ClaimLine const& claim_line : claim_lines(entry->events, state_, stored.seq)) {
      claim_entries_.emplace_back(claim_line.claim.value, stored.seq, claim_line.payment.value);
    }
    check_key(stored, *entry);
  }

  /// An entry that no index of keys holds must be found through its claim.
  void check_key(ports::JournalEntry const& stored, Entry const& entry) {
    ClaimRegistered const* registered = nullptr;
    for (Event const& event : entry.events) {
      if (registered == nullptr) registered = std::get_if<ClaimRegistered>(&event);
    }
    bool const by_claim =
        registered != nullptr && stored.key == registration_key(entry.actor, registered->source, registered->reference);
    if (by_claim != stored.found_by_claim) {
      find("journal entry " + std::to_string(stored.seq) + " is not found under its idempotency key");
    }
  }

  static std::string_view name_of_event(Event const& event) { return engine::name_of(event); }

  void check_postings() {
    std::size_t at = 0;
    auto const place = [](ports::PostingRow const& row) {
      return "posting " + std::to_string(row.line) + " of journal entry " + std::to_string(row.seq);
    };
    auto const key = [](ports::PostingRow const& row) { return std::pair{row.seq, row.line}; };
    books_.each_posting(authority_, [&](ports::PostingRow const& row) {
      ++audit_.postings;
      while (at < expected_.size() && key(expected_[at]) < key(row)) find(place(expected_[at++]) + " is missing");
      if (at < expected_.size() && key(expected_[at]) == key(row)) {
        if (expected_[at].posting != row.posting) find(place(row) + " is not what its event says");
        if (!same(expected_[at].recorded, row.recorded)) find(place(row) + " was not recorded when its entry was");
        ++at;
      } else {
        find(place(row) + " has no event");
      }
      if (!balances_.post(row.posting))
        find(place(row) + " cannot be posted: " + base::format_amount(row.posting.minor));
    });
    while (at < expected_.size()) find(place(expected_[at++]) + " is missing");
    expected_.clear();
  }

  /// Compares the stored rows with those the replay gave, both in the order of their keys.
  template <class Entity, class Each>
  void compare(std::string_view what, ports::Table<Entity> const& replayed, Each&& each_stored) {
    std::vector<Entity const*> expected;
    replayed.each([&](Entity const& entity) { expected.push_back(&entity); });
    std::size_t at = 0;
    auto const name = [&](auto id) { return std::string{what} + " " + std::to_string(id.value); };
    each_stored([&](Entity const& row) {
      while (at < expected.size() && expected[at]->id < row.id) find(name(expected[at++]->id) + ": the row is missing");
      if (at < expected.size() && expected[at]->id == row.id) {
        if (!(*expected[at] == row)) find(name(row.id) + ": the row is not what the journal says");
        ++at;
      } else {
        find(name(row.id) + ": the journal knows nothing of the row");
      }
    });
    while (at < expected.size()) find(name(expected[at++]->id) + ": the row is missing");
  }

  void check_projections() {
    // Their accounts are compared on the way: a row is read once.
    compare<claims::Claim>("claim", state_.claims, [&](auto const& f) {
      books_.each_claim(authority_, [&](claims::Claim const& claim) {
        f(claim);
        for (Component const c : ledger::kComponents) check_account(ledger::receivable(claim.id, c), claim.open[c]);
      });
    });
    compare<claims::Debtor>("debtor", state_.debtors, [&](auto const& f) {
      books_.each_debtor(authority_, [&](claims::Debtor const& debtor) {
        f(debtor);
        check_account(ledger::debtor_credit(debtor.id), -debtor.credit_minor);
      });
    });
    compare<payments::Payment>("payment", state_.payments, [&](auto const& f) { books_.each_payment(authority_, f); });
    compare<payments::PaymentAttempt>("payment attempt", state_.attempts,
                                      [&](auto const& f) { books_.each_attempt(authority_, f); });
    compare<payments::BankLine>("bank line", state_.bank_lines,
                                [&](auto const& f) { books_.each_bank_line(authority_, f); });
    compare<payments::RefundProposal>("refund", state_.refunds,
                                      [&](auto const& f) { books_.each_refund(authority_, f); });
    compare<arrangements::Arrangement>("arrangement", state_.arrangements,
                                       [&](auto const& f) { books_.each_arrangement(authority_, f); });
    compare<help::Referral>("referral", state_.referrals, [&](auto const& f) { books_.each_referral(authority_, f); });
    compare<enquiries::Enquiry>("enquiry", state_.enquiries,
                                [&](auto const& f) { books_.each_enquiry(authority_, f); });
    compare<payments::Mandate>("mandate", state_.mandates, [&](auto const& f) { books_.each_mandate(authority_, f); });
    compare<payments::Collection>("collection", state_.collections,
                                  [&](auto const& f) { books_.each_collection(authority_, f); });
    compare<claims::Disclosure>("disclosure", state_.disclosures,
                                [&](auto const& f) { books_.each_disclosure(authority_, f); });
    compare<claims::Representation>("representation", state_.representations,
                                    [&](auto const& f) { books_.each_representation(authority_, f); });
    compare<arrangements::AbilityStatement>("ability statement", state_.ability_statements,
                                            [&](auto const& f) { books_.each_ability_statement(authority_, f); });
    compare<dunning::Message>("message", state_.messages, [&](auto const& f) { books_.each_message(authority_, f); });
    audit_.claims = static_cast<std::int64_t>(state_.claims.size());
    audit_.payments = static_cast<std::int64_t>(state_.payments.size());
    state_.claims.each([&](claims::Claim const& claim) { audit_.open_minor += claim.open_minor(); });
    state_.debtors.each([&](claims::Debtor const& debtor) { audit_.credit_minor += debtor.credit_minor; });
  }

  void check_lists() {
    std::vector<DebtorClaim> by_debtor;
    state_.claims.each([&](claims::Claim const& claim) {
      for (base::DebtorId const debtor : claim.liable) by_debtor.emplace_back(debtor.value, claim.id.value);
    });
    compare_list(
        by_debtor,
        [&](auto const& f) {
          books_.each_claim_by_debtor(authority_, [&](std::int64_t d, std::int64_t c) { f({d, c}); });
        },
        [](DebtorClaim const& row, std::string_view verb) {
          auto const& [debtor, claim] = row;
          return "the list of claims of debtor " + std::to_string(debtor) + std::string{verb} + std::to_string(claim);
        });
    compare_list(
        claim_entries_,
        [&](auto const& f) {
          books_.each_claim_entry(authority_, [&](ports::ClaimLine const& line, std::int64_t seq) {
            f({line.claim.value, seq, line.payment.value});
          });
        },
        [](ClaimEntry const& row, std::string_view verb) {
          auto const& [claim, seq, payment] = row;
          return "the history of claim " + std::to_string(claim) + std::string{verb} + "entry " + std::to_string(seq) +
                 (payment != 0 ? " with payment " + std::to_string(payment) : "");
        });
    check_debtor_changes();
  }

  /// Compares rows that come in the order of their keys with those expected.
  template <class Row, class Each, class Describe>
  void compare_list(std::vector<Row>& expected, Each&& each, Describe&& describe) {
    std::ranges::sort(expected);
    std::size_t at = 0;
    each([&](Row const& row) {
      while (at < expected.size() && expected[at] < row) find(describe(expected[at++], " lacks "));
      if (at < expected.size() && expected[at] == row) {
        ++at;
      } else {
        find(describe(row, " has ") + ", which is wrong");
      }
    });
    while (at < expected.size()) find(describe(expected[at++], " lacks "));
  }

  void check_debtor_changes() {
    std::size_t at = 0;
    books_.each_debtor_change(authority_, [&](ports::DebtorChangeRow const& row) {
      bool const right = at < debtor_changes_.size() && debtor_changes_[at].seq == row.seq &&
                         debtor_changes_[at].line == row.line && debtor_changes_[at].change == row.change &&
                         same(debtor_changes_[at].recorded, row.recorded);
      if (!right) find("the change of debtor in journal entry " + std::to_string(row.seq) + " is not what it says");
      ++at;
    });
    if (at < debtor_changes_.size()) {
      find("the change of debtor in journal entry " + std::to_string(debtor_changes_[at].seq) + " is missing");
    }
  }

  static bool same(base::Now const& one, base::Now const& other) {
    return one.instant == other.instant && one.date == other.date;
  }

  void check_account(ledger::Account const& account, std::int64_t stored) {
    std::int64_t const added = balances_.of(account);
    if (added != stored) {
      find("account " + name_of(account) + ": the postings add up to " + base::format_amount(added) +
           ", the stored balance is " + base::format_amount(stored));
    }
  }

  void check_accounts() {
    if (balances_.total() != 0) find("all accounts together are not zero");
    std::int64_t waiting = 0;
    books_.each_bank_line(authority_, [&](payments::BankLine const& line) {
      if (line.waits()) waiting += line.amount_minor;
    });
    check_account(ledger::unmatched(), -waiting);
    std::set<ledger::Account> stored;
    books_.each_balance(authority_, [&](ports::BalanceRow const& row) {
      stored.insert(row.account);
      check_account(row.account, row.minor);
    });
    for (AccountKind const kind : ledger::kAccountKinds) {
      if (!ledger::is_control(kind)) continue;
      balances_.each(kind, [&](std::int64_t owner, std::uint8_t part, std::int64_t) {
        ledger::Account const account{kind, part, owner};
        if (!stored.contains(account)) check_account(account, 0);
      });
    }
  }

  ports::BooksReader& books_;
  base::AuthorityId authority_;
  Audit audit_;
  ports::WorkingSet state_;
  ledger::Balances balances_;
  std::vector<ports::PostingRow> expected_;
  std::vector<ports::DebtorChangeRow> debtor_changes_;
  std::vector<ClaimEntry> claim_entries_;
};

}  // namespace

Audit verify(ports::BooksReader& books, base::AuthorityId authority) { return Auditor{books, authority}.run(); }

}  // namespace engine
