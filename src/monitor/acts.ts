import type { ActionName, Row } from './wire';

export const ACTIONS: readonly ActionName[] = ['extend', 'pause', 'resume', 'announce', 'reopen', 'hand-in'];

/** Which actions need a length of time; with `reopen` it may be left out where time is left. */
export const TAKES_MINUTES: ReadonlySet<ActionName> = new Set(['extend', 'reopen']);

/**
 * The key of the text that says why an action cannot be done to a student now; null when it can. The server decides the
 * same, and later.
 */
export function refusalOf(action: ActionName, row: Row): string | null {
  if (row.sessionId === null) return 'whyNotStarted';
  const isCompleted = row.status === 'completed';
  if (action === 'reopen') {
    if (!isCompleted) return 'whyNotCompleted';
    return row.final ? null : 'whyNotFinal';
  }
  if (isCompleted) return 'whyCompleted';
  if (action === 'pause' && row.status === 'paused') return 'whyPaused';
  if (action === 'resume' && row.status !== 'paused') return 'whyNotPaused';
  const parts = row.deadlineParts;
  if (action === 'extend' && parts !== null && parts.timeLimit === null && parts.closesAt === null) return 'whyEndless';
  return null;
}

/** Whether contact was lost with a student who can still get the time back. */
export function isSuggested(row: Row): boolean {
  return row.outage !== null && refusalOf('extend', row) === null;
}
