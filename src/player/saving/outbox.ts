import { type ReadonlySignal, signal } from '@preact/signals';
import { wellFormed } from '../server/well-formed';
import type { SaveRequest, StoredAnswer } from '../server/wire';
import type { Kept } from './browser-store';
import { Delivery, type DeliveryPorts } from './delivery';
import type { Draft, KeptAnswer } from './draft';
import { OutboxEntry } from './outbox-entry';
import { takeUp } from './taking-up';

/** Text is saved after this pause in typing … */
const PAUSE_MS = 800;
/** … and at the latest this long after the first unsaved key. */
const MOST_MS = 5_000;
/** Browsers allow 64 KiB of bodies that outlive the page; the rest is for headers and other calls. */
const KEEPALIVE_BYTES = 60 * 1024;

/** What the outbox needs from the session. */
export interface OutboxPorts extends DeliveryPorts {
  /** Keeps what is not acknowledged, so that it outlives the page; ends when it is on disk, or cannot be. */
  readonly kept: Pick<Kept, 'keep' | 'forget' | 'drop' | 'adopt'>;
  /** ISO time by the server's clock. */
  now(): string;
}

/**
 * Answers on their way to the server. Each question has its own order and nothing waits behind another question. An answer is held here until the server has
 * acknowledged exactly that version; while a save is under way only the newest draft after it is kept.
 */
export class Outbox {
  readonly #ports: OutboxPorts;
  readonly #delivery: Delivery;
  readonly #entries = new Map<string, OutboxEntry>();
  readonly #undelivered = signal(0);
  readonly #retained = signal(0);
  #settled: (() => void)[] = [];

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
    this.#delivery = new Delivery(ports, {
      hold: () => this.hold(),
      retryNow: () => this.retryNow(),
      changed: () => this.#count(),
    });
  }

  /** True from the first failed save until the next one that arrives. */
  get isFailing(): ReadonlySignal<boolean> {
    return this.#delivery.isFailing;
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
      this.#delivery.flush(entry);
      return;
    }
    entry.dirtySince ??= performance.now();
    const left = entry.dirtySince + MOST_MS - performance.now();
    clearTimeout(entry.editTimer);
    entry.editTimer = setTimeout(() => this.#delivery.flush(entry), Math.max(0, Math.min(PAUSE_MS, left)));
  }

  /** Sends what waits for a pause in typing now. */
  flush(questionId?: string): void {
    for (const entry of this.#entries.values()) {
      if (questionId === undefined || entry.questionId === questionId) {
        if (entry.next && entry.failures === 0) this.#delivery.flush(entry);
      }
    }
  }

  /** Tries again at once whatever waits for its retry. */
  retryNow(): void {
    for (const entry of this.#entries.values()) if (entry.next || entry.retry) this.#delivery.flush(entry);
  }

  /** The page may be gone in a moment: sends everything that is not acknowledged so that it outlives the page, as far as browsers allow. */
  flushBeforeLeaving(): void {
    if (this.#delivery.isHeld) return;
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
      if (job) void this.#delivery.send(entry, job);
    }
  }

  /** Stops sending; what is written is kept. */
  hold(): void {
    this.#delivery.isHeld = true;
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
    this.#delivery.isHeld = false;
    this.retryNow();
  }

  /**
   * Goes on under a new epoch. What is not delivered, here or by an earlier page of this browser (`kept`, newest first), is sent again where the version it
   * was based on is still current; where another device saved something else meanwhile, the entry gets a conflict for the student to settle.
   */
  adopt(epoch: number, answers: Readonly<Record<string, StoredAnswer>>, kept: readonly KeptAnswer[] = []): void {
    const before = this.#delivery.epoch;
    this.#delivery.epoch = epoch;
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
    this.#delivery.holds(entry, stored);
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
    this.#delivery.isHeld = false;
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
    this.#delivery.isHeld = false;
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
    this.#delivery.flush(entry);
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
    if (this.#delivery.isHeld) return false;
    const entries = questionId === undefined ? [...this.#entries.values()] : [this.entry(questionId)];
    return entries.some((entry) => entry.isUnderWay);
  }

  #record(entry: OutboxEntry, draft: Draft): KeptAnswer {
    const { questionId, base, revision, writtenAt } = entry;
    return { questionId, epoch: entry.lateEpoch ?? this.#delivery.epoch, draft, base, revision, writtenAt };
  }

  #keep(entry: OutboxEntry, draft: Draft): void {
    entry.kept = this.#ports.kept.keep(this.#record(entry, draft));
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
