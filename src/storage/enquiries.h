// Enquiries in SQL: loading and writing; the lists are the Reader's.
// Private to the storage.
#pragma once

#include "ports/books.h"
#include "storage/connection.h"

namespace storage {

/// Those that are named, each with its debtor, its claims and whoever is liable for those.
void load_enquiries(Connection& connection, base::AuthorityId authority, ports::Needs const& needs,
                    ports::WorkingSet& into);

void write_enquiry(Connection& connection, base::AuthorityId authority, enquiries::Enquiry const& enquiry);
void write_enquiry_words(Connection& connection, base::AuthorityId authority, ports::EnquiryWords const& words);

}  // namespace storage
