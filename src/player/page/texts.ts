import { createInstance } from 'i18next';

/** i18next resources: one namespace for the player and one for each question type. */
export type Messages = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Looks a text up among the translations of the question type, then among the player's. */
export type Translate = (key: string, values?: Readonly<Record<string, string | number>>) => string;

/** Everything that is said in the student's language. */
export interface Texts {
  readonly locale: string;
  readonly t: Translate;
  /** Looks among a question type's own translations first. */
  forType(type: string): Translate;
  /** A time of day with seconds, of 24 hours. */
  time(iso: string): string;
  /** A time of day, as the locale writes it. */
  hour(iso: string): string;
  /** A date and a time of day with its zone: a device may be set to another one than the student thinks. */
  moment(iso: string): string;
  /** A date and a time of day with seconds. */
  second(iso: string): string;
  /** The same with its time zone: for what is read elsewhere. */
  withZone(iso: string): string;
  /** A length of time in words: "1 hour 30 minutes". */
  minutes(minutes: number): string;
  /** What is left, in digits: "1:29:59". */
  countdown(ms: number): string;
}

/**
 * `namespace` names the messages that are the page's own; `locale` is what numbers and dates follow, a region of the
 * language.
 */
export function createTexts(language: string, messages: Messages, namespace = 'player', locale = language): Texts {
  const i18n = createInstance();
  void i18n.init({
    lng: language,
    resources: { [language]: messages },
    defaultNS: namespace,
    fallbackLng: false,
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  const times = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  // Part by part: the shorter `dateStyle` would be left out by Safari 14.0 and Firefox 78, and the time of day with it.
  const day = { year: 'numeric', month: 'long', day: 'numeric' } as const;
  const minute = { hour: 'numeric', minute: '2-digit' } as const;
  const hours = new Intl.DateTimeFormat(locale, minute);
  const moments = new Intl.DateTimeFormat(locale, { ...day, ...minute, timeZoneName: 'short' });
  const seconds = new Intl.DateTimeFormat(locale, { ...day, ...minute, second: '2-digit' });
  const zoned = new Intl.DateTimeFormat(locale, { ...day, ...minute, second: '2-digit', timeZoneName: 'short' });
  const twoDigits = new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 });
  const digits = new Intl.NumberFormat(locale);
  const unit = (value: number, name: 'hour' | 'minute' | 'second') => {
    try {
      return new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value);
    } catch {
      // Safari 14.0 knows no units.
      return `${digits.format(value)} ${i18n.t(name)}`;
    }
  };

  return {
    locale,
    t: (key, values) => i18n.t(key, { ...values }),
    forType: (type) => (key, values) => i18n.t(key, { ...values, ns: [type, namespace] }),
    time: (iso) => times.format(new Date(iso)),
    hour: (iso) => hours.format(new Date(iso)),
    moment: (iso) => moments.format(new Date(iso)),
    second: (iso) => seconds.format(new Date(iso)),
    withZone: (iso) => zoned.format(new Date(iso)),
    minutes(minutes) {
      const length = Math.round(minutes * 60);
      const parts = [
        [Math.floor(length / 3600), 'hour'],
        [Math.floor(length / 60) % 60, 'minute'],
        [length % 60, 'second'],
      ] as const;
      return parts
        .filter(([value]) => value > 0)
        .map(([value, name]) => unit(value, name))
        .join(' ');
    },
    countdown(ms) {
      const left = Math.ceil(ms / 1000);
      const hours = Math.floor(left / 3600);
      const minutes = Math.floor(left / 60) % 60;
      const tail = twoDigits.format(left % 60);
      return hours > 0
        ? `${digits.format(hours)}:${twoDigits.format(minutes)}:${tail}`
        : `${digits.format(minutes)}:${tail}`;
    },
  };
}

/** The page's language, and the host's own locale with its region. */
interface Locale {
  readonly locale: string;
  readonly region?: string | null;
}

/**
 * What numbers and dates follow: the host's locale, else the browser's own where it is of the page's language, else the
 * language.
 */
export function localeOf({ locale, region }: Locale, languages: readonly string[]): string {
  const wished = [region, ...languages].find((tag) => tag?.toLowerCase().startsWith(`${locale}-`)) ?? locale;
  try {
    return new Intl.NumberFormat(wished).resolvedOptions().locale;
  } catch {
    return locale;
  }
}
