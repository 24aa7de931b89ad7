import { createTexts, type Texts } from '../player/page/texts';
import type { MonitorPage } from './wire';

/** Everything that the monitor says, in the teacher's language. */
export interface MonitorTexts extends Texts {
  readonly collator: Intl.Collator;
  /** A time of day without seconds; with the day when it is not today's. */
  clock(iso: string, now: number): string;
  /** How long ago: "12 sec. ago". */
  ago(ms: number): string;
  /** "5 min". */
  shortMinutes(minutes: number): string;
  number(value: number): string;
  /** "Anna, Ben and Chris". */
  list(names: readonly string[]): string;
}

export function monitorTexts({ locale, messages }: MonitorPage): MonitorTexts {
  const texts = createTexts(locale, { monitor: messages.monitor }, 'monitor');
  const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const dayAndClock = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const relative = new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'always' });
  const short = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'minute',
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  });
  const number = new Intl.NumberFormat(locale);
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  return {
    ...texts,
    collator: new Intl.Collator(locale, { numeric: true, sensitivity: 'base' }),
    clock(iso, now) {
      const at = new Date(iso);
      const isToday = at.toDateString() === new Date(now).toDateString();
      return (isToday ? clock : dayAndClock).format(at);
    },
    ago(ms) {
      const seconds = Math.max(0, Math.floor(ms / 1000));
      if (seconds < 60) return relative.format(-seconds, 'second');
      if (seconds < 3600) return relative.format(-Math.floor(seconds / 60), 'minute');
      if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3600), 'hour');
      return relative.format(-Math.floor(seconds / 86_400), 'day');
    },
    shortMinutes: (minutes) => short.format(minutes),
    number: (value) => number.format(value),
    list: (names) => list.format(names),
  };
}
