// Bank lines in the database: rows, and what the bank said of their payers, sealed.
#pragma once

#include "ports/books.h"
#include "storage/connection.h"

namespace storage {

void load_bank_lines(Connection& connection, base::AuthorityId authority, ports::Needs const& needs,
                     ports::WorkingSet& into);
void write_bank_line(Connection& connection, base::AuthorityId authority, payments::BankLine const& line);
void write_bank_line_detail(Connection& connection, base::AuthorityId authority, ports::BankLineDetail const& detail);

}  // namespace storage
