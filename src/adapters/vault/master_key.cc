#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <stdexcept>

#include "adapters/vault/vault.h"
#include "base/encoding.h"

namespace adapters::vault {

namespace {

void create(std::string const& path, ports::RandomSource& random) {
  std::array<std::uint8_t, 32> key{};
  random.fill(key);
  std::string const text = base::to_hex(key) + "\n";
  // O_EXCL: two programs starting at once must not write two keys.
  int const file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return;  // somebody else made it: it is read below
  bool const written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  bool const kept = written && ::fsync(file) == 0;
  ::close(file);
  if (!kept) throw std::runtime_error("cannot write the key file: is the disk full?");
}

}  // namespace

std::string load_or_create_master_key(std::string const& path, ports::RandomSource& random) {
  if (::access(path.c_str(), F_OK) != 0) create(path, random);
  std::ifstream file{path};
  std::string text;
  file >> text;
  auto key = base::from_hex(text);
  if (!key || key->size() != 32) {
    throw std::runtime_error("the key file '" + path + "' does not hold 64 hex digits: restore it from its backup");
  }
  return *std::move(key);
}

}  // namespace adapters::vault
