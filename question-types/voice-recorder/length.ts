import type { Translate } from '@examlet/player';

/** A length of time in digits: "1:05". */
export function lengthText(seconds: number, locale: string): string {
  const minutes = new Intl.NumberFormat(locale).format(Math.floor(seconds / 60));
  return `${minutes}:${new Intl.NumberFormat(locale, { minimumIntegerDigits: 2 }).format(Math.floor(seconds % 60))}`;
}

/** What a recording is called: "Your recording, 0:03"; a sound file that the student chose keeps its name. */
export function recordingName(value: readonly string[], t: Translate, locale: string): string {
  const [, name = '', type = '', seconds = ''] = value;
  if (!type) return name;
  return Number(seconds) > 0
    ? t('yourRecordingFor', { length: `\u2068${lengthText(Number(seconds), locale)}\u2069` })
    : t('yourRecording');
}
