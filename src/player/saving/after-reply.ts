import { backoff } from '../page/retry';
import type { SaveResult } from '../server/wire';
import type { Draft } from './draft';
import { type Entry, NO_SETBACKS, waitingIn, withWaiting } from './entry';
import type { Meaning, RefusedAs } from './meaning';

/** A save that the server says is older than what it holds is sent again under a higher revision, but not for ever. */
const MAX_BEHIND = 3;
/** A server that says so often in a row when it takes an answer is failing. */
const MAX_WAITS = 3;
/** An answer that waits longer than this is not saved, and the student reads so. */
const SHORT_WAIT_MS = 15_000;
/** Due now. */
const NOW = 0;

type Random = (() => number) | undefined;

/** The step that a reply means which is no acknowledgement. */
export function unacknowledged(entry: Entry, meaning: Meaning, now: number, random: Random): Entry {
  switch (meaning.kind) {
    case 'revision-taken':
      return revisionTaken(entry, now, random);
    case 'refused':
      return refused(entry, meaning.why);
    case 'told-to-wait':
      return toldToWait(entry, now, meaning.ms, random);
    case 'failed':
      return failed(entry, now, meaning.retryAfterMs, random);
    case 'stopped':
      return held(entry);
    case 'stored':
      return entry;
  }
}

/** The server acknowledged the version that is unsent here: what was written after it waits. */
export function acknowledged(entry: Entry, { epoch, revision, savedAt }: SaveResult): Entry {
  const { state } = entry;
  const known = { ...entry, base: { epoch, revision }, savedAt, setbacks: NO_SETBACKS };
  const next = state.kind === 'sending' ? state.next : null;
  return { ...known, state: next ? { kind: 'waiting', waiting: next } : { kind: 'rest' } };
}

/**
 * The server holds a newer version than the one it acknowledged: the draft goes out under a higher revision. Null when
 * that was tried enough.
 */
export function behind(entry: Entry): Entry | null {
  const { state, setbacks } = entry;
  if (state.kind !== 'sending' || state.next || setbacks.behind >= MAX_BEHIND) return null;
  return {
    ...entry,
    setbacks: { ...setbacks, behind: setbacks.behind + 1 },
    state: { kind: 'waiting', waiting: { ...waitingAgain(state.job), revision: null, due: NOW } },
  };
}

/** The revision holds another answer: the draft needs the next one, at once the first time. */
export function revisionTaken(entry: Entry, now: number, random: Random): Entry {
  const failures = entry.setbacks.failures + 1;
  const due = failures === 1 ? NOW : now + backoff(failures, 0, random);
  const failed = withUnsent({ ...entry, setbacks: { ...entry.setbacks, failures } }, due);
  const waiting = waitingIn(failed);
  return waiting ? withWaiting(failed, { ...waiting, revision: null }) : failed;
}

/** The answer cannot be saved as it is. What was written after it is the answer now, and goes out. */
export function refused(entry: Entry, why: RefusedAs): Entry {
  const { state } = entry;
  if (state.kind !== 'sending') return entry;
  const known = { ...entry, setbacks: { ...entry.setbacks, failures: 0 } };
  if (state.next) return { ...known, state: { kind: 'waiting', waiting: { ...state.next, due: NOW } } };
  return { ...known, state: { kind: 'refused', job: state.job, why } };
}

/** The save did not arrive, or nobody knows: it is tried again, later and later. */
export function failed(entry: Entry, now: number, retryAfterMs: number, random: Random): Entry {
  const failures = entry.setbacks.failures + 1;
  const setbacks = { ...entry.setbacks, failures };
  return withUnsent({ ...entry, setbacks }, now + backoff(failures, retryAfterMs, random));
}

/** The server said when it takes the answer. A long wait, or one after the other, is a failure. */
export function toldToWait(entry: Entry, now: number, ms: number, random: Random): Entry {
  const told = { ...entry, notBefore: now + ms };
  const waits = entry.setbacks.waits + 1;
  const waiting = { ...told, setbacks: { ...entry.setbacks, waits } };
  if (ms > SHORT_WAIT_MS || waits >= MAX_WAITS) return failed(waiting, now, ms, random);
  return withUnsent(waiting, now + ms);
}

/** Nothing is sent any more; the reply to what is under way is not waited for. */
export function held(entry: Entry): Entry {
  return entry.state.kind === 'sending' ? withUnsent(entry, NOW) : entry;
}

/** Nothing is under way any more: the newest draft waits until it is due. */
function withUnsent(entry: Entry, due: number): Entry {
  const { state } = entry;
  if (state.kind !== 'sending') return entry;
  const waiting = state.next ?? waitingAgain(state.job);
  return { ...entry, state: { kind: 'waiting', waiting: { ...waiting, due } } };
}

function waitingAgain({ draft, revision, afterEnd }: { draft: Draft; revision: number; afterEnd: number | null }) {
  return { draft, revision, due: NOW, since: null, afterEnd };
}
