import type { AnswerValue } from '@examlet/player';
import { type DateParts, isDate, partsOf } from './check';

export type DatePart = keyof DateParts;

/** What a keyboard or a paste puts around a number or in place of a minus. As the server reads them. */
const UNSEEN = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;
const MINUS = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
const DIGIT = /\p{Nd}/u;

/** Digits and minus signs of other scripts as those of the wire. */
export function asciiDigits(text: string): string {
  return text
    .replace(UNSEEN, '')
    .replace(MINUS, '-')
    .replace(/(?![0-9])\p{Nd}/gu, asciiDigit);
}

/** The digits of each script stand in a row from 0 to 9, and rows begin beside each other at most. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let first = code;
  while (DIGIT.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((code - first) % 10);
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
