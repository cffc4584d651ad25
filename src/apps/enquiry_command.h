// fairdue enquiry: what people have told or asked: entered for whoever writes or calls, listed, passed on to the
// department, answered.
//
// Who acts is what `--by` says: on the command line whoever can run the program is believed, and it stands in the
// journal. What people write comes from a file or the standard input, never from the command line, where others can see
// it. The same wish under the same key gets the same answer.
#pragma once

#include <string>
#include <vector>

#include "apps/storage_commands.h"

namespace apps {

struct EnquiryArguments {
  std::string database;
  std::string key_file;
  std::string authority;
  std::string number;  // "17", or as the citizen has it: "TESTBY-H000123"
  std::int64_t debtor = 0;
  std::string source;
  std::vector<std::string> claims;  // references
  std::string kind;
  std::string reason;
  std::string way = "paper";
  std::string received;    // YYYY-MM-DD; empty: today
  std::string until;       // of a promise or deferral; of an answer: granted until
  std::string words_file;  // "-": standard input
  std::string outcome;
  bool withdraw = false;           // the claims are withdrawn
  std::vector<std::string> lower;  // "REFERENCE=MINOR": the principal is lowered to this
  bool no_change = false;
  bool taken_back = false;
  std::string state;
  bool due = false;
  std::string by;
  std::string key;
  std::vector<std::string> settings;  // "name=number"
  bool defaults = false;
};

/// Each throws CommandRefused with what is wrong and what to do.
int run_enquiry_add(EnquiryArguments const& arguments, Output output);
int run_enquiry_list(EnquiryArguments const& arguments, Output output);
int run_enquiry_show(EnquiryArguments const& arguments, Output output);
int run_enquiry_ask(EnquiryArguments const& arguments, Output output);
int run_enquiry_answer(EnquiryArguments const& arguments, Output output);
int run_enquiry_close(EnquiryArguments const& arguments, Output output);
int run_enquiry_policy(EnquiryArguments const& arguments, Output output);

}  // namespace apps
