import { describe, expect, it } from 'vitest';
import { ability_faults, enquiry_faults } from './form_counts';

describe('what is told of a form that was refused', () => {
  it('names fields and codes of the API, and nothing that was typed', () => {
    expect(enquiry_faults([['day', 'day_out_of_range'], ['words', 'words_too_long'], ['claims', 'claims_missing']])).toEqual([
      { field: 'day', code: 'out_of_range' }, { field: 'words', code: 'too_long' }, { field: 'claims', code: 'missing' },
    ]);
  });

  it('does not tell how many children there are', () => {
    expect(ability_faults([['income', 'not_a_number'], ['age-0', 'age'], ['age-1', 'age'], ['housing', 'too_large']])).toEqual([
      { field: 'income', code: 'not_a_number' }, { field: 'age', code: 'missing' }, { field: 'housing', code: 'too_large' },
    ]);
  });
});
