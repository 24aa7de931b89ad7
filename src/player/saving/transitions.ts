import { type Delivery, unsentIn, type Waiting, waitingIn } from './delivery';
import type { Draft } from './draft';

/** Text is saved after this pause in typing … */
const PAUSE_MS = 800;
/** … and at the latest this long after the first unsaved key. */
const MAX_TYPING_MS = 5_000;
/** What a hand-in carries is sent by itself after this long: the hand-in was given up. */
const HAND_IN_MS = 15_000;
/** Browsers allow 64 KiB of bodies that outlive the page; the rest is for headers and other calls. */
const KEEPALIVE_BYTES = 60 * 1024;
/** Due now. */
const NOW = 0;

/** When something is written, and by whom. */
export interface Moment {
  /** By `performance.now()`. */
  readonly now: number;
  /** By the server's clock. */
  readonly writtenAt: string;
  /** Which of the session's holders this page is. */
  readonly epoch: number;
  /** It is a choice, rather than typing. */
  readonly isImmediate: boolean;
}

/**
 * The student wrote something. It replaces what waited; a save that is under way comes to its end first. A choice stays one, with what was written now on the
 * student's side.
 */
export function edited(delivery: Delivery, draft: Draft, at: Moment): Delivery {
  const { state } = delivery;
  const written = { ...delivery, writtenAt: at.writtenAt };
  if (state.kind === 'choice') {
    const { kept, theirs, written: before } = state.conflict;
    const others = kept ? [kept, ...delivery.others] : delivery.others;
    const conflict = { mine: draft, theirs, written: { ...before, draft, epoch: at.epoch }, kept: null };
    return { ...written, others, state: { kind: 'choice', conflict } };
  }
  const since = waitingIn(delivery)?.since ?? (at.isImmediate ? null : at.now);
  return withWaiting(written, { draft, revision: null, due: dueOfEdit(delivery, since, at), since, afterEnd: null });
}

function dueOfEdit(delivery: Delivery, since: number | null, { now, isImmediate }: Moment): number {
  const before = waitingIn(delivery);
  // The retry that is on its way takes the newest draft along.
  if (delivery.setbacks.failures > 0) return before?.due ?? NOW;
  if (isImmediate || (before && before.due <= now)) return NOW;
  return Math.min(now + PAUSE_MS, (since ?? now) + MAX_TYPING_MS);
}

/** What waits is due now. */
export function hurried(delivery: Delivery): Delivery {
  const waiting = waitingIn(delivery);
  return waiting ? withWaiting(delivery, { ...waiting, due: NOW }) : delivery;
}

/** The newest draft goes out, under its revision or the next one; also beside a save of an older one, when the page is about to go. */
export function claimed(delivery: Delivery, keepalive: boolean): Delivery {
  const { state } = delivery;
  const waiting = waitingIn(delivery);
  if (!waiting) {
    return state.kind === 'sending' ? { ...delivery, state: { ...state, job: { ...state.job, keepalive } } } : delivery;
  }
  const { draft, afterEnd } = waiting;
  const revision = waiting.revision ?? delivery.revision + 1;
  return {
    ...delivery,
    revision: Math.max(delivery.revision, revision),
    state: { kind: 'sending', job: { draft, revision, keepalive, afterEnd }, next: null },
  };
}

/**
 * The page may be gone in a moment: what is not acknowledged goes out so that it outlives the page, as far as browsers allow. What is too large goes out as ever,
 * once.
 */
export function leaving(deliveries: readonly Delivery[]): readonly Delivery[] {
  let left = KEEPALIVE_BYTES;
  return deliveries.flatMap((delivery) => {
    const { state } = delivery;
    const draft = unsentIn(delivery);
    if (!draft || (state.kind === 'sending' && !state.next && state.job.keepalive)) return [];
    const bytes = new TextEncoder().encode(JSON.stringify(draft)).length + 100;
    const fits = bytes <= left;
    if (fits) left -= bytes;
    return fits || state.kind === 'waiting' ? [claimed(delivery, fits)] : [];
  });
}

/** A hand-in takes along what is not acknowledged: it has its revision from now on, and is not sent by itself for a while. */
export function claimedForHandIn(delivery: Delivery, now: number): Delivery {
  const waiting = waitingIn(delivery);
  if (!waiting) return delivery;
  const revision = waiting.revision ?? delivery.revision + 1;
  const claimed = { ...waiting, revision, due: Math.max(waiting.due, now + HAND_IN_MS) };
  return withWaiting({ ...delivery, revision: Math.max(delivery.revision, revision) }, claimed);
}

/** This page's hand-in has carried it; not what could never be saved, and not what the student did not choose. */
export function handedIn(delivery: Delivery): Delivery {
  const { kind } = delivery.state;
  return kind === 'refused' || kind === 'choice' ? delivery : { ...delivery, state: { kind: 'rest' } };
}

/** What waits is replaced. */
export function withWaiting(delivery: Delivery, waiting: Waiting): Delivery {
  const { state } = delivery;
  return { ...delivery, state: state.kind === 'sending' ? { ...state, next: waiting } : { kind: 'waiting', waiting } };
}
