#include "apps/messages_command.h"

#include <chrono>
#include <iostream>
#include <thread>

#include "apps/server_options.h"
#include "http/json_writer.h"

namespace apps {

namespace {

using dunning::Message;
using dunning::MessageState;

constexpr std::size_t kPage = 500;

ports::Authority authority_of(engine::BooksService& books, std::string const& code) {
  if (!code.empty()) return find_authority(books, code);
  auto const all = books.reader()->authorities();
  if (all.size() != 1) throw CommandRefused("say which authority with --authority");
  return all.front();
}

std::string claims_text(Message const& message) {
  std::string text;
  for (base::ClaimId const id : message.claims) text += (text.empty() ? "" : ",") + std::to_string(id.value);
  return text;
}

void write_message(http::JsonWriter& json, Message const& message,
                   std::vector<ports::ContactBlock> const* blocks = nullptr) {
  json.begin_object().member("message", message.id.value).member("key", dunning::natural_key(message));
  json.member("state", dunning::name_of(message.state)).member("debtor", message.debtor.value);
  json.member("procedure", message.procedure).member("step", message.step).member("content", message.content);
  json.member("beside", message.beside).member("planned", message.planned);
  if (message.answer_until) json.member("answer_until", *message.answer_until);
  if (message.sent_on) json.member("sent_on", *message.sent_on);
  if (message.channel) json.member("channel", dunning::name_of(*message.channel));
  json.key("claims").begin_array();
  for (base::ClaimId const id : message.claims) json.value(id.value);
  json.end_array().member("amount_minor", message.amount_minor).member("fee_minor", message.fee_minor);
  json.member("variant", message.variant).member("provider_reference", message.provider_reference);
  json.member("reason", message.reason).member("tries", message.tries);
  if (blocks != nullptr) {
    json.key("not_by").begin_array();
    for (ports::ContactBlock const& block : *blocks) {
      json.begin_object().member("channel", dunning::name_of(block.channel)).member("reason", block.reason);
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
}

void print_line(Message const& message) {
  std::cout << message.id.value << "  " << dunning::name_of(message.state) << "  debtor " << message.debtor.value
            << "  " << message.step << (message.beside ? " (beside)" : "") << "  claims " << claims_text(message)
            << "  planned " << base::format_date(message.planned);
  if (message.channel) std::cout << "  by " << dunning::name_of(*message.channel);
  if (!message.reason.empty()) std::cout << "  " << message.reason;
  std::cout << "\n";
}

std::vector<Message> in_state(ports::BooksReader& reader, base::AuthorityId authority, MessageState state) {
  std::vector<Message> all;
  base::MessageId after;
  while (true) {
    auto page = reader.messages_in(authority, state, after, kPage);
    if (page.empty()) return all;
    after = page.back().id;
    std::ranges::move(page, std::back_inserter(all));
  }
}

Message find_message(ports::BooksReader& reader, base::AuthorityId authority, std::int64_t number) {
  auto message = reader.message(authority, {number});
  if (!message) throw CommandRefused("there is no message " + std::to_string(number) + ": see 'fairdue messages list'");
  return std::move(*message);
}

void print_counts(engine::SendCounts const& counts, Output output) {
  std::pair<char const*, std::int64_t> const all[] = {
      {"sent", counts.sent},      {"too_late", counts.too_late}, {"unreachable", counts.unreachable},
      {"failed", counts.failed},  {"doubtful", counts.doubtful}, {"put_back", counts.put_back},
      {"waiting", counts.waiting}};
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_object();
    for (auto const& [name, count] : all) json.member(name, count);
    json.end_object();
    std::cout << json.take() << std::endl;
    return;
  }
  std::string text;
  for (auto const& [name, count] : all) text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + name;
  std::cout << text << std::endl;
}

/// False if there was nothing to lift.
bool lift_address(std::string const& database_url, MessagesArguments const& arguments,
                  ports::Authority const& authority, base::DebtorId debtor, dunning::Channel channel) {
  Installation installation{database_url, arguments.key_file};
  DebtorMessageComposer composer{installation, {}};
  composer.refresh(authority, nullptr);
  return composer.lift_address_block(authority.id, debtor, channel);
}

}  // namespace

int run_messages_list(std::string const& database_url, MessagesArguments const& arguments, Output output) {
  auto const books = open_database(database_url);
  ports::Authority const authority = authority_of(*books, arguments.authority);
  auto const reader = books->reader();
  std::optional<MessageState> state;
  if (!arguments.state.empty()) {
    state = dunning::message_state(arguments.state);
    if (!state) {
      throw CommandRefused("'" + arguments.state + "' is no state of a message: there are planned, sending, sent, " +
                           "delivered, failed, too_late, doubtful and unreachable");
    }
  }
  std::vector<Message> messages;
  if (arguments.debtor != 0) {
    messages = reader->messages_of(authority.id, {arguments.debtor});
    if (state) std::erase_if(messages, [&](Message const& each) { return each.state != *state; });
  } else if (state) {
    messages = in_state(*reader, authority.id, *state);
  } else {
    reader->each_message(authority.id, [&](Message const& each) { messages.push_back(each); });
  }
  if (output == Output::kJson) {
    http::JsonWriter json;
    json.begin_array();
    for (Message const& message : messages) write_message(json, message);
    json.end_array();
    std::cout << json.take() << "\n";
    return 0;
  }
  for (Message const& message : messages) print_line(message);
  std::cout << messages.size() << (messages.size() == 1 ? " message\n" : " messages\n");
  return 0;
}

int run_messages_show(std::string const& database_url, MessagesArguments const& arguments, Output output) {
  auto const books = open_database(database_url);
  ports::Authority const authority = authority_of(*books, arguments.authority);
  Message const message = find_message(*books->reader(), authority.id, arguments.message);
  auto const blocks = books->operations().contact_blocks(authority.id, message.debtor);
  if (output == Output::kJson) {
    http::JsonWriter json;
    write_message(json, message, &blocks);
    std::cout << json.take() << "\n";
    return 0;
  }
  print_line(message);
  std::cout << "  text " << message.content << (message.variant.empty() ? "" : ", made as " + message.variant)
            << "\n  key " << dunning::natural_key(message) << ", tried " << message.tries << " times\n";
  if (!message.provider_reference.empty()) std::cout << "  at the provider " << message.provider_reference << "\n";
  for (ports::ContactBlock const& block : blocks) {
    std::cout << "  the debtor is not written to by " << dunning::name_of(block.channel) << ": " << block.reason
              << "\n";
  }
  return 0;
}

int run_messages_doubtful(std::string const& database_url, MessagesArguments arguments, Output output) {
  arguments.state = dunning::name_of(MessageState::kDoubtful);
  int const code = run_messages_list(database_url, arguments, output);
  if (output == Output::kText) {
    std::cout << "Ask the provider about each, then say what is known:"
              << " fairdue messages decide MESSAGE --as sent|failed|again --by WHO\n";
  }
  return code;
}

int run_messages_decide(std::string const& database_url, MessagesArguments const& arguments, Output output) {
  auto const books = open_database(database_url);
  ports::Authority const authority = authority_of(*books, arguments.authority);
  Message const message = find_message(*books->reader(), authority.id, arguments.message);
  MessageState const to = arguments.as == "sent"     ? MessageState::kSent
                          : arguments.as == "failed" ? MessageState::kFailed
                                                     : MessageState::kPlanned;
  bool const again = to == MessageState::kPlanned;
  bool const waits = message.state == MessageState::kDoubtful ||
                     (again && (message.state == MessageState::kFailed || message.state == MessageState::kUnreachable));
  if (!waits) {
    throw CommandRefused("message " + std::to_string(arguments.message) + " is " +
                         std::string{dunning::name_of(message.state)} + ": " +
                         "a person decides about the doubtful, and what failed or was unreachable can go again");
  }
  engine::AdvanceMessage command{message.id, to, {}, {}, {}, again ? "" : "decided"};
  if (!engine::advance_message(*books, authority.id, "person:" + arguments.by, std::move(command),
                               now_at(authority, adapters::system::SystemClock{}))) {
    throw CommandRefused("the message has changed meanwhile: look at it again with 'fairdue messages show'");
  }
  return run_messages_show(database_url, arguments, output);
}

int run_messages_block(std::string const& database_url, MessagesArguments const& arguments) {
  auto const books = open_database(database_url);
  ports::Authority const authority = authority_of(*books, arguments.authority);
  auto const channel = dunning::channel(arguments.channel);
  if (!channel) throw CommandRefused("'" + arguments.channel + "' is no channel");
  base::DebtorId const debtor{arguments.debtor};
  if (!books->reader()->debtor(authority.id, debtor)) {
    throw CommandRefused("there is no debtor " + std::to_string(arguments.debtor));
  }
  ports::Operations& operations = books->operations();
  if (arguments.lift == !arguments.reason.empty()) throw CommandRefused("say either --why or --lift");
  if (arguments.lift) {
    // Also what the number or address itself has asked for, which only the installation's key can tell.
    bool const lifted = operations.lift_contact_block(authority.id, debtor, *channel);
    bool const address_lifted = lift_address(database_url, arguments, authority, debtor, *channel);
    if (!lifted && !address_lifted) {
      throw CommandRefused("nothing keeps the debtor from being written to by " + arguments.channel);
    }
  } else {
    operations.block_contact({authority.id, debtor, *channel, arguments.reason, adapters::system::SystemClock{}.now()});
  }
  for (ports::ContactBlock const& block : operations.contact_blocks(authority.id, debtor)) {
    std::cout << "not by " << dunning::name_of(block.channel) << ": " << block.reason << "\n";
  }
  return 0;
}

int run_messages_channels(MessagesArguments const& arguments, Output output) {
  ServerOptions options;
  read_server_configuration(arguments.configuration, options);
  adapters::https_client::HttpsClient partners{{}};
  auto const channels = make_channels(options.messages, partners);
  http::JsonWriter json;
  json.begin_object().key("channels").begin_array();
  for (auto const& channel : channels) {
    ports::ChannelCapabilities const& can = channel->capabilities();
    bool const keys = can.keys == ports::KeyPolicy::kHonours;
    bool const reports = can.reports == ports::DeliveryReports::kReports;
    json.begin_object().member("provider", can.provider).member("channel", dunning::name_of(can.channel));
    json.member("honours_keys", keys).member("reports_deliveries", reports).end_object();
    if (output == Output::kText) {
      std::cout << can.provider << ": " << dunning::name_of(can.channel)
                << (keys ? ", the same message twice is sent once" : ", no second try in doubt")
                << (reports ? ", tells what arrives\n" : ", does not tell what arrives\n");
    }
  }
  json.end_array().key("warnings").begin_array();
  for (std::string const& warning : channel_warnings(options.messages)) {
    json.value(warning);
    if (output == Output::kText) std::cout << "! " << warning << "\n";
  }
  json.end_array().end_object();
  if (output == Output::kJson) std::cout << json.take() << "\n";
  return 0;
}

int run_messages_send(std::string const& database_url, MessagesArguments const& arguments, Output output) {
  ServerOptions options;
  if (!arguments.configuration.empty()) read_server_configuration(arguments.configuration, options);
  if (!arguments.outbox.empty()) options.messages.outbox = arguments.outbox;
  if (options.messages.outbox.empty() && !options.messages.reach_somebody()) {
    throw CommandRefused(
        "there is no way out: name the configuration with --config, or a folder for the sandbox with --outbox");
  }
  Installation installation{database_url, arguments.key_file};
  ports::Authority const authority = authority_of(installation.books(), arguments.authority);
  MessageWorker worker{installation, authority.code, options.messages, options.origin,
                       ports::random_token(installation.random())};
  while (true) {
    auto const counts = worker.send_once();
    if (!counts) throw CommandRefused("another process is sending this authority's messages");
    if (arguments.once || counts->sent > 0) print_counts(*counts, output);
    if (arguments.once) worker.leave();
    if (arguments.once) return counts->doubtful + counts->failed > 0 ? 1 : 0;
    std::this_thread::sleep_for(std::chrono::seconds{5});
  }
}

}  // namespace apps
