// The auditor's comparison of every row, posting and balance with books of its own.
#include <algorithm>

#include "claims/liability.h"
#include "simulation/auditor.h"

namespace simulation {

namespace {

std::string number(std::int64_t value) { return std::to_string(value); }

std::string words_of(ledger::Account const& account) {
  return "account " + number(static_cast<int>(account.kind)) + "/" + number(account.part) + "/" + number(account.owner);
}

}  // namespace

void Auditor::compare(ports::BooksReader& books) {
  compare_claims(books);
  compare_money(books);
  compare_accounts(books);
  compare_messages(books);
  compare_watches(books);
}

void Auditor::compare_watches(ports::BooksReader& books) {
  for (NaiveWatch* const watch : watches_) watch->compare(books, authority_);
  take_complaints("compared: ");
}

void Auditor::compare_messages(ports::BooksReader& books) {
  std::size_t rows = 0;
  std::set<std::string> keys;
  books.each_message(authority_, [&](dunning::Message const& row) {
    ++rows;
    std::string const name = "message " + number(row.id.value) + ": ";
    auto const own = dunning_.messages().find(row.id.value);
    if (own == dunning_.messages().end()) return find(name + "nobody planned it");
    if (row.state != own->second.state) find(name + "another state than by the events");
    if (row.debtor.value != own->second.debtor || row.claims.size() != own->second.claims.size()) {
      find(name + "another debtor or other claims");
    }
    if (!keys.insert(dunning::natural_key(row)).second) find(name + "another message has the same key");
  });
  if (rows != dunning_.messages().size()) find("messages that were planned are missing");
}

void Auditor::compare_claims(ports::BooksReader& books) {
  std::size_t rows = 0;
  books.each_claim(authority_, [&](claims::Claim const& row) {
    ++rows;
    NaiveClaim const& own = books_.claims[row.id.value];
    std::string const name = "claim " + number(row.id.value) + ": ";
    for (std::size_t c = 0; c < 3; ++c) {
      if (row.charged.minor[c] != own.charged[c]) {
        find(name + "charged " + number(row.charged.minor[c]) + ", by the events " + number(own.charged[c]));
      }
      if (row.open.minor[c] != own.open(c)) {
        find(name + "open " + number(row.open.minor[c]) + ", by the events " + number(own.open(c)));
      }
    }
    if ((row.state == claims::ClaimState::kCancelled) != own.cancelled) find(name + "cancelled or not");
    bool const is_settled = row.state == claims::ClaimState::kSettled;
    if (!own.cancelled && is_settled != (own.open() == 0)) find(name + "settled or not");
    if (row.owner.value != own.owner) find(name + "another owner");
    if (row.shares.size() != own.parts.size()) find(name + "other shares");
    for (std::size_t i = 0; i < row.shares.size() && i < own.parts.size(); ++i) {
      std::int64_t const left = claims::open_by_share(row)[i];
      std::int64_t const wanted = books_.left_of(row.id.value, row.liable[i].value);
      if (left != wanted) find(name + "a share has " + number(left) + " open, by the events " + number(wanted));
    }
    if (row.holds != own.holds) find(name + "other holds");
    if (row.open_objections.size() != own.objections.size()) find(name + "other objections");
  });
  if (rows != books_.claims.size()) find("there are claims that nobody registered, or some are missing");
}

void Auditor::compare_money(ports::BooksReader& books) {
  std::int64_t held = 0;
  books.each_debtor(authority_, [&](claims::Debtor const& row) {
    NaiveDebtor const& own = books_.debtors[row.id.value];
    held += row.credit_minor;
    if (row.credit_minor != own.credit || row.credit_minor < 0) {
      find("debtor " + number(row.id.value) + ": credit " + number(row.credit_minor) + ", by the events " +
           number(own.credit));
    }
    if (row.holds != own.holds) find("debtor " + number(row.id.value) + ": other holds");
  });
  std::size_t rows = 0;
  books.each_payment(authority_, [&](payments::Payment const& row) {
    ++rows;
    NaivePayment const& own = books_.payments[row.id.value];
    std::string const name = "payment " + number(row.id.value) + ": ";
    bool const is_reversed = row.state == payments::PaymentState::kReversed;
    std::int64_t parts = 0;
    for (payments::Allocation const& part : row.allocations) {
      auto const found = own.parts.find({part.claim.value, static_cast<std::size_t>(part.component)});
      if (found == own.parts.end() || found->second != part.minor)
        find(name + "another part on claim " + number(part.claim.value));
      parts += part.minor;
    }
    held += parts;
    if (row.credit_minor != own.credit || row.refunded_minor != own.refunded) find(name + "another credit");
    if (!is_reversed && parts + row.credit_minor + row.refunded_minor != row.amount_minor) {
      find(name + "is not allocated, credit and refunded to the last minor unit");
    }
    if (!is_reversed && row.amount_minor != own.amount) find(name + "another amount");
  });
  if (rows != books_.payments.size()) find("there are payments that nobody made, or some are missing");
  std::int64_t money = 0;
  for (auto const& [account, minor] : books_.accounts) {
    if (account.kind == ledger::AccountKind::kMoney) money += minor;
  }
  if (money != held) find("money is on a claim or somebody's credit: " + number(held) + ", not " + number(money));
}

void Auditor::compare_accounts(ports::BooksReader& books) {
  std::map<ledger::Account, std::int64_t> posted;
  std::int64_t total = 0;
  books.each_posting(authority_, [&](ports::PostingRow const& row) {
    if (row.posting.minor <= 0) find("a posting of entry " + number(row.seq) + " is not above zero");
    posted[row.posting.debit] += row.posting.minor;
    posted[row.posting.credit] -= row.posting.minor;
  });
  for (auto const& [account, minor] : posted) {
    total += minor;
    auto const own = books_.accounts.find(account);
    std::int64_t const wanted = own == books_.accounts.end() ? 0 : own->second;
    if (wanted != minor) {
      find(words_of(account) + " has postings of " + number(minor) + ", by the events " + number(wanted));
    }
  }
  if (total != 0) find("all accounts together are " + number(total) + ", not zero");
  for (auto const& [account, minor] : books_.accounts) {
    if (minor != 0 && !posted.contains(account)) find(words_of(account) + " has no postings at all");
  }
  books.each_balance(authority_, [&](ports::BalanceRow const& row) {
    if (posted[row.account] != row.minor) find(words_of(row.account) + " has a balance that its postings do not give");
  });
}

void Auditor::compare_providers(std::map<std::string, std::int64_t> const& captured, Completeness completeness) {
  for (auto const& [reference, minor] : booked_) {
    auto const found = captured.find(reference);
    if (found == captured.end()) {
      find("the payment attempt " + reference + " is booked, but its provider has captured nothing");
    } else if (found->second != minor) {
      find("the payment attempt " + reference + " is booked with another amount than was captured");
    }
  }
  if (completeness == Completeness::kNotYet) return;
  for (auto const& [reference, minor] : captured) {
    if (!booked_.contains(reference)) find("a provider has captured " + reference + ", and it is not in the books");
  }
}

}  // namespace simulation
