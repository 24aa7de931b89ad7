import { refusalOf } from './acts';
import { nameOf } from './arrange';
import type { Opened } from './monitor';
import type { Room } from './room';
import type { MonitorTexts } from './texts';
import type { ActionRequest, Row } from './wire';

export type OpenedAction = Extract<Opened, { kind: 'action' }>;

/** What was filled in. */
export interface Entries {
  readonly minutes: string;
  readonly message: string;
  readonly reason: string;
}

/** The keys of the texts that say what is wrong with the entries, by field. */
export type Faults = Partial<Record<keyof Entries, string>>;

/** Who an action is for: those to whom it can be done, and the others with the key of the reason. */
export interface Reach {
  readonly can: readonly Row[];
  readonly cannot: readonly (readonly [row: Row, why: string])[];
}

export function reachOf({ action, keys }: OpenedAction, room: Room): Reach {
  const can: Row[] = [];
  const cannot: (readonly [Row, string])[] = [];
  for (const key of keys) {
    const row = room.row(key)?.peek();
    if (!row) continue;
    const why = refusalOf(action, row);
    if (why === null) can.push(row);
    else cannot.push([row, why]);
  }
  return { can, cannot };
}

export function faultsOf({ action, suggested }: OpenedAction, { minutes, message, reason }: Entries): Faults {
  const mayBeEmpty = action === 'reopen' && minutes.trim() === '';
  const needsMinutes = (action === 'extend' && !suggested) || action === 'reopen';
  return {
    ...(needsMinutes && !mayBeEmpty && !(minutesOf(minutes) > 0) ? { minutes: 'minutesWrong' } : {}),
    ...(action === 'announce' && message.trim() === '' ? { message: 'messageWrong' } : {}),
    ...(reason.trim() === '' ? { reason: 'reasonWrong' } : {}),
  };
}

export function requestOf({ action, suggested }: OpenedAction, { can }: Reach, entries: Entries): ActionRequest {
  const minutes = minutesOf(entries.minutes);
  return {
    action,
    sessions: can.flatMap((row) => row.sessionId ?? []),
    reason: entries.reason.trim(),
    ...(suggested ? { suggested: true } : {}),
    ...(!suggested && (action === 'extend' || action === 'reopen') && minutes > 0 ? { minutes } : {}),
    ...(action === 'announce' ? { message: entries.message.trim() } : {}),
  };
}

/** What stands in the form when it opens: for time that is given back the reason is known. */
export function firstEntries({ suggested }: OpenedAction, { can }: Reach, now: number, texts: MonitorTexts): Entries {
  const empty = { minutes: '', message: '', reason: '' };
  if (!suggested) return empty;
  const [only] = can;
  const { lastFrom = null, lastUntil = null } = only?.outage ?? {};
  const isOne = can.length === 1 && lastFrom !== null && lastUntil !== null;
  return {
    ...empty,
    reason: isOne
      ? texts.t('suggestedReason', { from: texts.clock(lastFrom, now), until: texts.clock(lastUntil, now) })
      : texts.t('suggestedReasonMany'),
  };
}

/** A student in a list, and what is to be said of them. */
export interface Named {
  readonly name: string;
  readonly note?: string;
}

/** Names in the order in which they stand, with what each gets when that differs. */
export function namesOf(rows: readonly Row[], isSuggested: boolean, texts: MonitorTexts): readonly Named[] {
  return rows.map((row) => ({
    name: nameOf(row),
    ...(isSuggested && row.outage ? { note: texts.shortMinutes(row.outage.minutes) } : {}),
  }));
}

/** Minutes as they are written, with a point or a comma, in any digits; NaN when they are none. */
export function minutesOf(text: string): number {
  const latin = text
    .trim()
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[,٫]/, '.');
  return /^\d+(\.\d+)?$/.test(latin) ? Number(latin) : Number.NaN;
}
