#include "apps/refunds_command.h"

#include <iostream>

#include "apps/installation.h"
#include "http/json_writer.h"

namespace apps {

namespace {

struct Desk {
  explicit Desk(RefundsArguments const& arguments)
      : books(open_database(arguments.database)),
        law(*books),
        authority(find_authority(*books, arguments.authority)),
        now(now_at(authority, adapters::system::SystemClock{})) {
    law.refresh();
  }

  /// The actor `--by` names, and the same wish under the same key however often it is sent.
  engine::Answer submit(std::string const& by, std::string const& key, engine::Command command) {
    if (!is_code(by)) throw CommandRefused("--by must be 1 to 32 letters, digits, '-' or '_': a code, not a name");
    auto outcome = books->submit_one({authority.id, "clerk:" + by, key, {}, {}, {std::move(command)}}, now);
    if (outcome) return std::move(*outcome);
    if (outcome.error().refusal == engine::Refusal::kKeyReusedWithOtherContent) {
      throw CommandRefused("this has been asked for before, on another day or with other words: look at what was done");
    }
    throw CommandRefused(std::string{engine::advice_for(outcome.error().refusal)});
  }
  payments::RefundProposal refund(std::int64_t number) {
    auto const found = books->reader()->refund(authority.id, {number});
    if (!found) throw CommandRefused(std::string{engine::advice_for(engine::Refusal::kRefundNotFound)});
    return *found;
  }
  [[nodiscard]] std::string amount(std::int64_t minor) const {
    return base::format_amount(minor) + " " + std::string{authority.currency.code()};
  }

  std::unique_ptr<storage::Store> books;
  LawWatch law;
  ports::Authority authority;
  base::Now now;
};

std::int64_t read_amount(std::string const& text) {
  auto const minor = base::parse_amount(text, {'.', '\0'});
  if (!minor || *minor < 0) throw CommandRefused("'" + text + "' is no amount: write it as 250.00");
  return *minor;
}

void write_refund(http::JsonWriter& json, payments::RefundProposal const& refund) {
  json.begin_object().member("refund", refund.id.value).member("state", payments::name_of(refund.state));
  json.member("debtor", refund.debtor.value).member("amount_minor", refund.amount_minor());
  json.member("reference", refund.external_reference).member("proposed", refund.proposed);
  json.member("proposed_by", refund.proposed_by).member("decided_by", refund.decided_by);
  json.member("reason", refund.reason).key("payments").begin_array();
  for (payments::RefundedPart const& part : refund.parts) {
    json.begin_object().member("payment", part.payment.value).member("amount_minor", part.minor).end_object();
  }
  json.end_array().end_object();
}

int print_decided(Desk& desk, std::int64_t number, Output output) {
  payments::RefundProposal const refund = desk.refund(number);
  if (output == Output::kJson) {
    http::JsonWriter json;
    write_refund(json, refund);
    std::cout << json.take() << "\n";
  } else {
    std::cout << "refund " << number << ": " << desk.amount(refund.amount_minor()) << ", "
              << payments::name_of(refund.state) << "\n";
  }
  return 0;
}

}  // namespace

int run_refunds_limit(RefundsArguments const& arguments, Output output) {
  Desk desk{arguments};
  if (arguments.no_limit || !arguments.amount.empty()) {
    std::optional<std::int64_t> limit;
    if (!arguments.no_limit) limit = read_amount(arguments.amount);
    set_refund_limit(*desk.books, desk.authority, limit);
    desk.authority = find_authority(*desk.books, arguments.authority);
  }
  std::optional<std::int64_t> const limit = refund_limit(desk.authority);
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().member("authority", desk.authority.code).key("alone_up_to_minor");
    limit ? json.value(*limit) : json.raw("null");
    json.end_object();
    std::cout << json.take() << "\n";
  } else if (limit) {
    std::cout << "one person may refund up to " << desk.amount(*limit) << " alone; running servers know within a"
              << " minute\n";
  } else {
    std::cout << "one person may refund any amount alone\n";
  }
  return 0;
}

int run_refunds_make(RefundsArguments const& arguments, Output output) {
  Desk desk{arguments};
  std::int64_t const minor = read_amount(arguments.amount);
  std::optional<std::int64_t> const limit = refund_limit(desk.authority);
  base::DebtorId const debtor{arguments.debtor};
  if (arguments.reference.empty()) throw CommandRefused("give the transfer a --reference: its end-to-end id");
  engine::Command command =
      engine::RefundCredit{debtor, minor, ledger::Means::kBank, arguments.reference, desk.now.date};
  if (limit && minor > *limit) {
    command = engine::ProposeRefund{debtor, minor, ledger::Means::kBank, arguments.reference, desk.now.date};
  }
  engine::Answer const answer = desk.submit(arguments.by, "refund:" + arguments.reference, std::move(command));
  auto const* proposed = engine::find_event<engine::RefundProposed>(answer);
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().member("state", proposed != nullptr ? "proposed" : "refunded").member("amount_minor", minor);
    json.member("refund", proposed != nullptr ? proposed->refund.value : std::int64_t{0});
    json.member("repeated", answer.kind == engine::AnswerKind::kRepeated).end_object();
    std::cout << json.take() << "\n";
  } else if (proposed != nullptr) {
    std::cout << "refund " << proposed->refund.value << " of " << desk.amount(minor)
              << " waits for a second person: 'fairdue refunds approve " << proposed->refund.value << "'\n";
  } else {
    std::cout << "refunded " << desk.amount(minor) << "; the bank's line is expected as " << arguments.reference
              << "\n";
  }
  return 0;
}

int run_refunds_list(RefundsArguments const& arguments, Output output) {
  Desk desk{arguments};
  auto const waiting = desk.books->reader()->open_refunds(desk.authority.id);
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object().key("refunds").begin_array();
    for (payments::RefundProposal const& refund : waiting) write_refund(json, refund);
    json.end_array().end_object();
    std::cout << json.take() << "\n";
    return 0;
  }
  for (payments::RefundProposal const& refund : waiting) {
    std::cout << refund.id.value << "  " << desk.amount(refund.amount_minor()) << " to debtor " << refund.debtor.value
              << ", proposed " << base::format_date(refund.proposed) << " by " << refund.proposed_by << ", reference "
              << refund.external_reference << "\n";
  }
  if (waiting.empty()) std::cout << "Nothing waits.\n";
  return 0;
}

int run_refunds_approve(RefundsArguments const& arguments, Output output) {
  Desk desk{arguments};
  std::int64_t const minor = read_amount(arguments.amount);
  payments::RefundProposal const refund = desk.refund(arguments.refund);
  // The same wish gets the same answer, also on a later day.
  bool const done = refund.state == payments::RefundState::kApproved && refund.amount_minor() == minor &&
                    refund.decided_by == "clerk:" + arguments.by;
  if (!done) {
    (void)desk.submit(arguments.by, "approve refund:" + std::to_string(arguments.refund),
                      engine::ApproveRefund{refund.id, minor, desk.now.date});
  }
  return print_decided(desk, arguments.refund, output);
}

int run_refunds_reject(RefundsArguments const& arguments, Output output) {
  Desk desk{arguments};
  (void)desk.submit(arguments.by, "reject refund:" + std::to_string(arguments.refund),
                    engine::RejectRefund{{arguments.refund}, arguments.reason});
  return print_decided(desk, arguments.refund, output);
}

}  // namespace apps
