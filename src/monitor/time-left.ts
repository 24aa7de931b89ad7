import type { MonitorTexts } from './texts';
import type { DeadlineParts, Row } from './wire';

const MINUTE = 60_000;

/**
 * When a student's time ends, and when it would end if the exam did not close: the formula of the server, taken apart.
 */
export function endsOf(parts: DeadlineParts): { readonly limit: number | null; readonly closing: number | null } {
  const { timeLimit, timeMultiplier, extraTime, pausedTime } = parts;
  return {
    limit:
      timeLimit === null
        ? null
        : Date.parse(parts.startedAt) + (timeLimit * timeMultiplier + extraTime + pausedTime) * MINUTE,
    closing: parts.closesAt === null ? null : Date.parse(parts.closesAt) + extraTime * MINUTE,
  };
}

/** Why a student has the time that they have, in sentences. */
export function explainTime(row: Row, now: number, texts: MonitorTexts): readonly string[] {
  const { t } = texts;
  const { deadlineParts: parts } = row;
  if (row.status === 'not_started' || parts === null) return [t('timeNotStarted')];
  const at = (time: number) => texts.clock(new Date(time).toISOString(), now);
  const sentences = [t('timeStarted', { time: texts.clock(parts.startedAt, now) }), ...lengthsOf(parts, texts)];
  if (row.status === 'completed') {
    const key = ENDS[row.completionReason ?? 'submitted'];
    return [...sentences, ...(row.completedAt ? [t(key, { time: texts.clock(row.completedAt, now) })] : [])];
  }
  const { limit, closing } = endsOf(parts);
  if (row.status === 'paused') {
    sentences.push(t('timeStandsStill'));
    if (closing !== null) sentences.push(t('timeClosesAnyway', { time: at(closing) }));
    return sentences;
  }
  if (limit === null && closing === null) sentences.push(t('timeEndless'));
  else if (limit === null && closing !== null) sentences.push(t('timeCloses', { time: at(closing) }));
  else if (limit !== null && parts.cutByClosing && closing !== null)
    sentences.push(
      t('timeCut', { time: at(limit), closing: at(closing), lost: texts.minutes((limit - closing) / MINUTE) }),
    );
  // What counts is what the server says, should the sum ever differ.
  else if (row.deadline !== null) sentences.push(t('timeEnds', { time: texts.clock(row.deadline, now) }));
  return sentences;
}

/** The same in short, for a glance: "60 min × 1.25 + 5 min". Empty where there is nothing to explain. */
export function formulaOf(row: Row, now: number, texts: MonitorTexts): string {
  const parts = row.deadlineParts;
  if (parts === null) return '';
  const { closing } = endsOf(parts);
  if (closing !== null && (parts.cutByClosing || row.status === 'paused'))
    return texts.t('closesAt', { time: texts.clock(new Date(closing).toISOString(), now) });
  if (parts.timeLimit === null) return '';
  const times = parts.timeMultiplier === 1 ? '' : ` × ${texts.number(parts.timeMultiplier)}`;
  const sum = [parts.extraTime, parts.pausedTime].filter((minutes) => minutes > 0);
  return [`${texts.shortMinutes(parts.timeLimit)}${times}`, ...sum.map(texts.shortMinutes)].join(' + ');
}

const ENDS = {
  submitted: 'timeHandedIn',
  time_limit: 'timeOver',
  closed: 'timeClosed',
  staff: 'timeByStaff',
} as const;

function lengthsOf(parts: DeadlineParts, texts: MonitorTexts): string[] {
  const { t, minutes } = texts;
  const { timeLimit, timeMultiplier, extraTime, pausedTime } = parts;
  const sentences: string[] = [];
  if (timeLimit !== null && timeMultiplier !== 1)
    sentences.push(
      t('timeMultiplied', {
        limit: minutes(timeLimit),
        factor: texts.number(timeMultiplier),
        product: minutes(timeLimit * timeMultiplier),
      }),
    );
  else if (timeLimit !== null) sentences.push(t('timeLimit', { limit: minutes(timeLimit) }));
  if (extraTime > 0) sentences.push(t('timeExtra', { extra: minutes(extraTime) }));
  if (pausedTime > 0) sentences.push(t('timePaused', { paused: minutes(pausedTime) }));
  return sentences;
}
