#include "adapters/sqlite/gathered_log.h"

#include <sqlite3.h>

#include <cstddef>
#include <new>
#include <string>

namespace adapters::sqlite {

namespace {

// Then it is written, asked for or not. SQLite's own access to Unix files takes less than 128 KiB at a time.
constexpr std::size_t kGatherLimit = std::size_t{120} << 10;

/// Lies in the memory that SQLite gives; the system's own file follows it there.
struct LogFile {
  sqlite3_file base;  // must come first
  std::string gathered;
  sqlite3_int64 offset;  // of what is gathered
};

constexpr std::size_t kAlignment = alignof(std::max_align_t);
constexpr std::size_t kHeadSize = (sizeof(LogFile) + kAlignment - 1) / kAlignment * kAlignment;

LogFile& log_of(sqlite3_file* file) { return *reinterpret_cast<LogFile*>(file); }
sqlite3_file* system_file(sqlite3_file* file) {
  return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + kHeadSize);
}
sqlite3_vfs* system_access(sqlite3_vfs* access) { return static_cast<sqlite3_vfs*>(access->pAppData); }

int write_gathered(sqlite3_file* file) {
  LogFile& log = log_of(file);
  if (log.gathered.empty()) return SQLITE_OK;
  sqlite3_file* const system = system_file(file);
  int const result =
      system->pMethods->xWrite(system, log.gathered.data(), static_cast<int>(log.gathered.size()), log.offset);
  // After an error SQLite rolls back and will write other frames in the place of these.
  log.gathered.clear();
  return result;
}

int write(sqlite3_file* file, void const* bytes, int count, sqlite3_int64 offset) {
  LogFile& log = log_of(file);
  auto const size = static_cast<std::size_t>(count);
  bool const follows = offset == log.offset + static_cast<sqlite3_int64>(log.gathered.size());
  if (!log.gathered.empty() && (!follows || log.gathered.size() + size > kGatherLimit)) {
    if (int const result = write_gathered(file); result != SQLITE_OK) return result;
  }
  if (log.gathered.empty()) log.offset = offset;
  log.gathered.append(static_cast<char const*>(bytes), size);
  return SQLITE_OK;
}

int read(sqlite3_file* file, void* bytes, int count, sqlite3_int64 offset) {
  LogFile const& log = log_of(file);
  sqlite3_int64 const end = log.offset + static_cast<sqlite3_int64>(log.gathered.size());
  if (!log.gathered.empty() && offset < end && offset + count > log.offset) {
    if (int const result = write_gathered(file); result != SQLITE_OK) return result;
  }
  sqlite3_file* const system = system_file(file);
  return system->pMethods->xRead(system, bytes, count, offset);
}

int close(sqlite3_file* file) {
  int const written = write_gathered(file);
  sqlite3_file* const system = system_file(file);
  int const closed = system->pMethods->xClose(system);
  log_of(file).~LogFile();
  return written != SQLITE_OK ? written : closed;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (int const result = write_gathered(file); result != SQLITE_OK) return result;
  sqlite3_file* const system = system_file(file);
  return system->pMethods->xTruncate(system, size);
}

int sync(sqlite3_file* file, int flags) {
  if (int const result = write_gathered(file); result != SQLITE_OK) return result;
  sqlite3_file* const system = system_file(file);
  return system->pMethods->xSync(system, flags);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  if (int const result = write_gathered(file); result != SQLITE_OK) return result;
  sqlite3_file* const system = system_file(file);
  return system->pMethods->xFileSize(system, size);
}

int lock(sqlite3_file* file, int level) {
  sqlite3_file* const system = system_file(file);
  return system->pMethods->xLock(system, level);
}

int unlock(sqlite3_file* file, int level) {
  sqlite3_file* const system = system_file(file);
  return system->pMethods->xUnlock(system, level);
}

int check_reserved_lock(sqlite3_file* file, int* is_reserved) {
  sqlite3_file* const system = system_file(file);
  return system->pMethods->xCheckReservedLock(system, is_reserved);
}

int file_control(sqlite3_file* file, int what, void* argument) {
  sqlite3_file* const system = system_file(file);
  return system->pMethods->xFileControl(system, what, argument);
}

int sector_size(sqlite3_file* file) {
  sqlite3_file* const system = system_file(file);
  return system->pMethods->xSectorSize(system);
}

int device_characteristics(sqlite3_file* file) {
  sqlite3_file* const system = system_file(file);
  return system->pMethods->xDeviceCharacteristics(system);
}

sqlite3_io_methods const& log_methods() {
  static sqlite3_io_methods const methods = [] {
    sqlite3_io_methods m{};
    m.iVersion = 1;  // without shared memory and mapping, which belong to the database file
    m.xClose = close;
    m.xRead = read;
    m.xWrite = write;
    m.xTruncate = truncate;
    m.xSync = sync;
    m.xFileSize = file_size;
    m.xLock = lock;
    m.xUnlock = unlock;
    m.xCheckReservedLock = check_reserved_lock;
    m.xFileControl = file_control;
    m.xSectorSize = sector_size;
    m.xDeviceCharacteristics = device_characteristics;
    return m;
  }();
  return methods;
}

int open(sqlite3_vfs* access, char const* name, sqlite3_file* file, int flags, int* flags_out) {
  sqlite3_vfs* const system = system_access(access);
  if ((flags & SQLITE_OPEN_WAL) == 0) return system->xOpen(system, name, file, flags, flags_out);
  file->pMethods = nullptr;
  int const result = system->xOpen(system, name, system_file(file), flags, flags_out);
  if (result != SQLITE_OK) return result;
  auto* const log = new (file) LogFile{};
  log->base.pMethods = &log_methods();
  return SQLITE_OK;
}

}  // namespace

char const* gathered_log_access() {
  static constexpr char const* kName = "fairdue-gathered-log";
  static bool const registered = [] {
    sqlite3_vfs* const system = sqlite3_vfs_find(nullptr);
    if (system == nullptr) return false;
    static sqlite3_vfs access = *system;  // all else as the system's: its functions take any file access
    access.zName = kName;
    access.pNext = nullptr;
    access.pAppData = system;
    access.szOsFile = static_cast<int>(kHeadSize) + system->szOsFile;
    access.xOpen = open;
    return sqlite3_vfs_register(&access, 0) == SQLITE_OK;
  }();
  return registered ? kName : nullptr;
}

}  // namespace adapters::sqlite
