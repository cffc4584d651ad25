// Texts, money and dates in the language the person reads. The catalogue is one compiled module
// per language, fetched when it is first needed.
import type danish from '../../messages/da.json';

export type TextKey = keyof typeof danish;
export type Values = Record<string, string | number>;
type Catalogue = Record<string, (values: Values) => string>;
export type Language = 'da' | 'en';

// The compiled modules are generated JavaScript; their exact types say nothing useful here.
const kLoaders: Record<Language, () => Promise<{ default: unknown }>> = {
  da: () => import('../../messages/compiled/da.js'),
  en: () => import('../../messages/compiled/en.js'),
};
/** Texts that come with the page that shows them. */
export type TextPart =
  | 'ability' | 'choose' | 'direct_debit' | 'enquire' | 'counter' | 'creditors' | 'referral' | 'representation'
  | 'accessibility' | 'security' | 'privacy';
const kPartLoaders: Record<TextPart, Record<Language, () => Promise<{ default: unknown }>>> = {
  ability: {
    da: () => import('../../messages/compiled/da_ability.js'),
    en: () => import('../../messages/compiled/en_ability.js'),
  },
  direct_debit: {
    da: () => import('../../messages/compiled/da_direct_debit.js'),
    en: () => import('../../messages/compiled/en_direct_debit.js'),
  },
  choose: {
    da: () => import('../../messages/compiled/da_choose.js'),
    en: () => import('../../messages/compiled/en_choose.js'),
  },
  creditors: {
    da: () => import('../../messages/compiled/da_creditors.js'),
    en: () => import('../../messages/compiled/en_creditors.js'),
  },
  referral: {
    da: () => import('../../messages/compiled/da_referral.js'),
    en: () => import('../../messages/compiled/en_referral.js'),
  },
  counter: {
    da: () => import('../../messages/compiled/da_counter.js'),
    en: () => import('../../messages/compiled/en_counter.js'),
  },
  enquire: {
    da: () => import('../../messages/compiled/da_enquire.js'),
    en: () => import('../../messages/compiled/en_enquire.js'),
  },
  representation: {
    da: () => import('../../messages/compiled/da_representation.js'),
    en: () => import('../../messages/compiled/en_representation.js'),
  },
  accessibility: {
    da: () => import('../../messages/compiled/da_accessibility.js'),
    en: () => import('../../messages/compiled/en_accessibility.js'),
  },
  security: {
    da: () => import('../../messages/compiled/da_security.js'),
    en: () => import('../../messages/compiled/en_security.js'),
  },
  privacy: {
    da: () => import('../../messages/compiled/da_privacy.js'),
    en: () => import('../../messages/compiled/en_privacy.js'),
  },
};
const parts_in_use = new Set<TextPart>();

const kLocales: Record<Language, string> = { da: 'da-DK', en: 'en-GB' };
const kTimeZone = 'Europe/Copenhagen';
const kCookieAgeSeconds = 365 * 24 * 60 * 60;

export const kLanguageNames: Record<Language, string> = { da: 'Dansk', en: 'English' };

let language: Language = 'da';
let catalogue: Catalogue = {};

export const current_language = (): Language => language;

export function is_language(value: unknown): value is Language {
  return typeof value === 'string' && value in kLoaders;
}

export async function load_language(next: Language): Promise<void> {
  const loaded = [kLoaders[next](), ...[...parts_in_use].map((part) => kPartLoaders[part][next]())];
  catalogue = Object.assign({}, ...(await Promise.all(loaded)).map((module) => module.default)) as Catalogue;
  language = next;
  document.documentElement.lang = next;
}

export async function load_text_part(part: TextPart): Promise<void> {
  const texts = (await kPartLoaders[part][language]()).default as Catalogue;
  parts_in_use.add(part);
  catalogue = { ...catalogue, ...texts };
}

/** A cookie and not local storage, so that the server can speak the same language. */
export function remember_language(next: Language): void {
  document.cookie = `lang=${next}; Path=/; SameSite=Lax; Max-Age=${kCookieAgeSeconds}`;
}

export function text(key: TextKey, values: Values = {}): string {
  return catalogue[key]?.(values) ?? key;
}

/** A text whose key ends in a code from the server; `other` is for codes we do not know. */
export function coded_text(group: 'type' | 'what' | 'why', code: string): string {
  const write = catalogue[`${group}.${code}`] ?? catalogue[`${group}.other`];
  return write?.({}) ?? code;
}

/** The only place where minor units are divided. Nothing is calculated with the result. */
export function money(amount_minor: number, currency: string): string {
  return new Intl.NumberFormat(kLocales[language], {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).format(amount_minor / 100);
}

/** An amount as the person would type it: no currency, decimals by the language's habit. */
export function plain_amount(amount_minor: number): string {
  return new Intl.NumberFormat(kLocales[language], {
    minimumFractionDigits: 2,
    useGrouping: false,
  }).format(amount_minor / 100);
}

/** A calendar day has no time zone; it is read and written as UTC so that it never shifts. */
const day_instant = (day: string): Date => new Date(`${day}T00:00:00Z`);

export function long_day(day: string): string {
  return new Intl.DateTimeFormat(kLocales[language], { dateStyle: 'long', timeZone: 'UTC' })
    .format(day_instant(day));
}

export function period(from: string, to: string): string {
  const first = day_instant(from);
  const last = day_instant(to);
  const after_last = new Date(last.getTime() + 24 * 60 * 60 * 1000);
  const is_whole_month = first.getUTCDate() === 1 && after_last.getUTCDate() === 1
    && first.getUTCMonth() === last.getUTCMonth() && first.getUTCFullYear() === last.getUTCFullYear();
  return is_whole_month
    ? new Intl.DateTimeFormat(kLocales[language], { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(first)
    : new Intl.DateTimeFormat(kLocales[language], { dateStyle: 'long', timeZone: 'UTC' }).formatRange(first, last);
}

export function moment(instant: string): string {
  return new Intl.DateTimeFormat(kLocales[language], {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: kTimeZone,
  }).format(new Date(instant));
}

/** "tomorrow", "in 5 days"; both sides are calendar days where the authority is. */
export function days_until(day: string, now: Date): number {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: kTimeZone }).format(now);
  return Math.round((day_instant(day).getTime() - day_instant(today).getTime()) / (24 * 60 * 60 * 1000));
}

export function relative_days(days: number): string {
  return new Intl.RelativeTimeFormat(kLocales[language], { numeric: 'auto' }).format(days, 'day');
}
