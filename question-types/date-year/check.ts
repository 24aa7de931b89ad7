import type { AnswerValue, Question } from '@examlet/player';

/** What stands in the three fields, as it was typed. */
export interface DateParts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

/** True when a day is asked for, and not only a year. */
export function isFullDate(question: Question): boolean {
  return question.settings['dateType'] === 'full-date';
}

/**
 * The fields of a stored answer: `1925-12-31`, or an unfinished one such as `1925--31`. Anything else stands in the
 * year.
 */
export function partsOf(value: AnswerValue): DateParts {
  const text = typeof value === 'string' ? value : '';
  const [, year = text, month = '', day = ''] = /^(.*)-(\d{0,2})-([^-]*)$/.exec(text) ?? [];
  return { year, month, day };
}

/** True for a year: up to six digits, before Christ with a minus. */
export function isYear(text: string): boolean {
  return /^-?\d{1,6}$/.test(text.trim());
}

/** True for a day that there is in the Gregorian calendar. */
export function isDate(value: AnswerValue): boolean {
  const { year, month, day } = partsOf(value);
  if (!isYear(year) || !/^\d{2}$/.test(month) || !/^\d{1,2}$/.test(day)) return false;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}
