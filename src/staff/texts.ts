import { createTexts, type Texts } from '../player/page/texts';
import type { StaffPage } from './wire';

/** Everything that a staff page says, in the reader's language. */
export interface StaffTexts extends Texts {
  number(value: number, digits?: number): string;
  /** "72 %", from a share of 1. */
  percent(share: number): string;
  /** "Anna, Ben and Chris". */
  list(names: readonly string[]): string;
  /** A day and a time of day, short. */
  at(iso: string): string;
  readonly collator: Intl.Collator;
}

export function staffTexts({ locale, messages }: Pick<StaffPage, 'locale' | 'messages'>): StaffTexts {
  const texts = createTexts(locale, { staff: messages.staff }, 'staff');
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const at = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  return {
    ...texts,
    collator: new Intl.Collator(locale, { numeric: true, sensitivity: 'base' }),
    number: (value, digits = 4) => new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value),
    percent: (share) => percent.format(share),
    list: (names) => list.format(names),
    at: (iso) => at.format(new Date(iso)),
  };
}
