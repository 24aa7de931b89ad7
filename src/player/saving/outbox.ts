import { type ReadonlySignal, signal } from '@preact/signals';
import { pause } from '../page/retry';
import type { Reply } from '../server/api';
import { wellFormed } from '../server/well-formed';
import type { SaveRequest, SaveResult, StoredAnswer } from '../server/wire';
import * as after from './after-reply';
import type { BrowserStore } from './browser-store';
import type { Draft, KeptAnswer } from './draft';
import { Entries, type ShownEntry } from './entries';
import type { Entry, Job, Moment } from './entry';
import * as machine from './entry';
import { type Meaning, meaningOf, type SessionRefusal } from './meaning';
import * as taken from './taking-up';

/** An answer is on this browser's disk before it is sent; a disk that is slower than this does not hold it up. */
const DISK_MS = 1_000;
/** After a failure everything is sent again when one save arrives, but no more often than this. */
const REST_MS = 1_000;

/** What the outbox needs from the session. */
export interface OutboxPorts {
  send(save: SaveRequest, options: { readonly keepalive: boolean }): Promise<Reply<SaveResult>>;
  /** A save was acknowledged, the first time it was. */
  onSaved(result: SaveResult, tookMs: number): void;
  /** The whole session is in another state than this page thought. */
  onSessionRefused(refusal: SessionRefusal, problemName: string): void;
  /** Keeps what is not acknowledged, so that it outlives the page; ends when it is on disk, or cannot be. */
  readonly browserStore: Pick<BrowserStore, 'keep' | 'forget' | 'drop' | 'adopt'>;
  /** ISO time by the server's clock. */
  now(): string;
  readonly random?: () => number;
}

/**
 * Answers on their way to the server. Each question has its own order and nothing waits behind another question. An
 * answer is held here until the server has acknowledged exactly that version; while a save is under way only the newest
 * draft after it is kept. Each answer is an {@link Entry}, a state machine whose steps are pure functions; the outbox
 * carries out what they decide, and wakes when the first of them is due.
 */
export class Outbox {
  readonly #ports: OutboxPorts;
  readonly #entries = new Entries();
  readonly #onDisk = new Map<string, Promise<void>>();
  readonly #isFailing = signal(false);
  /** True from the first failed save until the next one that arrives. */
  readonly isFailing: ReadonlySignal<boolean> = this.#isFailing;
  /** How many questions have an answer that the server does not have yet. */
  readonly undelivered = this.#entries.undelivered;
  /** How many answers came too late and are kept aside for the teacher. */
  readonly retained = this.#entries.retained;
  #epoch = 0;
  #isHeld = true;
  #isOver = false;
  #retriedAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: OutboxPorts) {
    this.#ports = ports;
  }

  /** The entry of one answer, as it is shown. */
  entry(questionId: string): ShownEntry {
    return this.#entries.of(questionId);
  }

  /** Takes what the student just did. Never waits for anything. */
  edit(questionId: string, draft: Draft, isImmediate: boolean): void {
    const written = { ...draft, value: wellFormed(draft.value) };
    const edited = machine.edited(this.entry(questionId).entry, written, this.#moment(isImmediate));
    this.#keep(edited);
    this.#put(edited);
    this.#go();
  }

  /** Sends what waits for a pause in typing now. */
  flush(questionId?: string): void {
    this.#each((entry) => {
      const isMeant = questionId === undefined || entry.questionId === questionId;
      return isMeant && entry.setbacks.failures === 0 ? machine.hurried(entry) : entry;
    });
  }

  /** Tries again at once whatever waits for its retry. */
  retryNow(): void {
    this.#each(machine.hurried);
  }

  /**
   * The page may be gone in a moment: sends everything that is not acknowledged so that it outlives the page, as far as
   * browsers allow.
   */
  flushBeforeLeaving(): void {
    if (this.#isHeld) return;
    for (const leaving of machine.leaving(this.#entries.all)) void this.#send(leaving);
  }

  /** Stops sending; what is written is kept. */
  hold(): void {
    this.#isHeld = true;
    this.#each(after.held);
  }

  /** Goes on under the epoch that was held before. */
  resume(): void {
    this.#isHeld = false;
    this.retryNow();
  }

  /**
   * Goes on under a new epoch. What is not delivered, here or by an earlier page of this browser (`kept`, newest
   * first), is sent again where the version it was based on is still current; where another device saved something else
   * meanwhile, the entry gets a conflict for the student to settle.
   */
  adopt(epoch: number, answers: Readonly<Record<string, StoredAnswer>>, kept: readonly KeptAnswer[] = []): void {
    const before = this.#epoch;
    this.#epoch = epoch;
    this.#isOver = false;
    for (const id of [...Object.keys(answers), ...kept.map(({ questionId }) => questionId)]) this.entry(id);
    for (const each of this.#entries.all) {
      this.#carryOut(taken.adopted(taken.found(each, kept), before, answers[each.questionId] ?? null));
    }
    this.resume();
  }

  /** Ends a conflict: sends what was written here, or keeps what the server has. */
  settle(questionId: string, keep: 'mine' | 'theirs'): void {
    const { entry } = this.entry(questionId);
    this.#carryOut(keep === 'mine' ? taken.choseMine(entry, this.#moment(true)) : taken.choseTheirs(entry));
    this.#go();
  }

  /**
   * What was written before the exam ended and never arrived is sent once more, so that the server keeps it aside for
   * the teacher.
   */
  sendAfterEnd(kept: readonly KeptAnswer[]): void {
    this.#isHeld = false;
    this.#isOver = true;
    for (const record of kept) {
      const { entry } = this.entry(record.questionId);
      if (machine.unsentIn(entry) || entry.state.kind === 'refused') continue;
      this.#ports.browserStore.adopt(record);
      this.#put(taken.sentAfterEnd(entry, record));
    }
    this.#go();
  }

  /** This page's hand-in has carried everything but what could never be saved and what the student did not choose. */
  handedIn(): void {
    this.#each((entry) => {
      const handedIn = machine.handedIn(entry);
      if (handedIn !== entry) void this.#ports.browserStore.forget(entry.questionId);
      return handedIn;
    });
  }

  /**
   * The exam is over, whoever ended it: what the server does not have goes on to it, so that it is kept aside for the
   * teacher.
   */
  finish(): void {
    this.#isHeld = false;
    this.#isOver = true;
    this.#each((entry) => {
      const over = taken.over(entry);
      if (over.taken) this.#ports.browserStore.adopt(over.taken);
      return machine.hurried(over.entry);
    });
  }

  /** Every answer that the server does not have in any way, for the rescue file. */
  undeliveredAnswers(): readonly KeptAnswer[] {
    return this.#entries.all
      .map((each) => machine.undeliveredIn(each, this.#epoch))
      .filter((answer) => answer !== null);
  }

  /**
   * For the hand-in: every save that is not acknowledged, each with its revision, and the revision that each question
   * must have reached.
   */
  claimAll(): { saves: Omit<SaveRequest, 'epoch'>[]; revisions: Record<string, number> } {
    const saves: Omit<SaveRequest, 'epoch'>[] = [];
    const revisions: Record<string, number> = {};
    this.#each((entry) => {
      const claimed = machine.claimedForHandIn(entry, performance.now());
      const { questionId, base } = claimed;
      const save = machine.newestIn(claimed);
      const revision = save?.revision ?? base?.revision ?? null;
      if (save && revision !== null) saves.push({ questionId, revision, ...save.draft });
      if (revision !== null) revisions[questionId] = revision;
      return claimed;
    });
    return { saves, revisions };
  }

  /** Resolves when the question (or every one) has nothing under way any more: acknowledged, refused, or held. */
  settled(questionId?: string): Promise<void> {
    return this.#entries.settled(questionId, () => this.#isHeld);
  }

  /** Sends one save; ends when its reply is understood. */
  async #send(entry: Entry): Promise<void> {
    const { questionId, state } = entry;
    if (state.kind !== 'sending') return;
    const { job } = state;
    const epoch = job.afterEnd ?? this.#epoch;
    this.#put(entry);
    if (!job.keepalive) {
      await Promise.race([this.#onDisk.get(questionId), pause(DISK_MS)]);
      if (!this.#isUnderWay(questionId, job)) return;
    }
    const request: SaveRequest = { questionId, epoch, revision: job.revision, ...job.draft };
    const reply = await this.#ports.send(request, { keepalive: job.keepalive });
    const { meaning, session } = meaningOf(reply, request, this.#isOver);
    const isUnderWay = this.#isUnderWay(questionId, job);
    if (meaning.kind === 'stored') this.#arrived(meaning, job);
    else if (isUnderWay) this.#notArrived(this.entry(questionId).entry, meaning);
    if (isUnderWay && session) {
      if (meaning.kind === 'stopped') this.hold();
      this.#ports.onSessionRefused(session, (reply.ok ? null : reply.problem)?.name ?? '');
    }
    this.#go();
  }

  #isUnderWay(questionId: string, job: Job): boolean {
    const { state } = this.entry(questionId).entry;
    return state.kind === 'sending' && state.job === job;
  }

  #arrived({ result, tookMs }: Extract<Meaning, { kind: 'stored' }>, { afterEnd }: Job): void {
    const wasFailing = this.#isFailing.peek();
    this.#isFailing.value = false;
    if (result.applied) this.#ports.onSaved(result, tookMs);
    const { entry } = this.entry(result.questionId);
    const { state } = entry;
    // Whichever request it was that brought this version.
    const unsent = state.kind === 'sending' ? state.job : state.kind === 'waiting' ? state.waiting : null;
    if (unsent?.revision === result.revision && result.epoch === (afterEnd ?? this.#epoch)) {
      const arrived = (result.applied ? null : after.behind(entry)) ?? after.acknowledged(entry, result);
      if (!machine.unsentIn(arrived)) void this.#ports.browserStore.forget(result.questionId);
      this.#put(arrived);
    }
    const now = performance.now();
    if (!wasFailing || now < this.#retriedAt + REST_MS) return;
    this.#retriedAt = now;
    this.retryNow();
  }

  #notArrived(entry: Entry, meaning: Meaning): void {
    const next = after.unacknowledged(entry, meaning, performance.now(), this.#ports.random);
    const isFailure = meaning.kind === 'failed' || meaning.kind === 'told-to-wait';
    if (isFailure && next.setbacks.failures > entry.setbacks.failures) this.#isFailing.value = true;
    if (machine.isRetained(next)) void this.#ports.browserStore.forget(next.questionId);
    this.#put(next);
  }

  #carryOut({ entry, taken, dropped, disk }: taken.OnDisk): void {
    const { browserStore } = this.#ports;
    if (taken) browserStore.adopt(taken);
    for (const record of dropped) void browserStore.drop(record);
    if (disk === 'keep') this.#keep(entry);
    if (disk === 'forget') void browserStore.forget(entry.questionId);
    this.#put(entry);
  }

  #keep(entry: Entry): void {
    const record = machine.recordOf(entry, this.#epoch);
    if (record) this.#onDisk.set(entry.questionId, this.#ports.browserStore.keep(record));
  }

  #moment(isImmediate: boolean): Moment {
    return { now: performance.now(), writtenAt: this.#ports.now(), epoch: this.#epoch, isImmediate };
  }

  /** Takes each entry a step on, then sends what is due. */
  #each(step: (entry: Entry) => Entry): void {
    for (const entry of this.#entries.all) this.#put(step(entry));
    this.#go();
  }

  #put(entry: Entry): void {
    this.entry(entry.questionId).show(entry, this.#isHeld);
  }

  /** Sends what is due, and wakes again for what is due next. */
  #go(): void {
    clearTimeout(this.#timer);
    const now = performance.now();
    let next = Number.POSITIVE_INFINITY;
    for (const entry of this.#isHeld ? [] : this.#entries.all) {
      const due = machine.dueOf(entry) ?? Number.POSITIVE_INFINITY;
      if (due <= now) void this.#send(machine.claimed(entry, false));
      else next = Math.min(next, due);
    }
    if (next < Number.POSITIVE_INFINITY) this.#timer = setTimeout(() => this.#go(), Math.ceil(next - now));
    this.#entries.count();
  }
}
