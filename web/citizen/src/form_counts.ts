// Tells the authority how its forms go: opened, and what was wrong before they were sent. Names from the lists of the API
// alone; nothing of what was typed, and nothing of who typed it.
import { useEffect } from 'preact/hooks';
import type { FormCount, FormFault } from '../../api_client/client';
import type { AbilityFault, AbilityField } from './ability';
import { count_form } from './api';
import type { EnquiryFault, EnquiryField } from './enquiry';
import { current_session } from './store';

export type FormName = FormCount['form'];

/** Opened and not sent since. Whoever turns the page and comes back has not begun anew. */
const begun = new Set<FormName>();

function tell(count: FormCount): void {
  const session = current_session();
  if (session) count_form(count, session.csrf_token ?? '');
}

/** Counts the form as opened once it is shown empty. */
export function useFormOpened(form: FormName, is_shown_empty: boolean): void {
  useEffect(() => {
    if (!is_shown_empty || begun.has(form)) return;
    begun.add(form);
    tell({ form, deed: 'opened' });
  }, [form, is_shown_empty]);
}

/** `is_counted_there`: the server counts it where it arrives. */
export function form_sent(form: FormName, is_counted_there: boolean): void {
  if (begun.delete(form) && !is_counted_there) tell({ form, deed: 'sent' });
}

export function form_refused(form: FormName, faults: FormFault[]): void {
  tell({ form, deed: 'refused', faults });
}

const kEnquiryCodes: Record<EnquiryFault, FormFault['code']> = {
  kind_missing: 'missing', claims_missing: 'missing', reason_missing: 'missing', day_missing: 'missing',
  day_out_of_range: 'out_of_range', words_missing: 'missing', words_too_long: 'too_long',
};
export const enquiry_faults = (faults: [EnquiryField, EnquiryFault][]): FormFault[] =>
  faults.map(([field, fault]) => ({ field, code: kEnquiryCodes[fault] }));

const kAbilityCodes: Record<AbilityFault, FormFault['code']> = {
  missing: 'missing', not_a_number: 'not_a_number', too_large: 'too_large', age: 'missing',
};

/** All children are one field: how many there are is nobody's business here. */
export function ability_faults(faults: [AbilityField, AbilityFault][]): FormFault[] {
  const by_field = new Map<FormFault['field'], FormFault>();
  for (const [field, fault] of faults) {
    const name = field === 'income' || field === 'housing' || field === 'other' ? field : 'age';
    by_field.set(name, { field: name, code: kAbilityCodes[fault] });
  }
  return [...by_field.values()];
}
