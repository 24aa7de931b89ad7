import { type ReadonlySignal, signal } from '@preact/signals';
import type { Reply } from './api';
import { backoff, pause } from './backoff';
import type { Kept, KeptAnswer } from './kept';
import { type Draft, type Job, OutboxEntry } from './outbox-entry';
import { takeUp } from './taking-up';
import { wellFormed } from './well-formed';
import type { SaveRequest, SaveResult, StoredAnswer } from './wire';

/** Text is saved after this pause in typing … */
const PAUSE_MS = 800;
/** … and at the latest this long after the first unsaved key. */
const MOST_MS = 5_000;
/** Browsers allow 64 KiB of bodies that outlive the page; the rest is for headers and other calls. */
const KEEPALIVE_BYTES = 60 * 1024;
/** An answer is on this browser's disk before it is sent; a disk that is slower than this does not hold it up. */
const KEEP_MS = 1_000;
/** A save that the server says is older than what it holds is sent again under a higher revision, but not for ever. */
const MOST_BEHIND = 3;

/** A refusal that concerns the whole session, not one question. */
export type Trouble = 'superseded' | 'paused' | 'over' | 'ended';

/** What the outbox needs from the session. */
export interface OutboxPorts {
  send(save: SaveRequest, options: { readonly keepalive: boolean }): Promise<Reply<SaveResult>>;
  /** A save was acknowledged, the first time it was. */
  onSaved(result: SaveResult, tookMs: number): void;
  onTrouble(trouble: Trouble, problemName: string): void;
  /** Keeps what is not acknowledged, so that it outlives the page; ends when it is on disk, or cannot be. */
  readonly kept: Pick<Kept, 'keep' | 'forget' | 'drop' | 'adopt'>;
  /** ISO time by the server's clock. */
  now(): string;
  readonly random?: () => number;
}

/**
 * Delivers answers. Each question has its own order and nothing waits behind another question. An answer is held here until the server has
 * acknowledged exactly that version; while a save is under way only the newest draft after it is kept.
 */
export class Outbox {
  readonly #ports: OutboxPorts;
  readonly #entries = new Map<string, OutboxEntry>();
  readonly #isFailing = signal(false);
  readonly #undelivered = signal(0);
  readonly #retained = signal(0);
  #epoch = 0;
  #isHeld = true;
  #settled: (() => void)[] = [];

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
  }

  /** True from the first failed save until the next one that arrives. */
  get isFailing(): ReadonlySignal<boolean> {
    return this.#isFailing;
  }

  /** How many questions have an answer that the server does not have yet. */
  get undelivered(): ReadonlySignal<number> {
    return this.#undelivered;
  }

  /** How many answers came too late and are kept aside for the teacher. */
  get retained(): ReadonlySignal<number> {
    return this.#retained;
  }

  entry(questionId: string): OutboxEntry {
    let entry = this.#entries.get(questionId);
    if (!entry) {
      entry = new OutboxEntry(questionId);
      this.#entries.set(questionId, entry);
    }
    return entry;
  }

  /** Takes what the student just did. Never waits for anything. */
  edit(questionId: string, draft: Draft, immediate: boolean): void {
    const entry = this.entry(questionId);
    entry.next = { ...draft, value: wellFormed(draft.value) };
    entry.refused = null;
    entry.isRetained = false;
    entry.writtenAt = this.#ports.now();
    this.#keep(entry, entry.next);
    entry.line.value = { kind: entry.failures > 0 ? 'retrying' : 'saving' };
    this.#count();
    // After a failure the retry that is on its way takes the newest draft along.
    if (entry.failures > 0) return;
    if (immediate) {
      this.#flush(entry);
      return;
    }
    entry.dirtySince ??= performance.now();
    const left = entry.dirtySince + MOST_MS - performance.now();
    clearTimeout(entry.editTimer);
    entry.editTimer = setTimeout(() => this.#flush(entry), Math.max(0, Math.min(PAUSE_MS, left)));
  }

  /** Sends what waits for a pause in typing now. */
  flush(questionId?: string): void {
    for (const entry of this.#entries.values()) {
      if (questionId === undefined || entry.questionId === questionId) {
        if (entry.next && entry.failures === 0) this.#flush(entry);
      }
    }
  }

  /** Tries again at once whatever waits for its retry. */
  retryNow(): void {
    for (const entry of this.#entries.values()) if (entry.next || entry.retry) this.#flush(entry);
  }

  /** The page may be gone in a moment: sends everything that is not acknowledged so that it outlives the page, as far as browsers allow. */
  flushBeforeLeaving(): void {
    if (this.#isHeld) return;
    let left = KEEPALIVE_BYTES;
    for (const entry of this.#entries.values()) {
      if (!entry.isUnderWay || (entry.next === null && entry.sending?.keepalive)) continue;
      const draft = entry.unsent;
      const bytes = new TextEncoder().encode(JSON.stringify(draft)).length + 100;
      const fits = bytes <= left;
      if (fits) left -= bytes;
      if (!fits && entry.sending) continue;
      if (!entry.next && entry.sending) entry.retry = entry.sending;
      const job = entry.claim(fits);
      if (job) void this.#send(entry, job);
    }
  }

  /** Stops sending; what is written is kept. */
  hold(): void {
    this.#isHeld = true;
    for (const entry of this.#entries.values()) {
      entry.stopTimers();
      if (entry.sending) entry.retry = entry.sending;
      entry.sending = null;
      if (entry.unsent) entry.line.value = { kind: 'retrying' };
    }
    this.#count();
  }

  /** Goes on under the epoch that was held before. */
  resume(): void {
    this.#isHeld = false;
    this.retryNow();
  }

  /**
   * Goes on under a new epoch. What is not delivered, here or by an earlier page of this browser (`kept`, newest first), is sent again where the version it
   * was based on is still current; where another device saved something else meanwhile, the entry gets a conflict for the student to settle.
   */
  adopt(epoch: number, answers: Readonly<Record<string, StoredAnswer>>, kept: readonly KeptAnswer[] = []): void {
    const before = this.#epoch;
    this.#epoch = epoch;
    for (const id of Object.keys(answers)) this.entry(id);
    for (const record of kept) {
      const { others } = this.entry(record.questionId);
      if (!others.some((other) => other.epoch === record.epoch)) others.push(record);
    }
    for (const entry of this.#entries.values()) this.#adoptEntry(entry, before, answers[entry.questionId] ?? null);
    this.#count();
    this.resume();
  }

  #adoptEntry(entry: OutboxEntry, before: number, stored: StoredAnswer | null): void {
    if (entry.sending) entry.retry = entry.sending;
    const conflict = entry.conflict.peek();
    const inMemory = entry.unsent ?? entry.refused?.draft ?? null;
    const record = inMemory === null ? (conflict ? conflict.kept : (entry.others.shift() ?? null)) : null;
    // What this page has in memory is newer than what it kept of it.
    if (inMemory) entry.others = entry.others.filter((other) => other.epoch !== before);
    const mine = inMemory
      ? { draft: inMemory, base: entry.base, epoch: before, revision: entry.revision }
      : (conflict?.written ?? record);
    entry.stopTimers();
    entry.sending = entry.retry = entry.refused = entry.next = entry.conflict.value = null;
    entry.failures = entry.behind = 0;
    entry.revision = Math.max(entry.revision, stored?.revision ?? 0);
    if (record) entry.writtenAt = record.writtenAt;
    const what = mine ? takeUp(mine, stored) : 'drop';
    this.#holds(entry, stored);
    if (mine && what === 'send') {
      if (record) this.#ports.kept.adopt(record);
      entry.next = mine.draft;
      this.#keep(entry, mine.draft);
    } else if (mine && what === 'choose') {
      entry.conflict.value = { mine: mine.draft, theirs: stored, written: mine, kept: record };
    } else {
      if (record) void this.#ports.kept.drop(record);
      void this.#ports.kept.forget(entry.questionId);
      this.#offer(entry, stored);
    }
  }

  /** Offers what else was written and never delivered. */
  #offer(entry: OutboxEntry, stored: StoredAnswer | null): void {
    const kept = entry.others.shift();
    if (!kept) return;
    if (takeUp(kept, stored) === 'drop') {
      void this.#ports.kept.drop(kept);
      this.#offer(entry, stored);
    } else entry.conflict.value = { mine: kept.draft, theirs: stored, written: kept, kept };
  }

  /** Ends a conflict: sends what was written here, or keeps what the server has. */
  settle(questionId: string, keep: 'mine' | 'theirs'): void {
    const entry = this.entry(questionId);
    const conflict = entry.conflict.peek();
    entry.conflict.value = null;
    if (!conflict) return;
    if (keep === 'mine') {
      if (conflict.kept) this.#ports.kept.adopt(conflict.kept);
      this.edit(questionId, conflict.mine, true);
    } else {
      if (conflict.kept) void this.#ports.kept.drop(conflict.kept);
      else void this.#ports.kept.forget(questionId);
      this.#offer(entry, conflict.theirs);
    }
  }

  /** What was written before the exam ended and never arrived is sent once more, so that the server keeps it aside for the teacher. */
  sendLate(kept: readonly KeptAnswer[]): void {
    this.#isHeld = false;
    for (const record of kept) {
      const entry = this.entry(record.questionId);
      if (!entry.unsent && !entry.refused) this.#sendLate(entry, record);
    }
    this.#count();
  }

  /** This page's hand-in has carried everything but what could never be saved and what the student did not choose. */
  handedIn(): void {
    for (const entry of this.#entries.values()) {
      if (entry.refused || entry.conflict.peek()) continue;
      entry.stopTimers();
      entry.sending = entry.retry = entry.next = null;
      void this.#ports.kept.forget(entry.questionId);
    }
    this.#count();
  }

  /** The exam is over, whoever ended it: what the server does not have goes on to it, so that it is kept aside for the teacher. */
  finish(): void {
    this.#isHeld = false;
    for (const entry of this.#entries.values()) {
      const conflict = entry.conflict.peek();
      entry.conflict.value = null;
      if (conflict)
        this.#sendLate(
          entry,
          conflict.kept ?? { ...this.#record(entry, conflict.mine), epoch: conflict.written.epoch },
        );
    }
    this.retryNow();
    this.#count();
  }

  #sendLate(entry: OutboxEntry, record: KeptAnswer): void {
    this.#ports.kept.adopt(record);
    entry.lateEpoch = record.epoch;
    entry.revision = Math.max(entry.revision, record.revision);
    entry.writtenAt = record.writtenAt;
    entry.next = record.draft;
    this.#flush(entry);
  }

  /** Every answer that the server does not have in any way, for the rescue file. */
  undeliveredAnswers(): readonly KeptAnswer[] {
    return [...this.#entries.values()].flatMap((entry) => {
      const draft = entry.unsent ?? (entry.isRetained ? null : entry.refused?.draft);
      const revision = entry.next ? entry.revision + 1 : (entry.sending ?? entry.retry ?? entry.refused)?.revision;
      return draft ? [{ ...this.#record(entry, draft), revision: revision ?? entry.revision }] : [];
    });
  }

  /** For the hand-in: every save that is not acknowledged, each with its revision, and the revision that each question must have reached. */
  claimAll(): { saves: Omit<SaveRequest, 'epoch'>[]; revisions: Record<string, number> } {
    const saves: Omit<SaveRequest, 'epoch'>[] = [];
    const revisions: Record<string, number> = {};
    for (const entry of this.#entries.values()) {
      const job = (entry.next ? entry.claim(false) : null) ?? entry.retry ?? entry.sending;
      if (job && job !== entry.sending) entry.retry = job;
      if (job) saves.push({ questionId: entry.questionId, revision: job.revision, ...job.draft });
      const revision = job?.revision ?? entry.base?.revision;
      if (revision !== undefined) revisions[entry.questionId] = revision;
    }
    return { saves, revisions };
  }

  /** Resolves when the question (or every one) has nothing under way any more: acknowledged, refused, or held. */
  async settled(questionId?: string): Promise<void> {
    while (this.#isWaiting(questionId)) await new Promise<void>((resolve) => this.#settled.push(resolve));
  }

  #isWaiting(questionId?: string): boolean {
    if (this.#isHeld) return false;
    const entries = questionId === undefined ? [...this.#entries.values()] : [this.entry(questionId)];
    return entries.some((entry) => entry.isUnderWay);
  }

  #flush(entry: OutboxEntry): void {
    if (this.#isHeld) return;
    if (entry.sending) {
      entry.isDue = true;
      return;
    }
    const job = entry.claim(false);
    if (job) void this.#send(entry, job);
  }

  #record(entry: OutboxEntry, draft: Draft): KeptAnswer {
    const { questionId, base, revision, writtenAt } = entry;
    return { questionId, epoch: entry.lateEpoch ?? this.#epoch, draft, base, revision, writtenAt };
  }

  #keep(entry: OutboxEntry, draft: Draft): void {
    entry.kept = this.#ports.kept.keep(this.#record(entry, draft));
  }

  async #send(entry: OutboxEntry, job: Job): Promise<void> {
    const epoch = entry.lateEpoch ?? this.#epoch;
    entry.sending = job;
    if (entry.failures === 0) entry.line.value = { kind: 'saving' };
    if (!job.keepalive) {
      await Promise.race([entry.kept, pause(KEEP_MS)]);
      if (entry.sending !== job) return;
    }
    const request: SaveRequest = { questionId: entry.questionId, epoch, revision: job.revision, ...job.draft };
    const reply = await this.#ports.send(request, { keepalive: job.keepalive });
    const isCurrent = entry.sending === job && epoch === (entry.lateEpoch ?? this.#epoch);
    if (isCurrent) entry.sending = null;
    if (reply.ok && isEcho(reply.body, request)) this.#arrived(entry, job, reply.body, reply.tookMs, isCurrent);
    else if (isCurrent) this.#failed(entry, job, reply);
    this.#count();
  }

  #arrived(entry: OutboxEntry, job: Job, result: SaveResult, tookMs: number, isCurrent: boolean): void {
    const wasFailing = this.#isFailing.peek();
    this.#isFailing.value = false;
    if (result.applied) this.#ports.onSaved(result, tookMs);
    if (isCurrent && !result.applied && !entry.next && entry.behind < MOST_BEHIND) {
      entry.behind += 1;
      entry.next = job.draft;
      this.#flush(entry);
    } else if (isCurrent) {
      entry.failures = entry.behind = 0;
      const stored = { ...result, value: null, completed: false };
      this.#holds(entry, stored);
      if (!entry.next) void this.#ports.kept.forget(entry.questionId);
      if (entry.next && (entry.isDue || entry.editTimer === undefined)) this.#flush(entry);
    }
    if (wasFailing) this.retryNow();
  }

  /** The server holds that version, or none. */
  #holds(entry: OutboxEntry, stored: StoredAnswer | null): void {
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
      this.hold();
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
    entry.failures += 1;
    this.#isFailing.value = true;
    this.#retryLater(entry, backoff(entry.failures, retryAfterMs, this.#ports.random));
  }

  #refuse(entry: OutboxEntry, job: Job, why: 'rejected' | 'locked' | 'late' | 'retained'): void {
    entry.failures = 0;
    if (entry.next) {
      // Something newer was written meanwhile: that is the answer now.
      this.#flush(entry);
      return;
    }
    entry.refused = job;
    entry.isRetained = why === 'retained';
    entry.line.value = { kind: 'refused', why };
    if (entry.isRetained) void this.#ports.kept.forget(entry.questionId);
  }

  #retryLater(entry: OutboxEntry, waitMs: number): void {
    entry.line.value = { kind: 'retrying' };
    clearTimeout(entry.retryTimer);
    entry.retryTimer = setTimeout(() => this.#flush(entry), waitMs);
  }

  #count(): void {
    const entries = [...this.#entries.values()];
    this.#undelivered.value = entries.filter((entry) => entry.unsent || (entry.refused && !entry.isRetained)).length;
    this.#retained.value = entries.filter((entry) => entry.isRetained).length;
    const waiting = this.#settled;
    this.#settled = [];
    for (const resolve of waiting) resolve();
  }
}

function isEcho(result: SaveResult, request: SaveRequest): boolean {
  return (
    result.questionId === request.questionId && result.epoch === request.epoch && result.revision === request.revision
  );
}
