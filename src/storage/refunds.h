// The rows of proposed refunds; reading them is the Reader's.
#pragma once

#include "ports/books_reader.h"
#include "storage/connection.h"

namespace storage {

void write_refund(Connection& connection, base::AuthorityId authority, payments::RefundProposal const& refund);

}  // namespace storage
