#include "payments/collection_reference.h"

#include <charconv>

namespace payments {

namespace {

constexpr std::string_view kStart = "FD";
constexpr std::size_t kDayDigits = 8;

/// Digits without a leading zero, above zero; nothing otherwise: a reference has one spelling.
std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool const whole = error == std::errc{} && end == text.data() + text.size();
  if (!whole || value <= 0 || text.front() == '0') return std::nullopt;
  return value;
}

/// What stands behind `start`; nothing if the text does not begin so.
std::optional<std::string_view> behind(std::string_view text, std::string const& start) {
  if (!text.starts_with(start)) return std::nullopt;
  return text.substr(start.size());
}

}  // namespace

std::string collection_reference(base::CollectionId id) { return std::string{kStart} + std::to_string(id.value); }

std::optional<base::CollectionId> collection_referred_to(std::string_view reference) {
  auto const rest = behind(reference, std::string{kStart});
  auto const value = rest && !rest->empty() ? number(*rest) : std::nullopt;
  return value ? std::optional{base::CollectionId{*value}} : std::nullopt;
}

std::string delivery_reference(std::int64_t creditor, std::int64_t delivery) {
  return std::string{kStart} + "-" + std::to_string(creditor) + "-" + std::to_string(delivery);
}

std::optional<std::int64_t> delivery_referred_to(std::string_view reference, std::int64_t creditor) {
  auto const rest = behind(reference, std::string{kStart} + "-" + std::to_string(creditor) + "-");
  return rest && !rest->empty() ? number(*rest) : std::nullopt;
}

std::string delivery_day_reference(DeliveryDay const& which) {
  std::string const day = base::format_date(which.day);
  return std::string{kStart} + "-" + std::to_string(which.delivery) + "-" + day.substr(0, 4) + day.substr(5, 2) +
         day.substr(8, 2);
}

std::optional<DeliveryDay> delivery_day_referred_to(std::string_view reference) {
  auto const rest = behind(reference, std::string{kStart} + "-");
  if (!rest) return std::nullopt;
  std::size_t const hyphen = rest->find('-');
  if (hyphen == 0 || hyphen == std::string_view::npos) return std::nullopt;
  auto const delivery = number(rest->substr(0, hyphen));
  std::string const day{rest->substr(hyphen + 1)};
  if (!delivery || day.size() != kDayDigits) return std::nullopt;
  auto const date = base::parse_date(day.substr(0, 4) + "-" + day.substr(4, 2) + "-" + day.substr(6, 2));
  return date ? std::optional{DeliveryDay{*delivery, *date}} : std::nullopt;
}

}  // namespace payments
