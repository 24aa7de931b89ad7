import type { StoredAnswer } from '../server/wire';
import { type Delivery, edited, type Moment, NO_SETBACKS, unchosenIn, unsentIn } from './delivery';
import { type KeptAnswer, sameAnswer, type Undelivered } from './draft';

/** Due now. */
const NOW = 0;

/**
 * What becomes of an undelivered draft when a page takes the exam up again, beside what the server holds now: `drop`
 * it, because the server has it or something newer of the same page; `send` it, because nobody wrote anything else
 * meanwhile; or let the student `choose`.
 */
export function takeUp(mine: Undelivered, stored: StoredAnswer | null): 'drop' | 'send' | 'choose' {
  if (stored && sameAnswer(mine.draft, stored)) return 'drop';
  // Only the holder of an epoch saves under it: such a version is the writer's own.
  if (stored?.epoch === mine.epoch) return stored.revision > mine.revision ? 'drop' : 'send';
  return stored?.epoch === mine.base?.epoch && stored?.revision === mine.base?.revision ? 'send' : 'choose';
}

/** What a transition means for what this browser keeps of the question. */
export interface OnDisk {
  readonly delivery: Delivery;
  /** The next write or removal takes this record along. */
  readonly taken: KeptAnswer | null;
  /** The server has these, or something newer. */
  readonly dropped: readonly KeptAnswer[];
  /** What becomes of the rest that this browser keeps of the question. */
  readonly disk: 'keep' | 'forget' | 'leave';
}

/** An earlier page of this browser did not deliver these (newest first). */
export function found(delivery: Delivery, records: readonly KeptAnswer[]): Delivery {
  const { state } = delivery;
  const others = [...delivery.others];
  for (const record of records.filter(({ questionId }) => questionId === delivery.questionId)) {
    // What the student is asked about already is not asked twice.
    const isOffered = state.kind === 'choice' && sameAnswer(record.draft, state.conflict.mine);
    if (!isOffered && !others.some(({ epoch }) => epoch === record.epoch)) others.push(record);
  }
  return { ...delivery, others };
}

/**
 * Goes on under a new epoch; the one before was `before`, and the server holds `stored`. What was not delivered is sent
 * again, or becomes a choice ({@link takeUp}); what is in memory is newer than what this browser keeps of it.
 */
export function adopted(delivery: Delivery, before: number, stored: StoredAnswer | null): OnDisk {
  const { state } = delivery;
  const inMemory = unsentIn(delivery) ?? (state.kind === 'refused' ? state.job.draft : null);
  const conflict = state.kind === 'choice' ? state.conflict : null;
  const [first = null, ...rest] = delivery.others;
  const record = inMemory ? null : conflict ? conflict.kept : first;
  const others = inMemory
    ? delivery.others.filter((other) => other.epoch !== before)
    : conflict
      ? delivery.others
      : rest;
  const { base, revision } = delivery;
  const mine = inMemory ? { draft: inMemory, base, epoch: before, revision } : (conflict?.written ?? record);
  const known: Delivery = {
    ...delivery,
    others,
    revision: Math.max(revision, stored?.revision ?? 0),
    base: stored && { epoch: stored.epoch, revision: stored.revision },
    savedAt: stored?.savedAt ?? null,
    writtenAt: record?.writtenAt ?? delivery.writtenAt,
    setbacks: NO_SETBACKS,
    state: { kind: 'rest' },
  };
  const what = mine ? takeUp(mine, stored) : 'drop';
  if (mine && what === 'send') {
    const waiting = { draft: mine.draft, revision: null, due: NOW, since: null, afterEnd: null };
    return { delivery: { ...known, state: { kind: 'waiting', waiting } }, taken: record, dropped: [], disk: 'keep' };
  }
  if (mine && what === 'choose') {
    const choice = { mine: mine.draft, theirs: stored, written: mine, kept: record };
    const chosen: Delivery = { ...known, state: { kind: 'choice', conflict: choice } };
    return { delivery: chosen, taken: null, dropped: [], disk: 'leave' };
  }
  const offer = offered(known, stored);
  return { ...offer, dropped: record ? [record, ...offer.dropped] : offer.dropped, disk: 'forget' };
}

/** The student chose what the server has; what else was never delivered is offered. */
export function choseTheirs(delivery: Delivery): OnDisk {
  const { state } = delivery;
  if (state.kind !== 'choice') return { delivery, taken: null, dropped: [], disk: 'leave' };
  const { kept, theirs } = state.conflict;
  const offer = offered({ ...delivery, state: { kind: 'rest' } }, theirs);
  return { ...offer, dropped: kept ? [kept, ...offer.dropped] : offer.dropped, disk: kept ? 'leave' : 'forget' };
}

/** The student chose what was written here, which goes out at once. */
export function choseMine(delivery: Delivery, at: Moment): OnDisk {
  const { state } = delivery;
  if (state.kind !== 'choice') return { delivery, taken: null, dropped: [], disk: 'leave' };
  const { mine, kept } = state.conflict;
  const chosen = edited({ ...delivery, state: { kind: 'rest' } }, mine, at);
  return { delivery: chosen, taken: kept, dropped: [], disk: 'keep' };
}

function offered(delivery: Delivery, stored: StoredAnswer | null): Omit<OnDisk, 'disk'> {
  const at = delivery.others.findIndex((other) => takeUp(other, stored) !== 'drop');
  const dropped = at < 0 ? delivery.others : delivery.others.slice(0, at);
  const kept = delivery.others[dropped.length];
  const known = { ...delivery, others: delivery.others.slice(dropped.length + 1) };
  if (!kept) return { delivery: known, taken: null, dropped };
  const conflict = { mine: kept.draft, theirs: stored, written: kept, kept };
  return { delivery: { ...known, state: { kind: 'choice', conflict } }, taken: null, dropped };
}

/** A record of before the end goes out under its own epoch, so that the server keeps it aside for the teacher. */
export function sentAfterEnd(delivery: Delivery, record: KeptAnswer): Delivery {
  const waiting = { draft: record.draft, revision: null, due: NOW, since: null, afterEnd: record.epoch };
  return {
    ...delivery,
    revision: Math.max(delivery.revision, record.revision),
    writtenAt: record.writtenAt,
    state: { kind: 'waiting', waiting },
  };
}

/** The exam has ended. A choice that was not made is made for the teacher: what was written here goes out. */
export function over(delivery: Delivery): { readonly delivery: Delivery; readonly taken: KeptAnswer | null } {
  const record = unchosenIn(delivery);
  return record ? { delivery: sentAfterEnd(delivery, record), taken: record } : { delivery, taken: null };
}
