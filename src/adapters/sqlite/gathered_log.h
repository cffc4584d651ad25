// The write-ahead log written in one piece a commit. SQLite hands every page to the system by itself, and a small piece
// before it: eight calls for a payment, half of the time the writer spends in the kernel. Here they are gathered and
// written when SQLite asks for the log to be on the disk.
//
// Only for connections with synchronous=FULL: they make the log durable before they tell other connections of what is
// in it, so nobody can miss what is still gathered. Nothing else of SQLite's file access is changed.
#pragma once

namespace adapters::sqlite {

/// The name of the file access to open a writing connection with; registered at the first call. Null if SQLite refuses.
[[nodiscard]] char const* gathered_log_access();

}  // namespace adapters::sqlite
