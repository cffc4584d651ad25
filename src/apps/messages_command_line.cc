#include "apps/command_families.h"
#include "apps/message_command.h"
#include "apps/messages_command.h"

namespace apps {

void add_template_commands(CLI::App& app, Wishes& wishes) {
  auto& rendered = wishes.keep<RenderArguments>();
  auto& checked = wishes.keep<LintArguments>();
  CLI::App* message = app.add_subcommand("message", "messages to debtors");
  message->require_subcommand(1);
  CLI::App* render = add(*message, wishes, "render", "write a template out for a synthetic person",
                         [&rendered] { return run_message_render(rendered); });
  render->add_option("TEMPLATE", rendered.name, "such as dk/reminder, or a template's file")->required();
  render->add_option("--as", rendered.as, "the channel")
      ->required()
      ->check(CLI::IsMember({"pdf", "memo", "sms", "email", "html"}));
  render->add_option("--lang", rendered.language, "da, en, nb or nl; default: the file's")
      ->check(CLI::IsMember({"da", "en", "nb", "nl"}));
  render->add_option("--family", rendered.family, "of a template that is not a file")
      ->check(CLI::IsMember({"eye_level", "traditional"}))
      ->capture_default_str();
  render->add_option("--out", rendered.out, "where to; -: standard output")->required();
  render->add_option("--schema", rendered.schema, "memo: a folder with MeMo_core.xsd to check with");
  render->add_flag("--memo-1.2", rendered.memo_1_2, "memo: the newer version");
  render->add_flag("--no-links", rendered.without_links, "sms: the text for where no links are sent");
  CLI::App* text = app.add_subcommand("text", "the texts of messages");
  text->require_subcommand(1);
  CLI::App* lint =
      add(*text, wishes, "lint", "check templates: plain words, one thing to do, a way out, the law in its place",
          [&checked] { return run_text_lint(checked); });
  lint->add_option("FILES", checked.files, "templates and folders; default: the built-in ones");
}

void add_sending_commands(CLI::App& app, Wishes& wishes) {
  auto& arguments = wishes.keep<MessagesArguments>();
  CLI::App* messages = app.add_subcommand("messages", "messages to debtors: what has become of them, and sending");
  messages->require_subcommand(1);
  CLI::App* list = add(*messages, wishes, "list", "messages and their states", [&wishes, &arguments] {
    return run_messages_list(wishes.database, arguments, wishes.output());
  });
  CLI::App* show = add(*messages, wishes, "show", "one message", [&wishes, &arguments] {
    return run_messages_show(wishes.database, arguments, wishes.output());
  });
  CLI::App* doubtful =
      add(*messages, wishes, "doubtful", "those of which nobody knows whether they were sent",
          [&wishes, &arguments] { return run_messages_doubtful(wishes.database, arguments, wishes.output()); });
  CLI::App* decide =
      add(*messages, wishes, "decide", "say what became of one that is in doubt, or let it go again",
          [&wishes, &arguments] { return run_messages_decide(wishes.database, arguments, wishes.output()); });
  CLI::App* block = add(*messages, wishes, "block", "do not write to a debtor by a channel",
                        [&wishes, &arguments] { return run_messages_block(wishes.database, arguments); });
  CLI::App* send = add(*messages, wishes, "send", "send what may leave now", [&wishes, &arguments] {
    return run_messages_send(wishes.database, arguments, wishes.output());
  });
  CLI::App* channels =
      add(*messages, wishes, "channels", "the providers of a configuration: what they can, what is open",
          [&wishes, &arguments] { return run_messages_channels(arguments, wishes.output()); });
  add_json(channels, wishes);
  channels->add_option("--config", arguments.configuration, "the installation's TOML file")->required();
  for (CLI::App* each : {list, show, doubtful, decide, block, send}) {
    add_database(each, wishes);
    add_json(each, wishes);
    each->add_option("--authority", arguments.authority, "its code; not needed if there is only one");
  }
  list->add_option("--state", arguments.state, "only those in this state");
  list->add_option("--debtor", arguments.debtor, "only this debtor's");
  for (CLI::App* each : {show, decide}) each->add_option("MESSAGE", arguments.message, "its number")->required();
  decide->add_option("--as", arguments.as, "what is known of it")
      ->required()
      ->check(CLI::IsMember({"sent", "failed", "again"}));
  decide->add_option("--by", arguments.by, "who decides")->required();
  block->add_option("--debtor", arguments.debtor, "whom")->required();
  block->add_option("--channel", arguments.channel, "digital_post, letter, sms or email")->required();
  CLI::Option* const why = block->add_option("--why", arguments.reason, "the reason")
                               ->check(CLI::IsMember({"opted_out", "exempt", "bad_address"}));
  block->add_flag("--lift", arguments.lift, "the debtor may be written to again")->excludes(why);
  send->add_flag("--once", arguments.once, "one round, then end; 1 if some failed or are in doubt");
  send->add_option("--config", arguments.configuration, "the installation's TOML file, with the providers");
  send->add_option("--outbox", arguments.outbox, "the sandbox: a folder for all that would be sent");
  for (CLI::App* each : {block, send}) {
    each->add_option("--key-file", arguments.key_file, "the master key; default: beside the database");
  }
}

}  // namespace apps
