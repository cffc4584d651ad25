#include "reports/form_figures.h"

namespace reports {

std::map<std::string, FormFigures> form_figures(std::span<ports::FormCount const> counts) {
  std::map<std::string, FormFigures> forms;
  for (ports::FormCount const& each : counts) {
    FormFigures& form = forms[each.form];
    switch (each.deed) {
      case ports::FormDeed::kOpened:
        form.opened += each.number;
        break;
      case ports::FormDeed::kRefused:
        form.refused += each.number;
        break;
      case ports::FormDeed::kFault: {
        FieldFigures& field = form.fields[each.field];
        field.refused += each.number;
        field.codes[each.code] += each.number;
        break;
      }
      case ports::FormDeed::kSent:
        form.sent += each.number;
        break;
      case ports::FormDeed::kKept:
        form.kept += each.number;
        break;
    }
  }
  return forms;
}

}  // namespace reports
