#include "adapters/betalingsservice/delivery.h"
#include "adapters/betalingsservice/record_layout.h"

namespace adapters::betalingsservice {

namespace {

constexpr char const* kCollections = "0601";
constexpr std::size_t kAddressLines = 5;

/// "02032026" or "020326" of "2026-03-02".
std::string day_month_year(base::Date date, bool century) {
  std::string const text = base::format_date(date);
  return text.substr(8, 2) + text.substr(5, 2) + (century ? text.substr(0, 4) : text.substr(2, 2));
}

class Writer {
 public:
  Writer(Creditor const& creditor, std::int64_t delivery, base::Date created)
      : creditor_(std::to_string(creditor.number)), group_(std::to_string(creditor.debtor_group)) {
    std::string const supplier = std::to_string(creditor.data_supplier);
    put(write_record(delivery_start(), {{"data_supplier", supplier},
                                        {"delivery_type", kCollections},
                                        {"delivery", std::to_string(delivery)},
                                        {"created", day_month_year(created, false)}}));
    put(write_record(collections_start(), {{"creditor", creditor_},
                                           {"debtor_group", group_},
                                           {"own_id", std::to_string(delivery)},
                                           {"main_text", creditor.name}}));
  }

  void add(OutgoingCollection const& collection) {
    std::string const customer = std::to_string(collection.customer);
    for (std::size_t i = 0; i < collection.address.size() && i < kAddressLines; ++i) {
      put(write_record(address_line(), {{"creditor", creditor_},
                                        {"number", std::to_string(i + 1)},
                                        {"debtor_group", group_},
                                        {"customer", customer},
                                        {"line", collection.address[i]}}));
      ++addresses_;
    }
    put(write_record(address_postcode(), {{"creditor", creditor_},
                                          {"debtor_group", group_},
                                          {"customer", customer},
                                          {"postcode", collection.postcode}}));
    ++addresses_;
    put(write_record(collection_line(), {{"creditor", creditor_},
                                         {"debtor_group", group_},
                                         {"customer", customer},
                                         {"mandate", collection.mandate},
                                         {"date", day_month_year(collection.day, true)},
                                         {"sign", "1"},
                                         {"amount", std::to_string(collection.amount_minor)},
                                         {"reference", collection.reference},
                                         {"payer", customer}}));
    ++collections_;
    sum_ += collection.amount_minor;
    for (std::size_t i = 0; i < collection.texts.size(); ++i) {
      put(write_record(text_line(), {{"creditor", creditor_},
                                     {"number", std::to_string(i + 1)},
                                     {"debtor_group", group_},
                                     {"customer", customer},
                                     {"mandate", collection.mandate},
                                     {"text", collection.texts[i]}}));
      ++texts_;
    }
  }

  std::string end(std::int64_t data_supplier) {
    std::string const count = std::to_string(collections_);
    std::string const sum = std::to_string(sum_);
    std::string const texts = std::to_string(texts_);
    std::string const addresses = std::to_string(addresses_);
    put(write_record(collections_end(), {{"creditor", creditor_},
                                         {"debtor_group", group_},
                                         {"records_042", count},
                                         {"net_amount", sum},
                                         {"records_text", texts},
                                         {"records_022", addresses}}));
    put(write_record(delivery_end(), {{"data_supplier", std::to_string(data_supplier)},
                                      {"delivery_type", kCollections},
                                      {"sections", "1"},
                                      {"records_042", count},
                                      {"net_amount", sum},
                                      {"records_text", texts},
                                      {"records_022", addresses}}));
    return std::move(file_);
  }

 private:
  void put(std::string const& record) { file_.append(record).append("\r\n"); }

  std::string creditor_, group_, file_;
  std::int64_t collections_ = 0;
  std::int64_t addresses_ = 0;
  std::int64_t texts_ = 0;
  std::int64_t sum_ = 0;
};

}  // namespace

std::string write_collections(Creditor const& creditor, std::int64_t delivery, base::Date created,
                              std::vector<OutgoingCollection> const& collections) {
  Writer writer{creditor, delivery, created};
  for (OutgoingCollection const& each : collections) writer.add(each);
  return writer.end(creditor.data_supplier);
}

}  // namespace adapters::betalingsservice
