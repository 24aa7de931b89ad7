import type { StoredAnswer } from '../server/wire';
import { type KeptAnswer, sameAnswer, type Undelivered } from './draft';
import { type Entry, edited, type Moment, NO_SETBACKS, unchosenIn, unsentIn } from './entry';

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
  readonly entry: Entry;
  /** The next write or removal takes this record along. */
  readonly taken: KeptAnswer | null;
  /** The server has these, or something newer. */
  readonly dropped: readonly KeptAnswer[];
  /** What becomes of the rest that this browser keeps of the question. */
  readonly disk: 'keep' | 'forget' | 'leave';
}

/** An earlier page of this browser did not deliver these (newest first). */
export function found(entry: Entry, records: readonly KeptAnswer[]): Entry {
  const { state } = entry;
  const others = [...entry.others];
  for (const record of records.filter(({ questionId }) => questionId === entry.questionId)) {
    // What the student is asked about already is not asked twice.
    const isOffered = state.kind === 'choice' && sameAnswer(record.draft, state.conflict.mine);
    if (!isOffered && !others.some(({ epoch }) => epoch === record.epoch)) others.push(record);
  }
  return { ...entry, others };
}

/**
 * Goes on under a new epoch; the one before was `before`, and the server holds `stored`. What was not delivered is sent
 * again, or becomes a choice ({@link takeUp}); what is in memory is newer than what this browser keeps of it.
 */
export function adopted(entry: Entry, before: number, stored: StoredAnswer | null): OnDisk {
  const { state } = entry;
  const inMemory = unsentIn(entry) ?? (state.kind === 'refused' ? state.job.draft : null);
  const conflict = state.kind === 'choice' ? state.conflict : null;
  const [first = null, ...rest] = entry.others;
  const record = inMemory ? null : conflict ? conflict.kept : first;
  const others = inMemory ? entry.others.filter((other) => other.epoch !== before) : conflict ? entry.others : rest;
  const { base, revision } = entry;
  const mine = inMemory ? { draft: inMemory, base, epoch: before, revision } : (conflict?.written ?? record);
  const known: Entry = {
    ...entry,
    others,
    revision: Math.max(revision, stored?.revision ?? 0),
    base: stored && { epoch: stored.epoch, revision: stored.revision },
    savedAt: stored?.savedAt ?? null,
    writtenAt: record?.writtenAt ?? entry.writtenAt,
    setbacks: NO_SETBACKS,
    state: { kind: 'rest' },
  };
  const what = mine ? takeUp(mine, stored) : 'drop';
  if (mine && what === 'send') {
    const waiting = { draft: mine.draft, revision: null, due: NOW, since: null, afterEnd: null };
    return { entry: { ...known, state: { kind: 'waiting', waiting } }, taken: record, dropped: [], disk: 'keep' };
  }
  if (mine && what === 'choose') {
    const choice = { mine: mine.draft, theirs: stored, written: mine, kept: record };
    const chosen: Entry = { ...known, state: { kind: 'choice', conflict: choice } };
    return { entry: chosen, taken: null, dropped: [], disk: 'leave' };
  }
  const offer = offered(known, stored);
  return { ...offer, dropped: record ? [record, ...offer.dropped] : offer.dropped, disk: 'forget' };
}

/** The student chose what the server has; what else was never delivered is offered. */
export function choseTheirs(entry: Entry): OnDisk {
  const { state } = entry;
  if (state.kind !== 'choice') return { entry, taken: null, dropped: [], disk: 'leave' };
  const { kept, theirs } = state.conflict;
  const offer = offered({ ...entry, state: { kind: 'rest' } }, theirs);
  return { ...offer, dropped: kept ? [kept, ...offer.dropped] : offer.dropped, disk: kept ? 'leave' : 'forget' };
}

/** The student chose what was written here, which goes out at once. */
export function choseMine(entry: Entry, at: Moment): OnDisk {
  const { state } = entry;
  if (state.kind !== 'choice') return { entry, taken: null, dropped: [], disk: 'leave' };
  const { mine, kept } = state.conflict;
  const chosen = edited({ ...entry, state: { kind: 'rest' } }, mine, at);
  return { entry: chosen, taken: kept, dropped: [], disk: 'keep' };
}

function offered(entry: Entry, stored: StoredAnswer | null): Omit<OnDisk, 'disk'> {
  const at = entry.others.findIndex((other) => takeUp(other, stored) !== 'drop');
  const dropped = at < 0 ? entry.others : entry.others.slice(0, at);
  const kept = entry.others[dropped.length];
  const known = { ...entry, others: entry.others.slice(dropped.length + 1) };
  if (!kept) return { entry: known, taken: null, dropped };
  const conflict = { mine: kept.draft, theirs: stored, written: kept, kept };
  return { entry: { ...known, state: { kind: 'choice', conflict } }, taken: null, dropped };
}

/** A record of before the end goes out under its own epoch, so that the server keeps it aside for the teacher. */
export function sentAfterEnd(entry: Entry, record: KeptAnswer): Entry {
  const waiting = { draft: record.draft, revision: null, due: NOW, since: null, afterEnd: record.epoch };
  return {
    ...entry,
    revision: Math.max(entry.revision, record.revision),
    writtenAt: record.writtenAt,
    state: { kind: 'waiting', waiting },
  };
}

/** The exam has ended. A choice that was not made is made for the teacher: what was written here goes out. */
export function over(entry: Entry): { readonly entry: Entry; readonly taken: KeptAnswer | null } {
  const record = unchosenIn(entry);
  return record ? { entry: sentAfterEnd(entry, record), taken: record } : { entry, taken: null };
}
