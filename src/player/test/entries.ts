import type { Draft, KeptAnswer } from '../saving/draft';
import { atRest, type Entry, type EntryState, type Job, type Waiting } from '../saving/entry';
import type { SaveResult, StoredAnswer } from '../server/wire';
import { acknowledgement } from './doubles';

/** The present in these tests, by `performance.now()`. */
export const NOW = 100_000;

export const text = (value: string): Draft => ({ value, completed: true });

export const waiting = (value: string, more: Partial<Waiting> = {}): Waiting => ({
  draft: text(value),
  revision: null,
  due: NOW,
  since: null,
  afterEnd: null,
  ...more,
});

export const job = (value: string, revision: number, more: Partial<Job> = {}): Job => ({
  draft: text(value),
  revision,
  keepalive: false,
  afterEnd: null,
  ...more,
});

/** Each state that an entry can be in, with the least there is to say of it. */
export const REST: EntryState = { kind: 'rest' };
export const isWaiting = (value: string, more: Partial<Waiting> = {}): EntryState => ({
  kind: 'waiting',
  waiting: waiting(value, more),
});
export const isSending = (value: string, revision: number, next: Waiting | null = null): EntryState => ({
  kind: 'sending',
  job: job(value, revision),
  next,
});
export const isRefused = (value: string, revision: number): EntryState => ({
  kind: 'refused',
  job: job(value, revision),
  why: 'rejected',
});

export const record = (value: string, more: Partial<KeptAnswer> = {}): KeptAnswer => ({
  questionId: 'q_1',
  epoch: 1,
  draft: text(value),
  base: null,
  revision: 0,
  writtenAt: '2026-01-05T09:59:00.000Z',
  ...more,
});

export const stored = (value: string, epoch: number, revision: number): StoredAnswer => ({
  value,
  completed: true,
  epoch,
  revision,
  savedAt: '2026-01-05T10:00:00.000Z',
});

/** The student must choose: `mine` was written under `epoch`, and something else is stored. */
export const isChoice = (mine: string, kept: KeptAnswer | null, epoch = 1): EntryState => ({
  kind: 'choice',
  conflict: {
    mine: text(mine),
    theirs: stored('theirs', 2, 1),
    written: kept ?? { draft: text(mine), base: null, epoch, revision: 3 },
    kept,
  },
});

export const entry = (state: EntryState, more: Partial<Entry> = {}): Entry => ({
  ...atRest('q_1'),
  revision: 3,
  state,
  ...more,
});

/** What the server says to revision `revision` of the question. */
export const result = (revision: number, more: Partial<SaveResult> = {}): SaveResult =>
  acknowledgement({ questionId: 'q_1', epoch: 1, revision, value: 'a', completed: true }, more);
