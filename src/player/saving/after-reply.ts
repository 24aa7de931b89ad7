import { backoff } from '../page/retry';
import type { SaveResult } from '../server/wire';
import { type Delivery, NO_SETBACKS, waitingIn, withWaiting } from './delivery';
import type { Draft } from './draft';
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
export function unacknowledged(delivery: Delivery, meaning: Meaning, now: number, random: Random): Delivery {
  switch (meaning.kind) {
    case 'revision-taken':
      return revisionTaken(delivery, now, random);
    case 'refused':
      return refused(delivery, meaning.why);
    case 'told-to-wait':
      return toldToWait(delivery, now, meaning.ms, random);
    case 'failed':
      return failed(delivery, now, meaning.retryAfterMs, random);
    case 'stopped':
      return held(delivery);
    case 'stored':
      return delivery;
  }
}

/** The server acknowledged the version that is unsent here: what was written after it waits. */
export function acknowledged(delivery: Delivery, { epoch, revision, savedAt }: SaveResult): Delivery {
  const { state } = delivery;
  const known = { ...delivery, base: { epoch, revision }, savedAt, setbacks: NO_SETBACKS };
  const next = state.kind === 'sending' ? state.next : null;
  return { ...known, state: next ? { kind: 'waiting', waiting: next } : { kind: 'rest' } };
}

/**
 * The server holds a newer version than the one it acknowledged: the draft goes out under a higher revision. Null when
 * that was tried enough.
 */
export function behind(delivery: Delivery): Delivery | null {
  const { state, setbacks } = delivery;
  if (state.kind !== 'sending' || state.next || setbacks.behind >= MAX_BEHIND) return null;
  return {
    ...delivery,
    setbacks: { ...setbacks, behind: setbacks.behind + 1 },
    state: { kind: 'waiting', waiting: { ...waitingAgain(state.job), revision: null, due: NOW } },
  };
}

/** The revision holds another answer: the draft needs the next one, at once the first time. */
export function revisionTaken(delivery: Delivery, now: number, random: Random): Delivery {
  const failures = delivery.setbacks.failures + 1;
  const due = failures === 1 ? NOW : now + backoff(failures, 0, random);
  const failed = withUnsent({ ...delivery, setbacks: { ...delivery.setbacks, failures } }, due);
  const waiting = waitingIn(failed);
  return waiting ? withWaiting(failed, { ...waiting, revision: null }) : failed;
}

/** The answer cannot be saved as it is. What was written after it is the answer now, and goes out. */
export function refused(delivery: Delivery, why: RefusedAs): Delivery {
  const { state } = delivery;
  if (state.kind !== 'sending') return delivery;
  const known = { ...delivery, setbacks: { ...delivery.setbacks, failures: 0 } };
  if (state.next) return { ...known, state: { kind: 'waiting', waiting: { ...state.next, due: NOW } } };
  return { ...known, state: { kind: 'refused', job: state.job, why } };
}

/** The save did not arrive, or nobody knows: it is tried again, later and later. */
export function failed(delivery: Delivery, now: number, retryAfterMs: number, random: Random): Delivery {
  const failures = delivery.setbacks.failures + 1;
  const setbacks = { ...delivery.setbacks, failures };
  return withUnsent({ ...delivery, setbacks }, now + backoff(failures, retryAfterMs, random));
}

/** The server said when it takes the answer. A long wait, or one after the other, is a failure. */
export function toldToWait(delivery: Delivery, now: number, ms: number, random: Random): Delivery {
  const told = { ...delivery, notBefore: now + ms };
  const waits = delivery.setbacks.waits + 1;
  const waiting = { ...told, setbacks: { ...delivery.setbacks, waits } };
  if (ms > SHORT_WAIT_MS || waits >= MAX_WAITS) return failed(waiting, now, ms, random);
  return withUnsent(waiting, now + ms);
}

/** Nothing is sent any more; the reply to what is under way is not waited for. */
export function held(delivery: Delivery): Delivery {
  return delivery.state.kind === 'sending' ? withUnsent(delivery, NOW) : delivery;
}

/** Nothing is under way any more: the newest draft waits until it is due. */
function withUnsent(delivery: Delivery, due: number): Delivery {
  const { state } = delivery;
  if (state.kind !== 'sending') return delivery;
  const waiting = state.next ?? waitingAgain(state.job);
  return { ...delivery, state: { kind: 'waiting', waiting: { ...waiting, due } } };
}

function waitingAgain({ draft, revision, afterEnd }: { draft: Draft; revision: number; afterEnd: number | null }) {
  return { draft, revision, due: NOW, since: null, afterEnd };
}
