import type { Row } from './wire';

/** What may need a person, the gravest first: this order is the order of the list. */
export const TROUBLES = [
  'cut-off',
  'disconnected',
  'outage',
  'short',
  'undelivered',
  'unsent',
  'kept',
  'quiet',
  'unread',
] as const;

export type Trouble = (typeof TROUBLES)[number];

/** With less time than this, and less than half of the questions answered, time is short. */
export const SHORT_MS = 10 * 60_000;
/** What is on its way for no longer than this is on its way; after it, something holds it up. */
export const UNSENT_MS = 20_000;
/** A student who is connected and saves nothing for this long may be stuck. */
export const QUIET_MS = 15 * 60_000;

const URGENT: ReadonlySet<Trouble> = new Set(['cut-off', 'disconnected', 'short']);

/** Everything that may need a person in this row, the gravest first. Empty when all is well. */
export function troublesOf(row: Row, now: number): readonly Trouble[] {
  const isOpen = row.status === 'in_progress' || row.status === 'paused';
  const isUnsent = (row.unsent ?? 0) > 0;
  const left = row.deadline === null ? null : Date.parse(row.deadline) - now;
  const { answered, total } = row.progress;
  const quietSince = row.lastAnswerAt ?? row.startedAt;
  const is: Readonly<Record<Trouble, boolean>> = {
    // Answers that exist on the student's device only.
    'cut-off': isOpen && !row.connected && isUnsent,
    disconnected: row.status === 'in_progress' && !row.connected && !isUnsent,
    outage: isOpen && row.outage !== null,
    short: row.status === 'in_progress' && left !== null && left < SHORT_MS && answered * 2 < total,
    undelivered: row.status === 'completed' && isUnsent,
    unsent: isOpen && row.connected && isUnsent && row.unsentAt !== null && now - Date.parse(row.unsentAt) >= UNSENT_MS,
    kept: row.retained > 0,
    quiet:
      row.status === 'in_progress' &&
      row.connected &&
      answered < total &&
      quietSince !== null &&
      now - Date.parse(quietSince) >= QUIET_MS,
    unread: isOpen && row.unread > 0,
  };
  return TROUBLES.filter((trouble) => is[trouble]);
}

/** The gravest trouble of a row; null when all is well. */
export function troubleOf(row: Row, now: number): Trouble | null {
  return troublesOf(row, now)[0] ?? null;
}

/** True for what cannot wait. */
export function isUrgent(trouble: Trouble | null): boolean {
  return trouble !== null && URGENT.has(trouble);
}

const CALM_ORDER: readonly Row['status'][] = ['in_progress', 'paused', 'not_started', 'completed'];

/**
 * Where a row stands by trouble, smaller first: by the gravest trouble, then by who has waited longest or has the least
 * time; calm rows by their state.
 */
export function troubleKey(row: Row, now: number): readonly [number, number] {
  const trouble = troubleOf(row, now);
  return trouble === null
    ? [TROUBLES.length, CALM_ORDER.indexOf(row.status)]
    : [TROUBLES.indexOf(trouble), sinceOf(trouble, row)];
}

/** Within one kind of trouble: smaller is more pressing. */
function sinceOf(trouble: Trouble, row: Row): number {
  switch (trouble) {
    case 'cut-off':
    case 'disconnected':
      return timeOf(row.lastSeenAt ?? row.startedAt);
    case 'outage':
      return -(row.outage?.minutes ?? 0);
    case 'short':
      return timeOf(row.deadline);
    case 'undelivered':
    case 'unsent':
      return -(row.unsent ?? 0);
    case 'kept':
      return -row.retained;
    case 'quiet':
      return timeOf(row.lastAnswerAt ?? row.startedAt);
    case 'unread':
      return -row.unread;
  }
}

function timeOf(iso: string | null): number {
  return iso === null ? 0 : Date.parse(iso);
}
