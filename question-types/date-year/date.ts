import type { AnswerValue } from '@examlet/player';
import { type DateParts, isDate, partsOf } from './check';

export type DatePart = keyof DateParts;

const ZEROS = ['٠', '۰', '०', '০', '０'].map((zero) => zero.charCodeAt(0));

/** What a keyboard or a paste puts around or in place of a minus: marks of direction, and dashes. */
const MARKS = /[\u061c\u200e\u200f\u2066-\u2069]/g;
const MINUS = /[\u2010-\u2013\u2212\ufe63\uff0d]/g;

/** Digits and minus signs of other scripts as those of the wire. */
export function asciiDigits(text: string): string {
  return text
    .replace(MARKS, '')
    .replace(MINUS, '-')
    .replace(/[^\x20-\x7f]/g, (character) => {
      const code = character.charCodeAt(0);
      const zero = ZEROS.find((first) => code >= first && code <= first + 9);
      return zero === undefined ? character : String(code - zero);
    });
}

/** The answer that the fields make: nothing is thrown away, finished or not. */
export function joined(parts: DateParts): AnswerValue {
  const [year, month, day] = [parts.year, parts.month, parts.day].map((text) => asciiDigits(text).trim());
  if (!year && !month && !day) return null;
  const two = (text = '') => (/^\d$/.test(text) ? `0${text}` : text);
  const four = year && /^\d{1,3}$/.test(year) && month && day ? year.padStart(4, '0') : year;
  return `${four}-${two(month)}-${two(day)}`;
}

/** True when all fields are filled and there is no such day. */
export function isImpossible(parts: DateParts): boolean {
  return [parts.year, parts.month, parts.day].every((text) => text.trim() !== '') && !isDate(joined(parts));
}

/** In which order a language writes a date. */
export function fieldOrder(locale: string): DatePart[] {
  const parts = new Intl.DateTimeFormat(gregorian(locale), {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  }).formatToParts(0);
  return parts.flatMap(({ type }) => (type === 'year' || type === 'month' || type === 'day' ? [type] : []));
}

/** The names of the months, January first. */
export function monthNames(locale: string): string[] {
  const format = new Intl.DateTimeFormat(gregorian(locale), { month: 'long', timeZone: 'UTC' });
  return Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(2000, month, 1)));
}

/** A date in words; the text itself where it is no date. */
export function inWords(value: AnswerValue, locale: string): string {
  const { year, month, day } = partsOf(value);
  if (!isDate(value) || Number(year) < 1) return typeof value === 'string' ? value : '';
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return new Intl.DateTimeFormat(gregorian(locale), {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(date);
}

function gregorian(locale: string): string {
  return `${locale}-u-ca-gregory`;
}
