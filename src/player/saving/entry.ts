import type { StoredAnswer } from '../server/wire';
import type { Draft, KeptAnswer, Undelivered, Version } from './draft';
import type { RefusedAs } from './meaning';

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

/** A draft that waits to be sent. */
export interface Waiting {
  readonly draft: Draft;
  /** The revision it was sent under before; a retry keeps it. Null: it gets one when it is sent. */
  readonly revision: number | null;
  /** When it is sent, by `performance.now()`. */
  readonly due: number;
  /** When its first key was pressed; null when it is no typing. */
  readonly since: number | null;
  /** Of a draft that is sent after the exam has ended: the epoch it was written under. */
  readonly afterEnd: number | null;
}

/** A draft with the revision under which it is sent. */
export interface Job {
  readonly draft: Draft;
  readonly revision: number;
  /** It is sent so that it outlives the page. */
  readonly keepalive: boolean;
  readonly afterEnd: number | null;
}

/** Two answers of which the student must choose: what was written here, and what another device saved meanwhile. */
export interface Conflict {
  readonly mine: Draft;
  readonly theirs: StoredAnswer | null;
  /** What was written here, with what it was based on: the choice stays one when the page opens again. */
  readonly written: Undelivered;
  /** Where this browser keeps what was written here, when it was on an earlier page. */
  readonly kept: KeptAnswer | null;
}

/** Where one answer stands on its way to the server. */
export type EntryState =
  /** The server has everything that was written. */
  | { readonly kind: 'rest' }
  | { readonly kind: 'waiting'; readonly waiting: Waiting }
  /** One save is under way; `next` is the newest draft after it. */
  | { readonly kind: 'sending'; readonly job: Job; readonly next: Waiting | null }
  /** Not savable as it is, and held because nothing a student wrote is thrown away. */
  | { readonly kind: 'refused'; readonly job: Job; readonly why: RefusedAs }
  | { readonly kind: 'choice'; readonly conflict: Conflict };

/** What went wrong since a save last arrived. */
export interface Setbacks {
  readonly failures: number;
  /** How often in a row the server said when it takes the answer. */
  readonly waits: number;
  /** Acknowledgements in a row that said a newer version was there. */
  readonly behind: number;
}

/**
 * One question's answer on its way to the server: a state machine. Its steps are pure: {@link edited}, {@link claimed}
 * and the others here, and those of `after-reply.ts` and `taking-up.ts`.
 */
export interface Entry {
  readonly questionId: string;
  readonly state: EntryState;
  /** The highest revision used so far. */
  readonly revision: number;
  /** The version that the server was last known to hold, and when it was stored. */
  readonly base: Version | null;
  readonly savedAt: string | null;
  /** When the newest draft was written, by the server's clock. */
  readonly writtenAt: string;
  /** Written under other epochs and never delivered, newest first: offered one by one. */
  readonly others: readonly KeptAnswer[];
  readonly setbacks: Setbacks;
  /** Nothing is sent before this moment, by `performance.now()`: the server said so. */
  readonly notBefore: number;
}

export const NO_SETBACKS: Setbacks = { failures: 0, waits: 0, behind: 0 };

/** The entry of an answer of which nothing was written yet. */
export function atRest(questionId: string): Entry {
  return {
    questionId,
    state: { kind: 'rest' },
    revision: 0,
    base: null,
    savedAt: null,
    writtenAt: '',
    others: [],
    setbacks: NO_SETBACKS,
    notBefore: 0,
  };
}

/** What waits to be sent, alone or behind a save that is under way. */
export function waitingIn({ state }: Entry): Waiting | null {
  if (state.kind === 'waiting') return state.waiting;
  return state.kind === 'sending' ? state.next : null;
}

/** The newest of what the server has not acknowledged and that can still arrive. */
export function newestIn(entry: Entry): Waiting | Job | null {
  return waitingIn(entry) ?? (entry.state.kind === 'sending' ? entry.state.job : null);
}

/** The newest draft that the server has not acknowledged and that can still arrive. */
export function unsentIn(entry: Entry): Draft | null {
  return newestIn(entry)?.draft ?? null;
}

/** The server refused it and keeps it aside for the teacher. */
export function isRetained({ state }: Entry): boolean {
  return state.kind === 'refused' && state.why === 'retained';
}

/** The server has it in no way. */
export function isUndelivered(entry: Entry): boolean {
  return newestIn(entry) !== null || (entry.state.kind === 'refused' && !isRetained(entry));
}

/** When it has something to send, by `performance.now()`; null while a save is under way, or when there is nothing. */
export function dueOf({ state, notBefore }: Entry): number | null {
  return state.kind === 'waiting' ? Math.max(state.waiting.due, notBefore) : null;
}

/**
 * The newest draft as this browser keeps it; null when there is none. `epoch`: which of the session's holders this page
 * is.
 */
export function recordOf(entry: Entry, epoch: number): KeptAnswer | null {
  const { questionId, writtenAt, state } = entry;
  if (state.kind === 'choice') {
    return { ...state.conflict.written, questionId, writtenAt };
  }
  const newest = newestIn(entry) ?? (state.kind === 'refused' ? state.job : null);
  const { base, revision } = entry;
  return newest && { questionId, epoch: newest.afterEnd ?? epoch, draft: newest.draft, base, revision, writtenAt };
}

/** What was written here, of a choice that is not made; null when there is none. */
export function unchosenIn(entry: Entry): KeptAnswer | null {
  const { questionId, writtenAt, state } = entry;
  if (state.kind !== 'choice') return null;
  return state.conflict.kept ?? { ...state.conflict.written, questionId, writtenAt };
}

/** The newest draft that the server has in no way, with the revision it has or would get. */
export function undeliveredIn(entry: Entry, epoch: number): KeptAnswer | null {
  const { state } = entry;
  const record = isUndelivered(entry) ? recordOf(entry, epoch) : null;
  const sent = state.kind === 'refused' ? state.job : newestIn(entry);
  return record && { ...record, revision: sent?.revision ?? entry.revision + 1 };
}

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
 * The student wrote something. It replaces what waited; a save that is under way comes to its end first. A choice stays
 * one, with what was written now on the student's side.
 */
export function edited(entry: Entry, draft: Draft, at: Moment): Entry {
  const { state } = entry;
  const written = { ...entry, writtenAt: at.writtenAt };
  if (state.kind === 'choice') {
    const { kept, theirs, written: before } = state.conflict;
    const others = kept ? [kept, ...entry.others] : entry.others;
    const conflict = { mine: draft, theirs, written: { ...before, draft, epoch: at.epoch }, kept: null };
    return { ...written, others, state: { kind: 'choice', conflict } };
  }
  const since = waitingIn(entry)?.since ?? (at.isImmediate ? null : at.now);
  return withWaiting(written, { draft, revision: null, due: dueOfEdit(entry, since, at), since, afterEnd: null });
}

function dueOfEdit(entry: Entry, since: number | null, { now, isImmediate }: Moment): number {
  const before = waitingIn(entry);
  // The retry that is on its way takes the newest draft along.
  if (entry.setbacks.failures > 0) return before?.due ?? NOW;
  if (isImmediate || (before && before.due <= now)) return NOW;
  return Math.min(now + PAUSE_MS, (since ?? now) + MAX_TYPING_MS);
}

/** What waits is due now. */
export function hurried(entry: Entry): Entry {
  const waiting = waitingIn(entry);
  return waiting ? withWaiting(entry, { ...waiting, due: NOW }) : entry;
}

/**
 * The newest draft goes out, under its revision or the next one; also beside a save of an older one, when the page is
 * about to go.
 */
export function claimed(entry: Entry, keepalive: boolean): Entry {
  const { state } = entry;
  const waiting = waitingIn(entry);
  if (!waiting) {
    return state.kind === 'sending' ? { ...entry, state: { ...state, job: { ...state.job, keepalive } } } : entry;
  }
  const { draft, afterEnd } = waiting;
  const revision = waiting.revision ?? entry.revision + 1;
  return {
    ...entry,
    revision: Math.max(entry.revision, revision),
    state: { kind: 'sending', job: { draft, revision, keepalive, afterEnd }, next: null },
  };
}

/**
 * The page may be gone in a moment: what is not acknowledged goes out so that it outlives the page, as far as browsers
 * allow. What is too large goes out as ever, once.
 */
export function leaving(entries: readonly Entry[]): readonly Entry[] {
  let left = KEEPALIVE_BYTES;
  return entries.flatMap((entry) => {
    const { state } = entry;
    const draft = unsentIn(entry);
    if (!draft || (state.kind === 'sending' && !state.next && state.job.keepalive)) return [];
    const bytes = new TextEncoder().encode(JSON.stringify(draft)).length + 100;
    const fits = bytes <= left;
    if (fits) left -= bytes;
    return fits || state.kind === 'waiting' ? [claimed(entry, fits)] : [];
  });
}

/**
 * A hand-in takes along what is not acknowledged: it has its revision from now on, and is not sent by itself for a
 * while.
 */
export function claimedForHandIn(entry: Entry, now: number): Entry {
  const waiting = waitingIn(entry);
  if (!waiting) return entry;
  const revision = waiting.revision ?? entry.revision + 1;
  const claimed = { ...waiting, revision, due: Math.max(waiting.due, now + HAND_IN_MS) };
  return withWaiting({ ...entry, revision: Math.max(entry.revision, revision) }, claimed);
}

/** This page's hand-in has carried it; not what could never be saved, and not what the student did not choose. */
export function handedIn(entry: Entry): Entry {
  const { kind } = entry.state;
  return kind === 'refused' || kind === 'choice' ? entry : { ...entry, state: { kind: 'rest' } };
}

/** What waits is replaced. */
export function withWaiting(entry: Entry, waiting: Waiting): Entry {
  const { state } = entry;
  return { ...entry, state: state.kind === 'sending' ? { ...state, next: waiting } : { kind: 'waiting', waiting } };
}
