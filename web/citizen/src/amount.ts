// Reads an amount the way people write it. Result in minor units, or null when it is no amount.
//
// A comma or point followed by one or two digits at the end is the decimal sign, whichever the
// language: nobody means anything else by "100,5" or "100.50". Groups of exactly three digits are
// thousands, so "1.234" is one thousand two hundred and thirty-four in every language we speak.

const kWithGroups = /^\d{1,3}(?:[.,]\d{3})+$/;
const kNumber = /^(\d+|\d{1,3}(?:[.,]\d{3})+)(?:[.,](\d{1,2}))?$/;
const kMaximumDigits = 10;

export function parse_amount(written: string): number | null {
  const compact = written.replace(/[\s\u00a0\u202f]/g, '').replace(/(kr\.?|dkk)/i, '').replace(/,-$/, '');
  const parts = kWithGroups.test(compact) ? [compact, compact, ''] : kNumber.exec(compact);
  if (!parts) return null;
  const whole = (parts[1] ?? '').replace(/[.,]/g, '');
  if (whole.length > kMaximumDigits) return null;
  const hundredths = (parts[2] ?? '').padEnd(2, '0');
  return Number(whole) * 100 + Number(hundredths);
}
