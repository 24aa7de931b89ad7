import { signal } from '@preact/signals';
import { backoff, pause } from '../page/backoff';
import type { Reply } from '../server/api';
import type { SaveRequest, SaveResult, StoredAnswer } from '../server/wire';
import type { Kept } from './browser-store';
import type { Job, OutboxEntry } from './outbox-entry';

/** An answer is on this browser's disk before it is sent; a disk that is slower than this does not hold it up. */
const KEEP_MS = 1_000;
/** A save that the server says is older than what it holds is sent again under a higher revision, but not for ever. */
const MOST_BEHIND = 3;
/** A server that says so often in a row when it takes an answer is failing. */
const MOST_WAITS = 3;
/** An answer that waits longer than this is not saved, and the student reads so. */
const SHORT_WAIT_MS = 15_000;
/** After a failure everything is sent again when one save arrives, but no more often than this. */
const REST_MS = 1_000;

/** A refusal that concerns the whole session, not one question. */
export type Trouble = 'superseded' | 'paused' | 'over' | 'ended';

/** What the delivery needs from the session. */
export interface DeliveryPorts {
  send(save: SaveRequest, options: { readonly keepalive: boolean }): Promise<Reply<SaveResult>>;
  /** A save was acknowledged, the first time it was. */
  onSaved(result: SaveResult, tookMs: number): void;
  onTrouble(trouble: Trouble, problemName: string): void;
  readonly kept: Pick<Kept, 'forget'>;
  readonly random?: () => number;
}

/** What the delivery of one answer means for all of them. */
export interface Entries {
  hold(): void;
  retryNow(): void;
  changed(): void;
}

/** Takes the saves of each question to the server, one at a time, and knows what its reply means. */
export class Delivery {
  readonly #ports: DeliveryPorts;
  readonly #entries: Entries;
  /** True from the first failed save until the next one that arrives. */
  readonly isFailing = signal(false);
  /** Which of the session's holders sends. */
  epoch = 0;
  /** Nothing is sent. */
  isHeld = true;
  #retriedAt = Number.NEGATIVE_INFINITY;

  constructor(ports: DeliveryPorts, entries: Entries) {
    this.#ports = ports;
    this.#entries = entries;
  }

  /** Sends the newest draft, or what waits for its retry, now; while a save is under way, right after it. */
  flush(entry: OutboxEntry): void {
    if (this.isHeld) return;
    if (entry.sending) {
      entry.isDue = true;
      return;
    }
    const early = entry.notBefore - performance.now();
    if (early > 0) {
      this.#sendIn(entry, early);
      return;
    }
    const job = entry.claim(false);
    if (job) void this.send(entry, job);
  }

  /** Sends one save; ends when it is acknowledged, refused, or waits for its retry. */
  async send(entry: OutboxEntry, job: Job): Promise<void> {
    const epoch = entry.lateEpoch ?? this.epoch;
    entry.sending = job;
    if (entry.failures === 0) entry.line.value = { kind: 'saving' };
    if (!job.keepalive) {
      await Promise.race([entry.kept, pause(KEEP_MS)]);
      if (entry.sending !== job) return;
    }
    const request: SaveRequest = { questionId: entry.questionId, epoch, revision: job.revision, ...job.draft };
    const reply = await this.#ports.send(request, { keepalive: job.keepalive });
    const isCurrent = entry.sending === job && epoch === (entry.lateEpoch ?? this.epoch);
    if (isCurrent) entry.sending = null;
    if (reply.ok && isEcho(reply.body, request)) this.#arrived(entry, job, reply.body, reply.tookMs, isCurrent);
    else if (isCurrent) this.#failed(entry, job, reply);
    this.#entries.changed();
  }

  #arrived(entry: OutboxEntry, job: Job, result: SaveResult, tookMs: number, isCurrent: boolean): void {
    const wasFailing = this.isFailing.peek();
    this.isFailing.value = false;
    if (result.applied) this.#ports.onSaved(result, tookMs);
    if (isCurrent && !result.applied && !entry.next && entry.behind < MOST_BEHIND) {
      entry.behind += 1;
      entry.next = job.draft;
      this.flush(entry);
    } else if (isCurrent) {
      entry.failures = entry.behind = entry.waits = 0;
      const stored = { ...result, value: null, completed: false };
      this.holds(entry, stored);
      if (!entry.next) void this.#ports.kept.forget(entry.questionId);
      if (entry.next && (entry.isDue || entry.editTimer === undefined)) this.flush(entry);
    }
    const now = performance.now();
    if (!wasFailing || now < this.#retriedAt + REST_MS) return;
    this.#retriedAt = now;
    this.#entries.retryNow();
  }

  /** The server holds that version, or none. */
  holds(entry: OutboxEntry, stored: StoredAnswer | null): void {
    entry.base = stored && { epoch: stored.epoch, revision: stored.revision };
    entry.savedAt = stored?.savedAt ?? null;
    if (entry.next) entry.line.value = { kind: 'saving' };
    else entry.line.value = stored ? { kind: 'saved', at: stored.savedAt } : { kind: 'none' };
  }

  #failed(entry: OutboxEntry, job: Job, reply: Reply<SaveResult>): void {
    const { status, problem, retryAfterMs } = reply.ok ? { status: 0, problem: null, retryAfterMs: 0 } : reply;
    const name = problem?.name ?? '';
    if (status === 409 && name === 'revision-conflict') {
      entry.next ??= job.draft;
      entry.failures += 1;
      this.#retryLater(entry, entry.failures === 1 ? 0 : backoff(entry.failures, 0, this.#ports.random));
      return;
    }
    const isRetained = problem?.more['retained'] === true;
    if (entry.lateEpoch !== null && isRetained) {
      this.#refuse(entry, job, 'retained');
      return;
    }
    if (status === 410 || (status === 409 && (name === 'superseded' || name === 'paused'))) {
      if (!entry.next) entry.retry = job;
      this.#entries.hold();
      this.#ports.onTrouble(status === 410 ? 'ended' : (name as Trouble), name);
      return;
    }
    if (status === 409 && (name === 'late' || name === 'session-completed')) {
      this.#refuse(entry, job, isRetained ? 'retained' : 'late');
      this.#ports.onTrouble('over', name);
      return;
    }
    if (status === 409 && name === 'question-locked') {
      this.#refuse(entry, job, 'locked');
      return;
    }
    if (status >= 400 && status < 500 && ![401, 408, 409, 429].includes(status)) {
      this.#refuse(entry, job, 'rejected');
      return;
    }
    if (!entry.next) entry.retry = job;
    if (status === 429 && retryAfterMs > 0) {
      entry.notBefore = performance.now() + retryAfterMs;
      if (retryAfterMs <= SHORT_WAIT_MS && ++entry.waits < MOST_WAITS) {
        this.#sendIn(entry, retryAfterMs);
        return;
      }
    }
    entry.failures += 1;
    this.isFailing.value = true;
    this.#retryLater(entry, backoff(entry.failures, retryAfterMs, this.#ports.random));
  }

  #refuse(entry: OutboxEntry, job: Job, why: 'rejected' | 'locked' | 'late' | 'retained'): void {
    entry.failures = 0;
    if (entry.next) {
      // Something newer was written meanwhile: that is the answer now.
      this.flush(entry);
      return;
    }
    entry.refused = job;
    entry.isRetained = why === 'retained';
    entry.line.value = { kind: 'refused', why };
    if (entry.isRetained) void this.#ports.kept.forget(entry.questionId);
  }

  #retryLater(entry: OutboxEntry, waitMs: number): void {
    entry.line.value = { kind: 'retrying' };
    this.#sendIn(entry, waitMs);
  }

  #sendIn(entry: OutboxEntry, waitMs: number): void {
    clearTimeout(entry.retryTimer);
    entry.retryTimer = setTimeout(() => this.flush(entry), waitMs);
  }
}

function isEcho(result: SaveResult, request: SaveRequest): boolean {
  return (
    result.questionId === request.questionId && result.epoch === request.epoch && result.revision === request.revision
  );
}
