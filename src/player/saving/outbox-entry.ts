import { type Signal, signal } from '@preact/signals';
import type { StoredAnswer } from '../server/wire';
import type { Draft, KeptAnswer, Undelivered } from './draft';

/** A draft with the revision under which it is sent; a retry keeps both. */
export interface Job {
  readonly draft: Draft;
  readonly revision: number;
  readonly keepalive: boolean;
}

/** What the line under an answer says. Never `saved` before the server has acknowledged it. */
export type SaveLine =
  | { readonly kind: 'none' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: string }
  | { readonly kind: 'retrying' }
  | { readonly kind: 'refused'; readonly why: 'rejected' | 'locked' | 'late' | 'retained' };

/** Two answers of which the student must choose: what was written here, and what another device saved meanwhile. */
export interface Conflict {
  readonly mine: Draft;
  readonly theirs: StoredAnswer | null;
  /** What was written here, with what it was based on: the choice stays one when the page opens again. */
  readonly written: Undelivered;
  /** Where this browser keeps what was written here, when it was on an earlier page. */
  readonly kept: KeptAnswer | null;
}

type Timer = ReturnType<typeof setTimeout>;

/** The delivery of one question's answer: at most one newest draft, one save under way, one that waits for its retry. */
export class OutboxEntry {
  readonly questionId: string;
  readonly line: Signal<SaveLine> = signal({ kind: 'none' });
  readonly conflict: Signal<Conflict | null> = signal(null);

  /** The highest revision used so far. */
  revision = 0;
  /** The version that the server was last known to hold. */
  base: { readonly epoch: number; readonly revision: number } | null = null;
  savedAt: string | null = null;
  /** Newest, and not sent under any revision yet. */
  next: Draft | null = null;
  sending: Job | null = null;
  /** Sent without an acknowledgement. */
  retry: Job | null = null;
  /** Not savable as it is; kept because nothing a student wrote is thrown away. */
  refused: Job | null = null;
  /** The teacher has what was refused: the server keeps it aside. */
  isRetained = false;
  /** Ends when the newest draft is on this browser's disk, or cannot be. */
  kept: Promise<void> = Promise.resolve();
  /** When the newest draft was written, by the server's clock. */
  writtenAt = '';
  /** The epoch of a draft that is sent after the end, under which it was written; null while the exam is in progress. */
  lateEpoch: number | null = null;
  /** Written under other epochs and never delivered: offered one by one. */
  others: KeptAnswer[] = [];
  failures = 0;
  /** How often in a row the server said when it takes the answer. */
  waits = 0;
  /** Nothing is sent before this moment, by `performance.now()`: the server said so. */
  notBefore = 0;
  /** Acknowledgements in a row that said an older version came late. */
  behind = 0;
  /** A timer ran out while a save was under way. */
  isDue = false;
  dirtySince: number | null = null;
  editTimer: Timer | undefined;
  retryTimer: Timer | undefined;

  constructor(questionId: string) {
    this.questionId = questionId;
  }

  /** What the server has not acknowledged; null when it has everything. */
  get unsent(): Draft | null {
    return this.next ?? this.sending?.draft ?? this.retry?.draft ?? null;
  }

  /** True when it waits for the server and can still arrive. */
  get isUnderWay(): boolean {
    return this.unsent !== null && this.conflict.peek() === null;
  }

  /** Gives the newest draft its revision and makes it the job to send. */
  claim(keepalive: boolean): Job | null {
    const job = this.next
      ? { draft: this.next, revision: ++this.revision, keepalive }
      : this.retry && { ...this.retry, keepalive };
    this.next = null;
    this.retry = null;
    this.dirtySince = null;
    this.isDue = false;
    this.stopTimers();
    return job;
  }

  stopTimers(): void {
    clearTimeout(this.editTimer);
    clearTimeout(this.retryTimer);
    this.editTimer = undefined;
    this.retryTimer = undefined;
  }
}
