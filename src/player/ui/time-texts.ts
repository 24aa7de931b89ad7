import type { Texts } from '../page/texts';
import type { TimeWarning } from '../session/deadline-watch';

/** What a warning says. */
export function warningText({ t }: Texts, warning: TimeWarning): string {
  return warning === 'half' ? t('timeHalf') : t('timeWarning', { count: warning });
}

/** How much time is left, in words. */
export function timeLeft(texts: Texts, ms: number): string {
  return texts.t('timeLeft', { time: texts.minutes(ms / 60_000) });
}
