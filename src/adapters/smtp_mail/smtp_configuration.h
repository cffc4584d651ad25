// What an installation says about the mail server that takes its e-mails. Secrets come from files.
#pragma once

#include <cstdint>
#include <string>

namespace adapters::smtp_mail {

enum class SmtpSecurity : std::uint8_t {
  kStartTls,  // begins in the clear and must change to TLS before anything is said
  kTls,       // TLS from the first byte
  kLoopback,  // in the clear, to a mail server on this machine
};

struct SmtpConfiguration {
  std::string host;
  int port = 587;
  SmtpSecurity security = SmtpSecurity::kStartTls;
  std::string user, password;    // both empty: the server knows us by our address
  std::string hello;             // the name we say we are; empty: the name of this machine
  std::string return_address;    // where failures come back to; empty: the authority's own address
  std::string returned_mail;     // a Maildir with what comes back to the return address; empty: it is not read
  std::string authorities_file;  // PEM; empty: the system's
  int timeout_ms = 20'000;       // for the whole conversation
};

}  // namespace adapters::smtp_mail
